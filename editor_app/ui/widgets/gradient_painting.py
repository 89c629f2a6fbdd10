"""How gradients look on the bar and on swatches: drawn by the renderer's own brushes, over chequers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from editor_app.css import parse_gradient
from editor_app.drawing import Box, Brush, Color, LinearGradient
from editor_app.render.picture.shapes import qbrush, qcolor
from editor_app.ui.theme import RADIUS_PX, Tokens
from editor_app.ui.widgets.gradient_value import Gradient

HANDLE_PX = 7.0
_RING_PX, _SQUARE_PX = 2.0, 5
_CHEQUERS = QColor(255, 255, 255), QColor(198, 198, 198)
_EDGE = QColor(0, 0, 0, 150)


def paint_band(painter: QPainter, band: QRectF, track: tuple[float, float], gradient: Gradient) -> None:
    """Paint a gradient's stops from left to right; `track` is where offsets 0 and 1 lie."""
    left, right = track
    _fill(painter, band, LinearGradient(left, 0.0, right, 0.0, gradient.stops))


def paint_picture(painter: QPainter, box: QRectF, css: str) -> None:
    """Paint a gradient as the renderer lays it over a box; nothing where it cannot."""
    brush = parse_gradient(css, Box(box.left(), box.top(), box.width(), box.height()))
    if brush is not None:
        _fill(painter, box, brush)


def paint_frame(painter: QPainter, box: QRectF, colour: str, *, dashed: bool = False) -> None:
    """Paint a thin outline with round corners."""
    painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)


def paint_handle(
    painter: QPainter, at: QPointF, gradient: Gradient, place: int, tokens: Tokens | None
) -> None:
    """Paint a stop: a disc of its colour in a white ring; with tokens it is the chosen one."""
    reach = HANDLE_PX if tokens is None else HANDLE_PX + 1
    painter.setPen(QPen(_EDGE, 1))
    painter.setBrush(QColor(tokens.accent) if tokens else Qt.GlobalColor.white)
    painter.drawEllipse(at, reach, reach)
    if tokens is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(at, reach - 2, reach - 2)
    color = qcolor(gradient.stops[place].color)
    color.setAlphaF(1.0)
    painter.setPen(QPen(_EDGE, 1))
    painter.setBrush(color)
    inner = HANDLE_PX - _RING_PX - 0.5
    painter.drawEllipse(at, inner, inner)


def _fill(painter: QPainter, box: QRectF, brush: Brush) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    box = box.adjusted(0.5, 0.5, -0.5, -0.5)  # else its corners would look out from under the outline
    stops = () if isinstance(brush, Color) else brush.stops
    if any(stop.color.alpha < 1 for stop in stops):
        painter.setBrush(_chequers())
        painter.drawRoundedRect(box, RADIUS_PX, RADIUS_PX)
    painter.setBrush(qbrush(brush))
    painter.drawRoundedRect(box, RADIUS_PX, RADIUS_PX)


def _chequers() -> QBrush:
    """Give the ground on which one sees what is transparent."""
    light, dark = _CHEQUERS
    tile = QImage(2 * _SQUARE_PX, 2 * _SQUARE_PX, QImage.Format.Format_RGB32)
    tile.fill(light)
    painter = QPainter(tile)
    for at in (0, _SQUARE_PX):
        painter.fillRect(at, at, _SQUARE_PX, _SQUARE_PX, dark)
    painter.end()
    return QBrush(tile)
