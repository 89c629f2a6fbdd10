"""A field's label that can be dragged to change the number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.number_field import NumberField, pace

_THRESHOLD_PX = 3


class ScrubLabel(ElidedLabel):
    """The label; dragging it steps its field, Shift ten times as fast, Alt a tenth, Escape cancels."""

    clicked = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(text, parent, hint=hint)
        self._field: NumberField | None = None
        self._last_x: float | None = None
        self._is_dragging = False

    def set_field(self, field: NumberField) -> None:
        """Scrub this field."""
        self._field = field
        self.setBuddy(field)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if self._field is None or event.button() != Qt.MouseButton.LeftButton or not self._field.isEnabled():
            super().mousePressEvent(event)
            return
        self._last_x, self._is_dragging = event.position().x(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Step by what the pointer has moved."""
        if self._field is None or self._last_x is None:
            return
        by = event.position().x() - self._last_x
        if not self._is_dragging:
            if abs(by) < _THRESHOLD_PX:
                return
            self._is_dragging = True
            self._field.scrub_start()
        self._last_x = event.position().x()
        self._field.scrub_by(by * pace(event.modifiers()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Settle, or go to the field after a mere click."""
        if self._field is not None and self._last_x is not None:
            if self._is_dragging:
                self._field.scrub_end()
            else:
                self._field.setFocus(Qt.FocusReason.MouseFocusReason)
            self.clicked.emit()
        self._last_x, self._is_dragging = None, False
