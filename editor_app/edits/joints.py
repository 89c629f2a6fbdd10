"""Whether transitions hold: what a fix that rewrites tracks must keep, and what it must let go."""

from __future__ import annotations

from collections.abc import Mapping

from editor_app.state import EditorState, Transition

Places = Mapping[str, Mapping[str, int]]


def places_of(state: EditorState) -> Places:
    """Give the place of each item in its track's list, by the track's id; the first track of an id counts."""
    places: dict[str, Mapping[str, int]] = {}
    for track in state.tracks:
        places.setdefault(track.id, {key: place for place, key in reversed([*enumerate(track.items)])})
    return places


def holds(state: EditorState, transition: Transition, places: Places | None = None) -> bool:
    """Tell whether a transition lies on a cut: two clips of its track that follow and touch."""
    track = (places_of(state) if places is None else places).get(transition.track_id, {})
    first, second = state.items.get(transition.from_clip_id), state.items.get(transition.to_clip_id)
    if first is None or second is None:
        return False
    before, after = track.get(transition.from_clip_id), track.get(transition.to_clip_id)
    if before is None or after is None:
        return False
    return after == before + 1 and second.start_ticks <= first.end_ticks


def without_torn(old: EditorState, new: EditorState) -> EditorState:
    """Give `new` without the transitions that held in `old` and no longer do."""
    if new is old or not new.transitions or (old.tracks is new.tracks and old.items is new.items):
        return new
    before, after = places_of(old), places_of(new)
    torn = {
        key
        for key, transition in new.transitions.items()
        if isinstance(transition, Transition)
        and isinstance(was := old.transitions.get(key), Transition)
        and holds(old, was, before)
        and not holds(new, transition, after)
    }
    if not torn:
        return new
    return new.replace(transitions={k: t for k, t in new.transitions.items() if k not in torn})
