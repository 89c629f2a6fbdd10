"""At which moment, and without what, a picture shows what two people did to one thing. No Qt.

At the moment at which one would look at a clip, others may cover it, and then both sides look alike. So other
moments of it are tried, and at last those without the tracks above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from editor_app.edits import delete_clips, set_track
from editor_app.merge import Choice, Conflict, choose
from editor_app.services.sync.choosing import moment
from editor_app.state import EditorState

Look = Callable[[EditorState, int], object]
"""Gives a frame that can be compared with others."""

_SHARES = (0.5, 0.25, 0.75, 0.05, 0.95)
"""Of a clip's length: where it is looked at, the best first."""


@dataclass(frozen=True, slots=True)
class View:
    """A document and the tick to look at; `is_uncovered` where the tracks above were hidden for that."""

    state: EditorState
    tick: int
    is_uncovered: bool = False


def view_of(state: EditorState, conflict: Conflict, choice: Choice, playhead: int, look: Look) -> View:
    """Give the view of one side that shows what a conflict is about, as far as any does; raise EditError."""
    shown = choose(state, conflict, choice)
    usual = moment(shown, conflict, moment(state, conflict, playhead))
    if conflict.collection != "items":
        return View(shown, usual)
    other = _other(state, shown, conflict, choice)
    home = _home(shown, conflict.key) or _home(other, conflict.key)
    for is_uncovered in (False, True):
        pair = [_uncovered(one, home) if is_uncovered else one for one in (shown, other)]
        for tick in _ticks(shown if conflict.key in shown.items else other, conflict.key):
            if look(pair[0], tick) != look(pair[1], tick):
                return View(pair[0], tick, is_uncovered)
    return View(shown, usual)


def _other(state: EditorState, shown: EditorState, conflict: Conflict, choice: Choice) -> EditorState:
    """Give what a side has to look unlike: the other side, or where its clip is elsewhere, itself without."""
    if conflict.part == "place" or conflict.kind == "overlap":
        return delete_clips(shown, item_ids=(conflict.key,)) if conflict.key in shown.items else shown
    return choose(state, conflict, "mine" if choice == "theirs" else "theirs")


def _ticks(state: EditorState, key: str) -> Iterator[int]:
    item = state.items.get(key)
    if item is not None:
        for share in _SHARES:
            yield item.start_ticks + int((item.end_ticks - item.start_ticks) * share)


def _home(state: EditorState, key: str) -> str | None:
    return next((track.id for track in state.tracks if key in track.items), None)


def _uncovered(state: EditorState, track_id: str | None) -> EditorState:
    """Hide the tracks above one."""
    ids = [track.id for track in state.tracks]
    above = ids[: ids.index(track_id)] if track_id in ids else []
    for one in above:
        state = set_track(state, track_id=one, hidden=True)
    return state
