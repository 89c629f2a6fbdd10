"""Adding, moving and deleting clips."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import InUseError, MissingRecordError, OutOfRangeError, called
from editor_app.edits.fitness import check_item
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.indexes import homes
from editor_app.edits.links import with_links
from editor_app.edits.placing import OnOverlap, Wanted, check_start, place_all, track_number
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
    check_item(state, item)
    draft = Draft(state, locked=locked)
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
    With `new-track`, clips that find no room go to a new track above the one they were to lie on, and
    beyond the first or the last track new ones open. Clips linked with a moved one stay on their tracks.
    """
    draft = Draft(state, locked=locked)
    keys = with_links(state, item_ids, linked=linked)
    places = {draft.order[place]: place for place in range(len(draft.order))}
    home = _homes(draft, keys)
    named = set(item_ids)
    wanted: list[Wanted] = []
    targets = {key: places[home[key]] + (by_tracks if key in named else 0) for key in keys}
    numbers = _open_tracks(draft, targets, on_overlap, new_id)
    for key in keys:
        item = draft.item(key)
        moved = item.replace(start_ticks=_start(state, key, item.start_ticks + by_ticks))
        if numbers[targets[key]] == home[key] and on_overlap == "refuse":
            draft.put(key, moved)
        else:
            wanted.append(Wanted(key, moved, numbers[targets[key]]))
    place_all(draft, wanted, on_overlap, new_id)
    return draft.finish()


def _start(state: EditorState, item_id: str, start_ticks: int) -> int:
    check_start(state, item_id, start_ticks)
    return start_ticks


def _homes(draft: Draft, keys: Collection[str]) -> dict[str, int]:
    """Give the track of each clip; raise MissingRecordError, BrokenRecordError."""
    for key in keys:
        draft.item(key)
    found = homes(draft.state, keys)
    for key in keys:
        if key not in found:
            raise MissingRecordError(f"The {called(draft.state, key)} is on no track.", key)
    return found


def _open_tracks(
    draft: Draft, targets: dict[str, int], on_overlap: OnOverlap, new_id: NewId
) -> dict[int, int]:
    """Give the track number at each target place, and open new tracks where places lie outside."""
    numbers = dict(enumerate(draft.order))
    outside = sorted({place for place in targets.values() if place not in numbers})
    if outside and on_overlap == "refuse":
        keys = [key for key, place in targets.items() if place in outside]
        raise OutOfRangeError("There is no track up or down there.", *keys)
    for place in outside:
        numbers[place] = draft.new_track(
            draft.fresh(new_id), _below(outside, place) if place < 0 else len(draft.order)
        )
    return numbers


def _below(outside: list[int], place: int) -> int:
    return outside.index(place)


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
