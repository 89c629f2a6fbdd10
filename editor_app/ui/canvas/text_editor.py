"""A text that is written where it stands, in its own face and size."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from editor_app.drawing import Box, Text, TextStyle
from editor_app.items import TextItem
from editor_app.items.context import DrawContext
from editor_app.render.picture.fonts import style_font
from editor_app.render.picture.shapes import qcolor
from editor_app.ui.canvas.geometry import ItemBox
from editor_app.ui.canvas.labels import tr
from editor_app.ui.canvas.text_layout import Frame, RenderedLines
from editor_app.ui.canvas.view import View
from editor_app.ui.theme import Tokens

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_SPARE_SHARE = 0.5
"""Room above and below the lines, in font sizes: letters may be taller than tight lines."""
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class TextEditor(QTextEdit):
    """Lies over a text's box; a turned one is written upright."""

    written = Signal(str)
    """str: the text as it is now."""
    done = Signal()
    """Escape, or the keyboard went elsewhere."""
    left = Signal(bool)
    """bool: Tab (True) or Shift+Tab goes on from here."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._accent = QColor(tokens.accent)
        self._place: QRectF | None = None
        self._worn: tuple[TextStyle, float, float] | None = None
        self._lines: RenderedLines | None = None
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; min-height: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Text"))
        self.setToolTip(tr("Escape, Tab or a click beside it ends writing"))
        self.textChanged.connect(self._tell)

    def begin(self, item: TextItem, box: ItemBox, view: View) -> None:
        """Take an item's text and look."""
        self.blockSignals(True)
        self.setPlainText(item.text)
        self.blockSignals(False)
        self.dress(item, box, view)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def dress(self, item: TextItem, box: ItemBox, view: View) -> None:
        """Look like the item as it shows in a view."""
        style = _style(item)
        scale_x, scale_y = abs(box.scale_x) * view.zoom, abs(box.scale_y) * view.zoom
        x, y = view.to_screen(*box.center)
        across, down = box.width * scale_x, box.height * scale_y
        self._place = QRectF(x - across / 2, y - down / 2, across, down)
        left_px = self._place.left() - round(self._place.left())
        spare_px = style.font_size * scale_y * _SPARE_SHARE
        frame = Frame(style, box.width, scale_x, scale_y, left_px, spare_px)
        if self._worn != (style, scale_x, scale_y):
            self._worn = (style, scale_x, scale_y)
            self._put_on(style, _screen_font(style, scale_x, scale_y))
        if self._lines is None:
            self._lines = RenderedLines(self.document(), frame)
            self.document().setDocumentLayout(self._lines)
            self._lines.documentSizeChanged.connect(self._repaint)
        self._lines.set_frame(frame)
        self._settle()

    def _put_on(self, style: TextStyle, font: QFont) -> None:
        """Give the letters their face and size; what was written so far can then not be taken back here."""
        block = QTextBlockFormat()
        block.setAlignment(_ALIGN[style.align] | Qt.AlignmentFlag.AlignAbsolute)
        rtl = style.direction == "rtl"
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        block.setLayoutDirection(direction)
        self.blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        self.document().setDefaultFont(font)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        letters = cursor.charFormat()
        letters.setFont(font)
        letters.setForeground(qcolor(style.color))
        cursor.setCharFormat(letters)
        self.setCurrentCharFormat(letters)
        self.document().setUndoRedoEnabled(True)
        self.blockSignals(False)

    def _settle(self) -> None:
        """Lie over the box, the lines in its middle as they are drawn."""
        if self._place is None:
            return
        tall = self.document().size().height()
        self.setGeometry(
            round(self._place.left()),
            round(self._place.center().y() - tall / 2),
            max(8, math.ceil(self._place.width()) + 1),
            math.ceil(tall) + 1,
        )

    def _repaint(self, _size: object) -> None:
        self.viewport().update()

    def _tell(self) -> None:
        self._settle()
        self.written.emit(self.toPlainText())

    def event(self, event: QEvent) -> bool:
        """Keep keys that write or move the cursor from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            is_escape = event.key() == Qt.Key.Key_Escape
            is_own = is_escape or _is_tab(event) or event.matches(_UNDO) or event.matches(_REDO)
            if is_own or not event.modifiers() & command:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Escape; write otherwise, a tab with Ctrl+Tab."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif _is_tab(event):
            self.insertPlainText("\t")
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """End with Tab, and let the keyboard go on from the canvas."""
        self.left.emit(next)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End when the keyboard goes elsewhere in the window, but not for a menu or another window."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in stays:
            self.done.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write, with a thin line about it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._accent, 1))
        painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()


def _is_tab(event: QKeyEvent) -> bool:
    """Tell whether a key writes a tab; Tab alone goes on."""
    return event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _screen_font(style: TextStyle, scale_x: float, scale_y: float) -> QFont:
    """Give the font in the whole px nearest to its size on the screen, and as wide as in its true size."""
    font, size_px = QFont(style_font(style)), max(1.0, style.font_size * scale_y)
    stretch = min(max(round(100 * scale_x / max(scale_y, 1e-6)), 1), 4000)
    font.setPixelSize(round(size_px))
    font.setStretch(stretch)
    wider = style.font_size * scale_x / (font.pixelSize() * stretch / 100)
    if style.letter_spacing:
        missing = (wider - 1) * QFontMetricsF(font).averageCharWidth()
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.letter_spacing * scale_x + missing)
    else:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * wider)
    return font


def _style(item: TextItem) -> TextStyle:
    """Give an item's look; an empty text draws nothing, but has one."""
    shown = item if item.text else item.replace(text="x")
    operation = shown.draw(DrawContext(0, Box(0, 0, 1, 1)))[0]
    assert isinstance(operation, Text)
    return operation.style
