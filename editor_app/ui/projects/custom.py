"""Asking for a size of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from editor_app.ui.projects.texts import size_hint, tr
from editor_app.ui.theme import HIT_PX

LEAST_PX, MOST_PX = 50, 1920


class SideField(QLineEdit):
    """A number of px; what is typed stays, also beyond the limits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QIntValidator(0, 99_999, self))

    def value(self) -> int | None:
        """Give the number that stands there, None where none does."""
        text = self.text()
        return int(text) if text.isascii() and text.isdigit() else None

    def setValue(self, value: int) -> None:
        """Show a number, or the nearest one that is allowed."""
        self.setText(str(min(max(value, LEAST_PX), MOST_PX)))


class CustomSize(QWidget):
    """Width × height, a button, and the limits in words."""

    chosen = Signal(object)
    """(width, height) in px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customSize")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.create_button = QPushButton(tr("Create"), self)
        self.hint = QLabel(self)
        self.width_px, self.height_px = self._field(tr("Width"), 1280), self._field(tr("Height"), 720)
        self.create_button.setMinimumHeight(HIT_PX)
        self.create_button.setToolTip(tr("Begin a project of this size"))
        self.create_button.clicked.connect(self._choose)
        row.addWidget(self.width_px)
        row.addWidget(QLabel("×", self))
        row.addWidget(self.height_px)
        row.addWidget(QLabel("px", self))
        row.addWidget(self.create_button)
        row.addSpacing(4)
        row.addWidget(self.hint, 1)
        for field in (self.width_px, self.height_px):
            field.textChanged.connect(self._show_hint)
        self._show_hint()

    def _field(self, name: str, value: int) -> SideField:
        field = SideField(self)
        field.setValue(value)
        field.setMinimumHeight(HIT_PX)
        field.setFixedWidth(72)
        field.returnPressed.connect(self._choose)
        field.setAccessibleName(name)
        field.setToolTip(tr("{name}, {least} to {most} px").format(name=name, least=LEAST_PX, most=MOST_PX))
        return field

    def _show_hint(self, _text: str = "") -> None:
        """Say the limits, or which of them a number is beyond; then there is nothing to create."""
        sides = [(field.accessibleName(), field.value()) for field in (self.width_px, self.height_px)]
        text, is_error = size_hint(sides, LEAST_PX, MOST_PX)
        self.hint.setText(text)
        self.hint.setProperty("error", is_error)
        self.hint.setProperty("secondary", not is_error)
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)
        self.create_button.setEnabled(not is_error)
        for field, (_, value) in zip((self.width_px, self.height_px), sides, strict=True):
            is_allowed = value is not None and LEAST_PX <= value <= MOST_PX
            field.setAccessibleDescription("" if is_allowed else text)

    def _choose(self) -> None:
        if self.create_button.isEnabled():
            self.chosen.emit((self.width_px.value(), self.height_px.value()))
