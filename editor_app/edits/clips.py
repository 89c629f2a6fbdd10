"""Adding, moving and deleting clips."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.dialect import in_dialect
from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import InUseError, MissingRecordError, called
from editor_app.edits.fitness import check_item
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.indexes import homes
from editor_app.edits.links import with_links
from editor_app.edits.places import Wanted, check_start, open_tracks, track_number
from editor_app.edits.placing import OnOverlap, place_all
from editor_app.items import Item
from editor_app.state import EditorState


def add_clip(
    state: EditorState,
    *,
    item: Item,
    track_id: str | None = None,
    on_overlap: OnOverlap = "new-track",
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Add a clip to a track, or to a new one above it if the place is taken; without a track, on a new one.

    ```
        |  A  |  B  |   ->      |  C  |
                              |  A  |  B  |
    ```
    A new track for sound alone opens at the bottom, any other at the top.
    """
    if item.id in state.items:
        raise InUseError(f"The id of the new {item.type} is taken by another clip.", item.id)
    draft = Draft(state, locked=locked)
    item = in_dialect(item, state.dialect)
    check_item(draft, item)
    if track_id is None:
        at = len(state.tracks) if item.type == "audio" else 0
        number = draft.new_track(draft.fresh(new_id), at)
    else:
        number = track_number(state, track_id)
    place_all(draft, [Wanted(item.id, item, number)], on_overlap, new_id)
    return draft.finish()


def move_clips(
    state: EditorState,
    *,
    item_ids: Collection[str],
    by_ticks: int = 0,
    by_tracks: int = 0,
    on_overlap: OnOverlap = "refuse",
    linked: bool = False,
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Move clips in time, and across tracks (down is positive); raise OverlapError, OutOfRangeError.

    ```
        | A | B |     | C |   ->   |   |       | A | B | C |
    ```
    Where a place is taken, `on_overlap` tells what becomes of it (`place_all`); with `new-track`, tracks open
    beyond the first and the last, too. Clips linked with a moved one stay on their tracks.
    """
    draft = Draft(state, locked=locked)
    keys = with_links(state, item_ids, linked=linked)
    home = _homes(draft, keys)
    places = {key: home[key] + (by_tracks if key in item_ids else 0) for key in keys}
    numbers = open_tracks(draft, places.values(), new_id, opens=on_overlap == "new-track")
    wanted: list[Wanted] = []
    for key in keys:
        item, number = draft.item(key), numbers[places[key]]
        check_start(state, key, item.start_ticks + by_ticks)
        moved = item.replace(start_ticks=item.start_ticks + by_ticks)
        if number == home[key] and on_overlap == "refuse":
            draft.put(key, moved)
        else:
            wanted.append(Wanted(key, moved, number))
    place_all(draft, wanted, on_overlap, new_id)
    return draft.finish()


def _homes(draft: Draft, keys: Collection[str]) -> dict[str, int]:
    """Give the track of each clip; raise MissingRecordError, BrokenRecordError."""
    for key in keys:
        draft.item(key)
    found = homes(draft.state, keys)
    for key in keys:
        if key not in found:
            raise MissingRecordError(f"The {called(draft.state, key)} is on no track.", key)
    return found


def delete_clips(
    state: EditorState,
    *,
    item_ids: Collection[str],
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Take clips out and leave their places empty (lift); unreadable clips can be deleted too.

    ```
        | A | B | C |   ->   | A |   | C |
    ```
    """
    draft = Draft(state, locked=locked)
    for key in with_links(state, item_ids, linked=linked):
        draft.remove(key)
    return draft.finish()
