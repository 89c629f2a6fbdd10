"""The colour stops of a gradient: spread, eased by hints, cut to the line."""

from __future__ import annotations

import math
from collections.abc import Sequence

from editor_app.css.colors import TRANSPARENT
from editor_app.drawing import Color, Stop

_STEPS = 16
"""Straight pieces that stand for the curve about a colour hint."""


def laid_out(colors: Sequence[Color | None], offsets: Sequence[float | None]) -> tuple[Stop, ...]:
    """Give the stops between 0 and 1; an offset left out is spread, what has no colour is a hint."""
    places = _spread(list(offsets))
    stops: list[Stop] = []
    for index, (place, color) in enumerate(zip(places, colors, strict=True)):
        if color is not None:
            stops.append(Stop(place, color))
        elif (after := colors[index + 1]) is not None:
            stops += _eased(stops[-1], Stop(places[index + 1], after), place)
    return _clip(stops)


def _eased(before: Stop, after: Stop, middle: float) -> list[Stop]:
    """Give what lies between two stops whose colours are half mixed at `middle`."""
    width = after.offset - before.offset
    share = (middle - before.offset) / width if width > 0 else 0.5
    if share <= 0:
        return [Stop(before.offset, after.color)]
    if share >= 1:
        return [Stop(after.offset, before.color)]
    if math.isclose(share, 0.5):
        return []
    power = math.log(0.5) / math.log(share)
    ends = (Stop(0.0, before.color), Stop(1.0, after.color))
    places = sorted({share, *(step / _STEPS for step in range(1, _STEPS))})
    return [Stop(before.offset + place * width, color_at(ends, place**power)) for place in places]


def color_at(stops: Sequence[Stop], offset: float) -> Color:
    """Give the colour of a gradient at `offset`, with the channels multiplied by alpha, as CSS does."""
    before = max((s for s in stops if s.offset <= offset), key=lambda s: s.offset, default=stops[0])
    after = min((s for s in stops if s.offset >= offset), key=lambda s: s.offset, default=stops[-1])
    if after.offset <= before.offset:
        return after.color
    share = (offset - before.offset) / (after.offset - before.offset)
    a, b = before.color, after.color
    alpha = a.alpha + (b.alpha - a.alpha) * share
    if alpha <= 0:
        return TRANSPARENT

    def channel(x: float, y: float) -> float:
        return (x * a.alpha * (1 - share) + y * b.alpha * share) / alpha

    return Color(channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue), alpha)


def _spread(offsets: list[float | None]) -> list[float]:
    if offsets[0] is None:
        offsets[0] = 0.0
    if offsets[-1] is None:
        offsets[-1] = 1.0
    result: list[float] = []
    for i, offset in enumerate(offsets):
        if offset is None:
            j = next(k for k in range(i, len(offsets)) if offsets[k] is not None)
            end = max(offsets[j] or 0.0, result[-1])
            offset = result[-1] + (end - result[-1]) / (j - i + 1)
        result.append(max(offset, result[-1]) if result else offset)
    return result


def _clip(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Keep the part between 0 and 1, with the colours that hold at its ends."""
    inside = [stop for stop in stops if 0.0 <= stop.offset <= 1.0]
    if stops[0].offset < 0.0:
        inside.insert(0, Stop(0.0, color_at(stops, 0.0)))
    if stops[-1].offset > 1.0:
        inside.append(Stop(1.0, color_at(stops, 1.0)))
    return tuple(inside)
