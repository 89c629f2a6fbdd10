"""Joining the document's own values, key by key; the canvas is one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from editor_app.edits.dialect import in_dialect
from editor_app.merge.conflicts import ABSENT, CANVAS, Conflict
from editor_app.merge.entries import as_mine, conflict_of, rewritten
from editor_app.merge.fields import Difference, join_value
from editor_app.merge.likeness import Note, alike, equal, notes_of, plain, root_values
from editor_app.merge.sides import Side
from editor_app.record import RawObject
from editor_app.state import EditorState, dialects
from editor_app.state.extras import BrandRuntime
from editor_app.state.model import Root

CANVAS_KEYS = ("compositionWidth", "compositionHeight", "outputRatio")
BRAND = "brandRuntime"


@dataclass(slots=True)
class RootJoin:
    """What to change in my root, by key (ABSENT takes it out), and what could not be joined."""

    mine: EditorState
    values: Mapping[str, tuple[Any, Any, Any]]
    """Each key as base, mine and theirs have it."""
    changes: RawObject = field(default_factory=dict[str, Any])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])

    def give_back(self, key: str) -> bool:
        """Leave a value as mine has it, with a conflict in its stead; tell whether that changes anything."""
        name = CANVAS if key in CANVAS_KEYS else key
        if name not in self.changes:
            return False
        del self.changes[name]
        base, mine, theirs = self.values[name]
        self.conflicts = [c for c in self.conflicts if c.key != name]
        self.conflicts.append(_conflict(Difference(name, base, mine, theirs)))
        return True

    def apply(self, state: EditorState) -> EditorState:
        """Give a state with the joined values."""
        for key, value in self.changes.items():
            state = with_root_value(state, key, value)
        return state


def join_roots(base: Side, mine: Side, theirs: Side) -> RootJoin:
    """Join the values of the root that are not records of their own."""
    first, second = mine.state, theirs.state
    sides = tuple(
        _with_canvas(root_values(side, other))
        for side, other in ((base.state, first), (first, second), (second, first))
    )
    keys = dict.fromkeys(key for side in sides for key in side)
    if base.state.dialect != first.dialect:
        keys.pop("stateSchemaVersion", None)
    values: dict[str, tuple[Any, Any, Any]] = {
        key: (sides[0].get(key, ABSENT), sides[1].get(key, ABSENT), sides[2].get(key, ABSENT)) for key in keys
    }
    found = RootJoin(first, values)
    for key, (old, own, other) in values.items():
        value, differences = join_value(key, old, own, other)
        if value is not own:
            found.changes[key] = value
        found.conflicts += map(_conflict, differences)
    return found


def _with_canvas(values: RawObject) -> RawObject:
    canvas = {key: values.pop(key) for key in CANVAS_KEYS if key in values}
    return {CANVAS: canvas, **values}


def _conflict(difference: Difference) -> Conflict:
    key, _, rest = (
        difference.part.partition(".") if difference.part.startswith(BRAND) else (difference.part, "", "")
    )
    return conflict_of("root", key, replace(difference, part=rest))


def with_root_value(state: EditorState, key: str, value: Any) -> EditorState:
    """Give a state with another value, in the newer names, under a key of its root (or the canvas)."""
    raw = dict(state.root.raw)
    if key == CANVAS:
        for name in CANVAS_KEYS:
            _put(raw, name, value.get(name, ABSENT))
    elif key == BRAND:
        _put(raw, key, _brand(state, value))
    else:
        _put(raw, key, value)
    return dialects.with_extras(replace(state, root=Root.read(raw, state.dialect)), (key,))


def _put(raw: RawObject, key: str, value: Any) -> None:
    if value is ABSENT:
        raw.pop(key, None)
    elif key not in raw or not equal(raw[key], value):
        raw[key] = value


def _brand(state: EditorState, value: Any) -> Any:
    """Give brand data as the document spells it."""
    old = state.brand_runtime
    if isinstance(old, BrandRuntime) and isinstance(value, dict):
        new, before = cast("RawObject", value), plain(old)
        changes = {key: v for key, v in new.items() if not equal(v, before.get(key, ABSENT))}
        return rewritten(old, changes | dict.fromkeys(before.keys() - new.keys(), ABSENT))
    if isinstance(value, dict):
        try:
            return in_dialect(BrandRuntime.read(value, "newer"), state.dialect).raw
        except ValueError:
            return value
    return value


def join_notes(base: Side, mine: Side, theirs: Side, back: Iterable[str]) -> tuple[Note, ...] | None:
    """Join the notes about deleted assets, one for each, without those about assets that are back.

    Give None where mine stay as they are.
    """
    old, own, other = (notes_of(side.state) for side in (base, mine, theirs))
    found = dict[str, Note]()
    for key in dict.fromkeys((*own, *other)):
        note, was = own.get(key), old.get(key)
        if alike(note, was) and not alike(other.get(key), was):
            note = as_mine(other.get(key), mine.state.dialect)
        if note is not None and key not in back:
            found[key] = note
    is_mine = [*map(id, found.values())] == [*map(id, own.values())]
    return None if is_mine else tuple(found.values())
