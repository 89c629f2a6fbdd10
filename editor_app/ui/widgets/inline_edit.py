"""A value or a name that is typed in its place, over what is painted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class InlineEdit(QLineEdit):
    """The field: Enter and leaving keep what was typed, Escape does not; no key of it reaches what is below.

    It goes by itself once it has been left.
    """

    left = Signal()
    """It is no longer needed; `isModified` tells whether something was typed that shall stay."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._first, self._is_left = text, False
        self.editingFinished.connect(self._leave)

    def showEvent(self, event: QShowEvent) -> None:
        """Select all, ready to be replaced."""
        super().showEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep or throw away; what the field ignores ends here, and not at the sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._first)  # which is no modification
            self._leave()
        else:
            super().keyPressEvent(event)
        event.accept()

    def _leave(self) -> None:
        if not self._is_left:
            self._is_left = True
            self.left.emit()
            self.deleteLater()
