"""Adding, resizing, changing and removing transitions, and what footage they have to work with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import (
    BrokenRecordError,
    InUseError,
    LockedTrackError,
    MissingRecordError,
    NotNeighboursError,
    OutOfRangeError,
    called,
)
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.indexes import seams
from editor_app.edits.sources import Sounding, source_length
from editor_app.items import BrokenItem
from editor_app.items.values import Easing
from editor_app.state import EditorState, Transition

TransitionType = Literal["fade", "slide", "wipe", "flip", "clock-wipe", "iris"]


def add_transition(
    state: EditorState,
    *,
    from_id: str,
    to_id: str,
    type: TransitionType,
    duration_ticks: int,
    easing: Easing | None = None,
    params: Mapping[str, str | float | bool] | None = None,
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Put a transition on the cut between two clips; raise NotNeighboursError, InUseError, OutOfRangeError.

    ```
        |   A   |   B   |   ->   |   A  ⟩⟨  B   |
    ```
    It may be as long as `longest_transition` says.
    """
    draft = Draft(state, locked=locked)
    track_id = _check_cut(draft, from_id, to_id)
    _check_open(track_id, locked)
    if _on_cut(state, from_id, to_id):
        raise InUseError("There is a transition on this cut already.", *_on_cut(state, from_id, to_id))
    _check_length(state, from_id, to_id, duration_ticks)
    key = draft.fresh(new_id)
    fields = {
        "id": key,
        "track_id": track_id,
        "from_clip_id": from_id,
        "to_clip_id": to_id,
        "type": type,
        "duration_ticks": duration_ticks,
    }
    settings = {"easing": easing, "params": params}
    fields |= {name: value for name, value in settings.items() if value is not None}
    transition = Transition.model_validate(fields, by_name=True)
    draft.put_transition(key, transition)
    return draft.finish()


def _check_cut(draft: Draft, from_id: str, to_id: str) -> str:
    """Give the id of the track on which two clips follow and touch; raise NotNeighboursError."""
    number, after = draft.home(from_id), draft.home(to_id)
    listed = draft.tracks[number].items
    place = listed.index(from_id)
    follows = listed[place + 1 : place + 2] == (to_id,)
    if number != after or not follows or draft.item(from_id).end_ticks != draft.item(to_id).start_ticks:
        raise NotNeighboursError(
            f"The {called(draft.state, from_id)} and the {called(draft.state, to_id)} do not touch, so there "
            "is no cut for a transition.",
            from_id,
            to_id,
        )
    return draft.tracks[number].id


def _on_cut(state: EditorState, from_id: str, to_id: str) -> list[str]:
    return [key for key in seams(state, from_id) if key in seams(state, to_id)]


def _check_open(track_id: str, locked: Collection[str]) -> None:
    if track_id in locked:
        raise LockedTrackError("This track is locked.", track_id)


def _check_length(state: EditorState, from_id: str, to_id: str, duration_ticks: int) -> None:
    longest = longest_transition(state, from_id=from_id, to_id=to_id)
    if not 1 <= duration_ticks <= longest:
        raise OutOfRangeError(
            "A transition lasts at least one tick, and half of it must fit into each of its clips.",
            from_id,
            to_id,
        )


def longest_transition(state: EditorState, *, from_id: str, to_id: str) -> int:
    """Give how many ticks a transition between two clips may last: twice the shorter one."""
    draft = Draft(state)
    return 2 * min(draft.item(from_id).duration_ticks, draft.item(to_id).duration_ticks)


def resize_transition(
    state: EditorState, *, transition_id: str, duration_ticks: int, locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Make a transition longer or shorter about its cut; raise OutOfRangeError.

    ```
        |   A  ⟩⟨  B   |   ->   |   A ⟩ ⟨ B   |
    ```
    """
    old = _transition(state, transition_id)
    _check_open(old.track_id, locked)
    _check_length(state, old.from_clip_id, old.to_clip_id, duration_ticks)
    draft = Draft(state)
    draft.put_transition(transition_id, old.replace(duration_ticks=duration_ticks))
    return draft.finish()


def change_transition(
    state: EditorState,
    *,
    transition_id: str,
    type: TransitionType,
    easing: Easing | None = None,
    params: Mapping[str, str | float | bool] | None = None,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Let a transition look another way; settings that are None go.

    ```
        |   A  ⟩fade⟨  B   |   ->   |   A  ⟩wipe⟨  B   |
    ```
    """
    old = _transition(state, transition_id)
    _check_open(old.track_id, locked)
    draft = Draft(state)
    draft.put_transition(transition_id, old.replace(type=type, easing=easing, params=params))
    return draft.finish()


def remove_transitions(
    state: EditorState, *, transition_ids: Collection[str], locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Take transitions away; unreadable ones too.

    ```
        |   A  ⟩⟨  B   |   ->   |   A   |   B   |
    ```
    """
    draft = Draft(state)
    for key in transition_ids:
        if key not in state.transitions:
            raise MissingRecordError("The document has no transition with this id.", key)
        old = state.transitions[key]
        if isinstance(old, Transition):
            _check_open(old.track_id, locked)
        draft.put_transition(key, None)
    return draft.finish()


def _transition(state: EditorState, key: str) -> Transition:
    found = state.transitions.get(key)
    if found is None:
        raise MissingRecordError("The document has no transition with this id.", key)
    if not isinstance(found, Transition):
        raise BrokenRecordError("This transition is unreadable; fix it first, or delete it.", key)
    return found


@dataclass(frozen=True, slots=True)
class Handles:
    """What the clips of a transition have to show beyond their cut, in ticks of the timeline.

    `after_cut`: of the outgoing clip; `before_cut`: of the incoming one; None where it has no end, as a
    picture. `needed`: half the transition. Where a handle is short, its last or first frame stands still
    and its sound is silent (conventions §5).
    """

    after_cut: int | None
    before_cut: int | None
    needed: int

    @property
    def is_short(self) -> bool:
        """Tell whether a clip has too little to show."""
        return any(have is not None and have < self.needed for have in (self.after_cut, self.before_cut))


def handles(state: EditorState, *, transition_id: str) -> Handles:
    """Give the handles of a transition; raise MissingRecordError, BrokenRecordError."""
    transition = _transition(state, transition_id)
    return Handles(
        after_cut=_beyond(state, transition.from_clip_id, at_end=True),
        before_cut=_beyond(state, transition.to_clip_id, at_end=False),
        needed=-(-transition.duration_ticks // 2),
    )


def _beyond(state: EditorState, item_id: str, *, at_end: bool) -> int | None:
    item = state.items.get(item_id)
    if item is None or isinstance(item, BrokenItem) or not isinstance(item, Sounding):
        return None
    if not at_end:
        return int(item.source_start_ticks / item.playback_rate)
    length = source_length(state, item)
    if not length:
        return None
    return max(0, int((length - item.source_start_ticks) / item.playback_rate) - item.duration_ticks)
