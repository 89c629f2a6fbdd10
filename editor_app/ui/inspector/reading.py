"""What stands in a field of the inspector for what is selected. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from editor_app.edits.moments import is_under, shown_time
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.ui.inspector.fields import PARTS, Field

KeyState = Literal["none", "elsewhere", "here"]
MIXED = object()
"""Stands for values that differ."""
MOST_SEARCHED = 100
"""Of so many clips the keys before and after the playhead are looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A field's value as the document holds it (MIXED where several differ), and how its keys stand.

    A value that has parts is given by them, each of which may be MIXED; None where there is none anywhere.
    """

    value: Any
    keys: KeyState = "none"


def read(field: Field, items: Sequence[Item], playhead_ticks: int) -> Reading:
    """Read a field of several items; stops as soon as it is clear that they differ."""
    if field.moves:
        return _read_moving(field.name, items, playhead_ticks)
    if names := PARTS.get(field.kind):
        return Reading(_read_parts(field, items, names))
    return Reading(_same([item.__dict__[field.name] for item in items]))


def _read_moving(name: str, items: Sequence[Item], playhead_ticks: int) -> Reading:
    value: Any = None
    keys: set[KeyState] = set()
    last = object()  # numbers that stand still are shared among items, so that most need no look at all
    for place, item in enumerate(items):
        raw = item.__dict__[name]
        if raw is last:
            continue
        own, key = _moment(raw, item, playhead_ticks)
        keys.add(key)
        if place and own != value:
            return Reading(MIXED, _together(keys))
        value, last = own, raw if key == "none" else last
    return Reading(value, _together(keys))


def _moment(raw: object, item: Item, playhead_ticks: int) -> tuple[float, KeyState]:
    if not isinstance(raw, AnimatedNumber):  # an optional one that is not there stands at nothing
        return 0.0, "none"
    if not raw.keyframes:
        return raw.value, "none"
    time = shown_time(item, playhead_ticks)
    is_here = is_under(item, playhead_ticks) and any(key.time_ticks == time for key in raw.keyframes)
    return raw.at(time, item.duration_ticks), "here" if is_here else "elsewhere"


def _read_parts(field: Field, items: Sequence[Item], names: Sequence[str]) -> Mapping[str, Any] | object:
    raws = [item.__dict__[field.name] for item in items]
    if field.kind == "background":
        there = [raw is not None for raw in raws]
        if not all(there):
            return MIXED if any(there) else None
    return {name: _same([getattr(raw, name, None) for raw in raws]) for name in names}


def _same(values: Sequence[Any]) -> Any:
    first = values[0]
    return first if all(value is first or value == first for value in values) else MIXED


def _together(keys: set[KeyState]) -> KeyState:
    if keys == {"here"}:
        return "here"
    return "none" if keys <= {"none"} else "elsewhere"


def key_times(field: Field, items: Sequence[Item]) -> list[int]:
    """Give the absolute times of a field's keys, in order; of the first clips where there are many."""
    times: set[int] = set()
    for item in items[:MOST_SEARCHED]:
        raw = item.__dict__[field.name]
        if isinstance(raw, AnimatedNumber):
            times |= {item.start_ticks + key.time_ticks for key in raw.keyframes}
    return sorted(times)
