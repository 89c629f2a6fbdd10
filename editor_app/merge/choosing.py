"""Choosing a side of a conflict: an edit of the joined document, as any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from editor_app.edits import delete_clips, remove_assets, remove_track
from editor_app.edits.draft import Draft
from editor_app.edits.errors import (
    BrokenRecordError,
    MismatchError,
    MissingRecordError,
    NotNeighboursError,
    OutOfRangeError,
    called,
)
from editor_app.edits.fitness import check_item
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.joints import holds, without_torn
from editor_app.edits.places import track_number
from editor_app.items import BrokenItem, Item
from editor_app.merge.conflicts import ABSENT, PLACE, Choice, Conflict, choices
from editor_app.merge.cuts import room_of
from editor_app.merge.entries import READERS, rewritten
from editor_app.merge.likeness import AnyRecord, equal, plain
from editor_app.merge.listing import with_list
from editor_app.merge.roots import BRAND, with_root_value
from editor_app.merge.verdict import worse
from editor_app.problem import CODES
from editor_app.record import RawObject, Record, RecordError
from editor_app.state import EditorState, Transition
from editor_app.state.model import AnyTrack


def choose(
    state: EditorState, conflict: Conflict, choice: Choice, *, new_id: NewId = random_id
) -> EditorState:
    """Give the document as one side has it, in what the conflict is about, or with both; raise EditError.

    What would leave a problem that the document does not have is refused.

    ```
        | A mine |   ->   | A theirs |          theirs
        | A mine |   ->   | A theirs |          both: a copy on a track above
                          | A mine   |
    ```
    """
    if choice not in choices(conflict):
        raise MismatchError("Only one of the two can be in the document.", conflict.key)
    try:
        if choice == "both":
            chosen = _both(state, conflict, new_id)
        else:
            value = conflict.mine if choice == "mine" else conflict.theirs
            chosen = _chosen(state, conflict, value, new_id)
    except RecordError as error:
        raise MismatchError(f"The value does not fit any more: {error}", conflict.key) from None
    for code, _ in worse(chosen, state, state) if chosen is not state else ():
        raise MismatchError(
            f"The rest of the document does not suit this any more: {CODES[code].meaning}.", conflict.key
        )
    return chosen


def _chosen(state: EditorState, conflict: Conflict, value: Any, new_id: NewId) -> EditorState:
    match conflict.collection:
        case "root":
            return _root(state, conflict, value)
        case "tracks":
            return _track(state, conflict, value)
        case "items":
            chosen = _item(state, conflict, value, new_id)
            return _without_opened(chosen, conflict.track) if conflict.kind == "overlap" else chosen
        case "assets":
            return _asset(state, conflict, value)
        case "transitions":
            return _transition(state, conflict, value)


def _root(state: EditorState, conflict: Conflict, value: Any) -> EditorState:
    if conflict.key == BRAND and conflict.part:
        brand = state.brand_runtime
        value = _with_part(plain(brand), conflict.part, value)
    return with_root_value(state, conflict.key, value)


def _track(state: EditorState, conflict: Conflict, value: Any) -> EditorState:
    if conflict.kind == "order":
        return _in_order(state, value)
    there = [index for index, track in enumerate(state.tracks) if track.id == conflict.key]
    if conflict.part or (there and value is not ABSENT):
        if not there:
            raise MissingRecordError("The document has no track with this id.", conflict.key)
        old = state.tracks[there[0]]
        if conflict.part:
            new: Any = _with_field("tracks", old, conflict.part, value, state)
        else:
            new = with_list(cast("AnyTrack", READERS["tracks"](value, state.dialect)), old.items, state)
        return _with_track(state, there[0], new)
    if value is ABSENT:
        return remove_track(state, track_id=conflict.key, with_clips=True) if there else state
    bare: Any = READERS["tracks"]({**value, "items": []}, state.dialect)
    return state.replace(tracks=(bare, *state.tracks))


def _with_track(state: EditorState, index: int, track: AnyTrack) -> EditorState:
    if equal(track.raw, state.tracks[index].raw):
        return state
    return state.replace(tracks=(*state.tracks[:index], track, *state.tracks[index + 1 :]))


def _in_order(state: EditorState, order: Sequence[str]) -> EditorState:
    """Put the tracks that are named in that order; the others keep their places."""
    rank = {track_id: number for number, track_id in reversed([*enumerate(order)])}
    named = iter(sorted((t for t in state.tracks if t.id in rank), key=lambda track: rank[track.id]))
    tracks = tuple(next(named) if track.id in rank else track for track in state.tracks)
    return state if [*map(id, tracks)] == [*map(id, state.tracks)] else state.replace(tracks=tracks)


def _item(state: EditorState, conflict: Conflict, value: Any, new_id: NewId) -> EditorState:
    key = conflict.key
    if value is ABSENT and (not conflict.part or conflict.part == PLACE):
        return delete_clips(state, item_ids=[key]) if key in state.items else state
    if not conflict.part:
        new = cast("Item | BrokenItem", READERS["items"](value, state.dialect))
        return _put_item(state, key, new, conflict.track)
    item = _readable(state, key)
    if conflict.part == PLACE:
        return _placed(
            state, key, item, cast("RawObject", value), new_id, makes_room=conflict.kind == "overlap"
        )
    return _with_item(state, key, cast("Item", _with_field("items", item, conflict.part, value, state)))


def _without_opened(state: EditorState, track_id: str) -> EditorState:
    """Take the track away that was opened for what had no room, if nothing lies on it any more."""
    is_empty = any(track.id == track_id and not track.items for track in state.tracks)
    return remove_track(state, track_id=track_id) if is_empty and len(state.tracks) > 1 else state


def _readable(state: EditorState, key: str) -> Item:
    return Draft(state).item(key)


def _with_item(state: EditorState, key: str, item: Item | BrokenItem) -> EditorState:
    old = state.items[key]
    if item is old or equal(item.raw, old.raw):
        return state
    if isinstance(item, BrokenItem) and not isinstance(old, BrokenItem):
        raise MismatchError("The value does not fit the clip any more.", key)
    draft = Draft(state)
    if isinstance(item, BrokenItem) or isinstance(old, BrokenItem):
        return without_torn(state, state.replace(items={**state.items, key: item}))
    check_item(draft, item, instead_of=old)
    draft.put(key, item)
    return draft.finish()


def _put_item(state: EditorState, key: str, item: Item | BrokenItem, track_id: str) -> EditorState:
    """Put a whole item back: in its place, or where it is no more, on its track or a new one."""
    if key in state.items:
        return _with_item(state, key, item)
    if isinstance(item, BrokenItem):
        raise BrokenRecordError("An unreadable clip cannot be put back.", key)
    draft = Draft(state)
    check_item(draft, item)
    numbers = [number for number, track in enumerate(state.tracks) if track.id == track_id]
    number = numbers[0] if numbers else 0
    if not numbers or any(True for _ in draft.clashes(item.start_ticks, item.end_ticks, number, ())):
        number = draft.new_track(draft.fresh(random_id), number)
    draft.place(key, item, number)
    return draft.finish()


def _placed(
    state: EditorState, key: str, item: Item, value: RawObject, new_id: NewId, *, makes_room: bool
) -> EditorState:
    """Put an item where a side has it; with `makes_room` what lies there goes to a track above."""
    times = {name: time for name, time in value.items() if name != "track"}
    new = cast("Item", READERS["items"](rewritten(item, _changes(item, times)), state.dialect))
    if isinstance(new, BrokenItem):
        raise MismatchError("The clip cannot have these times any more.", key)
    draft = Draft(state)
    number = track_number(state, value["track"]) if value.get("track") else draft.home(key)
    check_item(draft, new, instead_of=item)
    clashes = [*draft.clashes(new.start_ticks, new.end_ticks, number, (key,))] if makes_room else []
    if clashes:
        above = draft.new_track(draft.fresh(new_id), number)
        for clash in clashes:
            draft.place(clash, draft.item(clash), above)
    draft.place(key, new, number)
    return draft.finish()


def _changes(record: Record, values: Mapping[str, Any]) -> RawObject:
    old = plain(record)
    return {name: value for name, value in values.items() if not equal(value, old.get(name, ABSENT))}


def _both(state: EditorState, conflict: Conflict, new_id: NewId) -> EditorState:
    """Put a copy of the item, as they have it, on a track above; one that lies there already stays."""
    if conflict.kind == "overlap":
        return state
    item = _readable(state, conflict.key)
    draft = Draft(state)
    fresh = draft.fresh(new_id)
    raw = _their_raw(item, conflict)
    copy = READERS["items"](raw | {"id": fresh}, state.dialect)
    if isinstance(copy, BrokenItem) or not isinstance(copy, Record):
        raise MismatchError(f"The other {called(state, conflict.key)} is unreadable.", conflict.key)
    copied = cast("Item", copy)
    check_item(draft, copied)
    draft.place(fresh, copied, draft.new_track(draft.fresh(new_id), draft.home(conflict.key)))
    return draft.finish()


def _their_raw(item: Item, conflict: Conflict) -> RawObject:
    value = conflict.theirs
    if not conflict.part:
        return cast("RawObject", value)
    if conflict.part == PLACE:
        return rewritten(item, _changes(item, {name: v for name, v in value.items() if name != "track"}))
    return rewritten(item, _field_changes(item, conflict.part, value))


def _field_changes(record: Record, part: str, value: Any) -> RawObject:
    """Give what to change so that a part, perhaps one inside a field, has a value."""
    values = plain(record)
    name, _, inside = part.partition(".")
    if part in values or not inside or not isinstance(values.get(name), dict | list):
        return {part: value}
    return {name: _with_part(values[name], inside, value)}


def _with_part(holder: Any, part: str, value: Any) -> Any:
    if isinstance(holder, list):
        entries = cast("list[Any]", holder)
        index = int(part)
        if value is ABSENT or index >= len(entries):
            raise MissingRecordError("The entry is not there any more.")
        return [*entries[:index], value, *entries[index + 1 :]]
    values = dict(cast("RawObject", holder))
    if value is ABSENT:
        values.pop(part, None)
    else:
        values[part] = value
    return values


def _with_field(collection: str, record: AnyRecord, part: str, value: Any, state: EditorState) -> AnyRecord:
    if not isinstance(record, Record):
        raise BrokenRecordError("The record is unreadable; fix it first.")
    changes = _field_changes(record, part, value)
    if all(equal(v, plain(record).get(name, ABSENT)) for name, v in changes.items()):
        return record
    return READERS[collection](rewritten(record, changes), state.dialect)


def _asset(state: EditorState, conflict: Conflict, value: Any) -> EditorState:
    key = conflict.key
    if conflict.part:
        if key not in state.assets:
            raise MissingRecordError("The document has no asset with this id.", key)
        new = _with_field("assets", state.assets[key], conflict.part, value, state)
    elif value is ABSENT:
        return remove_assets(state, asset_ids=[key]) if key in state.assets else state
    else:
        new = READERS["assets"](value, state.dialect)
    if key in state.assets and equal(new.raw, state.assets[key].raw):
        return state
    return state.replace(assets={**state.assets, key: cast("Any", new)})


def _transition(state: EditorState, conflict: Conflict, value: Any) -> EditorState:
    key = conflict.key
    rest = {name: transition for name, transition in state.transitions.items() if name != key}
    if not conflict.part and value is ABSENT:
        return state.replace(transitions=rest) if key in state.transitions else state
    if conflict.part:
        if key not in state.transitions:
            raise MissingRecordError("The document has no transition with this id.", key)
        new = _with_field("transitions", state.transitions[key], conflict.part, value, state)
    else:
        new = READERS["transitions"](value, state.dialect)
    if key in state.transitions and equal(new.raw, state.transitions[key].raw):
        return state
    if not isinstance(new, Transition) or not holds(state, new):
        raise NotNeighboursError("The clips of this transition do not touch; move them together first.", key)
    room = room_of(state, new)
    if new.duration_ticks > room:
        if conflict.part or room < 1:
            raise OutOfRangeError("The clips are too short for this transition.", key)
        new = new.replace(duration_ticks=room)
    cut = (new.from_clip_id, new.to_clip_id)
    kept = {
        name: other
        for name, other in state.transitions.items()
        if name == key or not isinstance(other, Transition) or (other.from_clip_id, other.to_clip_id) != cut
    }
    return state.replace(transitions=kept | {key: new})
