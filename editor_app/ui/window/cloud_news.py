"""What goes on with a service's projects while their dialog is closed: in the notice area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from editor_app.problem import printable
from editor_app.services.cloud_trouble import Trouble
from editor_app.ui.cloud_projects.texts import action_of, deleted_line
from editor_app.ui.window.notices import NoticeArea
from editor_app.ui.window.texts import tr


class HasTitle(Protocol):
    """A project."""

    @property
    def title(self) -> str: ...


class Deletes(Protocol):
    """What deletes projects: `services.cloud_projects.CloudProjects`."""

    undoable_changed: Any
    failed: Any

    @property
    def undoable(self) -> Sequence[HasTitle]: ...
    def undo_delete(self) -> None: ...


class CloudNews(QObject):
    """Lets a deletion be taken back after the dialog was closed, and says what was not done."""

    def __init__(
        self, projects: Deletes, notices: NoticeArea, open_services: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._projects, self._notices, self._open_services = projects, notices, open_services
        self._is_listed = False
        self._offered = ""
        projects.undoable_changed.connect(self._offer)
        projects.failed.connect(self._tell)

    def set_listed(self, is_listed: bool) -> None:
        """Say nothing while the dialog is open, which says it itself."""
        self._is_listed = is_listed
        self._offer()

    def _offer(self) -> None:
        """Offer to take the latest deletion back as long as that is possible."""
        titles = [printable(project.title) for project in self._projects.undoable]
        line = deleted_line(titles) if titles and not self._is_listed else ""
        if line == self._offered:
            return
        self._notices.withdraw(self._offered)
        self._offered = line
        self._notices.say(line, action=tr("Undo"), run=self._projects.undo_delete, passes=True)

    def _tell(self, trouble: Trouble) -> None:
        if self._is_listed:
            return
        run = self._open_services if trouble.way == "settings" else trouble.retry
        action = action_of(trouble)
        if run is None or not action:
            self._notices.say(trouble.sentence)
        else:
            self._notices.say(trouble.sentence, action=action, run=_call(run))


def _call(run: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        run()

    return call
