"""The labelled box that stands for a picture which cannot be drawn here."""

from __future__ import annotations

import math
from dataclasses import replace

from editor_app.drawing import Box, Color, Fill, Operation, Rectangle, Text, TextStyle
from editor_app.items.context import DrawContext

_LARGEST_TEXT = 0.16
"""The label's size, as a share of the box's shorter side."""


def stand_in(context: DrawContext, label: str, color: Color) -> tuple[Operation, ...]:
    """Draw a quiet round box in `color` with `label` in it, fitted to the item's box."""
    box = context.box
    if box.width <= 0 or box.height <= 0:
        return ()
    shorter = min(box.width, box.height)
    edge = max(1.0, min(6.0, shorter * 0.02))
    radius = shorter * 0.08
    inner = Box(box.left + edge, box.top + edge, box.width - 2 * edge, box.height - 2 * edge)
    operations: list[Operation] = [
        Fill(Rectangle(box, radius), color),
        Fill(Rectangle(inner, max(0.0, radius - edge)), _shade(color, 0.42)),
    ]
    text = _fitted(context, label, inner, shorter)
    return (*operations, text) if text else tuple(operations)


def _fitted(context: DrawContext, label: str, inner: Box, shorter: float) -> Text | None:
    """Give the label at the largest size at which its lines fit the box; None where none is readable."""
    style = TextStyle("Inter", 100.0, weight=600, line_height=1.25, align="center", color=_LIGHT)
    room = Box(inner.left + inner.width * 0.06, inner.top, inner.width * 0.88, inner.height)

    def width(text: str) -> float:
        return context.measure(text, style)[0] / style.font_size

    whole, longest_word = width(label), max((width(word) for word in label.split()), default=0.0)
    size = min(shorter * _LARGEST_TEXT, 64.0)
    while size >= _SMALLEST_PX:
        # A wrapped line is rarely filled to its end.
        lines = 1 if whole * size <= room.width else math.ceil(whole * size * 1.15 / room.width)
        if longest_word * size <= room.width and lines * size * style.line_height <= room.height * 0.9:
            return Text(label, replace(style, font_size=size), room)
        size *= 0.9
    return None


_SMALLEST_PX = 4.0
_LIGHT = Color(1.0, 1.0, 1.0, 0.92)


def _shade(color: Color, share: float) -> Color:
    return Color(color.red * share, color.green * share, color.blue * share, color.alpha)
