"""What is told of projects and files together with something that can be done about it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor_app.services.desk import Desk
from editor_app.services.workspace import Recovered
from editor_app.store.backups import Backup
from editor_app.ui.window.banner import RecoveryBanner, clock
from editor_app.ui.window.choices import Choices
from editor_app.ui.window.commands import FileCommands
from editor_app.ui.window.earlier_menu import EarlierMenu
from editor_app.ui.window.list_dialog import ListDialog
from editor_app.ui.window.sync_words import dropped_text
from editor_app.ui.window.texts import tr

if TYPE_CHECKING:
    from editor_app.ui.window.main_window import MainWindow


class Offers(QObject):
    """Sentences with a next step: a copy, an earlier version, a whole list."""

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        files: FileCommands,
        banner: RecoveryBanner,
        menu: EarlierMenu,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._window, self._files = desk, window, files
        self._banner, self._menu = banner, menu
        self._choices = Choices(window.notices)
        desk.workspace.opened.connect(self._settle)

    def _settle(self) -> None:
        self._choices.settle()

    def tell_recovered(self, recovered: Recovered) -> None:
        """Say over the picture what came back."""
        self._banner.tell(recovered.steps, recovered.last_change)

    def offer_list(self, sentence: str, lines: tuple[str, ...]) -> None:
        """Say what became of an import, and offer the names of all files that cannot be used."""
        title = tr("Files that cannot be used")

        def show_all() -> None:
            ListDialog(self._window, title, lines).open()

        self._window.notices.say(sentence, action=tr("Show all"), run=show_all)

    def offer_copy(self, path: Path, name: str, since: datetime | None) -> None:
        """Say that another window has a project open, and offer a copy of it."""
        opened = tr(" since {time}").format(time=clock(since, datetime.now().astimezone())) if since else ""
        text = tr(
            "“{name}” is open in another window on this computer{since}. Close it there first, "
            "or open a copy of what was saved last."
        )

        def open_copy() -> None:
            title = tr("{name} (copy)").format(name=name)
            self._files.start(self._desk.workspace.open_copy(path, title), "copy")

        sentence = text.format(name=name, since=opened)
        self._choices.offer("opening", sentence, tr("Open a copy"), open_copy)

    def open_earlier(self, version: Backup) -> None:
        """Begin a new project with what a project's file held before."""
        time = clock(version.saved_at, datetime.now().astimezone())
        title = tr("{name} ({time})").format(name=version.project.stem, time=time)
        self._files.start(self._desk.workspace.open_earlier(version, title), "version")

    def offer_earlier(self, sentence: str, version: Backup) -> None:
        """Say why a project cannot be opened, and offer what its file held before."""
        time = clock(version.saved_at, datetime.now().astimezone())
        action = tr("Open the version of {time}").format(time=time)
        self._choices.offer("opening", sentence, action, lambda: self.open_earlier(version))

    def look_for_earlier(self) -> None:
        """Let the menu list the earlier versions that there are."""
        self._files.start(self._list_earlier(), "versions")

    async def _list_earlier(self) -> None:
        versions = await self._desk.workspace.earlier_versions()
        self._menu.show_versions(versions, datetime.now().astimezone())

    def tell_dropped(self, labels: tuple[str, ...]) -> None:
        """Say which steps others have made impossible to take back."""
        self._window.say(dropped_text(labels))
