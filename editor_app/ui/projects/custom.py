"""Asking for a size of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from editor_app.ui.projects.texts import tr
from editor_app.ui.theme import HIT_PX

LEAST_PX, MOST_PX = 50, 1920


class SideField(QLineEdit):
    """A number of px within the limits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QIntValidator(0, 99_999, self))
        self.editingFinished.connect(self._settle)

    def value(self) -> int:
        """Give the nearest number that is allowed."""
        text = self.text()
        return min(max(int(text) if text.isdigit() else LEAST_PX, LEAST_PX), MOST_PX)

    def setValue(self, value: int) -> None:
        """Show a number."""
        self.setText(str(value))
        self._settle()

    def _settle(self) -> None:
        self.setText(str(self.value()))


class CustomSize(QWidget):
    """Width × height, and a button."""

    chosen = Signal(object)
    """(width, height) in px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.width_px, self.height_px = self._field(tr("Width"), 1280), self._field(tr("Height"), 720)
        self.create_button = QPushButton(tr("Create"), self)
        self.create_button.setMinimumHeight(HIT_PX)
        self.create_button.setToolTip(tr("Begin a project of this size"))
        self.create_button.clicked.connect(self._choose)
        row.addWidget(self.width_px)
        row.addWidget(QLabel("×", self))
        row.addWidget(self.height_px)
        row.addWidget(QLabel("px", self))
        row.addWidget(self.create_button)
        row.addStretch(1)

    def _field(self, name: str, value: int) -> SideField:
        field = SideField(self)
        field.setValue(value)
        field.setMinimumHeight(HIT_PX)
        field.setFixedWidth(72)
        field.returnPressed.connect(self._choose)
        field.setAccessibleName(name)
        field.setToolTip(tr("{name}, {least} to {most} px").format(name=name, least=LEAST_PX, most=MOST_PX))
        return field

    def _choose(self) -> None:
        self.chosen.emit((self.width_px.value(), self.height_px.value()))
