"""Where an item that cannot be read is shown: in its own box, or as a small plate that hides little. Pure."""

from __future__ import annotations

import math

from editor_app.drawing import Box
from editor_app.items import BrokenItem

_WITHOUT_PICTURE = frozenset({"audio", "effect", "filter"})
_SIDES = "left", "top", "width", "height"
_WHOLE = 0.9
"""A box that is as large a share of the frame on both axes would hide the picture."""

_PLATE = 0.3, 0.2
_MARGIN = 0.04


def broken_box(item: BrokenItem, frame: Box) -> Box | None:
    """Give the place of an item's stand-in; None for kinds that have no picture.

    Without a usable size, or as large as the frame, it is a plate in the frame's left top corner.
    """
    if item.type in _WITHOUT_PICTURE:
        return None
    raw = item.raw if isinstance(item.raw, dict) else {}
    left, top, width, height = (_side(raw.get(name)) for name in _SIDES)
    if left is None or top is None or not _is_size(width) or not _is_size(height):
        return _plate(frame)
    assert width is not None
    assert height is not None
    if width >= _WHOLE * frame.width and height >= _WHOLE * frame.height:
        return _plate(frame)
    return Box(left, top, width, height)


def _plate(frame: Box) -> Box:
    margin = _MARGIN * min(frame.width, frame.height)
    return Box(frame.left + margin, frame.top + margin, _PLATE[0] * frame.width, _PLATE[1] * frame.height)


def _side(raw: object) -> float | None:
    """Read a number, or what an animated number is without its keyframes."""
    value = raw.get("value") if isinstance(raw, dict) else raw
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _is_size(side: float | None) -> bool:
    return side is not None and side > 0
