"""A typeface, and its weight and slant."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, QTimer
from PySide6.QtGui import QFocusEvent, QFontDatabase
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QToolButton

from editor_app.items.values import FontStyle
from editor_app.render.picture.families import bundled_families
from editor_app.render.picture.fonts import font_for, known_families
from editor_app.ui.inspector.changing import Part
from editor_app.ui.inspector.editors import Editor, give_way
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.reading import MIXED
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX

WEIGHTS = (
    (100, "Thin"),
    (200, "Extra light"),
    (300, "Light"),
    (400, "Regular"),
    (500, "Medium"),
    (600, "Semibold"),
    (700, "Bold"),
    (800, "Extra bold"),
    (900, "Black"),
)


@lru_cache(maxsize=1)
def _families() -> list[str]:
    """List the families that can be drawn, those that travel with the program first."""
    known_families()  # registers the bundled ones
    bundled = sorted((family.name for family in bundled_families().values()), key=str.casefold)
    own = {name.casefold() for name in bundled}
    installed = {name.split(" [")[0] for name in QFontDatabase.families()}
    return bundled + sorted((n for n in installed if n.casefold() not in own), key=str.casefold)


class _InItsFace(QStyledItemDelegate):
    """Writes every family in its own face; only what is seen is loaded."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Any) -> None:
        super().initStyleOption(option, index)
        font = font_for(str(index.data()), 400, False)
        font.setPixelSize(15)
        option.font = font  # pyright: ignore[reportAttributeAccessIssue]

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(160, HIT_PX)


class _Line(QLineEdit):
    """A line that a click selects whole, so that typing begins another name."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, once the click has put its cursor."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.selectAll)


class FontEditor(Editor):
    """A family."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box, self.line = QComboBox(), _Line()
        self.box.setEditable(True)
        self.box.setLineEdit(self.line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMinimumHeight(HIT_PX)
        give_way(self.box)
        self.box.setToolTip(tr("Typeface"))
        self.box.addItems(_families())
        self.box.setItemDelegate(_InItsFace(self.box))
        self.add(self.box)
        self.box.activated.connect(self._edit)
        self.line.editingFinished.connect(self._edit)
        self._value: Any = None

    def show_value(self, value: Any) -> None:
        """Show a family."""
        self._value = value
        if not self.line.isModified():
            with QSignalBlocker(self.box):
                self.box.setEditText("" if value is MIXED else str(value))

    def _edit(self, *_index: object) -> None:
        self.line.setModified(False)
        family = self.box.currentText().strip()
        if family and family != self._value:
            self.edited.emit(family)


class FontStyleEditor(Editor):
    """Weight and slant."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.weight = QComboBox()
        self.weight.setMinimumHeight(HIT_PX)
        self.weight.setToolTip(tr("Weight"))
        self.weight.setPlaceholderText("—")
        give_way(self.weight)
        self.weight.setAccessibleName(tr("Weight"))
        for number, name in WEIGHTS:
            self.weight.addItem(tr(name), number)
        self.italic = QToolButton()
        self.italic.setText("I")
        self.italic.setCheckable(True)
        self.italic.setFixedSize(HIT_PX, HIT_PX)
        font = self.italic.font()
        font.setItalic(True)
        self.italic.setFont(font)
        self.italic.setToolTip(tr("Italic"))
        self.italic.setAccessibleName(tr("Italic"))
        self.add(self.weight)
        self.add(self.italic, 0)
        self.weight.activated.connect(self._edit_weight)
        self.italic.clicked.connect(self._edit_italic)

    def show_value(self, value: Any) -> None:
        """Show a style by its parts."""
        with QSignalBlocker(self.weight), QSignalBlocker(self.italic):
            self.weight.setCurrentIndex(-1 if value["weight"] is MIXED else _nearest(value["weight"]))
            self.italic.setChecked(value["variant"] == "italic")

    def _edit_weight(self, index: int) -> None:
        self.edited.emit(Part("weight", str(self.weight.itemData(index))))

    def _edit_italic(self, on: bool) -> None:
        self.edited.emit(Part("variant", "italic" if on else "normal"))


def _nearest(weight: str) -> int:
    wanted = FontStyle(variant="normal", weight=weight).css_weight
    return min(range(len(WEIGHTS)), key=lambda n: abs(WEIGHTS[n][0] - wanted))
