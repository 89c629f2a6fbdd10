"""File ▸ Open recent: the latest projects by title and folder, and a way to clear the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from editor_app.ui.projects.places import fitted_place, place_text
from editor_app.ui.projects.recents import ListedProject
from editor_app.ui.window.texts import tr

MOST = 10
_ROOM_PX = 280


class RecentMenu(QMenu):
    """The submenu; it shows what it is told, and reads nothing itself."""

    chosen = Signal(object)
    """Path."""
    find_requested = Signal(object)
    """Path: the place where a project's file no longer is."""
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Open recent"), parent)
        self.setToolTipsVisible(True)
        self.triggered.connect(self._take)
        self.show_listed(())

    def show_listed(self, listed: Sequence[ListedProject]) -> None:
        """Show the latest of the projects on the list."""
        self.clear()
        self.menuAction().setEnabled(bool(listed))
        metrics, home = self.fontMetrics(), Path.home()
        for project in listed[:MOST]:
            title = metrics.elidedText(project.title, Qt.TextElideMode.ElideRight, _ROOM_PX)
            about = fitted_place(
                about_text(project, home), lambda text: metrics.horizontalAdvance(text) <= _ROOM_PX
            )
            action = self.addAction(f"{title} — {about}".replace("&", "&&"))
            action.setToolTip(project.title if project.is_untitled else str(project.path))
            action.setData(project)
        self.addSeparator()
        clear = self.addAction(tr("Clear list"))
        clear.setToolTip(tr("Projects without a name stay: nothing else leads to them"))
        clear.setEnabled(any(project.is_missing or not project.is_untitled for project in listed))

    def _take(self, action: QAction) -> None:
        project = action.data()
        if not isinstance(project, ListedProject):
            self.clear_requested.emit()
        elif project.is_missing:
            self.find_requested.emit(project.path)
        else:
            self.chosen.emit(project.path)


def about_text(project: ListedProject, home: Path) -> str:
    """Give what stands behind a project's title: its folder, or why that would say nothing."""
    if project.is_missing:
        return tr("the file is gone, find it…")
    return tr("not yet named") if project.is_untitled else place_text(project.path.parent, home)
