"""Transitions join two neighbours of one track that touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor_app.items import BrokenItem, Item
from editor_app.problem import Problem, problem, quoted
from editor_app.state import EditorState, Transition
from editor_app.timebase import format_length

Places = Mapping[str, Mapping[str, int]]
"""Track id -> item id -> place in the track's list."""


def transitions(state: EditorState) -> Iterator[Problem]:
    """Report transitions whose track, clips or cut are not as they must be."""
    if not state.transitions:
        return
    places = _places(state)
    cuts = dict[tuple[str, str], str]()
    for key, transition in state.transitions.items():
        if isinstance(transition, Transition):
            if not _is_sound(state, places, transition):
                yield from _dangling(state, places, key, transition)
                yield from _wrong_track(state, places, key, transition)
                yield from _cut(state, places, key, transition)
            cut = transition.from_clip_id, transition.to_clip_id
            if cut in cuts and set(cut) <= state.items.keys():
                message = f"The cut already has the transition {quoted(cuts[cut])}."
                yield problem("LOCAL_TRANSITION_DUPLICATE", ("transitions", key, "fromClipId"), message)
            cuts.setdefault(cut, key)


def _places(state: EditorState) -> Places:
    places = dict[str, Mapping[str, int]]()
    for track in state.tracks:
        places.setdefault(track.id, {item: index for index, item in reversed([*enumerate(track.items)])})
    return places


def _is_sound(state: EditorState, places: Places, transition: Transition) -> bool:
    """Tell of a transition by itself that nothing is wrong with it, as is true of nearly all."""
    first, second = transition.from_clip_id, transition.to_clip_id
    before, after = state.items.get(first), state.items.get(second)
    track = places.get(transition.track_id)
    if before is None or after is None or track is None or first not in track:
        return False
    is_on_cut = track.get(second) == track[first] + 1 and after.start_ticks <= before.end_ticks
    return is_on_cut and transition.duration_ticks / 2 <= _shortest(before, after)


def _clips(transition: Transition) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("fromClipId", transition.from_clip_id), ("toClipId", transition.to_clip_id)


def _dangling(state: EditorState, places: Places, key: str, transition: Transition) -> Iterator[Problem]:
    if transition.track_id not in places:
        message = f"The track {quoted(transition.track_id)} does not exist."
        yield problem("LOCAL_TRANSITION_TRACK_MISSING", ("transitions", key, "trackId"), message)
    for name, clip in _clips(transition):
        if clip not in state.items:
            message = f"The clip {quoted(clip)} does not exist."
            yield problem("LOCAL_TRANSITION_CLIP_MISSING", ("transitions", key, name), message)


def _wrong_track(state: EditorState, places: Places, key: str, transition: Transition) -> Iterator[Problem]:
    track = places.get(transition.track_id)
    for name, clip in _clips(transition):
        if track is not None and clip in state.items and clip not in track:
            message = f"The clip {quoted(clip)} is not on the track {quoted(transition.track_id)}."
            yield problem("LOCAL_TRANSITION_WRONG_TRACK", ("transitions", key, name), message)


def _cut(state: EditorState, places: Places, key: str, transition: Transition) -> Iterator[Problem]:
    """Judge the place where the clips meet, if both are on the track."""
    track = places.get(transition.track_id, {})
    before, after = state.items.get(transition.from_clip_id), state.items.get(transition.to_clip_id)
    outgoing, incoming = track.get(transition.from_clip_id), track.get(transition.to_clip_id)
    if before is None or after is None or outgoing is None or incoming is None:
        return
    where = ("transitions", key)
    if incoming != outgoing + 1:
        message = (
            f"{quoted(transition.to_clip_id)} does not come right after {quoted(transition.from_clip_id)}."
        )
        yield problem("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", (*where, "toClipId"), message)
    elif after.start_ticks > before.end_ticks:
        gap = after.start_ticks - before.end_ticks
        message = f"There is a gap of {format_length(gap)} between the clips; they must touch."
        yield problem("LOCAL_TRANSITION_GAP", (*where, "toClipId"), message)
    if transition.duration_ticks / 2 > _shortest(before, after):
        message = "Half of the transition is longer than a clip beside it; it is shortened to fit."
        yield problem("LOCAL_TRANSITION_TOO_LONG", (*where, "durationTicks"), message)


def _shortest(*items: Item | BrokenItem) -> int:
    return min([item.duration_ticks for item in items])
