"""What is kept at services, over the window: projects to open, files to use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor_app.problem import quoted
from editor_app.services.desk import Desk
from editor_app.ui.cloud_projects import CloudProjectsDialog, ServiceMediaDialog
from editor_app.ui.theme import Tokens
from editor_app.ui.window.choices import Choices
from editor_app.ui.window.cloud_news import CloudNews
from editor_app.ui.window.texts import tr

if TYPE_CHECKING:
    from editor_app.ui.window.main_window import MainWindow


class CloudCommands(QObject):
    """Opens the dialogs, and does what is chosen there; `open_services` shows the settings of accounts."""

    def __init__(self, desk: Desk, window: MainWindow, open_services: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._open_services = desk, window, open_services
        self._projects: CloudProjectsDialog | None = None
        self._media: ServiceMediaDialog | None = None
        self._comes_back = False
        self._choices = Choices(window.notices)
        self._news = CloudNews(desk.cloud_projects, window.notices, open_services, self)
        desk.workspace.closed.connect(self._settle)

    def open_projects(self) -> None:
        """Let a project of a service be chosen."""
        desk, window = self._desk, self._window
        dialog = self._projects = CloudProjectsDialog(
            window,
            desk.cloud_projects,
            desk.cloud_covers,
            opened_where=self._opened_where,
            has_document=desk.workspace.is_open,
            tokens=window.tokens,
        )
        dialog.open_wanted.connect(self._open)
        dialog.new_wanted.connect(self._keep)
        dialog.settings_wanted.connect(self._show_services_first)
        dialog.finished.connect(self._forget)
        self._news.set_listed(True)
        dialog.open()

    def open_media(self) -> None:
        """Let files of the open project's service be used, let go and deleted."""
        desk, window = self._desk, self._window
        link = desk.document.work.cloud
        profile = desk.accounts.for_service(link.service) if link is not None else None
        if link is not None and profile is None:
            sentence = tr("The account that this project is kept with is not there. Add it to see its files.")
            self._choices.offer("account", sentence, tr("Settings ▸ Services…"), self._open_services)
            return
        self._choices.settle()
        if link is not None and profile is not None:
            desk.service_assets.open(profile, link.project_id)
        dialog = self._media = ServiceMediaDialog(
            window, desk.service_assets, is_linked=link is not None, tokens=window.tokens
        )
        dialog.settings_wanted.connect(self._show_services)
        dialog.projects_wanted.connect(self._show_projects)
        dialog.finished.connect(self._forget)
        dialog.open()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for dialog in (self._projects, self._media):
            if dialog is not None:
                dialog.set_tokens(tokens)

    def _settle(self) -> None:
        self._choices.settle()

    def _open(self, service: str, project_id: str) -> None:
        project = self._desk.cloud_projects.project(project_id)
        opening = self._desk.linking.open(service, project_id, project.title if project is not None else "")
        self._desk.tasks.start(opening, "open a cloud project")

    def _keep(self) -> None:
        """Make a project of the service from the open one, which is in step with it from then on."""
        if self._desk.cloud_projects.profile is not None:
            self._desk.tasks.start(self._keep_now(), "keep a project on a service")

    async def _keep_now(self) -> None:
        desk, profile = self._desk, self._desk.cloud_projects.profile
        link = desk.document.work.cloud
        if link is not None:
            at = desk.accounts.for_service(link.service)
            text = tr("{title} is kept on {name} already.")
            name = at.name if at is not None else link.service
            self._window.say(text.format(title=quoted(desk.workspace.title), name=name))
        elif profile is not None and await desk.linking.begin(profile):
            desk.cloud_projects.refresh()

    def _opened_where(self, service: str, project_id: str) -> str | None:
        link = self._desk.document.work.cloud if self._desk.workspace.is_open else None
        if link is None or (link.service, link.project_id) != (service, project_id):
            return None
        return tr("{title} is open in this window.").format(title=quoted(self._desk.workspace.title))

    def _show_services(self) -> None:
        self._close_all()
        self._open_services()

    def _show_services_first(self) -> None:
        """Let an account be added or mended, and then go on with the list of projects."""
        self._show_services()
        self._comes_back = True

    def hear_settings_closed(self) -> None:
        """Open the list of projects again where it led to the settings, and there is an account now."""
        comes_back, self._comes_back = self._comes_back, False
        if comes_back and self._projects is None and self._desk.cloud_projects.profiles:
            self.open_projects()

    def _show_projects(self) -> None:
        self._close_all()
        self.open_projects()

    def _close_all(self) -> None:
        for dialog in (self._projects, self._media):
            if dialog is not None:
                dialog.reject()

    def _forget(self, _code: int) -> None:
        self._projects = self._media = None
        self._news.set_listed(False)
