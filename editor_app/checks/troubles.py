"""Which clips and tracks problems are about, for whoever marks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    """The clips in trouble by id, each with its gravest problem; the tracks by theirs.

    Not by their place: until the next check, an edit may have put another track there.
    """

    items: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    tracks: Mapping[str, TrackTrouble] = field(default_factory=dict[str, TrackTrouble])


def troubles(state: EditorState, problems: Iterable[Problem]) -> Troubles:
    """Find the clips and tracks that errors and warnings are about; remarks mark nothing.

    A problem of an asset is one of every clip that uses it, and counts once on each of their tracks.
    """
    grave = [(place_in(p.path) or (), p) for p in problems if p.severity != "info"]
    if not grave:
        return Troubles()
    homes = {item_id: index for index, track in enumerate(state.tracks) for item_id in track.items}
    users = _users_of({str(place[1]) for place, _ in grave if len(place) > 1 and place[0] == "assets"}, state)
    items: dict[str, Severity] = {}
    tracks: dict[str, TrackTrouble] = {}
    for place, problem in grave:
        met, met_tracks = _met(state, homes, users, place)
        for item_id in met:
            items[item_id] = _graver(items.get(item_id), problem.severity)
        for track in (state.tracks[index].id for index in met_tracks):
            before = tracks.get(track)
            gravest = _graver(before.severity if before else None, problem.severity)
            tracks[track] = TrackTrouble((before.count if before else 0) + 1, gravest)
    return Troubles(items, tracks)


def _users_of(asset_ids: Collection[str], state: EditorState) -> dict[str, list[str]]:
    """Give the clips that use each of these assets."""
    users = defaultdict[str, list[str]](list)
    if asset_ids:
        for item_id, item in state.items.items():
            asset_id = getattr(item, "asset_id", None)
            if isinstance(asset_id, str) and asset_id in asset_ids:
                users[asset_id].append(item_id)
    return users


def _met(
    state: EditorState,
    homes: Mapping[str, int],
    users: Mapping[str, Collection[str]],
    place: tuple[PathPart, ...],
) -> tuple[Collection[str], Collection[int]]:
    """Give the clips and the tracks that a place belongs to."""
    match place:
        case ("items", str(key), *_):
            return (key,), _homes_of((key,), homes)
        case ("assets", str(key), *_):
            clips = users.get(key, ())
            return clips, _homes_of(clips, homes)
        case ("tracks", int(index), "items", int(number), *_) if index < len(state.tracks):
            return state.tracks[index].items[number : number + 1], (index,)
        case ("tracks", int(index), *_) if index < len(state.tracks):
            return (), (index,)
        case ("transitions", str(key), *_):
            return (), tuple(_tracks_of(state, homes, key))[:1]
        case _:
            return (), ()


def _homes_of(clips: Iterable[str], homes: Mapping[str, int]) -> set[int]:
    return {homes[key] for key in clips if key in homes}


def _tracks_of(state: EditorState, homes: Mapping[str, int], key: str) -> Iterator[int]:
    """Give the track that a transition names, or else those of its clips."""
    transition = state.transitions.get(key)
    if isinstance(transition, Transition):
        yield from (n for n, track in enumerate(state.tracks) if track.id == transition.track_id)
        yield from (homes[k] for k in (transition.from_clip_id, transition.to_clip_id) if k in homes)


def _graver(first: Severity | None, second: Severity) -> Severity:
    return "error" if "error" in (first, second) else second
