"""Fixes of transitions whose clips do not suit them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from editor_app.edits.errors import NothingToDoError
from editor_app.edits.fixes.fix import Fix, Where
from editor_app.edits.fixes.removing import transition_removal
from editor_app.edits.indexes import seams
from editor_app.edits.joints import holds, places_of
from editor_app.edits.ripple import close_gap
from editor_app.problem import Problem
from editor_app.state import EditorState, Transition


def torn(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a transition holds no two neighbours."""
    key = str(where[1])
    transition = state.transitions.get(key)
    if isinstance(transition, Transition) and (track_id := _common_track(state, transition)):
        yield Fix("Move it to its clips' track", partial(_on_track, key=key, track_id=track_id))
    yield transition_removal(key)


def _common_track(state: EditorState, transition: Transition) -> str | None:
    """Give the track on which a transition would hold, if there is one and no other holds there."""
    first, second = transition.from_clip_id, transition.to_clip_id
    twins = [k for k in seams(state, first) if k in seams(state, second)]
    if len(twins) != 1:
        return None
    places = places_of(state)
    for track_id, listed in places.items():
        if track_id and first in listed and second in listed:
            moved = transition.replace(track_id=track_id)
            if not holds(state, moved, places):
                return None
            touches = state.items[second].start_ticks == state.items[first].end_ticks
            return track_id if touches else None
    return None


def _on_track(state: EditorState, key: str, track_id: str) -> EditorState:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        raise NothingToDoError("The transition is gone.", key)
    return state.replace(transitions={**state.transitions, key: transition.replace(track_id=track_id)})


def gap(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where the clips of a transition do not touch."""
    key = str(where[1])
    transition = state.transitions.get(key)
    if isinstance(transition, Transition) and transition.from_clip_id in state.items:
        yield Fix("Close the gap", partial(_closed_gap, key=key))
    yield transition_removal(key)


def _closed_gap(state: EditorState, key: str) -> EditorState:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        raise NothingToDoError("The transition is gone.", key)
    at = state.items[transition.from_clip_id].end_ticks
    return close_gap(state, track_id=transition.track_id, at_ticks=at)


def too_long(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a transition is longer than its clips."""
    key = str(where[1])
    room = _room(state, key)
    if room >= 1:
        yield Fix("Shorten it", partial(_shortened, key=key))
    yield transition_removal(key)


def _room(state: EditorState, key: str) -> int:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        return 0
    clips = [state.items.get(clip) for clip in (transition.from_clip_id, transition.to_clip_id)]
    return 2 * min((clip.duration_ticks if clip else 0) for clip in clips)


def _shortened(state: EditorState, key: str) -> EditorState:
    transition, room = state.transitions.get(key), _room(state, key)
    if not isinstance(transition, Transition) or not 1 <= room < transition.duration_ticks:
        raise NothingToDoError("The transition is short enough.", key)
    return state.replace(transitions={**state.transitions, key: transition.replace(duration_ticks=room)})
