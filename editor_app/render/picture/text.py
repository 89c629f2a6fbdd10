"""Text, laid out once in composition units and drawn as outlines, so that no size changes its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTextLayout,
    QTextOption,
    QTransform,
)

from editor_app.drawing import Text, TextStyle
from editor_app.render.picture.fonts import EM, style_font
from editor_app.render.picture.shapes import qcolor

_WIDEST = 4_000_000.0
"""Qt counts layout positions in 26.6 fixed point; more than this overflows."""
_COLOR_TABLES = ("COLR", "CBDT", "sbix", "SVG ")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One laid-out line: its characters, where its ink starts, its width, and its line box; in px.

    `length` counts UTF-16 units, with the break at its end, and each tab as four spaces.
    """

    text: str
    length: int
    left: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A laid-out text; px from the left of its box and from the top of its first line.

    `outlines` are the glyphs; `color_runs` those whose font brings its own colours (emoji),
    in EM units, to be drawn `1 / scale` times smaller.
    """

    lines: tuple[TextLine, ...]
    height: float
    outlines: QPainterPath
    color_runs: tuple[QGlyphRun, ...]
    scale: float


@lru_cache(maxsize=256)
def lay_out(text: str, style: TextStyle, width: float | None) -> TextBlock:
    """Break `text` into lines of at most `width` px (None: only where it says so) and place them."""
    scale = style.font_size / EM
    font = style_font(style)
    clean = text.replace("\r\n", "\n").replace("\t", "    ")
    layout = QTextLayout(clean.replace("\n", "\u2028"), font)
    layout.setTextOption(_option(style, width is not None))
    limit = _WIDEST if width is None else min(max(width / scale, 1.0), _WIDEST)
    metrics = QRawFont.fromFont(font)
    line_height = style.line_height * EM
    # As in CSS: the text's own height sits in the middle of its line box.
    baseline = (line_height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()

    layout.beginLayout()
    lines: list[TextLine] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(limit)
        line.setPosition(QPointF(0.0, len(lines) * line_height + baseline - line.ascent()))
        ink = line.naturalTextRect()
        start, length = line.textStart(), line.textLength()
        lines.append(
            TextLine(
                clean[start : start + length],
                length,
                ink.left() * scale,
                ink.width() * scale,
                len(lines) * line_height * scale,
                line_height * scale,
            )
        )
    layout.endLayout()
    outlines, color_runs = _outlines(layout.glyphRuns())
    path = QTransform.fromScale(scale, scale).map(outlines)
    path.setFillRule(Qt.FillRule.WindingFill)  # a variable font's contours overlap
    return TextBlock(tuple(lines), len(lines) * line_height * scale, path, color_runs, scale)


def measure(text: str, style: TextStyle) -> tuple[float, float]:
    """Give the width and height of `text` in px where nothing wraps it."""
    block = lay_out(text, style, None)
    return max((line.width for line in block.lines), default=0.0), block.height


def block_of(operation: Text) -> tuple[TextBlock, QPointF]:
    """Lay out a text operation; gives the block and where its origin lies in the composition."""
    box = operation.box
    block = lay_out(operation.text, operation.style, box.width)
    return block, QPointF(box.left, box.top + (box.height - block.height) / 2)


def ink_bounds(operation: Text) -> QRectF:
    """Give a rectangle that holds everything a text operation paints, in composition px."""
    block, origin = block_of(operation)
    style = operation.style
    bounds = block.outlines.controlPointRect()
    for run in block.color_runs:
        rect = run.boundingRect()
        bounds |= QRectF(rect.topLeft() * block.scale, rect.size() * block.scale)
    bounds = bounds.adjusted(*(s * style.stroke_width for s in (-1, -1, 1, 1)))
    if style.background:
        for box in _line_boxes(block, style):
            bounds |= box
    return bounds.translated(origin)


def paint_text(painter: QPainter, operation: Text) -> None:
    """Paint a text operation in composition coordinates: line boxes, then stroke, then fill."""
    block, origin = block_of(operation)
    style = operation.style
    painter.save()
    painter.translate(origin)
    painter.setPen(Qt.PenStyle.NoPen)
    if style.background and style.background.color.alpha > 0:
        painter.setBrush(qcolor(style.background.color))
        for box in _line_boxes(block, style):
            radius = min(style.background.radius, min(box.width(), box.height()) / 2)
            painter.drawRoundedRect(box, radius, radius)
    if style.stroke_width > 0 and style.stroke_color.alpha > 0:
        _paint_stroke(painter, block.outlines, style)
    painter.fillPath(block.outlines, qcolor(style.color))
    if block.color_runs:
        painter.scale(block.scale, block.scale)
        painter.setOpacity(painter.opacity() * style.color.alpha)
        for run in block.color_runs:
            painter.drawGlyphRun(QPointF(0.0, 0.0), run)
    painter.restore()


def _paint_stroke(painter: QPainter, outlines: QPainterPath, style: TextStyle) -> None:
    if style.color.alpha < 1:  # the stroke lies outside the glyphs: it must not show through them
        device = painter.device()
        layer = QImage(device.width(), device.height(), QImage.Format.Format_ARGB32_Premultiplied)
        layer.fill(0)
        cut = QPainter(layer)
        cut.setRenderHints(painter.renderHints())
        cut.setTransform(painter.transform())
        cut.strokePath(outlines, _stroke_pen(style))
        cut.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
        cut.fillPath(outlines, Qt.GlobalColor.black)
        cut.end()
        painter.save()
        painter.resetTransform()
        painter.drawImage(0, 0, layer)
        painter.restore()
    else:
        painter.strokePath(outlines, _stroke_pen(style))


def _stroke_pen(style: TextStyle) -> QPen:
    pen = QPen(qcolor(style.stroke_color), 2 * style.stroke_width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _line_boxes(block: TextBlock, style: TextStyle) -> list[QRectF]:
    padding = style.background.horizontal_padding if style.background else 0.0
    return [
        QRectF(line.left - padding, line.top, line.width + 2 * padding, line.height)
        for line in block.lines
        if line.width > 0
    ]


def _option(style: TextStyle, wraps: bool) -> QTextOption:
    align = {
        "left": Qt.AlignmentFlag.AlignLeft,
        "center": Qt.AlignmentFlag.AlignHCenter,
        "right": Qt.AlignmentFlag.AlignRight,
    }[style.align if wraps else "left"]
    # AlignAbsolute: left is left in right-to-left text too.
    option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
    mode = QTextOption.WrapMode
    option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if wraps else mode.NoWrap)
    rtl = style.direction == "rtl"
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setUseDesignMetrics(True)
    return option


def _outlines(runs: list[QGlyphRun]) -> tuple[QPainterPath, tuple[QGlyphRun, ...]]:
    path = QPainterPath()
    colored: list[QGlyphRun] = []
    for run in runs:
        font = run.rawFont()
        if any(font.fontTable(table).size() for table in _COLOR_TABLES):
            colored.append(run)
            continue
        shapes: dict[int, QPainterPath] = {}
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            shape = shapes.get(glyph)
            if shape is None:
                shape = shapes[glyph] = font.pathForGlyph(glyph)
            path.addPath(shape.translated(position))
    return path, tuple(colored)
