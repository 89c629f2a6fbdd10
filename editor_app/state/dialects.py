"""Reading and writing documents of both dialects, seed and newer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from editor_app.assets import ASSET_TYPES, AnyAsset, Asset, BrokenAsset
from editor_app.items import ITEM_TYPES, BrokenItem, Item, TimelineItem
from editor_app.problem import Fault, PathPart, Problem
from editor_app.record import Broken, Dialect, RawObject, Record, RecordError, fault, json_bytes, wire_name
from editor_app.state.extras import BrandRuntime, BrokenExtra, DeletedAsset
from editor_app.state.model import (
    COLLECTIONS,
    AnyTrack,
    BrokenTrack,
    BrokenTransition,
    EditorState,
    Root,
    Track,
    Transition,
)
from editor_app.state.reading import DocumentError, parse_json, pause_gc

R = TypeVar("R", bound=Record)
B = TypeVar("B", bound=Broken)


def read(value: Any) -> tuple[EditorState, tuple[Problem, ...]]:
    """Read a document of either dialect and give it with all that its schema finds wrong.

    A record that fits no type is kept as a broken one. Raise DocumentError where `value` is no object.
    """
    if not isinstance(value, dict):
        raise DocumentError("This JSON is not a document: it is not an object.")
    raw = cast("RawObject", value)
    state = read_as(raw, detect(raw))
    return state, schema_problems(state)


def read_as(raw: RawObject, dialect: Dialect) -> EditorState:
    """Read a document as one of `dialect`."""
    with pause_gc():
        return EditorState(
            root=Root.read(raw, dialect),
            tracks=tuple(read_track(entry, dialect) for entry in _list(raw, "tracks")),
            assets={key: read_asset(entry, dialect) for key, entry in _map(raw, "assets")},
            items={key: read_item(entry, dialect) for key, entry in _map(raw, "items")},
            transitions={key: read_transition(entry, dialect) for key, entry in _map(raw, "transitions")},
            brand_runtime=_read_brand(raw.get("brandRuntime"), dialect),
            deleted_assets=tuple(read_deleted_asset(entry, dialect) for entry in _list(raw, "deletedAssets")),
            dialect=dialect,
        )


def _list(raw: RawObject, key: str) -> list[Any]:
    value = raw.get(key)
    return cast("list[Any]", value) if isinstance(value, list) else []


def _map(raw: RawObject, key: str) -> Iterable[tuple[str, Any]]:
    value = raw.get(key)
    return cast("RawObject", value).items() if isinstance(value, dict) else ()


def with_extras(state: EditorState, keys: Iterable[str]) -> EditorState:
    """Give the state with those records of the root read anew whose JSON under `keys` has changed."""
    raw, changes = state.root.raw, dict[str, Any]()
    if "brandRuntime" in keys:
        changes["brand_runtime"] = _read_brand(raw.get("brandRuntime"), state.dialect)
    if "deletedAssets" in keys:
        entries = _list(raw, "deletedAssets")
        changes["deleted_assets"] = tuple(read_deleted_asset(entry, state.dialect) for entry in entries)
    return replace(state, **changes) if changes else state


def detect(raw: RawObject) -> Dialect:
    """Tell the dialect: newer if it says so, or if its records know only the newer names; else seed."""
    if "stateSchemaVersion" in raw:
        return "newer"
    knows_newer = False
    for record, model in _respelled_records(raw):
        for name, seed in model.seed_names.items():
            if seed.wire in record:
                return "seed"
            knows_newer = knows_newer or wire_name(model, name) in record
    return "newer" if knows_newer else "seed"


def _respelled_records(raw: RawObject) -> Iterator[tuple[RawObject, type[Record]]]:
    """Give the records whose names differ between the dialects."""
    for _, entry in _map(raw, "items"):
        model = ITEM_TYPES.get(_type(entry))
        if model and model.seed_names:
            yield entry, model
    if isinstance(brand := raw.get("brandRuntime"), dict):
        yield cast("RawObject", brand), BrandRuntime


def read_item(raw: Any, dialect: Dialect) -> Item | BrokenItem:
    """Read one item."""
    model = ITEM_TYPES.get(_type(raw))
    if model is None:
        return BrokenItem(raw, _faults_of_unknown(TimelineItem, raw, dialect, ITEM_TYPES))
    return _read(model, BrokenItem, raw, dialect)


def read_asset(raw: Any, dialect: Dialect) -> AnyAsset | BrokenAsset:
    """Read one asset."""
    model = ASSET_TYPES.get(_type(raw))
    if model is None:
        return BrokenAsset(raw, _faults_of_unknown(Asset, raw, dialect, ASSET_TYPES))
    return _read(model, BrokenAsset, raw, dialect)


def read_track(raw: Any, dialect: Dialect) -> AnyTrack:
    """Read one track."""
    return _read(Track, BrokenTrack, raw, dialect)


def read_transition(raw: Any, dialect: Dialect) -> Transition | BrokenTransition:
    """Read one transition."""
    transition = _read(Transition, BrokenTransition, raw, dialect)
    if isinstance(transition, BrokenTransition):
        return replace(transition, faults=tuple(map(_transition_fault, transition.faults)))
    return transition


def _transition_fault(found: Fault) -> Fault:
    is_unknown_type = found.where == ("type",) and not found.message.endswith("is missing.")
    return replace(found, code="EDITOR_TRANSITION_TYPE_INVALID") if is_unknown_type else found


def read_deleted_asset(raw: Any, dialect: Dialect) -> DeletedAsset | BrokenExtra:
    """Read one note about a deleted asset."""
    return _read(DeletedAsset, BrokenExtra, raw, dialect)


def _read_brand(raw: Any, dialect: Dialect) -> BrandRuntime | BrokenExtra | None:
    return None if raw is None else _read(BrandRuntime, BrokenExtra, raw, dialect)


def _read(model: type[R], broken: type[B], raw: Any, dialect: Dialect) -> R | B:
    try:
        return model.read(raw, dialect)
    except RecordError as error:
        return broken(raw, error.faults)


def _type(raw: Any) -> str:
    kind = cast("RawObject", raw).get("type") if isinstance(raw, dict) else None
    return kind if isinstance(kind, str) else ""


def _faults_of_unknown(
    base: type[Record], raw: Any, dialect: Dialect, types: Iterable[str]
) -> tuple[Fault, ...]:
    """Give what is wrong with a record of no known type: the type, and what all types have."""
    found: tuple[Fault, ...] = ()
    try:
        base.read(raw, dialect)
    except RecordError as error:
        found = error.faults
    if any(f.where in ((), ("type",)) for f in found):
        return found
    return (fault(("type",), f"must be one of {', '.join(types)}"), *found)


def schema_problems(state: EditorState) -> tuple[Problem, ...]:
    """Give all that the schema of the state's dialect finds wrong, in the document's order."""
    has_none = not state.tracks and isinstance(state.root.raw.get("tracks"), list)
    return (
        *(found.within() for found in state.root.faults),
        *([fault(("tracks",), "must have at least 1 entry").within()] if has_none else ()),
        *(
            found.within(*place)
            for place, record in _records(state)
            if record.faults
            for found in record.faults
        ),
    )


def _records(state: EditorState) -> Iterator[tuple[tuple[PathPart, ...], Record | Broken]]:
    for index, track in enumerate(state.tracks):
        yield ("tracks", index), track
    for key, asset in state.assets.items():
        yield ("assets", key), asset
    for key, item in state.items.items():
        yield ("items", key), item
    for key, transition in state.transitions.items():
        yield ("transitions", key), transition
    if state.brand_runtime is not None:
        yield ("brandRuntime",), state.brand_runtime
    for index, entry in enumerate(state.deleted_assets):
        yield ("deletedAssets", index), entry


def write(state: EditorState) -> Any:
    """Give the document as JSON: unedited parts are the very objects that were read."""
    return {key: _collection(state, key, value) for key, value in state.root.raw.items()}


def _collection(state: EditorState, key: str, value: Any) -> Any:
    if key not in COLLECTIONS or not isinstance(value, COLLECTIONS[key]):
        return value
    records: Any = getattr(state, key)
    if key == "tracks":
        return [track.raw for track in records]
    return {name: record.raw for name, record in records.items()}


def to_bytes(state: EditorState) -> bytes:
    """Write the document as compact UTF-8 JSON, by joining the bytes that its records keep."""
    return b"".join(_parts(state))


def _parts(state: EditorState) -> Iterator[bytes]:
    """Give the pieces in order; joined once, as each copy of a large document holds every thread up."""
    yield b"{"
    for number, (key, value) in enumerate(state.root.raw.items()):
        yield (b"," if number else b"") + json_bytes(key) + b":"
        if key not in COLLECTIONS or not isinstance(value, COLLECTIONS[key]):
            yield json_bytes(value)
        elif key == "tracks":
            yield from _list_parts(state.tracks)
        else:
            yield from _map_parts(getattr(state, key))
    yield b"}"


def _list_parts(records: Iterable[Any]) -> Iterator[bytes]:
    yield b"["
    for number, record in enumerate(records):
        yield b"," + record.to_bytes() if number else record.to_bytes()
    yield b"]"


def _map_parts(records: Mapping[str, Any]) -> Iterator[bytes]:
    yield b"{"
    for number, (name, record) in enumerate(records.items()):
        yield (b"," if number else b"") + json_bytes(name) + b":" + record.to_bytes()
    yield b"}"


def restore(data: bytes, dialect: Dialect) -> EditorState:
    """Read what `to_bytes` wrote."""
    return read_as(parse_json(data), dialect)
