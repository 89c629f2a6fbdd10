"""Boxes, outlines and pictures far larger than the canvas, cut down to what Qt can paint of them. Pure.

Qt's raster engine counts device px in fixed point: a rectangle that ends beyond 2^31 px paints nothing,
and a picture's position in its source loses its digits before. What lies within `FAR_PX` is left as it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from editor_app.render.picture.edges import is_straight

FAR_PX = float(1 << 16)
_MARGIN_PX = 4.0
"""Cut edges lie this far outside the canvas, out of the reach of smoothing."""

_FLAT_PX = 0.1
_DEEPEST = 64
_LARGEST = 4e307
"""Sums and differences of coordinates up to this stay finite."""

_FINEST_PART_PX = 1 / 64
"""Less of a source than this is one colour; Qt could not tell its ends apart."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of an image and the box it fills under a transform to device px."""

    box: QRectF
    matrix: QTransform
    part: QRectF


def is_far(rect: QRectF) -> bool:
    """Tell whether a rectangle in device px goes beyond what Qt paints reliably (not finite: too)."""
    left, top, right, bottom = rect.getCoords()  # type: ignore[reportGeneralTypeIssues]
    return not (
        -FAR_PX <= left <= FAR_PX
        and -FAR_PX <= top <= FAR_PX
        and -FAR_PX <= right <= FAR_PX
        and -FAR_PX <= bottom <= FAR_PX
    )


def near_rect(rect: QRectF, canvas: QRectF) -> QRectF:
    """Give what lies on the canvas of a rectangle in device px, and a margin around it; else an empty one."""
    room = canvas.adjusted(-_MARGIN_PX, -_MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
    left, top = max(rect.left(), room.left()), max(rect.top(), room.top())
    right, bottom = min(rect.right(), room.right()), min(rect.bottom(), room.bottom())
    # Not the other way round: it must be false for what is no number.
    return QRectF(left, top, right - left, bottom - top) if left < right and top < bottom else QRectF()


def near_outline(path: QPainterPath, matrix: QTransform, canvas: QRectF) -> QPainterPath:
    """Give an outline in device px that fills the canvas as `path` does under `matrix`, and ends near it."""
    room = canvas.adjusted(-_MARGIN_PX, -_MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
    result = QPainterPath()
    result.setFillRule(path.fillRule())
    for points in _flattened(path, matrix, room):
        for axis, edge, sign in (
            (0, room.left(), 1), (0, room.right(), -1), (1, room.top(), 1), (1, room.bottom(), -1),
        ):  # fmt: skip
            points = _cut(points, axis, edge, sign)
        if len(points) > 2:
            result.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
            result.closeSubpath()
    return result


def near_part(placed: Placed, canvas: QRectF) -> Placed | None:
    """Give the part of an image that lies on the canvas or just around it; None where there is none."""
    if is_straight(placed.matrix):
        return _straight_part(placed, canvas)
    inverse, invertible = placed.matrix.inverted()
    local = inverse.mapRect(canvas.adjusted(-_MARGIN_PX, -_MARGIN_PX, _MARGIN_PX, _MARGIN_PX))
    if not invertible or not local.intersects(placed.box):
        return None
    box, part = placed.box, placed.part
    across = _shares(local.left() - box.left(), local.right() - box.left(), box.width(), part.width())
    down = _shares(local.top() - box.top(), local.bottom() - box.top(), box.height(), part.height())
    return Placed(_share(box, across, down), placed.matrix, _share(part, across, down))


def _straight_part(placed: Placed, canvas: QRectF) -> Placed | None:
    """Cut in device px: they keep their digits where those of the box are lost."""
    matrix, part = placed.matrix, placed.part
    whole = matrix.mapRect(placed.box)
    shown = near_rect(whole, canvas)
    if shown.isEmpty():
        return None
    upright = abs(matrix.m11()) + abs(matrix.m22()) > abs(matrix.m12()) + abs(matrix.m21())
    sides = (part.width(), part.height()) if upright else (part.height(), part.width())
    x = _shares(shown.left() - whole.left(), shown.right() - whole.left(), whole.width(), sides[0])
    y = _shares(shown.top() - whole.top(), shown.bottom() - whole.top(), whole.height(), sides[1])
    if upright:
        a, b, c, d = math.copysign(1, matrix.m11()), 0.0, 0.0, math.copysign(1, matrix.m22())
        across, down = _turned(x, a), _turned(y, d)
    else:
        a, b, c, d = 0.0, math.copysign(1, matrix.m12()), math.copysign(1, matrix.m21()), 0.0
        across, down = _turned(y, b), _turned(x, c)
    turn = QTransform(a, b, c, d, 0, 0)
    return Placed(turn.inverted()[0].mapRect(shown), turn, _share(part, across, down))


def _shares(start: float, end: float, whole: float, part_px: float) -> Point:
    """Give which shares 0..1 of a side lie from start to end, at least the finest part of the source."""
    low, high = min(max(start / whole, 0.0), 1.0), min(max(end / whole, 0.0), 1.0)
    short = min(_FINEST_PART_PX / part_px, 1.0) - (high - low) if part_px > 0 else 0.0
    if short > 0:
        low = min(max(low - short / 2, 0.0), 1.0 - short - (high - low))
        high = min(low + _FINEST_PART_PX / part_px, 1.0)
    return low, high


def _turned(shares: Point, sign: float) -> Point:
    return shares if sign > 0 else (1.0 - shares[1], 1.0 - shares[0])


def _share(rect: QRectF, across: Point, down: Point) -> QRectF:
    return QRectF(
        rect.left() + across[0] * rect.width(),
        rect.top() + down[0] * rect.height(),
        (across[1] - across[0]) * rect.width(),
        (down[1] - down[0]) * rect.height(),
    )


def _flattened(path: QPainterPath, matrix: QTransform, room: QRectF) -> list[list[Point]]:
    """Give the path's outlines in device px, curves as lines where they can be seen."""
    outlines: list[list[Point]] = []
    points = [_mapped(path.elementAt(i).x, path.elementAt(i).y, matrix) for i in range(path.elementCount())]
    index = 0
    while index < len(points):
        element = path.elementAt(index)
        if element.isMoveTo():
            outlines.append([points[index]])
        elif element.isCurveTo():
            curve = outlines[-1][-1], points[index], points[index + 1], points[index + 2]
            _add_curve(outlines[-1], curve, room, _DEEPEST)
            index += 2
        else:
            outlines[-1].append(points[index])
        index += 1
    return outlines


def _mapped(x: float, y: float, matrix: QTransform) -> Point:
    across = matrix.m11() * x + matrix.m21() * y + matrix.dx()
    down = matrix.m12() * x + matrix.m22() * y + matrix.dy()
    return min(max(across, -_LARGEST), _LARGEST), min(max(down, -_LARGEST), _LARGEST)


def _add_curve(line: list[Point], curve: tuple[Point, Point, Point, Point], room: QRectF, depth: int) -> None:
    """Add a cubic curve as lines; a piece that lies wholly on one side of the room is one line."""
    start, first, second, end = curve
    if depth == 0 or _is_beside(curve, room) or _is_flat(curve):
        line.append(end)
        return
    a, b, c = _middle(start, first), _middle(first, second), _middle(second, end)
    ab, bc = _middle(a, b), _middle(b, c)
    middle = _middle(ab, bc)
    _add_curve(line, (start, a, ab, middle), room, depth - 1)
    _add_curve(line, (middle, bc, c, end), room, depth - 1)


def _is_beside(points: tuple[Point, ...], room: QRectF) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) < room.left() or min(xs) > room.right() or max(ys) < room.top() or min(ys) > room.bottom()


def _is_flat(curve: tuple[Point, Point, Point, Point]) -> bool:
    return all(
        abs(p[axis] - 2 * q[axis] + r[axis]) <= _FLAT_PX
        for p, q, r in (curve[:3], curve[1:])
        for axis in (0, 1)
    )


def _middle(p: Point, q: Point) -> Point:
    return p[0] / 2 + q[0] / 2, p[1] / 2 + q[1] / 2


def _cut(points: list[Point], axis: int, edge: float, sign: int) -> list[Point]:
    """Cut a polygon at a line (Sutherland and Hodgman); what lies beyond it in the direction `sign` stays."""
    kept: list[Point] = []
    for p, q in zip(points[-1:] + points[:-1], points, strict=True):
        p_in, q_in = (p[axis] - edge) * sign >= 0, (q[axis] - edge) * sign >= 0
        if p_in != q_in:
            share = (edge - p[axis]) / (q[axis] - p[axis])
            other = p[1 - axis] + share * (q[1 - axis] - p[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if q_in:
            kept.append(q)
    return kept
