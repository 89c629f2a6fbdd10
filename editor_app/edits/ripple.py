"""Ripple: what comes later on the track follows. Tracks that are sync-locked follow with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import NothingToDoError
from editor_app.edits.indexes import homes, lane
from editor_app.edits.links import with_links
from editor_app.edits.places import track_number
from editor_app.edits.sources import Edge
from editor_app.edits.trim import at_same_edge, edge_of, trim
from editor_app.items import BrokenItem
from editor_app.state import EditorState, Track

Shift = tuple[int, int]
"""From a tick on, by so many ticks."""


def ripple_trim(
    state: EditorState,
    *,
    item_id: str,
    edge: Edge,
    to_ticks: int,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Trim an edge and let everything later on the track follow; raise OutOfRangeError, OverlapError.

    ```
        |     A     | B | C |   ->   |  A  | B | C |          edge "end"
              ^ to_ticks
        |     A     | B | C |   ->   |  A  | B | C |          edge "start": the clip's start stays,
              ^ to_ticks                                      what comes before the tick is cut off
    ```
    """
    draft = Draft(state, locked=locked)
    item = draft.item(item_id)
    by = to_ticks - edge_of(item, edge)
    shift = (item.end_ticks, -by if edge == "start" else by)
    keys = at_same_edge(draft, item_id, edge, linked=linked)
    for key in keys:
        trim(draft, key, edge, to_ticks, at=draft.item(key).start_ticks)
    for number in sorted(followers(draft, homes(state, keys).values())):
        _shift(draft, number, [shift], keys)
    return draft.finish()


def ripple_delete(
    state: EditorState,
    *,
    item_ids: Collection[str],
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Delete clips and close the places they leave; other gaps stay.

    ```
        | A | B |  | C |   ->   | A |  | C |
              ^ B
    ```
    """
    draft = Draft(state, locked=locked)
    keys = with_links(state, item_ids, linked=linked)
    ranges: dict[int, list[tuple[int, int]]] = {}
    for key in keys:
        draft.remove(key)
    for key, number in homes(state, keys).items():
        item = state.items[key]
        ranges.setdefault(number, []).append((item.start_ticks, item.end_ticks))
    gone = [span for spans in ranges.values() for span in spans]
    for number in sorted(followers(draft, ranges)):
        _shift(draft, number, _closing(ranges.get(number, gone)), keys)
    return draft.finish()


def close_gap(
    state: EditorState, *, track_id: str, at_ticks: int, locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Close the gap of a track at a tick; raise NothingToDoError where there is none.

    ```
        | A |    | B |  | C |   ->   | A | B |  | C |
               ^ at_ticks
    ```
    """
    draft = Draft(state, locked=locked)
    number = track_number(state, track_id)
    found = lane(state, number)
    later = found.since(at_ticks + 1)
    if any(found.between(at_ticks, at_ticks + 1)) or not later:
        raise NothingToDoError("There is no gap at the playhead before a clip of this track.", track_id)
    start = max((end for _, end, _ in found.between(0, at_ticks + 1)), default=0)
    for track in sorted(followers(draft, [number])):
        _shift(draft, track, [(later[0][0], start - later[0][0])], ())
    return draft.finish()


def close_gaps(
    state: EditorState,
    *,
    track_ids: Collection[str],
    from_ticks: int = 0,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Close all gaps of tracks from a tick on, each track for itself.

    ```
        |  | A |    | B |  | C |   ->   | A | B | C |
    ```
    """
    draft = Draft(state, locked=locked)
    for track_id in track_ids:
        number = track_number(state, track_id)
        end, shifts = max(0, from_ticks), list[Shift]()
        for start, clip_end, _ in lane(state, number).entries:
            if start > end:
                shifts.append((start, end - start))
            end = max(end, clip_end)
        _shift(draft, number, shifts, ())
    return draft.finish()


def followers(draft: Draft, numbers: Iterable[int]) -> set[int]:
    """Give the tracks that follow: those named, and the sync-locked ones if one of them is."""
    named = set(numbers)
    synced = {
        number
        for number, track in draft.tracks.items()
        if isinstance(track, Track) and track.sync_locked and track.id not in draft.locked
    }
    return named | synced if named & synced else named


def _closing(spans: Iterable[tuple[int, int]]) -> list[Shift]:
    """Give the shifts that close spans of time, of which some may overlap."""
    shifts: list[Shift] = []
    done = 0
    for start, end in sorted(spans):
        if end > max(start, done):
            shifts.append((end, max(start, done) - end))
        done = max(done, end)
    return shifts


def _shift(draft: Draft, number: int, shifts: Iterable[Shift], besides: Collection[str]) -> None:
    """Move what starts on a track at or after each shift's tick; unreadable clips stay where they are."""
    ordered = sorted(shifts)
    if not ordered:
        return
    index, by = 0, 0
    spared = set(besides)
    for start, _, key in lane(draft.state, number).since(ordered[0][0]):
        while index < len(ordered) and ordered[index][0] <= start:
            by += ordered[index][1]
            index += 1
        if key not in spared and not isinstance(draft.state.items[key], BrokenItem):
            item = draft.item(key)
            draft.put(key, item.starting_at(start + by))
