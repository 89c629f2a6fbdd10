"""The few strokes that every picture of the demo is painted with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPolygonF, QRadialGradient

WIDTH, HEIGHT = 1280, 720
GRAIN_MARGIN = 64


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


def ripples(painter: QPainter, shore: float, seconds: float, tint: str, alpha: float, *, rows: int) -> None:
    """Draw dark, drifting lines on the water below `shore`, longer towards the viewer."""
    for row, places in enumerate(_ripple_places(rows)):
        depth = (row / (rows - 1)) ** 1.6
        y = shore + 7 + depth * (HEIGHT - shore - 7)
        drift = math.sin(seconds * 0.9 + row * 1.7) * (3 + 16 * depth)
        painter.setBrush(color(tint, alpha * (1 + depth)))
        for x, length in places:
            painter.drawRoundedRect(QRectF(x + drift, y, length * (42 + 205 * depth), 1 + 3.2 * depth), 2, 2)


@cache
def _ripple_places(rows: int) -> list[list[tuple[float, float]]]:
    rng = np.random.default_rng(rows)
    return [
        [(float(rng.uniform(-80, WIDTH + 60)), float(rng.uniform(0.5, 1.0))) for _ in range(7)]
        for _ in range(rows)
    ]


@cache
def _grain() -> QImage:
    """Give faint specks, dark and light, larger than any picture by a margin to move it in."""
    width, height = 1920 + GRAIN_MARGIN, 1080 + GRAIN_MARGIN
    noise = np.rint(np.random.default_rng(11).triangular(-3, 0, 3, (height, width))).astype(np.int8)
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., :3] = np.where(noise > 0, noise, 0)[..., None]
    pixels[..., 3] = np.abs(noise)
    return QImage(pixels.tobytes(), width, height, QImage.Format.Format_ARGB32_Premultiplied).copy()


def grain(painter: QPainter, frame: int) -> None:
    """Lay a fine film grain over the picture, which keeps smooth skies from breaking into bands."""
    painter.resetTransform()
    painter.drawImage(-(frame * 23 % GRAIN_MARGIN), -(frame * 37 % GRAIN_MARGIN), _grain())
