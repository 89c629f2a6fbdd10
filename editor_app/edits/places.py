"""Where on the stack of tracks clips are to go: what is wanted, and the tracks it means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from editor_app.edits.draft import Draft
from editor_app.edits.errors import BrokenRecordError, MissingRecordError, OutOfRangeError, called
from editor_app.edits.ids import NewId
from editor_app.items import Item
from editor_app.state import BrokenTrack, EditorState


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clip and the track (by its number in the draft) it is to lie on."""

    item_id: str
    item: Item
    track: int


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


def open_tracks(draft: Draft, places: Collection[int], new_id: NewId, *, opens: bool) -> dict[int, int]:
    """Give the track number at each place, counted from the top, and open new tracks for those outside.

    Raise OutOfRangeError there where none shall open.
    """
    numbers = dict(enumerate(draft.order))
    outside = sorted(set(places) - numbers.keys())
    if outside and not opens:
        raise OutOfRangeError("There is no track that far up or down.")
    for count, place in enumerate(outside):
        at = count if place < 0 else len(draft.order)
        numbers[place] = draft.new_track(draft.fresh(new_id), at)
    return numbers
