"""The ruler: times, marks, the in/out range, markers; and the corner with the timecode."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from editor_app.store.sidecar import Marker
from editor_app.timebase import format_timecode
from editor_app.ui.timeline.hits import Stage
from editor_app.ui.timeline.painting.ink import Ink, faded
from editor_app.ui.timeline.ruler import ruler_marks


def paint_ruler(painter: QPainter, stage: Stage, ink: Ink, fps: int) -> None:
    """Paint the ruler of a stage, right of the headers."""
    view = stage.view
    area = QRectF(view.header_px, 0, view.width_px - view.header_px, view.ruler_px)
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, ink.panel)
    _paint_range(painter, stage, ink)
    painter.setFont(ink.small_font)
    short, long = list[QLineF](), list[QLineF]()
    bottom = view.ruler_px - 1
    painter.setPen(ink.secondary)
    for mark in ruler_marks(view, fps):
        x = round(view.x_of(mark.tick)) + 0.5
        if mark.label is None:
            short.append(QLineF(x, bottom - 5, x, bottom))
        else:
            long.append(QLineF(x, bottom - 12, x, bottom))
            painter.drawText(QPointF(x + 5, bottom - 6), mark.label)
    painter.setPen(QPen(ink.hairline, 1))
    painter.drawLines(short)
    painter.setPen(QPen(ink.disabled, 1))
    painter.drawLines(long)
    for marker in stage.markers:
        _paint_marker(painter, stage, marker, ink)
    painter.setPen(QPen(ink.hairline, 1))
    painter.drawLine(QPointF(view.header_px, bottom + 0.5), QPointF(view.width_px, bottom + 0.5))
    painter.restore()


def _paint_range(painter: QPainter, stage: Stage, ink: Ink) -> None:
    """Paint the bar of what plays: from in to out, or pale over the whole length."""
    length = stage.lanes.length_ticks
    is_set = stage.in_ticks is not None or stage.out_ticks is not None
    first = stage.in_ticks if stage.in_ticks is not None else 0
    last = stage.out_ticks if stage.out_ticks is not None else length
    left, right = stage.view.x_of(first), stage.view.x_of(max(first, last))
    if right <= left:
        return
    if is_set:
        painter.fillRect(QRectF(left, 0, right - left, stage.view.ruler_px), faded(ink.tokens.accent, 0.12))
    painter.fillRect(QRectF(left, 0, right - left, 3), faded(ink.tokens.accent, 1.0 if is_set else 0.45))
    if is_set:
        painter.fillRect(QRectF(left, 0, 2, 10), ink.accent)
        painter.fillRect(QRectF(right - 2, 0, 2, 10), ink.accent)


def _paint_marker(painter: QPainter, stage: Stage, marker: Marker, ink: Ink) -> None:
    x = round(stage.view.x_of(marker.ticks)) + 0.5
    if not stage.view.header_px - 8 < x < stage.view.width_px + 8:
        return
    flag = QPainterPath(QPointF(x - 5, 4))
    for dx, y in ((5, 4), (5, 13), (0, 18), (-5, 13)):
        flag.lineTo(x + dx, y)
    flag.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.panel, 1))
    painter.setBrush(ink.marker(marker.color))
    painter.drawPath(flag)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_corner(painter: QPainter, stage: Stage, ink: Ink, playhead_ticks: int, fps: int) -> None:
    """Paint the time at the playhead, above the headers."""
    view = stage.view
    area = QRectF(0, 0, view.header_px, view.ruler_px)
    painter.fillRect(area, ink.panel)
    painter.setFont(ink.time_font)
    painter.setPen(ink.text)
    painter.drawText(
        area.adjusted(12, 0, 0, 0),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        format_timecode(playhead_ticks, fps),
    )
    painter.setPen(QPen(ink.hairline, 1))
    painter.drawLine(QPointF(0, view.ruler_px - 0.5), QPointF(view.header_px, view.ruler_px - 0.5))
    painter.drawLine(QPointF(view.header_px - 0.5, 0), QPointF(view.header_px - 0.5, view.ruler_px))
