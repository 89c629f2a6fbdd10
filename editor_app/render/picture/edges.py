"""Which edges of a box fall between two device pixels, so that drawing it cuts none."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QTransform

_SNAP = 1e-4
"""Device positions this close to whole pixels are whole: products of many factors miss them by less."""

_STRAIGHT = 1e-9
"""A transform that turns by less, against its scale, does not turn at all (as `culling` has it)."""


def is_near_whole(value: float) -> bool:
    """Tell whether a device position lies between two pixels."""
    return abs(value - round(value)) < _SNAP


def is_whole(rect: QRectF) -> bool:
    """Tell whether all edges of a rectangle in device px lie between two pixels."""
    return all(is_near_whole(v) for v in (rect.left(), rect.top(), rect.right(), rect.bottom()))


def cut_no_pixel(box: QRectF, matrix: QTransform, seen: QRect) -> bool:
    """Tell whether each edge of a box, under a transform, lies between two pixels or beyond those seen."""
    if not is_straight(matrix):
        return False
    rect, frame = matrix.mapRect(box), QRectF(seen)
    return (
        (is_near_whole(rect.left()) or rect.left() <= frame.left())
        and (is_near_whole(rect.top()) or rect.top() <= frame.top())
        and (is_near_whole(rect.right()) or rect.right() >= frame.right())
        and (is_near_whole(rect.bottom()) or rect.bottom() >= frame.bottom())
    )


def is_straight(matrix: QTransform) -> bool:
    """Tell whether a transform keeps upright edges upright, or turns them by quarters."""
    along = abs(matrix.m11()) + abs(matrix.m22())
    across = abs(matrix.m12()) + abs(matrix.m21())
    return min(along, across) <= _STRAIGHT * (along + across)
