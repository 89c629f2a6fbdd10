"""A value typed in its place on the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class Cell(QLineEdit):
    """The field: Enter and leaving keep what was typed, Escape does not; no key of it reaches the sheet."""

    left = Signal()
    """It is no longer needed; `isModified` tells whether something was typed that shall stay."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setObjectName("cell")
        self._is_left = False
        self.selectAll()
        self.editingFinished.connect(self._leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep or throw away; what the field ignores ends here, and not at the sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self._leave()
        else:
            super().keyPressEvent(event)
        event.accept()

    def _leave(self) -> None:
        if not self._is_left:
            self._is_left = True
            self.left.emit()
