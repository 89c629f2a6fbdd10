"""File ▸ Earlier versions: what the project's file held before it was saved, opened as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from editor_app.store.backups import Backup
from editor_app.ui.window.banner import clock
from editor_app.ui.window.texts import tr


class EarlierMenu(QMenu):
    """The submenu; it shows what it is told, and reads nothing itself."""

    chosen = Signal(object)
    """Backup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Earlier versions"), parent)
        self.triggered.connect(self._take)
        self.show_versions((), datetime.now().astimezone())

    def show_versions(self, versions: Sequence[Backup], now: datetime) -> None:
        """Show the versions; without any the menu cannot be opened."""
        self.clear()
        self.menuAction().setEnabled(bool(versions))
        for version in versions:
            action = self.addAction(tr("Saved {time}").format(time=clock(version.saved_at, now)))
            action.setData(version)

    def _take(self, action: QAction) -> None:
        self.chosen.emit(action.data())
