"""The demo's photograph: three glazed vessels on a table in the morning sun."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPainterPath, QPen

from editor_app.demo.brush import HEIGHT, WIDTH, blend, color, glow, vertical

TABLE = 556.0


class Vessel(NamedTuple):
    """A turned body: its axis, foot, and half widths (share of the height from the foot, px)."""

    x: float
    foot: float
    height: float
    profile: tuple[tuple[float, float], ...]
    clay: str
    glaze: str
    glaze_from: float


VESSELS = (
    Vessel(
        590,
        618,
        236,
        ((0, 62), (0.12, 84), (0.42, 104), (0.68, 88), (0.84, 44), (0.94, 36), (1, 46)),
        "#b5714d",
        "#2f6f7e",
        0.36,
    ),
    Vessel(
        1004,
        604,
        330,
        ((0, 54), (0.1, 66), (0.34, 80), (0.60, 64), (0.78, 34), (0.92, 28), (1, 40)),
        "#c98f68",
        "#f0e3cf",
        0.22,
    ),
    Vessel(
        806, 648, 128, ((0, 50), (0.16, 76), (0.5, 106), (0.82, 116), (1, 118)), "#a8623f", "#d98e4f", 0.45
    ),
)


def paint(painter: QPainter, progress: float = 0.0, seconds: float = 0.0) -> None:
    """Paint the picture; it stands still."""
    _room(painter)
    for vessel in VESSELS:
        _shadow(painter, vessel)
    _branch(painter, VESSELS[1])
    for vessel in VESSELS:
        _vessel(painter, vessel)


def _room(painter: QPainter) -> None:
    vertical(painter, 0, TABLE, [(0.0, color("#d9b79a")), (0.55, color("#ecd3b6")), (1.0, color("#f3dfc4"))])
    glow(painter, 1130, 110, 760, "#fff4dc", 0.75)
    window = QPainterPath()
    for left in (640, 812, 984):
        window.addPolygon(
            [QPointF(left, 60), QPointF(left + 138, 40), QPointF(left + 30, 430), QPointF(left - 118, 440)]
        )
    painter.fillPath(window, color("#fff6e0", 0.30))
    vertical(
        painter, TABLE, HEIGHT, [(0.0, color("#b98a68")), (0.08, color("#c99a76")), (1.0, color("#8d5f46"))]
    )
    painter.fillRect(QRectF(0, TABLE, WIDTH, 2), color("#fff0da", 0.35))
    for number in range(16):
        y = TABLE + 8 + number * 11
        painter.fillRect(QRectF(0, y, WIDTH, 1), color("#6d4532", 0.05 + 0.03 * (number % 3)))


def _shadow(painter: QPainter, vessel: Vessel) -> None:
    half = max(width for _, width in vessel.profile)
    glow(painter, vessel.x - 12, vessel.foot, half * 1.25, "#3c2116", 0.75, 0.13)
    glow(painter, vessel.x - half * 1.3, vessel.foot + 8, half * 2.1, "#3c2116", 0.34, 0.11)


def _outline(vessel: Vessel, low: float = 0.0, high: float = 1.0) -> QPainterPath:
    """Give the closed outline between two shares of the height, smooth along the profile."""
    count = 60
    shares = [low + (high - low) * step / count for step in range(count + 1)]
    left = [QPointF(vessel.x - _half_width(vessel, s), vessel.foot - s * vessel.height) for s in shares]
    right = [QPointF(vessel.x + _half_width(vessel, s), vessel.foot - s * vessel.height) for s in shares]
    path = QPainterPath(left[0])
    for point in (*left[1:], *reversed(right)):
        path.lineTo(point)
    path.closeSubpath()
    return path


def _half_width(vessel: Vessel, share: float) -> float:
    """Give the half width at `share` of the height, along a smooth curve through the profile."""
    shares = [point[0] for point in vessel.profile]
    widths = [point[1] for point in vessel.profile]
    slopes = np.gradient(widths, shares)
    after = min(max(bisect_right(shares, share), 1), len(shares) - 1)
    span = shares[after] - shares[after - 1]
    p = (share - shares[after - 1]) / span
    return float(
        (2 * p**3 - 3 * p**2 + 1) * widths[after - 1]
        + (p**3 - 2 * p**2 + p) * span * slopes[after - 1]
        + (3 * p**2 - 2 * p**3) * widths[after]
        + (p**3 - p**2) * span * slopes[after]
    )


def _across(vessel: Vessel, tint: str) -> QBrush:
    """Give the light across a round body: shade on the left, a soft highlight right of the middle."""
    half = max(width for _, width in vessel.profile)
    gradient = QLinearGradient(vessel.x - half, 0, vessel.x + half, 0)
    for offset, dark in ((0.0, 0.62), (0.3, 0.26), (0.55, 0.0), (0.9, 0.22), (1.0, 0.34)):
        gradient.setColorAt(offset, color(blend(tint, "#2a1710", dark)))
    gradient.setColorAt(0.68, color(blend(tint, "#ffffff", 0.26)))
    return QBrush(gradient)


def _vessel(painter: QPainter, vessel: Vessel) -> None:
    painter.fillPath(_outline(vessel), _across(vessel, vessel.clay))
    foot = QRectF(vessel.x - vessel.profile[0][1], vessel.foot - 10, 2 * vessel.profile[0][1], 20)
    painter.setBrush(_across(vessel, blend(vessel.clay, "#2a1710", 0.25)))
    painter.drawChord(foot, 180 * 16, 180 * 16)
    glaze = _outline(vessel, vessel.glaze_from, 1.0)
    painter.fillPath(glaze, _across(vessel, vessel.glaze))
    edge = _half_width(vessel, vessel.glaze_from)
    y = vessel.foot - vessel.glaze_from * vessel.height
    painter.setBrush(_across(vessel, vessel.glaze))
    painter.drawChord(QRectF(vessel.x - edge, y - 11, 2 * edge, 22), 180 * 16, 180 * 16)
    rim = vessel.profile[-1][1]
    top = vessel.foot - vessel.height
    painter.setBrush(color(blend(vessel.glaze, "#ffffff", 0.30)))
    painter.drawEllipse(QPointF(vessel.x, top), rim, rim * 0.17)
    painter.setBrush(color(blend(vessel.glaze, "#1c0f0a", 0.72)))
    painter.drawEllipse(QPointF(vessel.x, top + 1.2), rim * 0.9, rim * 0.13)


def _branch(painter: QPainter, vessel: Vessel) -> None:
    """Put a branch of olive into the tall vessel."""
    top = vessel.foot - vessel.height
    for lean, length in ((-64, 200), (46, 168), (110, 116)):
        stem = QPainterPath(QPointF(vessel.x, top + 20))
        stem.cubicTo(
            vessel.x, top - 60, vessel.x + lean * 0.4, top - length * 0.7, vessel.x + lean, top - length
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.strokePath(stem, QPen(color("#5d6a45"), 3))
        for number in range(3, 15):
            spot = stem.pointAtPercent(number / 14)
            side = 1 if number % 2 else -1
            painter.save()
            painter.translate(spot)
            painter.rotate(-stem.angleAtPercent(number / 14) + side * 46)
            tint = ("#6f8258", "#8a9a6b", "#5a6f4d")[number % 3]
            leaf = QPainterPath(QPointF(0, 0))
            leaf.quadTo(17, -9, 36, 0)
            leaf.quadTo(17, 8, 0, 0)
            painter.fillPath(leaf, color(tint))
            painter.restore()
