"""Where a transition can go: the cuts of the timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from editor_app.edits import add_transition, change_transition, longest_transition
from editor_app.edits.indexes import seams
from editor_app.edits.transitions import TransitionType
from editor_app.items import AudioItem, BrokenItem
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND

Cut = tuple[str, str]


def nearest_cut(state: EditorState, tick: int, locked: Collection[str] = ()) -> Cut | None:
    """Give the clips on both sides of the cut nearest to a time, on the higher track of equals."""
    found = min(_cuts(state, locked), key=lambda cut: abs(cut[0] - tick), default=None)
    return found[1] if found else None


def _cuts(state: EditorState, locked: Collection[str]) -> Iterator[tuple[int, Cut]]:
    for track in state.tracks:
        if track.id in locked:
            continue
        for first, second in zip(track.items, track.items[1:], strict=False):
            a, b = state.items.get(first), state.items.get(second)
            if a is None or b is None or isinstance(a, BrokenItem | AudioItem) or isinstance(b, BrokenItem):
                continue
            if a.end_ticks == b.start_ticks:
                yield b.start_ticks, (first, second)


def put_transition(
    state: EditorState, cut: Cut, kind: TransitionType, *, locked: Collection[str] = ()
) -> EditorState:
    """Put a transition of up to a second on a cut, or let the one there look so; raise EditError."""
    there = [key for key in seams(state, cut[0]) if key in seams(state, cut[1])]
    if there:
        return change_transition(state, transition_id=there[0], type=kind, locked=locked)
    length = min(TICKS_PER_SECOND, longest_transition(state, from_id=cut[0], to_id=cut[1]) // 2)
    return add_transition(
        state, from_id=cut[0], to_id=cut[1], type=kind, duration_ticks=max(1, length), locked=locked
    )
