"""Painting the path of what is selected: its way, marks that show the speed, keys, and where it is now."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from editor_app.ui.canvas.geometry import Point
from editor_app.ui.canvas.motion_path import MotionPath
from editor_app.ui.canvas.painting import Ink, pen_of
from editor_app.ui.canvas.view import View

_MARK_PX, _HERE_PX = 2.8, 5.0
_KEY_PX, _HOT_KEY_PX = 5.5, 7.5


def paint_motion(
    painter: QPainter,
    path: MotionPath,
    current: Point | None,
    view: View,
    ink: Ink,
    *,
    hot_ticks: int | None = None,
) -> None:
    """Paint a path and, at `current`, where the item is; the key at `hot_ticks` is under the pointer."""
    if not _is_in_sight(path, view):
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPolygonF(_on_screen(path.line, view))
    for colour, width in ((ink.halo, 3.5), (ink.accent, 1.5)):
        painter.setPen(pen_of(colour, width))
        painter.drawPolyline(line)
    marks = _on_screen(path.marks, view)
    for colour, width in ((ink.halo, _MARK_PX + 1.6), (ink.on_accent, _MARK_PX)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(marks)
    painter.setPen(pen_of(ink.halo, 1.5))
    painter.setBrush(ink.key)
    for key in path.keys:
        _paint_key(painter, QPointF(*view.to_screen(*key.at)), is_hot=key.time_ticks == hot_ticks)
    if current is not None:
        _paint_here(painter, QPointF(*view.to_screen(*current)), ink)


def _is_in_sight(path: MotionPath, view: View) -> bool:
    left, top, right, bottom = path.bounds
    start, end = view.to_screen(left, top), view.to_screen(right, bottom)
    room = _HOT_KEY_PX
    return (
        end[0] >= -room
        and end[1] >= -room
        and start[0] <= view.width_px + room
        and start[1] <= view.height_px + room
    )


def _on_screen(points: Iterable[Point], view: View) -> list[QPointF]:
    return [QPointF(*view.to_screen(*point)) for point in points]


def _paint_key(painter: QPainter, at: QPointF, *, is_hot: bool) -> None:
    far = _HOT_KEY_PX if is_hot else _KEY_PX
    ends = [at + QPointF(dx, dy) for dx, dy in ((0, -far), (far, 0), (0, far), (-far, 0))]
    painter.drawPolygon(QPolygonF(ends))


def _paint_here(painter: QPainter, at: QPointF, ink: Ink) -> None:
    """Paint a ring about the place, so that a key there is still seen."""
    ring = QRectF(-2 * _HERE_PX, -2 * _HERE_PX, 4 * _HERE_PX, 4 * _HERE_PX).translated(at)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((ink.halo, 4.0), (ink.accent, 2.0)):
        painter.setPen(pen_of(colour, width))
        painter.drawEllipse(ring)
