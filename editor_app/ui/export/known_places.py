"""Where the media of the open project are at a service, by what this computer has sent there before."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from editor_app.edits.addresses import Address
from editor_app.services.exporting.exports import Exports
from editor_app.services.tasks import Tasks
from editor_app.store.local_database import LocalDatabaseError


class KnownPlaces(QObject):
    """Looks once for each service and each set of media, as files may have to be read for it."""

    changed = Signal()

    def __init__(self, exports: Exports, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exports, self._tasks = exports, tasks
        self._asked: tuple[str, object] | None = None
        self._found: tuple[str, Mapping[str, Address]] = ("", {})

    def of(self, service: str) -> Mapping[str, Address]:
        """Give the places at a service by asset key, as far as they are known by now."""
        return self._found[1] if self._found[0] == service else {}

    def ask(self, service: str, assets: object) -> None:
        """Look, unless that was done for these very assets."""
        asked = self._asked
        if asked is not None and asked[0] == service and asked[1] is assets:
            return
        self._asked = (service, assets)
        self._tasks.start(self._look(service, assets), "look for media at a service")

    def forget(self) -> None:
        """Look again when somebody asks: something may have been sent meanwhile."""
        self._asked = None

    async def _look(self, service: str, assets: object) -> None:
        try:
            found = await self._exports.addresses_at(service)
        except (LocalDatabaseError, OSError):
            return  # what is not known is counted as not there, and found out when it is sent
        if self._asked is None or (self._asked[0] == service and self._asked[1] is assets):
            is_new = self._found != (service, found)
            self._found = (service, found)
            if is_new:
                self.changed.emit()
