"""The library's grid: Del removes, F2 renames in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from editor_app.ui.media.tile_view import TileView


class LibraryGrid(TileView):
    """The grid of media."""

    removal_wanted = Signal()
    all_painted = Signal()
    """All tiles in sight are about to be painted."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)

    def rename(self, index: QModelIndex) -> None:
        """Let a medium's name be typed in its tile."""
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when it begins."""
        if event.rect().contains(self.viewport().rect()):
            self.all_painted.emit()
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the key that renames from being taken for the canvas's."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove what is selected."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # A name is typed; its field has left this key over.
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)
