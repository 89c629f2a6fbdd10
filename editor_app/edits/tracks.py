"""Adding, removing, ordering, hiding and muting tracks. Names and locks are not part of the document."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import InUseError, LockedTrackError, MismatchError
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.places import track_number
from editor_app.state import EditorState, Track, Transition


def add_track(state: EditorState, *, at: int = 0, new_id: NewId = random_id) -> EditorState:
    """Open an empty track at a place counted from the top.

    ```
        V1 | A |          V1 (new)
        V2 | B |    ->    V2 | A |
                          V3 | B |
    ```
    """
    draft = Draft(state)
    draft.new_track(draft.fresh(new_id), min(max(at, 0), len(state.tracks)))
    return draft.finish()


def remove_track(
    state: EditorState, *, track_id: str, with_clips: bool = False, locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Take a track out with its transitions and, `with_clips`, its clips; raise InUseError, LockedTrackError.

    ```
        V1 | A |    ->    V1 | B |
        V2 | B |
    ```
    """
    number = track_number(state, track_id)
    track = state.tracks[number]
    if track_id in locked:
        raise LockedTrackError("This track is locked.", track_id)
    if len(state.tracks) == 1:
        raise InUseError("A document needs at least one track.", track_id)
    draft = Draft(state, locked=locked)
    for item_id in track.items:
        if item_id in state.items:
            if not with_clips:
                raise InUseError("There are clips on this track.", track_id, *track.items)
            draft.remove(item_id)
    if sum(other.id == track_id for other in state.tracks) == 1:
        for key, transition in state.transitions.items():
            if isinstance(transition, Transition) and transition.track_id == track_id:
                draft.put_transition(key, None)
    draft.order.remove(number)
    return draft.finish()


def move_track(state: EditorState, *, track_id: str, to: int) -> EditorState:
    """Move a track to a place counted from the top; what is higher covers what is lower.

    ```
        V1 | A |          V1 | B |
        V2 | B |    ->    V2 | A |
    ```
    """
    number = track_number(state, track_id)
    draft = Draft(state)
    draft.order.remove(number)
    draft.order.insert(min(max(to, 0), len(draft.order)), number)
    return draft.finish()


def set_track(
    state: EditorState,
    *,
    track_id: str,
    hidden: bool | None = None,
    muted: bool | None = None,
    sync_locked: bool | None = None,
) -> EditorState:
    """Hide or show, mute or sound a track, or let it follow ripples elsewhere; None leaves it as it is.

    ```
        V1 | A |    ->    V1 ┆ A ┆      hidden
    ```
    Only the newer dialect can write `sync_locked`; raise MismatchError in the other.
    """
    number = track_number(state, track_id)
    draft = Draft(state)
    track = draft.tracks[number]
    if sync_locked is not None and state.dialect == "seed":
        raise MismatchError("This document's dialect does not know sync locks.", track_id)
    wanted = {"hidden": hidden, "muted": muted, "sync_locked": sync_locked}
    changes = {name: value for name, value in wanted.items() if value is not None}
    if isinstance(track, Track):
        draft.tracks[number] = track.replace(**changes)
    return draft.finish()
