"""What covers what: a clip changes its height by changing its track."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.indexes import lane
from editor_app.items import AudioItem
from editor_app.state import BrokenTrack, EditorState

Step = Literal["forward", "backward", "front", "back"]


def order_clip(
    state: EditorState,
    *,
    item_id: str,
    step: Step,
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Bring a clip in front of (or send it behind) the next clip that it shares time with, or all of them.

    ```
        V1 |  A  |          V1 | B |        "forward": B goes above A, to the next track
        V2  | B |     ->    V2 |  A  |      if it has room there, else to a new one
    ```
    A clip that is there already stays where it is.
    """
    draft = Draft(state, locked=locked)
    item, home = draft.item(item_id), draft.home(item_id)
    up = step in ("forward", "front")
    others = range(home - 1, -1, -1) if up else range(home + 1, len(state.tracks))
    meeting = [number for number in others if _meets(draft, number, item_id)]
    if not meeting:
        return state
    past = meeting[0] if step in ("forward", "backward") else meeting[-1]
    beyond = past - 1 if up else past + 1
    if not _has_room(draft, beyond, item_id, locked):
        beyond = draft.new_track(draft.fresh(new_id), past if up else past + 1)
    draft.place(item_id, item, beyond)
    return draft.finish()


def _meets(draft: Draft, number: int, item_id: str) -> bool:
    """Tell whether a picture on the track shares time with the clip."""
    item, items = draft.item(item_id), draft.state.items
    between = lane(draft.state, number).between(item.start_ticks, item.end_ticks)
    return any(key != item_id and not isinstance(items[key], AudioItem) for _, _, key in between)


def _has_room(draft: Draft, number: int, item_id: str, locked: Collection[str]) -> bool:
    track = draft.tracks.get(number)
    if track is None or isinstance(track, BrokenTrack) or track.id in locked:
        return False
    item = draft.item(item_id)
    return not any(draft.clashes(item.start_ticks, item.end_ticks, number, (item_id,)))
