"""Where in the document a problem lies: which clip or transition, on which track, at which time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from editor_app.problem import PathPart, Problem, place_in
from editor_app.state import EditorState, Transition
from editor_app.state.queries import track_of
from editor_app.store.sidecar import Sidecar
from editor_app.timebase import format_timecode
from editor_app.ui.names import clip_name, file_name, track_names, transition_name
from editor_app.ui.problems.texts import tr

BETWEEN = "  ·  "
"""Stands between the parts of a place's line."""


@dataclass(frozen=True, slots=True)
class Place:
    """What to select, and where to put the playhead; `name` and `track` are for people."""

    name: str = ""
    track: str = ""
    item_id: str | None = None
    transition_id: str | None = None
    asset_id: str | None = None
    ticks: int | None = None
    inside: tuple[PathPart, ...] = ()
    """Where in that record, or in the document, the problem lies: wire names."""

    @property
    def is_of_project(self) -> bool:
        """Tell whether it lies in the document's own values."""
        return bool(self.inside) and self.item_id is None and self.transition_id is None

    def describe(self, fps: int) -> str:
        """Say it in one line: name, track, time."""
        time = "" if self.ticks is None else format_timecode(self.ticks, fps)
        return BETWEEN.join(part for part in (self.name, self.track, time) if part)


def place_of(state: EditorState, sidecar: Sidecar, problem: Problem) -> Place:
    """Find the place of a problem; one that belongs to no clip names its part of the document."""
    where = place_in(problem.path)
    match where:
        case None:  # a service's own way of saying where
            return Place(name=problem.path)
        case ("items", str(key), *rest):
            found = _item_place(state, sidecar, key, _key_time(state, key, rest))
            return replace(found, inside=tuple(rest))
        case ("transitions", str(key), *rest):
            return replace(_transition_place(state, sidecar, key), inside=tuple(rest))
        case ("tracks", int(index), "items", int(place), *_) if index < len(state.tracks):
            listed = state.tracks[index].items
            if place < len(listed) and listed[place] in state.items:
                return replace(_item_place(state, sidecar, listed[place], None), inside=("startTicks",))
            return Place(name=track_name(state, sidecar, index))
        case ("tracks", int(index), *_) if index < len(state.tracks):
            return Place(name=track_name(state, sidecar, index))
        case ("assets", str(key), *_):
            return _asset_place(state, sidecar, key)
        case ("globalBackground", *_):
            return Place(name=tr("Background"), inside=where)
        case _:
            return Place(name=tr("Project"), inside=where)


def _item_place(state: EditorState, sidecar: Sidecar, key: str, ticks: int | None) -> Place:
    item = state.items.get(key)
    if item is None:
        return Place(name=key)
    track = track_of(state, key)
    name = track_name(state, sidecar, state.tracks.index(track)) if track is not None else tr("on no track")
    start = item.start_ticks + (ticks or 0)
    return Place(clip_name(state, item), name, item_id=key, ticks=start)


def _key_time(state: EditorState, key: str, rest: Sequence[PathPart]) -> int | None:
    """Give the clip-local time of the keyframe that a path leads to, but not beyond the clip."""
    item = state.items.get(key)
    match rest:
        case (str(wire), "keyframes", int(index), *_) if item is not None:
            try:
                time = item.raw[wire]["keyframes"][index]["timeTicks"]
            except (KeyError, IndexError, TypeError):
                return None
            return min(time, max(item.duration_ticks - 1, 0)) if isinstance(time, int) else None
        case _:
            return None


def _transition_place(state: EditorState, sidecar: Sidecar, key: str) -> Place:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        return Place(name=tr("Transition"), transition_id=key)
    first = state.items.get(transition.from_clip_id)
    numbers = [n for n, track in enumerate(state.tracks) if track.id == transition.track_id]
    track = track_name(state, sidecar, numbers[0]) if numbers else ""
    ticks = first.end_ticks if first is not None else None
    return Place(transition_name(transition.type), track, transition_id=key, ticks=ticks)


def _asset_place(state: EditorState, sidecar: Sidecar, key: str) -> Place:
    asset = state.assets.get(key)
    name = file_name(asset) or key
    user = next((k for k, item in state.items.items() if getattr(item, "asset_id", None) == key), None)
    if user is None:
        return Place(name=name, asset_id=key)
    found = _item_place(state, sidecar, user, None)
    return Place(name, found.track, item_id=user, asset_id=key, ticks=found.ticks)


def track_name(state: EditorState, sidecar: Sidecar, index: int) -> str:
    """Name a track as the timeline does."""
    return track_names(state, sidecar)[index]
