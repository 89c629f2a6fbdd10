"""Which fields of a clip can move, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from editor_app.edits.moments import is_under
from editor_app.items import BrokenItem, Item
from editor_app.items.values import AnimatedNumber
from editor_app.record import Hint
from editor_app.state import EditorState
from editor_app.ui.keyframes.texts import written

_ORDER = ("layout", "style", "motion", "sound", "data")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can have keyframes; it shows `factor` times what the document holds."""

    name: str
    label: str
    unit: str
    factor: float = 1.0

    def said(self, value: float) -> str:
        """Write a value of the document as it is shown."""
        return written(value * self.factor, self.unit)


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the sheet: a clip's name, or one field of it."""

    item_id: str
    field: Field | None = None


_SHARES = frozenset({"opacity", "crop_left", "crop_top", "crop_right", "crop_bottom"})
"""Fields from 0 to 1 that people read in per cent, as the inspector shows them."""


@cache
def fields_of(model: type[Item]) -> tuple[Field, ...]:
    """Give the fields of a type of clip that can move, as the inspector orders and names them."""
    is_sound = model.model_fields["type"].default == "audio"  # it has a box too, which means nothing
    found: list[tuple[int, int, Field]] = []
    for place, (name, info) in enumerate(model.model_fields.items()):
        hint = next((mark for mark in info.metadata if isinstance(mark, Hint)), None)
        if hint is not None and _can_move(info.annotation) and (hint.group == "sound" or not is_sound):
            unit, factor = ("%", 100.0) if name in _SHARES else (hint.unit, 1.0)
            found.append((_ORDER.index(hint.group), place, Field(name, hint.label, unit, factor)))
    return tuple(field for _, _, field in sorted(found, key=lambda entry: entry[:2]))


def _can_move(annotation: Any) -> bool:
    return annotation is AnimatedNumber or any(map(_can_move, get_args(annotation)))


def number_of(item: Item | BrokenItem | None, name: str) -> AnimatedNumber | None:
    """Give a field's number; None where the clip has none."""
    value = None if item is None or isinstance(item, BrokenItem) else item.__dict__.get(name)
    return value if isinstance(value, AnimatedNumber) else None


def can_set_key(item: Item | BrokenItem | None, at_ticks: int) -> bool:
    """Tell whether a key can be set at a tick of the timeline: beside the clip none is."""
    return item is not None and not isinstance(item, BrokenItem) and is_under(item, at_ticks)


def lanes_of(state: EditorState, item_ids: Iterable[str], *, shows_all: bool) -> tuple[Lane, ...]:
    """Give the rows for some clips: their names, and their fields with keys or all that can move."""
    lanes: list[Lane] = []
    for key in item_ids:
        item = state.items.get(key)
        if item is None or isinstance(item, BrokenItem):
            continue
        fields = [f for f in fields_of(type(item)) if shows_all or _has_keys(item, f)]
        if fields or shows_all:
            lanes.append(Lane(key))
            lanes += [Lane(key, field) for field in fields]
    return tuple(lanes)


def _has_keys(item: Item, field: Field) -> bool:
    number = number_of(item, field.name)
    return number is not None and bool(number.keyframes)
