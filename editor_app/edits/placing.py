"""Finding room: on the track that was asked for or, if the place is taken, on a new one above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from editor_app.edits.draft import Draft
from editor_app.edits.errors import BrokenRecordError, MissingRecordError, OutOfRangeError, called
from editor_app.edits.ids import NewId
from editor_app.items import Item
from editor_app.state import BrokenTrack, EditorState

OnOverlap = Literal["refuse", "new-track"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clip and the track (by its number in the draft) it is to lie on."""

    item_id: str
    item: Item
    track: int


def place_all(draft: Draft, wanted: Iterable[Wanted], on_overlap: OnOverlap, new_id: NewId) -> None:
    """Put clips on their tracks; with `new-track`, those of a track where one has no room on one above it.

    Clips that keep each other's order before keep it after. With `refuse` an overlap fails in the end.
    """
    groups: dict[int, list[Wanted]] = {}
    for one in wanted:
        groups.setdefault(one.track, []).append(one)
    moving = {one.item_id for group in groups.values() for one in group}
    for track, group in groups.items():
        number = track
        if on_overlap == "new-track" and not _is_free(draft, group, moving):
            number = draft.new_track(draft.fresh(new_id), draft.order.index(track))
        for one in group:
            check_start(draft.state, one.item_id, one.item.start_ticks)
            draft.place(one.item_id, one.item, number)


def _is_free(draft: Draft, group: Collection[Wanted], moving: Collection[str]) -> bool:
    return not any(
        True
        for one in group
        for _ in draft.clashes(one.item.start_ticks, one.item.end_ticks, one.track, moving)
    )


def check_start(state: EditorState, item_id: str, start_ticks: int) -> None:
    """Raise OutOfRangeError for a start before the timeline's."""
    if start_ticks < 0:
        raise OutOfRangeError(f"The {called(state, item_id)} cannot start before the timeline does.", item_id)


def track_number(state: EditorState, track_id: str) -> int:
    """Give the index of a track that can be edited; raise MissingRecordError, BrokenRecordError."""
    for number, track in enumerate(state.tracks):
        if track.id == track_id:
            if isinstance(track, BrokenTrack):
                raise BrokenRecordError("This track is unreadable; fix it first.", track_id)
            return number
    raise MissingRecordError("The document has no track with this id.", track_id)


def open_tracks(
    draft: Draft, places: Collection[int], on_overlap: OnOverlap, new_id: NewId
) -> dict[int, int]:
    """Give the track number at each place, counted from the top, and open new tracks for those outside."""
    numbers = dict(enumerate(draft.order))
    outside = sorted(set(places) - numbers.keys())
    if outside and on_overlap == "refuse":
        raise OutOfRangeError("There is no track that far up or down.")
    for count, place in enumerate(outside):
        at = count if place < 0 else len(draft.order)
        numbers[place] = draft.new_track(draft.fresh(new_id), at)
    return numbers
