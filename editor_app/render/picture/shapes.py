"""Drawing shapes and brushes, handed to Qt."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QLinearGradient,
    QPainterPath,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

from editor_app.drawing import Affine, Box, Brush, Color, Ellipse, LinearGradient, Rectangle, Shape, Stop

_NUDGE = 1e-5
"""Qt keeps one colour an offset: a hard edge becomes two stops this far apart."""


def qcolor(color: Color) -> QColor:
    """Give a drawing colour to Qt."""
    return QColor.fromRgbF(color.red, color.green, color.blue, color.alpha)


def qrect(box: Box) -> QRectF:
    """Give a box to Qt."""
    return QRectF(box.left, box.top, box.width, box.height)


def qtransform(transform: Affine) -> QTransform:
    """Give an affine transform to Qt, whose argument order is the same."""
    return QTransform(*transform)


def qopacity(opacity: float) -> float:
    """Give the number that makes Qt's raster engine multiply by `opacity`, to the nearest 255th.

    It counts opacity in 256ths and multiplies pixels by (that × 255) >> 8: 0.5 would become 127 / 255.
    """
    share = round(opacity * 255)
    return 0.0 if share <= 0 else 1.0 if share >= 255 else (share + 1) / 256


def affine(matrix: QTransform) -> Affine:
    """Give Qt's transform as a hashable one; there must be no perspective in it."""
    return (matrix.m11(), matrix.m12(), matrix.m21(), matrix.m22(), matrix.dx(), matrix.dy())


def outline(shape: Shape, closed: bool = True) -> QPainterPath:
    """Give a shape's outline."""
    path = QPainterPath()
    if isinstance(shape, Rectangle):
        box = qrect(shape.box)
        radius = min(max(shape.radius, 0.0), min(box.width(), box.height()) / 2)
        if radius > 0:
            path.addRoundedRect(box, radius, radius)
        else:
            path.addRect(box)
    elif isinstance(shape, Ellipse):
        path.addEllipse(qrect(shape.box))
    else:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        if closed:
            path.closeSubpath()
    return path


def qbrush(brush: Brush) -> QBrush:
    """Give a brush to Qt; gradients blend with alpha multiplied in, as CSS does."""
    if isinstance(brush, Color):
        return QBrush(qcolor(brush))
    if isinstance(brush, LinearGradient):
        return QBrush(_with_stops(QLinearGradient(brush.x1, brush.y1, brush.x2, brush.y2), brush.stops))
    result = QBrush(_with_stops(QRadialGradient(0.0, 0.0, 1.0), brush.stops))
    result.setTransform(QTransform(brush.radius_x, 0, 0, brush.radius_y, brush.x, brush.y))
    return result


def _with_stops(gradient: QGradient, stops: tuple[Stop, ...]) -> QGradient:
    gradient.setInterpolationMode(QGradient.InterpolationMode.ColorInterpolation)
    placed: list[tuple[float, QColor]] = []
    for stop in stops:
        offset = min(max(stop.offset, 0.0), 1.0)
        if placed and offset <= placed[-1][0]:
            offset = placed[-1][0] + _NUDGE
        placed.append((offset, qcolor(stop.color)))
    excess = max(placed[-1][0] - 1.0, 0.0) if placed else 0.0
    for offset, color in placed:
        gradient.setColorAt(max(offset - excess, 0.0), color)
    return gradient
