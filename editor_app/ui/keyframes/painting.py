"""How the dope sheet and the curve look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from editor_app.session import KeyframeRef
from editor_app.state import EditorState
from editor_app.timebase import format_timecode
from editor_app.ui.colour import mixed
from editor_app.ui.keyframes.fields import Lane, can_set_key, number_of
from editor_app.ui.keyframes.layout import (
    HEADER_PX,
    ICON_PX,
    ROW_PX,
    RULER_PX,
    Sheet,
    curve_of,
    header_icons,
    keys_of,
    marks_of,
)
from editor_app.ui.names import clip_label
from editor_app.ui.theme import SMALL_PX, Tokens, ui_font

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_KEY_PX = 5.5
_DIM = 0.4
"""How much is left of a diamond that sets no key, because the playhead is beside the clip."""


@dataclass(frozen=True)
class Look:
    """What the painters need beside the sheet."""

    tokens: Tokens
    font: QFont
    bold: QFont
    small: QFont
    numbers: QFont

    @classmethod
    def of(cls, tokens: Tokens) -> Look:
        """Make the look of some tokens."""
        return cls(
            tokens, ui_font(), ui_font(weight=600), ui_font(SMALL_PX, tabular=True), ui_font(tabular=True)
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """All that shows: the document, the sheet, what is chosen, where the playhead is."""

    state: EditorState
    sheet: Sheet
    fps: int
    playhead_ticks: int
    chosen: Collection[KeyframeRef]
    lane: int | None
    hover: tuple[int | None, str]
    marquee: tuple[float, float, float, float] | None
    has_focus: bool


def paint_sheet(painter: QPainter, shown: Shown, look: Look, size: tuple[int, int]) -> None:
    """Paint ruler, rows, keys and the playhead."""
    tokens, sheet = look.tokens, shown.sheet
    width, height = size
    painter.fillRect(0, 0, width, height, QColor(tokens.panel))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipRect(0, RULER_PX, width, height - RULER_PX)
    for number, lane in enumerate(sheet.lanes):
        top = sheet.top_of(number)
        if top + ROW_PX >= RULER_PX and top < height:
            _paint_row(painter, shown, look, number, lane, top)
    painter.restore()
    _paint_ruler(painter, shown, look)
    painter.fillRect(HEADER_PX - 1, 0, 1, height, QColor(tokens.hairline))
    _paint_playhead(painter, shown, look, height)
    if shown.marquee is not None:
        left, top, right, bottom = shown.marquee
        accent = QColor(tokens.accent)
        painter.setPen(QPen(accent, 1))
        accent.setAlphaF(0.15)
        painter.setBrush(accent)
        painter.drawRect(QRectF(QPointF(left, top), QPointF(right, bottom)))
    if shown.has_focus:
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, width - 1, height - 1))


def _paint_row(painter: QPainter, shown: Shown, look: Look, number: int, lane: Lane, top: int) -> None:
    tokens, sheet = look.tokens, shown.sheet
    row = QRectF(0, top, sheet.width_px, ROW_PX)
    item = shown.state.items.get(lane.item_id)
    if item is None:
        return
    left, right = sheet.x_of(item.start_ticks), sheet.x_of(item.end_ticks)
    if lane.field is None:
        painter.fillRect(row, QColor(mixed(tokens.panel, tokens.raised, 0.7)))
        colour = QColor(tokens.clip(item.type))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(left, top + 8, max(2.0, right - left), ROW_PX - 16), 3, 3)
        painter.drawRoundedRect(QRectF(12, top + 8, 12, 12), 3, 3)
        painter.setFont(look.bold)
        painter.setPen(QColor(tokens.text))
        _write(painter, QRectF(32, top, HEADER_PX - 44, ROW_PX), clip_label(shown.state, item))
        return
    if shown.lane == number:
        painter.fillRect(row, QColor(mixed(tokens.panel, tokens.accent, tokens.selection_alpha * 0.5)))
    elif shown.hover[0] == number:
        painter.fillRect(row, QColor(tokens.raised))
    painter.fillRect(QRectF(0, top + ROW_PX - 1, sheet.width_px, 1), QColor(tokens.hairline))
    outside = QColor(tokens.window)
    outside.setAlphaF(0.55)
    painter.fillRect(QRectF(HEADER_PX, top, max(0.0, left - HEADER_PX), ROW_PX - 1), outside)
    painter.fillRect(QRectF(right, top, max(0.0, sheet.width_px - right), ROW_PX - 1), outside)
    _paint_header(painter, shown, look, number, lane, top)
    _paint_keys(painter, shown, look, lane, top)


def _paint_header(painter: QPainter, shown: Shown, look: Look, number: int, lane: Lane, top: int) -> None:
    tokens = look.tokens
    item, field = shown.state.items[lane.item_id], lane.field
    if field is None:
        return
    value = number_of(item, field.name)
    is_moving = value is not None and bool(value.keyframes)
    icons = header_icons()
    painter.setFont(look.font)
    painter.setPen(QColor(tokens.text if is_moving else tokens.secondary))
    _write(painter, QRectF(32, top, icons[0][1] - 84 - 36, ROW_PX), field.label)
    local = shown.playhead_ticks - item.start_ticks
    length = item.duration_ticks
    if value is not None:
        painter.setFont(look.numbers)
        painter.setPen(QColor(tokens.secondary))
        now = value.at(min(max(local, 0), max(length - 1, 0)), length)
        box = QRectF(icons[0][1] - 84, top, 80, ROW_PX)
        painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignRight, field.said(now))
    has_key = value is not None and any(key.time_ticks == local for key in value.keyframes)
    for part, left in icons:
        is_hot = shown.hover == (number, part)
        middle = QPointF(left + ICON_PX / 2, top + ROW_PX / 2 - 0.5)
        if part == "toggle":
            can_set = can_set_key(item, shown.playhead_ticks)
            colour = QColor(tokens.keyframe if can_set and (has_key or is_hot) else tokens.secondary)
            painter.setOpacity(1.0 if can_set else _DIM)
            _paint_diamond(painter, middle, colour, fills=has_key and can_set)
            painter.setOpacity(1.0)
        elif is_moving:
            _paint_arrow(painter, middle, QColor(tokens.text if is_hot else tokens.secondary), part == "next")


def _paint_keys(painter: QPainter, shown: Shown, look: Look, lane: Lane, top: int) -> None:
    tokens = look.tokens
    found = list(keys_of(shown.state, shown.sheet, lane))
    middle = top + ROW_PX / 2 - 0.5
    if len(found) > 1:
        painter.fillRect(
            QRectF(found[0].x, middle - 0.5, found[-1].x - found[0].x, 1), QColor(tokens.disabled)
        )
    for key in found:
        at = QPointF(key.x, middle)
        if key.ref in shown.chosen:
            _paint_diamond(painter, at, QColor(tokens.text), fills=True, size=_KEY_PX + 2.5)
        _paint_diamond(painter, at, QColor(tokens.error if key.is_outside else tokens.keyframe), fills=True)


def _paint_diamond(
    painter: QPainter, at: QPointF, colour: QColor, *, fills: bool, size: float = _KEY_PX
) -> None:
    points = [at + QPointF(0, -size), at + QPointF(size, 0), at + QPointF(0, size), at + QPointF(-size, 0)]
    painter.setPen(Qt.PenStyle.NoPen if fills else QPen(colour, 1.4))
    painter.setBrush(colour if fills else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(points))


def _paint_arrow(painter: QPainter, at: QPointF, colour: QColor, to_right: bool) -> None:
    way = 1 if to_right else -1
    path = QPainterPath(at + QPointF(-2 * way, -4))
    path.lineTo(at + QPointF(2 * way, 0))
    path.lineTo(at + QPointF(-2 * way, 4))
    painter.setPen(QPen(colour, 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _paint_ruler(painter: QPainter, shown: Shown, look: Look) -> None:
    tokens, sheet = look.tokens, shown.sheet
    painter.fillRect(0, 0, sheet.width_px, RULER_PX, QColor(tokens.panel))
    painter.fillRect(0, RULER_PX - 1, sheet.width_px, 1, QColor(tokens.hairline))
    painter.setFont(look.small)
    for tick in marks_of(sheet, shown.fps):
        x = round(sheet.x_of(tick))
        painter.fillRect(x, RULER_PX - 8, 1, 7, QColor(tokens.disabled))
        painter.setPen(QColor(tokens.secondary))
        box = QRectF(x - 45, 2, 90, RULER_PX - 11)
        if box.right() <= sheet.width_px and box.left() >= HEADER_PX - 30:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, format_timecode(tick, shown.fps))
    painter.setPen(QColor(tokens.text))
    painter.setFont(look.numbers)
    painter.drawText(
        QRectF(12, 0, HEADER_PX - 24, RULER_PX), _MIDDLE, format_timecode(shown.playhead_ticks, shown.fps)
    )


def _paint_playhead(painter: QPainter, shown: Shown, look: Look, height: int) -> None:
    sheet = shown.sheet
    if not sheet.start_ticks <= shown.playhead_ticks <= sheet.end_ticks:
        return
    x = round(sheet.x_of(shown.playhead_ticks))
    colour = QColor(look.tokens.playhead)
    painter.fillRect(x, RULER_PX - 10, 1, height, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    head = [QPointF(x - 5, RULER_PX - 12), QPointF(x + 6, RULER_PX - 12), QPointF(x + 0.5, RULER_PX - 4)]
    painter.drawPolygon(QPolygonF(head))


def _write(painter: QPainter, box: QRectF, text: str) -> None:
    metrics = QFontMetricsF(painter.font())
    painter.drawText(box, _MIDDLE, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))


def paint_graph(painter: QPainter, shown: Shown, look: Look, size: tuple[int, int]) -> None:
    """Paint the curve of the chosen row."""
    tokens, (width, height) = look.tokens, size
    painter.fillRect(0, 0, width, height, QColor(tokens.window))
    painter.fillRect(0, 0, width, 1, QColor(tokens.hairline))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lane = shown.sheet.lanes[shown.lane] if shown.lane is not None else None
    top, bottom = 16.0, height - 16.0
    found = curve_of(shown.state, shown.sheet, lane, top, bottom) if lane is not None else None
    if lane is None or lane.field is None or found is None:
        return
    points, low, high = found
    field = lane.field
    painter.setFont(look.bold)
    painter.setPen(QColor(tokens.text))
    _write(painter, QRectF(32, 8, HEADER_PX - 120, 24), field.label)
    painter.setFont(look.small)
    painter.setPen(QColor(tokens.secondary))
    for value, y in ((high, top), ((low + high) / 2, (top + bottom) / 2), (low, bottom)):
        painter.fillRect(QRectF(HEADER_PX, round(y), width - HEADER_PX, 1), QColor(tokens.hairline))
        box = QRectF(HEADER_PX - 108, y - 10, 100, 20)
        painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignRight, field.said(value))
    painter.setPen(QPen(QColor(tokens.keyframe), 2, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
    heights = dict(points)
    for key in keys_of(shown.state, shown.sheet, lane):
        if not key.is_outside and key.x in heights:
            at = QPointF(key.x, heights[key.x])
            if key.ref in shown.chosen:
                _paint_diamond(painter, at, QColor(tokens.text), fills=True, size=_KEY_PX + 2)
            _paint_diamond(painter, at, QColor(tokens.keyframe), fills=True, size=_KEY_PX - 0.5)
    if shown.sheet.start_ticks <= shown.playhead_ticks <= shown.sheet.end_ticks:
        painter.fillRect(round(shown.sheet.x_of(shown.playhead_ticks)), 0, 1, height, QColor(tokens.playhead))
