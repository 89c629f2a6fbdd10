"""What stands in a field of the inspector for what is selected. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.ui.inspector.fields import Field

KeyState = Literal["none", "elsewhere", "here"]
MIXED = object()
"""Stands for values that differ."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A field's value as the document holds it (MIXED where several differ), and how its keys stand."""

    value: Any
    keys: KeyState = "none"


def local_time(item: Item, playhead_ticks: int) -> int:
    """Give the clip-local time of the playhead, or the nearest within the clip."""
    return min(max(playhead_ticks - item.start_ticks, 0), item.duration_ticks - 1)


def read(field: Field, items: Sequence[Item], playhead_ticks: int) -> Reading:
    """Read a field of several items; stops as soon as it is clear that they differ."""
    value: Any = None
    keys: set[KeyState] = set()
    for place, item in enumerate(items):
        own, key = _own(field, item, playhead_ticks)
        keys.add(key)
        if place and own != value:
            return Reading(MIXED, _together(keys))
        value = own
    return Reading(value, _together(keys))


def _own(field: Field, item: Item, playhead_ticks: int) -> tuple[Any, KeyState]:
    raw = getattr(item, field.name)
    if not field.moves:
        return raw, "none"
    if not isinstance(raw, AnimatedNumber):  # an optional one that is not there stands at nothing
        return 0.0, "none"
    time = local_time(item, playhead_ticks)
    if not raw.keyframes:
        return raw.value, "none"
    is_here = any(key.time_ticks == time for key in raw.keyframes)
    return raw.at(time, item.duration_ticks), "here" if is_here else "elsewhere"


def _together(keys: set[KeyState]) -> KeyState:
    if keys == {"here"}:
        return "here"
    return "none" if keys <= {"none"} else "elsewhere"


def key_times(field: Field, items: Sequence[Item]) -> list[int]:
    """Give the absolute times of a field's keys, in order, each once."""
    times: set[int] = set()
    for item in items:
        raw = getattr(item, field.name)
        if isinstance(raw, AnimatedNumber):
            times |= {item.start_ticks + key.time_ticks for key in raw.keyframes}
    return sorted(times)
