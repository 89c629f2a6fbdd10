"""Which clips and tracks problems are about, for whoever marks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from editor_app.problem import PathPart, Problem, Severity, place_in
from editor_app.state import EditorState, Transition


@dataclass(frozen=True, slots=True)
class TrackTrouble:
    """How many problems a track and what is on it have, and how grave the gravest is."""

    count: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Troubles:
    """The clips in trouble by id, each with its gravest problem; the tracks by their place."""

    items: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    tracks: Mapping[int, TrackTrouble] = field(default_factory=dict[int, TrackTrouble])


def troubles(state: EditorState, problems: Iterable[Problem]) -> Troubles:
    """Find the clips and tracks that errors and warnings are about; remarks mark nothing."""
    grave = [problem for problem in problems if problem.severity != "info"]
    if not grave:
        return Troubles()
    homes = {item_id: index for index, track in enumerate(state.tracks) for item_id in track.items}
    items: dict[str, Severity] = {}
    tracks: dict[int, TrackTrouble] = {}
    for problem in grave:
        item_id, track = _met(state, homes, place_in(problem.path) or ())
        if item_id is not None:
            items[item_id] = _graver(items.get(item_id), problem.severity)
        if track is not None:
            before = tracks.get(track)
            severity = _graver(before.severity if before else None, problem.severity)
            tracks[track] = TrackTrouble((before.count if before else 0) + 1, severity)
    return Troubles(items, tracks)


def _met(
    state: EditorState, homes: Mapping[str, int], place: tuple[PathPart, ...]
) -> tuple[str | None, int | None]:
    """Give the clip and the track that a place belongs to."""
    match place:
        case ("items", str(key), *_):
            return key, homes.get(key)
        case ("tracks", int(index), "items", int(number), *_) if index < len(state.tracks):
            return next(iter(state.tracks[index].items[number : number + 1]), None), index
        case ("tracks", int(index), *_) if index < len(state.tracks):
            return None, index
        case ("transitions", str(key), *_):
            return None, next(_tracks_of(state, homes, key), None)
        case _:
            return None, None


def _tracks_of(state: EditorState, homes: Mapping[str, int], key: str) -> Iterator[int]:
    """Give the track that a transition names, or else those of its clips."""
    transition = state.transitions.get(key)
    if isinstance(transition, Transition):
        yield from (n for n, track in enumerate(state.tracks) if track.id == transition.track_id)
        yield from (homes[k] for k in (transition.from_clip_id, transition.to_clip_id) if k in homes)


def _graver(first: Severity | None, second: Severity) -> Severity:
    return "error" if "error" in (first, second) else second
