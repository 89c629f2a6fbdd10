"""Fixes of tracks and of what they list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from editor_app.edits.draft import Draft
from editor_app.edits.errors import NothingToDoError
from editor_app.edits.fixes.fix import Fix, Where, with_items
from editor_app.edits.fixes.removing import removal
from editor_app.edits.ids import random_id
from editor_app.edits.indexes import homes, lane
from editor_app.edits.sources import Edge
from editor_app.edits.trim import trim
from editor_app.items import AudioItem, BrokenItem, Item
from editor_app.problem import Problem
from editor_app.state import BrokenTrack, EditorState, Track, dialects
from editor_app.state.model import AnyTrack


def missing_item(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a track lists an item that is not there."""
    key = _listed_at(state, where)
    if key is not None:
        yield Fix("Take it off the track", partial(_unlisted, key=key, keeps_first=False))


def listed_twice(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where an item is listed more than once."""
    key = _listed_at(state, where)
    if key is not None:
        yield Fix("Keep it only where it is first", partial(_unlisted, key=key, keeps_first=True))


def _listed_at(state: EditorState, where: Where) -> str | None:
    match where:
        case ("tracks", int(track), "items", int(place)) if track < len(state.tracks):
            listed = state.tracks[track].items
            return listed[place] if place < len(listed) else None
        case _:
            return None


def _unlisted(state: EditorState, key: str, *, keeps_first: bool) -> EditorState:
    """Take an id off all tracks, but for the first place where it stands."""
    tracks = list(state.tracks)
    is_first = keeps_first
    for index, track in enumerate(tracks):
        if key not in track.items:
            continue
        kept: list[str] = []
        for listed in track.items:
            if listed != key or is_first:
                kept.append(listed)
            is_first = is_first and listed != key
        if len(kept) != len(track.items):
            tracks[index] = with_items(track, kept, state)
    if tracks == [*state.tracks]:
        raise NothingToDoError("The tracks are in order already.", key)
    return state.replace(tracks=tuple(tracks))


def same_track_id(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where two tracks share an id."""
    match where:
        case ("tracks", int(index), "id"):
            yield Fix("Give this track an id of its own", partial(_renamed_track, index=index))
        case _:
            return


def _renamed_track(state: EditorState, index: int) -> EditorState:
    ids = [track.id for track in state.tracks]
    if index >= len(ids) or ids[index] not in ids[:index]:
        raise NothingToDoError("The track has an id of its own already.")
    track, fresh = state.tracks[index], Draft(state).fresh(random_id)
    new = (
        track.replace(id=fresh)
        if isinstance(track, Track)
        else dialects.read_track({**track.raw, "id": fresh}, state.dialect)
    )
    return state.replace(tracks=(*state.tracks[:index], new, *state.tracks[index + 1 :]))


def off_tracks(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where an item is on no track."""
    key = str(where[1])
    if not isinstance(state.items.get(key), BrokenItem):
        yield Fix("Put it on a track", partial(_placed, key=key))
    yield removal(key)


def _placed(state: EditorState, key: str) -> EditorState:
    """Put an item on the first track of its sort with room, or on a new one."""
    draft = Draft(state)
    item = draft.item(key)
    is_sound = isinstance(item, AudioItem)
    for number, track in enumerate(state.tracks):
        entries = lane(state, number).entries
        sounds = [isinstance(state.items[entry[2]], AudioItem) for entry in entries[:50]]
        suits = _is_sane(state, track) and all(sound == is_sound for sound in sounds)
        if suits and not any(True for _ in draft.clashes(item.start_ticks, item.end_ticks, number, ())):
            break
    else:
        number = draft.new_track(draft.fresh(random_id), len(state.tracks) if is_sound else 0)
    draft.place(key, item, number)
    return draft.finish()


def _is_sane(state: EditorState, track: AnyTrack) -> bool:
    """Tell whether a track lists only what is there, and once; else an addition may tear a transition."""
    return (
        not isinstance(track, BrokenTrack)
        and len({*track.items}) == len(track.items)
        and all(key in state.items for key in track.items)
    )


def overlap(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where two items of a track overlap."""
    key = _listed_at(state, where)
    if key is not None:
        yield Fix("Move it to a track of its own", partial(_own_track, key=key))
        if _cuts(state, key):
            yield Fix("Trim the overlap", partial(_trimmed, key=key))
        yield removal(key)


def _own_track(state: EditorState, key: str) -> EditorState:
    """Move an item to the track above, if that has room, or to a new one there."""
    home = homes(state, (key,)).get(key)
    item = state.items.get(key)
    if home is None or item is None:
        raise NothingToDoError("The clip is on no track.", key)
    draft = Draft(state)
    above = home - 1
    has_room = above >= 0 and not isinstance(state.tracks[above], BrokenTrack)
    if has_room and item.duration_ticks:
        clashing = draft.clashes(item.start_ticks, item.end_ticks, above, ())
        has_room = not any(True for _ in clashing) and not _is_among(state, above, item)
    if not has_room:
        above = draft.new_track(draft.fresh(random_id), home)
    draft.place(key, cast("Item", item), above)
    return draft.finish()


def _cuts(state: EditorState, key: str) -> list[tuple[str, Edge, int]]:
    """Give what ends an overlap: clips that began earlier end where this one begins, or it begins later."""
    home, item = homes(state, (key,)).get(key), state.items.get(key)
    if home is None or item is None or isinstance(item, BrokenItem):
        return []
    begin = item.start_ticks
    met = [entry for entry in lane(state, home).between(begin, item.end_ticks) if entry[2] != key]
    before = [(start, end, other) for start, end, other in met if start <= begin < end]
    if not before or any(isinstance(state.items[other], BrokenItem) for _, _, other in before):
        return []
    if all(start < begin for start, _, _ in before):
        return [(other, "end", begin) for _, _, other in before]
    last = max(end for _, end, _ in before)
    return [(key, "start", last)] if last < item.end_ticks else []


def _trimmed(state: EditorState, key: str) -> EditorState:
    """Cut the time that an item shares with others of its track off them, or off itself."""
    cuts = _cuts(state, key)
    if not cuts:
        raise NothingToDoError("The clip overlaps none that could be trimmed.", key)
    draft = Draft(state)
    for item_id, edge, to_ticks in cuts:
        trim(draft, item_id, edge, to_ticks)
    return draft.finish()


def _is_among(state: EditorState, track: int, item: Item | BrokenItem) -> bool:
    """Tell whether a track holds clips of another sort, sound among pictures."""
    others = [state.items[entry[2]] for entry in lane(state, track).entries[:50]]
    return any(isinstance(other, AudioItem) != isinstance(item, AudioItem) for other in others)
