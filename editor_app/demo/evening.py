"""The demo's last shot: evening over the harbour, the lights come on."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPainterPath, QPen

from editor_app.demo.brush import HEIGHT, WIDTH, blend, color, glow, ripples, vertical

SHORE = 500.0
LAMP_TINTS = ("#ffd38a", "#ffc46b", "#ffe3b0", "#ff9f7a")


class House(NamedTuple):
    """A house on the shore and its lit windows, each (x, y, moment 0..1 at which it comes on)."""

    left: float
    top: float
    width: float
    depth: float
    windows: tuple[tuple[float, float, float], ...]


def paint(painter: QPainter, progress: float, seconds: float) -> None:
    """Paint the shot at `progress` 0..1 of its length, `seconds` after its start."""
    _sky(painter, progress, seconds)
    for house in _HOUSES:
        _house(painter, house, progress)
    _lighthouse(painter, seconds)
    _water(painter, progress, seconds)
    _lamps(painter, seconds)


def _sky(painter: QPainter, progress: float, seconds: float) -> None:
    stops = [
        (0.0, color(blend("#17142f", "#100f26", progress))),
        (0.38, color(blend("#39295c", "#2b2250", progress))),
        (0.70, color(blend("#8a4a75", "#703d6c", progress))),
        (1.0, color(blend("#f0906b", "#d9775f", progress))),
    ]
    vertical(painter, 0, SHORE, stops)
    rng = np.random.default_rng(2)
    for _ in range(90):
        x, y, size = rng.uniform(0, WIDTH), rng.uniform(0, 1) ** 1.5 * 300, rng.uniform(0.5, 1.5)
        twinkle = 0.55 + 0.45 * math.sin(seconds * rng.uniform(1.5, 4) + rng.uniform(0, 6.28))
        painter.setBrush(color("#fff4e6", 0.75 * twinkle * (1 - y / 340)))
        painter.drawEllipse(QPointF(x, y), size, size)
    glow(painter, 152, 236, 170, "#ffe9cf", 0.30)
    moon = QPainterPath()
    moon.addEllipse(QPointF(152, 236), 34, 34)
    shade = QPainterPath()
    shade.addEllipse(QPointF(138, 228), 32, 32)
    painter.fillPath(moon.subtracted(shade), color("#fff1dd"))


def _houses() -> list[House]:
    rng = np.random.default_rng(17)
    result = []
    for depth in (0.0, 1.0):
        x = -30.0
        while x < WIDTH + 20:
            width = float(rng.uniform(38, 86))
            rise = 1.0 - 0.55 * abs((x - 470) / WIDTH)
            height = float(rng.uniform(52, 150)) * rise * (1.25 if depth == 0 else 0.85)
            result.append(House(x, SHORE - height, width, depth, _windows(rng, x, width, height)))
            x += width + float(rng.choice((0, 0, 3, 16)))
    return result


def _windows(
    rng: np.random.Generator, left: float, width: float, height: float
) -> tuple[tuple[float, float, float], ...]:
    found = []
    for y in np.arange(SHORE - height + 14, SHORE - 14, 17.0):
        for x in np.arange(left + 9, left + width - 10, 14.0):
            if rng.uniform() < 0.5:
                found.append((float(x), float(y), float(rng.uniform(-0.9, 1.0))))
    return tuple(found)


_HOUSES = _houses()


def _house(painter: QPainter, house: House, progress: float) -> None:
    wall = (
        blend("#4a3560", "#3d2c56", progress) if house.depth == 0 else blend("#211a3c", "#1a1533", progress)
    )
    painter.fillRect(QRectF(house.left, house.top, house.width, SHORE - house.top), color(wall))
    roof = QPainterPath(QPointF(house.left - 3, house.top))
    roof.lineTo(house.left + house.width / 2, house.top - house.width * 0.32)
    roof.lineTo(house.left + house.width + 3, house.top)
    painter.fillPath(roof, color(blend(wall, "#120e26", 0.28)))
    for x, y, moment in house.windows:
        lit = min(1.0, max(0.0, (progress - moment) * 9))
        painter.fillRect(QRectF(x, y, 6, 9), color(blend("#2a2146", "#ffc978", lit), 0.4 + 0.55 * lit))


def _lighthouse(painter: QPainter, seconds: float) -> None:
    x, base = 1134.0, SHORE + 6
    tower = QPainterPath(QPointF(x - 16, base))
    tower.lineTo(x - 9, base - 168)
    tower.lineTo(x + 9, base - 168)
    tower.lineTo(x + 16, base)
    painter.fillPath(tower, color("#1a1533"))
    painter.fillRect(QRectF(x - 13, base - 172, 26, 5), color("#120e26"))
    painter.fillRect(QRectF(x - 7, base - 190, 14, 18), color("#ffdf9e"))
    painter.fillRect(QRectF(x - 10, base - 196, 20, 7), color("#120e26"))
    sweep = math.sin(seconds * 1.3)
    beam = QPainterPath(QPointF(x, base - 181))
    beam.lineTo(x - 620 * sweep, base - 181 - 78)
    beam.lineTo(x - 620 * sweep, base - 181 + 44)
    beam.closeSubpath()
    light = QLinearGradient(x, 0, x - 620 * sweep, 0)
    light.setColorAt(0.0, color("#ffe2ad", 0.20 * abs(sweep)))
    light.setColorAt(1.0, color("#ffe2ad", 0.0))
    painter.fillPath(beam, light)
    glow(painter, x, base - 181, 95, "#ffdf9e", 0.55 + 0.25 * (1 - abs(sweep)))


class Reflection(NamedTuple):
    """A speck of a window's light on the water."""

    x: float
    depth: float
    moment: float
    speed: float
    phase: float
    tint: str


def _reflections() -> list[Reflection]:
    rng = np.random.default_rng(5)
    lamps = [(x, moment) for house in _HOUSES for x, _, moment in house.windows[::3]] + [(1134.0, -1.0)] * 4
    found = []
    for x, moment in lamps * 5:
        depth = float(rng.uniform(0, 1) ** 1.5 * 0.8)
        aside, speed, phase = rng.normal(0, 3 + 12 * depth), rng.uniform(1.5, 3.4), rng.uniform(0, 6.28)
        tint = LAMP_TINTS[int(rng.integers(4))]
        found.append(Reflection(x + float(aside), depth, moment, float(speed), float(phase), tint))
    return found


_REFLECTIONS = _reflections()


def _water(painter: QPainter, progress: float, seconds: float) -> None:
    stops = [
        (0.0, color(blend("#b8647a", "#98526f", progress))),
        (0.16, color(blend("#6a3d6c", "#573461", progress))),
        (0.55, color("#2b2150")),
        (1.0, color("#120f28")),
    ]
    vertical(painter, SHORE, HEIGHT, stops)
    for reflection in _REFLECTIONS:
        lit = min(1.0, max(0.0, (progress - reflection.moment) * 9))
        shimmer = math.sin(seconds * reflection.speed + reflection.phase)
        if lit <= 0 or shimmer <= 0:
            continue
        depth = reflection.depth
        length = (4 + 16 * depth) * (0.6 + shimmer)
        y = SHORE + 5 + depth * (HEIGHT - SHORE)
        painter.setBrush(color(reflection.tint, lit * shimmer * 0.5 * (1 - depth)))
        painter.drawRoundedRect(QRectF(reflection.x - length / 2, y, length, 1.4 + 2 * depth), 1, 1)
    ripples(painter, SHORE, seconds, "#0d0a20", 0.10, rows=22)
    painter.fillRect(QRectF(0, SHORE - 1, WIDTH, 4), color("#120e26"))


def _lamps(painter: QPainter, seconds: float) -> None:
    """Hang two strings of bulbs across the foreground; they sway a little."""
    for left, right, sag, phase, count in (
        ((-40, 46), (720, 20), 118, 0.0, 11),
        ((560, -10), (1330, 84), 104, 1.4, 11),
    ):
        sway = 5 * math.sin(seconds * 1.1 + phase)
        cord = QPainterPath(QPointF(*left))
        middle = QPointF((left[0] + right[0]) / 2 + sway * 2, (left[1] + right[1]) / 2 + sag * 2)
        cord.quadTo(middle, QPointF(*right))
        pen = QPen(color("#0d0a1e"), 3)
        painter.strokePath(cord, pen)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(1, count):
            spot = cord.pointAtPercent(number / count)
            flicker = 0.9 + 0.1 * math.sin(seconds * 2.3 + number * 1.7 + phase)
            glow(painter, spot.x(), spot.y() + 13, 74, "#ffb45e", 0.42 * flicker)
            painter.setBrush(color("#0d0a1e"))
            painter.drawRect(QRectF(spot.x() - 3, spot.y() - 1, 6, 8))
            painter.setBrush(color("#fff0cd"))
            painter.drawEllipse(QPointF(spot.x(), spot.y() + 14), 7.5, 9)
