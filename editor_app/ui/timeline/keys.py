"""The keyframes of a clip, as its diamonds show them."""

from __future__ import annotations

from editor_app.items import BrokenItem, Item
from editor_app.items.values import AnimatedNumber

LEVEL_FIELD = "decibel_adjustment"


_MOST_KNOWN = 20_000
_known: dict[int, tuple[object, dict[int, tuple[str, ...]]]] = {}
"""What was found out about items, which never change; each is held, so that its id stays its own."""


def key_times(item: Item | BrokenItem) -> dict[int, tuple[str, ...]]:
    """Give the fields that have a key at each clip-local time; loudness has a line of its own."""
    known = _known.get(id(item))
    if known is not None:
        return known[1]
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    found = {} if isinstance(item, BrokenItem) else _find(item)
    _known[id(item)] = (item, found)
    return found


def _find(item: Item) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for field, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber) and value.keyframes and field != LEVEL_FIELD:
            for key in value.keyframes:
                found.setdefault(key.time_ticks, []).append(field)
    return {time: tuple(fields) for time, fields in sorted(found.items())}
