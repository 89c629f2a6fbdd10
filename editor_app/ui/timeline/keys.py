"""The keyframes of a clip, as its diamonds show them."""

from __future__ import annotations

from editor_app.items import BrokenItem, Item
from editor_app.items.values import AnimatedNumber

LEVEL_FIELD = "decibel_adjustment"


def key_times(item: Item | BrokenItem) -> dict[int, tuple[str, ...]]:
    """Give the fields that have a key at each clip-local time; loudness has a line of its own."""
    found: dict[int, list[str]] = {}
    if isinstance(item, BrokenItem):
        return {}
    for field, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber) and value.keyframes and field != LEVEL_FIELD:
            for key in value.keyframes:
                found.setdefault(key.time_ticks, []).append(field)
    return {time: tuple(fields) for time, fields in sorted(found.items())}
