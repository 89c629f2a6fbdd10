"""The demo's first shot: the sun comes up over a bay."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from editor_app.demo.brush import HEIGHT, WIDTH, blend, color, glow, ripples, silhouette, vertical

HORIZON = 470.0
SUN_X = 905.0


def paint(painter: QPainter, progress: float, seconds: float) -> None:
    """Paint the shot at `progress` 0..1 of its length, `seconds` after its start."""
    light = 1 - (1 - progress) ** 2
    sun_y = HORIZON + 26 - 176 * light
    _sky(painter, light, sun_y)
    _clouds(painter, light, seconds)
    _land(painter, light)
    _sea(painter, light)
    _glitter(painter, light, seconds)
    _boat(painter, light, seconds)
    _birds(painter, seconds)


def _sky(painter: QPainter, light: float, sun_y: float) -> None:
    vertical(
        painter,
        0,
        HORIZON,
        [
            (0.0, color(blend("#1d3c5c", "#2f6488", light))),
            (0.45, color(blend("#56809c", "#79b0c8", light))),
            (0.75, color(blend("#c9a58f", "#d8cdb4", light))),
            (1.0, color(blend("#ee9a6c", "#ffd59a", light))),
        ],
    )
    glow(painter, SUN_X, sun_y, 620, "#ffcf8a", 0.50 + 0.18 * light, 0.72)
    glow(painter, SUN_X, sun_y, 230, "#fff0cf", 0.75)
    painter.setBrush(color("#fff6e0"))
    painter.drawEllipse(QPointF(SUN_X, sun_y), 54, 54)


def _clouds(painter: QPainter, light: float, seconds: float) -> None:
    rng = np.random.default_rng(4)
    for _ in range(26):
        x, y = rng.uniform(-100, WIDTH + 100), rng.uniform(90, 400)
        length, speed = rng.uniform(90, 300), rng.uniform(3, 9)
        warmth = (y - 90) / 310
        tint = blend("#dfe9ee", "#ffd9b0", warmth)
        glow(painter, x + seconds * speed, y, length, tint, 0.10 + 0.12 * light * warmth, 0.055)


def _ridge(seed: int, base: float, height: float, left: float, right: float) -> list[tuple[float, float]]:
    phases = np.random.default_rng(seed).uniform(0, 2 * math.pi, 5)
    points = []
    for x in np.arange(left, right + 1, 6.0):
        share = (x - left) / (right - left)
        wave = sum(math.sin(share * (3 + 4 * k) + phases[k]) / (k + 1.6) for k in range(5))
        points.append((float(x), base - height * math.sin(math.pi * share) ** 0.8 * (1 + 0.28 * wave)))
    return points


def _land(painter: QPainter, light: float) -> None:
    silhouette(painter, _ridge(3, HORIZON, 52, 640, 1420), HORIZON, color(blend("#8f8796", "#b6b3b4", light)))
    silhouette(painter, _ridge(8, HORIZON, 78, -220, 470), HORIZON, color(blend("#5a6580", "#7d93a4", light)))
    silhouette(
        painter,
        _ridge(21, HORIZON + 4, 116, -420, 270),
        HORIZON + 4,
        color(blend("#2f4059", "#4a6479", light)),
    )


def _sea(painter: QPainter, light: float) -> None:
    vertical(
        painter,
        HORIZON,
        HEIGHT,
        [
            (0.0, color(blend("#d7936f", "#e9c79a", light))),
            (0.14, color(blend("#8b8490", "#a9bcbd", light))),
            (0.5, color(blend("#3d6178", "#5590a8", light))),
            (1.0, color(blend("#12293f", "#1c4a66", light))),
        ],
    )


def _glints() -> list[tuple[float, float, float, float]]:
    """Give glints on the water: depth 0..1, distance from the sun's path, phase and speed of twinkling."""
    rng, count = np.random.default_rng(9), 620
    columns = (
        rng.uniform(0, 1, count) ** 1.7,
        rng.normal(0, 0.55, count),
        rng.uniform(0, 2 * math.pi, count),
        rng.uniform(1.4, 3.2, count),
    )
    return list(zip(*(column.tolist() for column in columns), strict=True))


_GLINTS = _glints()


def _glitter(painter: QPainter, light: float, seconds: float) -> None:
    for depth, aside, phase, speed in _GLINTS:
        shine = math.sin(phase + seconds * speed)
        if shine <= 0:
            continue
        y = HORIZON + 3 + depth * (HEIGHT - HORIZON)
        x = SUN_X + aside * (34 + 250 * depth)
        length = (5 + 42 * depth) * (0.5 + shine)
        painter.setBrush(color("#fff1d2", shine * (0.16 + 0.42 * light) * (1 - 0.5 * depth)))
        painter.drawRoundedRect(QRectF(x - length / 2, y, length, 1.2 + 2.6 * depth), 1.5, 1.5)
    ripples(painter, HORIZON, seconds, "#0e2f47", 0.06, rows=34)


def _boat(painter: QPainter, light: float, seconds: float) -> None:
    painter.save()
    painter.translate(468 + 7.5 * seconds, HORIZON + 38 + 1.6 * math.sin(seconds * 1.9))
    painter.rotate(1.6 * math.sin(seconds * 1.5))
    for y, alpha in ((0, 1.0), (1, -0.2)):
        painter.save()
        if y:
            painter.scale(1.0, -0.62)
        _hull_and_sails(painter, light, alpha if alpha > 0 else 0.22)
        painter.restore()
    painter.restore()


def _hull_and_sails(painter: QPainter, light: float, alpha: float) -> None:
    hull = QPainterPath(QPointF(-44, -7))
    hull.lineTo(52, -9)
    hull.quadTo(40, 6, 30, 6)
    hull.lineTo(-30, 6)
    hull.quadTo(-40, 4, -44, -7)
    painter.fillPath(hull, color(blend("#1d2a3b", "#24384c", light), alpha))
    main = QPainterPath(QPointF(2, -112))
    main.quadTo(-34, -58, -38, -15)
    main.lineTo(2, -13)
    main.closeSubpath()
    painter.fillPath(main, color(blend("#e8cdb4", "#fbf3e4", light), alpha))
    jib = QPainterPath(QPointF(6, -104))
    jib.quadTo(30, -54, 48, -14)
    jib.lineTo(6, -14)
    jib.closeSubpath()
    painter.fillPath(jib, color(blend("#d9a98c", "#f1d6b8", light), alpha))
    painter.fillRect(QRectF(2.5, -118, 2.5, 112), color("#24384c", alpha))


def _birds(painter: QPainter, seconds: float) -> None:
    pen = QPen(color("#22394e", 0.75), 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y, size, phase in ((596, 196, 15, 0.0), (646, 174, 12, 1.1), (688, 204, 10, 2.3)):
        lift = math.sin(seconds * 5.2 + phase) * size * 0.45
        path = QPainterPath(QPointF(x + 17 * seconds - size, y - 3 * seconds - lift))
        path.quadTo(
            x + 17 * seconds - size * 0.3, y - 3 * seconds - size * 0.5, x + 17 * seconds, y - 3 * seconds
        )
        path.quadTo(
            x + 17 * seconds + size * 0.3,
            y - 3 * seconds - size * 0.5,
            x + 17 * seconds + size,
            y - 3 * seconds - lift,
        )
        painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
