"""Repairs of single values that break the schema: the nearest value with which the record reads better."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from editor_app.assets import CaptionAsset
from editor_app.edits.draft import Draft
from editor_app.edits.errors import EditError, NothingToDoError, OverlapError
from editor_app.edits.fitness import check_item
from editor_app.edits.ids import random_id
from editor_app.edits.indexes import homes, lane, seams
from editor_app.edits.joints import holds
from editor_app.edits.sources import fitted
from editor_app.edits.transitions import longest_transition
from editor_app.items import BrokenItem, Item
from editor_app.problem import PathPart
from editor_app.record import Broken, Dialect, RawObject, Record
from editor_app.state import EditorState, Transition, dialects
from editor_app.state.model import COLLECTIONS, Root
from editor_app.timebase import TICKS_PER_SECOND

_LIMIT = re.compile(r"must be (-?[\d.]+(?:e[+-]?\d+)?) or (?:more|less)")
_ALLOWED = re.compile(r"'([^']*)'")
_MISSING = object()
_LEAST_GUESS_TICKS = TICKS_PER_SECOND // 30


def _still(value: float) -> RawObject:
    return {"value": value, "keyframes": []}


_USUAL: Mapping[str, tuple[Any, ...]] = {
    "durationTicks": (5 * TICKS_PER_SECOND,),
    "compositionWidth": (1920,),
    "compositionHeight": (1080,),
    "timebaseTicksPerSecond": (TICKS_PER_SECOND,),
    "stateSchemaVersion": ("v1",),
    "playbackRate": (1,),
    "width": (_still(400), 400),
    "height": (_still(400), 400),
    "scaleX": (_still(1),),
    "scaleY": (_still(1),),
    "opacity": (_still(1),),
    "color": ("#ffffff",),
    "fontFamily": ("Inter",),
    "fontSize": (48,),
}
"""What a value of that name usually is, where nothing tells what was meant."""
_PLAIN: tuple[Any, ...] = (0, 1, False, "", _still(0), [], {}, None)

Read = Callable[[Any, Dialect], Record | Broken]
_READERS: Mapping[str, Read] = {
    "items": dialects.read_item,
    "assets": dialects.read_asset,
    "transitions": dialects.read_transition,
}


def repair(state: EditorState, where: tuple[PathPart, ...], message: str) -> EditorState:
    """Give the value at a path a value that fits, and leave the rest as it is; raise EditError.

    ```
        | A  opacity: 7 |   ->   | A  opacity: 1 |
    ```
    """
    match where:
        case ("tracks" | "assets" | "items" | "transitions" as name,):
            return _with_collection(state, name)
        case ("tracks", int(index), *_) if index < len(state.tracks):
            track = repaired(state.tracks[index], dialects.read_track, where[2:], message, state.dialect)
            tracks: list[Any] = [*state.tracks]
            tracks[index] = track
            return state.replace(tracks=tuple(tracks))
        case ("items" | "assets" | "transitions" as name, str(key), *_):
            old: Record | Broken | None = getattr(state, name).get(key)
            if old is None:
                raise NothingToDoError("The record is gone.", key)
            new = repaired(old, _READERS[name], where[2:], message, state.dialect)
            if name == "items":
                item = cast("Item | BrokenItem", new)
                return _with_item(state, key, item, may_shorten=where[2:] == ("durationTicks",))
            return _with_record(state, name, key, old, new)
        case _:
            root = repaired(state.root, Root.read, where, message, state.dialect)
            return replace(state, root=cast("Root", root))


def _with_collection(state: EditorState, name: str) -> EditorState:
    """Give a document that lacks a collection an empty one, or tracks one track."""
    if name != "tracks":
        if isinstance(state.root.raw.get(name), COLLECTIONS[name]):
            raise NothingToDoError("There is nothing to repair.")
        return replace(state, root=state.root.put(name, {}))
    if state.tracks:
        raise NothingToDoError("There is nothing to repair.")
    draft = Draft(state)
    number = draft.new_track(draft.fresh(random_id), 0)
    track = draft.tracks[number]
    return replace(state, root=state.root.put("tracks", [track.raw]), tracks=(track,))


def _with_record(
    state: EditorState, name: str, key: str, old: Record | Broken, new: Record | Broken
) -> EditorState:
    """Put a record that was repaired in its place; refuse one that would bring errors of another kind."""
    if isinstance(new, Broken) or not isinstance(old, Broken):
        return _put(state, name, key, new)
    if isinstance(new, CaptionAsset) and not _is_in_order(new):
        raise NothingToDoError("More than this value is wrong with the captions.", key)
    made = _put(state, name, key, new)
    if isinstance(new, Transition):
        _check_transition(made, key, new)
    return made


def _is_in_order(captions: CaptionAsset) -> bool:
    times = all(entry.end_ms > entry.start_ms for entry in captions.captions)
    return times and captions.timing_granularity != "word"


def _put(state: EditorState, name: str, key: str, record: Record | Broken) -> EditorState:
    records: Mapping[str, Any] = getattr(state, name)
    changed: dict[str, Any] = {name: {**records, key: record}}
    return state.replace(**changed)


def _with_item(
    state: EditorState, key: str, new: Item | BrokenItem, *, may_shorten: bool = False
) -> EditorState:
    """Put an item in its place or, where its time is known only now and is taken, on a new track.

    One whose length is a guess, which `may_shorten`, rather takes the room that it has where it is:
    ```
        | A length: 0     B ------ |   ->   | A -----------B ------ |
    ```
    """
    draft = Draft(state)
    old = state.items[key]
    if not isinstance(new, BrokenItem):
        check_item(draft, new, instead_of=None if isinstance(old, BrokenItem) else old)
    item = cast("Item", new)
    draft.put(key, item)
    if key not in homes(state, (key,)):
        return _put(state, "items", key, item)
    try:
        return draft.finish()
    except OverlapError:
        home = homes(state, (key,))[key]
        can_shorten = may_shorten and not isinstance(new, BrokenItem)
        if can_shorten and (shorter := _in_its_room(state, key, item, home)) is not None:
            return shorter
        draft = Draft(state)
        draft.place(key, item, draft.new_track(draft.fresh(random_id), home))
        return draft.finish()


def _in_its_room(state: EditorState, key: str, item: Item, home: int) -> EditorState | None:
    """Let an item end where the next one on its track begins; None where that does not help."""
    met = [entry for entry in lane(state, home).between(item.start_ticks, item.end_ticks) if entry[2] != key]
    room = min((start for start, _, _ in met), default=item.end_ticks) - item.start_ticks
    if room < _LEAST_GUESS_TICKS:
        return None
    shorter = item.replace(duration_ticks=room, **fitted(item, room))
    draft = Draft(state)
    draft.put(key, shorter)
    try:
        check_item(draft, shorter, instead_of=None)
        return draft.finish()
    except EditError:
        return None


def _check_transition(state: EditorState, key: str, transition: Transition) -> None:
    cut = (transition.from_clip_id, transition.to_clip_id)
    twins = [k for k in seams(state, cut[0]) if k in seams(state, cut[1]) and k != key]
    if twins or not holds(state, transition):
        raise NothingToDoError("The transition is on no cut.", key)
    if any(isinstance(state.items[clip], BrokenItem) for clip in cut):
        raise NothingToDoError("A clip of the transition is unreadable.", key)
    longest_transition(state, from_id=cut[0], to_id=cut[1])


def repaired(
    old: Record | Broken, read: Read, where: tuple[PathPart, ...], message: str, dialect: Dialect
) -> Record | Broken:
    """Give a record with one value repaired, so that it has that fault no more and none anew."""
    faults = {(fault.where, fault.message) for fault in old.faults}
    places = {place for place, _ in faults}
    raw: Any = old.raw
    for candidate in _candidates(raw, where, message):
        new = _read(read, candidate, dialect)
        if new is None:
            continue
        left = {(fault.where, fault.message) for fault in new.faults}
        if len(left) < len(faults) and {place for place, _ in left} <= places - {where}:
            return new
    raise NothingToDoError("Nothing is known that would fit there.")


def _read(read: Read, raw: Any, dialect: Dialect) -> Record | Broken | None:
    try:
        return read(raw, dialect)
    except EditError:
        raise
    except ValueError:
        return None


def _candidates(raw: Any, where: tuple[PathPart, ...], message: str) -> Iterator[Any]:
    """Give copies of a record's JSON with other values at a path, what was probably meant first."""
    if not where or not _leads_somewhere(raw, where[:-1]):
        return
    now = _value_at(raw, where)
    if now is not _MISSING:
        for value in _nearest(now, message):
            yield _with_value(raw, where, value)
        yield _without_value(raw, where)
    leaf = where[-1]
    for value in (*(_USUAL.get(leaf, ()) if isinstance(leaf, str) else ()), *_PLAIN):
        yield _with_value(raw, where, value)
    for value in _ALLOWED.findall(message):
        yield _with_value(raw, where, value)


def _nearest(now: Any, message: str) -> Iterator[Any]:
    if isinstance(now, str) and (number := _number_in(now)) is not None:
        yield from (number, _still(number))
    if isinstance(now, int | float) and not isinstance(now, bool):
        yield _still(now)
        if abs(now) < 1e15:
            yield round(now)
    for limit in _LIMIT.findall(message):
        number = float(limit)
        yield int(number) if number.is_integer() else number
    allowed = _ALLOWED.findall(message)
    if isinstance(now, str):
        yield from (value for value in allowed if value.lower() == now.strip().lower())
    yield from allowed[:1]


def _number_in(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not abs(number) < 1e15:
        return None
    return int(number) if number.is_integer() else number


def _leads_somewhere(raw: Any, where: tuple[PathPart, ...]) -> bool:
    return isinstance(_value_at(raw, where), dict | list)


def _value_at(raw: Any, where: tuple[PathPart, ...]) -> Any:
    here: Any = raw
    for part in where:
        if not _has(here, part):
            return _MISSING
        here = here[part]
    return here


def _has(holder: Any, part: PathPart) -> bool:
    if isinstance(holder, dict):
        return part in holder
    return isinstance(holder, list) and isinstance(part, int) and part < len(cast("list[Any]", holder))


def _opened(raw: Any, where: tuple[PathPart, ...]) -> tuple[Any, Any]:
    """Copy the JSON along a path; give the copy and the container at the path's end."""
    whole = here = copy.copy(raw)
    for part in where:
        here[part] = copy.copy(here[part])
        here = here[part]
    return whole, here


def _with_value(raw: Any, where: tuple[PathPart, ...], value: Any) -> Any:
    whole, holder = _opened(raw, where[:-1])
    if isinstance(holder, list) and not _has(holder, where[-1]):
        return raw
    place: Any = where[-1]
    holder[place] = copy.deepcopy(value)
    return whole


def _without_value(raw: Any, where: tuple[PathPart, ...]) -> Any:
    whole, holder = _opened(raw, where[:-1])
    del holder[where[-1]]
    return whole
