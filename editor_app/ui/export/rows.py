"""Rows of a form: a name at the left, a field at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from editor_app.ui.theme import HIT_PX


def labelled(grid: QGridLayout, name: str, field: QWidget, whole: QWidget) -> tuple[QWidget, ...]:
    """Put a row at the end of a grid: `field` is what the name is about, `whole` what stands there.

    Give what has to be hidden for the row to be gone.
    """
    number = grid.rowCount()
    grid.addWidget(whole, number, 1)
    if not name:
        return (whole,)
    label = QLabel(name, grid.parentWidget())
    label.setProperty("secondary", True)
    label.setBuddy(field)
    label.setMinimumHeight(HIT_PX)
    grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
    field.setAccessibleName(name)
    if isinstance(field, QComboBox | QLineEdit):
        field.setToolTip(name)
        field.setMinimumHeight(HIT_PX)
        field.setMinimumWidth(80)
    if isinstance(field, QComboBox):
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return (label, whole)


def beside(*widgets: QWidget) -> QWidget:
    """Put widgets beside one another; the first takes what room there is."""
    whole = QWidget(widgets[0].parentWidget())
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, 0 if number else 1)
    return whole
