"""The few strokes that every picture of the demo is painted with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPolygonF, QRadialGradient

WIDTH, HEIGHT = 1280, 720


@contextmanager
def canvas(width: int = WIDTH, height: int = HEIGHT) -> Iterator[tuple[QImage, QPainter]]:
    """Open an opaque picture of WIDTH × HEIGHT units, `width` × `height` pixels large, to paint on."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.scale(width / WIDTH, height / HEIGHT)
    try:
        yield image, painter
    finally:
        painter.end()


def color(name: str, alpha: float = 1.0) -> QColor:
    """Give the colour `name` with opacity `alpha`."""
    result = QColor(name)
    result.setAlphaF(alpha)
    return result


def blend(first: str, second: str, share: float) -> str:
    """Give the colour `share` 0..1 of the way from `first` to `second`."""
    a, b = QColor(first), QColor(second)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x + (y - x) * share) for x, y in parts)).name()


def vertical(painter: QPainter, top: float, bottom: float, stops: Iterable[tuple[float, QColor]]) -> None:
    """Fill the band from `top` to `bottom` with a vertical gradient."""
    gradient = QLinearGradient(0, top, 0, bottom)
    for offset, stop in stops:
        gradient.setColorAt(offset, stop)
    painter.fillRect(QRectF(0, top, WIDTH, bottom - top), gradient)


def glow(
    painter: QPainter, x: float, y: float, radius: float, tint: str, alpha: float, flat: float = 1.0
) -> None:
    """Lay a soft round light over the picture; `flat` below 1 presses it to a lying ellipse."""
    gradient = QRadialGradient(0, 0, radius)
    for offset, share in ((0.0, 1.0), (0.25, 0.62), (0.5, 0.27), (0.75, 0.07), (1.0, 0.0)):
        gradient.setColorAt(offset, color(tint, alpha * share))
    painter.save()
    painter.translate(x, y)
    painter.scale(1.0, flat)
    painter.setBrush(QBrush(gradient))
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    painter.restore()


def silhouette(painter: QPainter, points: Iterable[tuple[float, float]], floor: float, fill: QColor) -> None:
    """Fill the land between the line through `points` (left to right) and `floor`."""
    line = [QPointF(x, y) for x, y in points]
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([QPointF(line[0].x(), floor), *line, QPointF(line[-1].x(), floor)]))


class Grain:
    """A fixed film grain that keeps smooth skies from breaking into bands."""

    def __init__(self, width: int, height: int, strength: int = 2) -> None:
        noise = np.random.default_rng(11).triangular(-strength, 0, strength, (height + 64, width + 64, 1))
        self._noise = np.rint(noise).astype(np.int16)
        self._size = (height, width)

    def over(self, image: QImage, frame: int = 0) -> np.ndarray:
        """Give the picture as (height, width, 4) BGRA bytes with the grain of `frame`."""
        height, width = self._size
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)
        y, x = frame * 37 % 64, frame * 23 % 64
        grained = pixels.astype(np.int16) + self._noise[y : y + height, x : x + width]
        return np.clip(grained, 0, 255).astype(np.uint8)
