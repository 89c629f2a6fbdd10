"""The keyframes of a clip, as its diamonds show them."""

from __future__ import annotations

import weakref
from functools import partial

from editor_app.items import BrokenItem, Item
from editor_app.items.values import AnimatedNumber

LEVEL_FIELD = "decibel_adjustment"

_known: dict[int, tuple[weakref.ref[Item], dict[int, tuple[str, ...]]]] = {}
"""What was found out about items that live, which never change, by their ids.

Not a WeakKeyDictionary: items are compared and hashed by all that they hold.
"""


def key_times(item: Item | BrokenItem) -> dict[int, tuple[str, ...]]:
    """Give the fields that have a key at each clip-local time; loudness has a line of its own."""
    if isinstance(item, BrokenItem):
        return {}
    known = _known.get(id(item))
    if known is None:
        known = _known[id(item)] = (weakref.ref(item, partial(_forget, id(item))), _find(item))
    return known[1]


def _forget(item_id: int, _item: object) -> None:
    """Let go of an item that no state and no step holds any more, before its id is another's."""
    _known.pop(item_id, None)


def _find(item: Item) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for field, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber) and value.keyframes and field != LEVEL_FIELD:
            for key in value.keyframes:
                found.setdefault(key.time_ticks, []).append(field)
    return {time: tuple(fields) for time, fields in sorted(found.items())}
