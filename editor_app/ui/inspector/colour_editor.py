"""A colour: a swatch that opens the picker, and the text of CSS beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QLineEdit, QToolButton

from editor_app.css import parse_color
from editor_app.drawing import Color
from editor_app.ui.inspector.editors import Editor
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.reading import MIXED
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens

_SWATCH_PX = 16
_NO_COLOUR = Color(-1.0, -1.0, -1.0, -1.0)


class ColourEditor(Editor):
    """The field."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self._tokens, self._value = tokens, ""
        self._picker: QColorDialog | None = None
        self.line = QLineEdit()
        self.swatch = QToolButton(self.line)
        self.swatch.setProperty("bare", True)
        self.swatch.setCursor(Qt.CursorShape.PointingHandCursor)
        self.swatch.setFixedSize(HIT_PX, HIT_PX)
        self.swatch.setIconSize(QSize(_SWATCH_PX, _SWATCH_PX))
        self.swatch.setToolTip(tr("Choose a colour"))
        self.swatch.setAccessibleName(tr("{label}: choose").format(label=tr(field.label)))
        self.line.setMinimumHeight(HIT_PX)
        self.line.setTextMargins(_SWATCH_PX + 2, 0, 0, 0)
        self.line.setToolTip(tr("A colour as in CSS: #ff8800, rgba(0, 0, 0, 0.5), tomato"))
        self.line.setAccessibleName(tr(field.label))
        self.add(self.line)
        self.swatch.clicked.connect(self._choose)
        self.line.editingFinished.connect(self._edit)

    def show_value(self, value: Any) -> None:
        """Show a colour; what is being typed stays."""
        self._value = "" if value is MIXED or value is None else str(value)
        if not self.line.isModified():
            if self._value != self.line.text():
                self.line.setText(self._value)
                self.line.setCursorPosition(0)
            self.line.setPlaceholderText("—" if value is MIXED else "")
        self._show_swatch()

    def close_picker(self) -> None:
        """Close the picker without a choice."""
        if self._picker is not None:
            self._picker.reject()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._show_swatch()

    def _show_swatch(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(_SWATCH_PX * ratio), round(_SWATCH_PX * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._tokens.hairline))
        painter.setBrush(as_qcolor(self._value))
        painter.drawRoundedRect(QRectF(0.5, 0.5, _SWATCH_PX - 1, _SWATCH_PX - 1), 4, 4)
        painter.end()
        self.swatch.setIcon(QIcon(picture))

    def _edit(self) -> None:
        if not self.line.isModified():
            return
        self.line.setModified(False)
        text = self.line.text().strip()
        if parse_color(text, _NO_COLOUR) == _NO_COLOUR:
            self.line.setText(self._value)
            self.refused.emit(tr("“{text}” is no colour. Write it as in CSS: #ff8800.").format(text=text))
            return
        self.edited.emit(text)

    def _choose(self) -> None:
        dialog = QColorDialog(as_qcolor(self._value), self.window())
        dialog.setOption(QColorDialog.ColorDialogOption.ShowAlphaChannel)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.currentColorChanged.connect(self._preview_chosen)
        dialog.colorSelected.connect(self._keep_chosen)
        dialog.rejected.connect(self.cancelled)
        dialog.finished.connect(self._forget_picker)
        self._picker = dialog
        dialog.open()

    def _forget_picker(self, _result: int) -> None:
        self._picker = None

    def _preview_chosen(self, colour: QColor) -> None:
        self.previewed.emit(css_of(colour))

    def _keep_chosen(self, colour: QColor) -> None:
        self.edited.emit(css_of(colour))


def as_qcolor(text: str) -> QColor:
    """Give a CSS colour to Qt; transparent where it is none."""
    found = parse_color(text)
    return QColor.fromRgbF(found.red, found.green, found.blue, found.alpha)


def css_of(colour: QColor) -> str:
    """Write a colour as CSS, with its alpha only where it is not whole."""
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {round(colour.alphaF(), 3):g})"
