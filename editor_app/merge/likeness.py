"""Whether two records, or two documents, say the same, however they are spelled.

Order of keys, kinds of number, the names of either dialect, and null for nothing make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin

from editor_app.items import CaptionsItem, EffectItem
from editor_app.items.values import AnimatedNumber
from editor_app.record import Broken, NotNull, RawObject, Record, wire_name
from editor_app.state import EditorState
from editor_app.state.extras import BrokenExtra, DeletedAsset
from editor_app.state.lineage import LINEAGE_KEY
from editor_app.state.model import COLLECTIONS

AnyRecord = Record | Broken
Note = DeletedAsset | BrokenExtra


def same_content(a: EditorState, b: EditorState) -> bool:
    """Tell whether two documents say the same; where they were synced does not count."""
    if a is b:
        return True
    return (
        not changed_root(a, b)
        and _all_alike(a.tracks, b.tracks)
        and not changed(notes_of(a), notes_of(b))
        and not any(
            changed(getattr(a, name), getattr(b, name)) for name in ("assets", "items", "transitions")
        )
    )


def changed_root(a: EditorState, b: EditorState) -> set[str]:
    """Give the names of the root's own values that differ."""
    missing = object()
    one, other = root_values(a, b), root_values(b, a)
    keys = one.keys() | other.keys()
    return {key for key in keys if not equal(one.get(key, missing), other.get(key, missing))}


def _all_alike(a: Sequence[AnyRecord], b: Sequence[AnyRecord]) -> bool:
    return len(a) == len(b) and all(map(alike, a, b))


def notes_of(state: EditorState) -> dict[str, Note]:
    """Give the notes about deleted assets by the asset's id; what cannot be told apart so, by its place."""
    found = dict[str, Note]()
    for index, note in enumerate(state.deleted_assets):
        key = note.asset_id if isinstance(note, DeletedAsset) else f"\n{index}"
        found[key if key not in found else f"{key}\n{index}"] = note
    return found


def root_values(state: EditorState, other: EditorState) -> RawObject:
    """Give the root's own values that are content when `state` is compared with `other`."""
    without = {LINEAGE_KEY, "deletedAssets", *COLLECTIONS}
    if state.dialect != other.dialect:
        without.add("stateSchemaVersion")
    values = {key: value for key, value in plain(state.root).items() if key not in without}
    if state.brand_runtime is not None:
        values["brandRuntime"] = plain(state.brand_runtime)
    elif values.get("brandRuntime", ...) is None:
        del values["brandRuntime"]
    return values


def changed(old: Mapping[str, AnyRecord], new: Mapping[str, AnyRecord]) -> set[str]:
    """Give the keys of records that come, go, or say something else."""
    if old is new:
        return set()
    found = old.keys() - new.keys()
    for key, record in new.items():
        before = old.get(key)
        if before is not record and not alike(before, record):
            found.add(key)
    return found


def alike(a: AnyRecord | None, b: AnyRecord | None) -> bool:
    """Tell whether two records say the same."""
    if a is b:
        return True
    if a is None or b is None:
        return False
    first, second = a.raw, b.raw
    if type(a) is not type(b) or isinstance(a, Broken):
        return equal(first, second)
    if first == second:
        sure = sure_keys(cast("type[Record]", type(a)))
        return sure.issuperset(first) or all(equal(first[key], second[key]) for key in first.keys() - sure)
    if first.keys() == second.keys() and _has_one_spelling(a, first):
        return False
    return equal(plain(a), plain(b))


@cache
def sure_keys(model: type[Record]) -> frozenset[str]:
    """Give the keys whose values Python compares as JSON does: a number there is never true or false."""
    fields = model.model_fields
    names = {wire_name(model, name) for name, field in fields.items() if _is_sure(field.annotation)}
    return frozenset(names | {seed.wire for seed in model.seed_names.values()})


def _is_sure(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _is_sure(get_args(annotation)[0])
    if annotation in (int, float, str, bool, type(None), AnimatedNumber):
        return True
    inside = get_args(annotation)
    return bool(inside) and all(isinstance(part, str) or _is_sure(part) for part in inside)


def equal(a: Any, b: Any) -> bool:
    """Tell whether two JSON values say the same: 1 is 1.0, but not true."""
    if a is b:
        return True
    if a != b:
        return False
    if isinstance(a, dict):
        first, second = cast("RawObject", a), cast("RawObject", b)
        return all(equal(value, second[key]) for key, value in first.items())
    if isinstance(a, list):
        return all(map(equal, cast("list[Any]", a), cast("list[Any]", b)))
    return isinstance(a, bool) == isinstance(b, bool)


def plain(record: AnyRecord | None) -> RawObject:
    """Give what a record says under the newer names; an unreadable one as it is, or nothing."""
    raw: Any = {} if record is None else record.raw
    if not isinstance(record, Record):
        return cast("RawObject", raw) if isinstance(raw, dict) else {}
    model = type(record)
    empty = [key for key in _nullable(model) if raw.get(key, ...) is None]
    if _has_one_spelling(record, raw) and _newer_names(model) <= raw.keys():
        return _without(raw, empty) if empty else raw
    values = _without(raw, empty)
    for name, wire, seed_wire in _two_names(model):
        values.pop(seed_wire, None)
        values[wire] = record.__dict__[name]
    if isinstance(record, CaptionsItem):
        values.pop("text", None)
    if (
        isinstance(record, EffectItem)
        and record.effect_type == "flash-to-black"
        and record.params is not None
    ):
        values["params"] = _phases(record)
    return values


def _without(raw: RawObject, keys: Iterable[str]) -> RawObject:
    values = raw.copy()
    for key in keys:
        del values[key]
    return values


def _has_one_spelling(record: AnyRecord, raw: RawObject) -> bool:
    """Tell whether another value in the JSON always says something else: nothing has two names there."""
    if isinstance(record, CaptionsItem | EffectItem) or not isinstance(record, Record):
        return False
    return _seed_names(type(record)).isdisjoint(raw)


@cache
def _newer_names(model: type[Record]) -> frozenset[str]:
    return frozenset(wire for _, wire, _ in _two_names(model))


@cache
def _seed_names(model: type[Record]) -> frozenset[str]:
    return frozenset(seed_wire for _, _, seed_wire in _two_names(model))


@cache
def _two_names(model: type[Record]) -> tuple[tuple[str, str, str], ...]:
    """Give the fields that the dialects call otherwise: attribute, newer name, seed's name."""
    return tuple((name, wire_name(model, name), seed.wire) for name, seed in model.seed_names.items())


@cache
def _nullable(model: type[Record]) -> frozenset[str]:
    """Give the optional keys for which null means the same as nothing."""
    return frozenset(
        wire_name(model, name)
        for name, field in model.model_fields.items()
        if not field.is_required()
        and field.default is None
        and not any(isinstance(mark, NotNull) for mark in field.metadata)
    )


def _phases(item: EffectItem) -> RawObject:
    flash = item.flash
    return {
        "brightTicks": flash.bright_ticks,
        "darkTicks": flash.dark_ticks,
        "tailDarkTicks": flash.tail_dark_ticks,
        "maxOpacity": flash.max_opacity,
    }
