"""Lines of a text that is being written, broken where the renderer breaks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from editor_app.drawing import TextStyle
from editor_app.render.picture.text import TextLine, lay_out

_WIDEST_PX = 1e6


@dataclass(frozen=True, slots=True)
class Frame:
    """How a text shows: its look, the width of its box in composition px, and their scale on the screen.

    `left_px` is where the box begins in the widget; `spare_px` is the room above and below the lines.
    """

    style: TextStyle
    width: float
    scale_x: float
    scale_y: float
    left_px: float = 0.0
    spare_px: float = 0.0

    @property
    def line_px(self) -> float:
        """Give the height of a line on the screen."""
        return max(1.0, self.style.line_height * self.style.font_size * self.scale_y)


class RenderedLines(QAbstractTextDocumentLayout):
    """Lays out a document for QTextEdit.

    Fonts on a screen have whole pixel sizes, so their letters are a little wider or narrower than in the
    picture: Qt's own layout would break lines elsewhere.
    """

    def __init__(self, document: QTextDocument, frame: Frame) -> None:
        super().__init__(document)
        self._frame = frame
        self._height_px = 0.0

    def set_frame(self, frame: Frame) -> None:
        """Show the text another way."""
        if frame != self._frame:
            self._frame = frame
            self._lay_out()

    def documentChanged(self, from_: int, charsRemoved: int, charsAdded: int) -> None:
        """Lay out everything: what stands on a canvas is short."""
        self._lay_out()

    def _lay_out(self) -> None:
        top = self._frame.spare_px
        for block in _blocks(self.document()):
            layout = block.layout()
            layout.setPosition(QPointF(self._frame.left_px, top))
            top += self._fill(layout, _written(block)) * self._frame.line_px
        self._height_px = top + self._frame.spare_px
        self.documentSizeChanged.emit(self.documentSize())

    def _fill(self, layout: QTextLayout, text: str) -> int:
        """Break a paragraph into lines, and put them where they are painted; give how many there are."""
        frame = self._frame
        layout.setTextOption(_option(frame.style))
        rendered = lay_out(text, frame.style, frame.width).lines
        lengths = _lengths(text, rendered)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            if count < len(lengths) - 1:
                _take(line, lengths[count])
            else:
                line.setLineWidth(_WIDEST_PX)
            painted = rendered[count] if count < len(rendered) else None
            middle = count * frame.line_px + (frame.line_px - line.height()) / 2
            line.setPosition(QPointF(_left(line, painted, frame), middle))
            count += 1
        layout.endLayout()
        return max(count, 1)

    # What QTextEdit asks.

    def pageCount(self) -> int:
        """Give the number of pages: it is one."""
        return 1

    def documentSize(self) -> QSizeF:
        """Give the size of the box, as high as its lines."""
        return QSizeF(self._frame.width * self._frame.scale_x, self._height_px)

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """Give the place of everything."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Give the place of a paragraph."""
        layout = block.layout()
        size = QSizeF(self.documentSize().width(), max(layout.lineCount(), 1) * self._frame.line_px)
        return QRectF(layout.position(), size)

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Give the place in the text nearest to a point; -1 where nothing lies there and that is asked."""
        if accuracy == Qt.HitTestAccuracy.ExactHit and not self._is_inked(point):
            return -1
        found, near = 0, None
        for block in _blocks(self.document()):
            layout = block.layout()
            for line in _lines(layout):
                middle = layout.position().y() + line.y() + line.height() / 2
                if near is None or abs(middle - point.y()) < near:
                    near = abs(middle - point.y())
                    at = line.xToCursor(point.x() - layout.position().x())
                    found = block.position() + _without_preedit(layout, at)
        return found

    def _is_inked(self, point: QPointF) -> bool:
        layouts = [block.layout() for block in _blocks(self.document())]
        places = [
            line.naturalTextRect().translated(one.position()) for one in layouts for line in _lines(one)
        ]
        return any(place.contains(point) for place in places)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint the letters, what is selected, and the cursor."""
        for block in _blocks(self.document()):
            layout, start = block.layout(), block.position()
            chosen: list[QTextLayout.FormatRange] = []
            for selection in context.selections:
                first = max(selection.cursor.selectionStart() - start, 0)
                last = min(selection.cursor.selectionEnd() - start, block.length() - 1)
                if first < last:
                    part = QTextLayout.FormatRange()
                    part.start, part.length, part.format = first, last - first, selection.format
                    chosen.append(part)
            painter.setPen(context.palette.color(QPalette.ColorRole.Text))
            layout.draw(painter, QPointF(0, 0), chosen)
            self._draw_cursor(painter, context.cursorPosition, block)

    def _draw_cursor(self, painter: QPainter, position: int, block: QTextBlock) -> None:
        layout = block.layout()
        at = position - block.position()
        if position < -1 and layout.preeditAreaText():
            at = layout.preeditAreaPosition() - (position + 2)  # so does QTextEdit count within it
        elif not 0 <= at < block.length():
            return
        width = self.property("cursorWidth")
        layout.drawCursor(painter, QPointF(0, 0), at, 1 if width is None else int(width))


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _lines(layout: QTextLayout) -> Iterator[QTextLine]:
    return (layout.lineAt(number) for number in range(layout.lineCount()))


def _written(block: QTextBlock) -> str:
    """Give a paragraph with what an input method is still composing in it."""
    layout, units = block.layout(), block.text().encode("utf-16-le")
    at = 2 * max(layout.preeditAreaPosition(), 0)
    return units[:at].decode("utf-16-le") + layout.preeditAreaText() + units[at:].decode("utf-16-le")


def _without_preedit(layout: QTextLayout, at: int) -> int:
    first, length = layout.preeditAreaPosition(), len(layout.preeditAreaText())
    return max(first, at - length) if length and at > first else at


def _lengths(text: str, rendered: tuple[TextLine, ...]) -> list[int]:
    """Give the length of each rendered line in UTF-16 units of `text`, in which a tab is one, not four."""
    lengths: list[int] = []
    rest = iter(text)
    for line in rendered:
        units = taken = 0
        while taken < line.length and (letter := next(rest, "")):
            wide = len(letter.encode("utf-16-le")) // 2
            units += wide
            taken += 4 if letter == "\t" else wide
        lengths.append(units)
    return lengths


def _take(line: QTextLine, length: int) -> None:
    """Let a line hold so many UTF-16 units: Qt counts in clusters, of which there may be fewer."""
    columns = length
    line.setNumColumns(columns)
    while line.textLength() > length and columns > 1:
        columns -= 1
        line.setNumColumns(columns)


def _left(line: QTextLine, painted: TextLine | None, frame: Frame) -> float:
    """Give where a line begins, so that its letters lie where they are painted."""
    ink = line.naturalTextRect()
    if painted is None:
        return -ink.left()
    left, width = painted.left * frame.scale_x, painted.width * frame.scale_x
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[frame.style.align]
    return left + (width - ink.width()) * share - (ink.left() - line.x())


def _option(style: TextStyle) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    rtl = style.direction == "rtl"
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return option
