"""Fixes that take a clip or a transition out of the document, whatever state it is in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from editor_app.edits.errors import NothingToDoError
from editor_app.edits.fixes.fix import Fix, Where, with_items
from editor_app.edits.indexes import seams
from editor_app.state import EditorState


def named_removals(state: EditorState, where: Where) -> Iterator[Fix]:
    """Offer to remove the clip or the transition that a place leads into, if it is there."""
    match where:
        case ("items", str(key), *_) if key in state.items:
            yield removal(key)
        case ("transitions", str(key), *_) if key in state.transitions:
            yield transition_removal(key)
        case ("tracks", int(index), "items", int(place), *_) if index < len(state.tracks):
            yield from (removal(k) for k in state.tracks[index].items[place : place + 1] if k in state.items)
        case _:
            return


def removal(key: str) -> Fix:
    """Give the fix that removes a clip."""
    return Fix("Remove the clip", partial(_removed, key=key))


def _removed(state: EditorState, key: str) -> EditorState:
    """Take an item out of the document and off all tracks, whatever state it is in."""
    if key not in state.items:
        raise NothingToDoError("The clip is gone already.", key)
    tracks = tuple(
        with_items(track, [k for k in track.items if k != key], state) if key in track.items else track
        for track in state.tracks
    )
    items = {k: item for k, item in state.items.items() if k != key}
    gone = [k for k in seams(state, key) if k in state.transitions]
    transitions = {k: t for k, t in state.transitions.items() if k not in gone}
    return state.replace(tracks=tracks, items=items, transitions=transitions)


def transition_removal(key: str) -> Fix:
    """Give the fix that removes a transition."""
    return Fix("Remove the transition", partial(_without_transition, key=key))


def _without_transition(state: EditorState, key: str) -> EditorState:
    if key not in state.transitions:
        raise NothingToDoError("The transition is gone already.", key)
    return state.replace(transitions={k: t for k, t in state.transitions.items() if k != key})
