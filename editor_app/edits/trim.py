"""Trimming: one edge of a clip moves, what it shows stands still."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.indexes import lane
from editor_app.edits.links import with_links
from editor_app.edits.places import check_start
from editor_app.edits.sources import Edge, Reach, reach, trimmed
from editor_app.items import Item
from editor_app.state import EditorState


def trim_clip(
    state: EditorState,
    *,
    item_id: str,
    edge: Edge,
    to_ticks: int,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Move one edge of a clip to a tick; raise OutOfRangeError, OverlapError.

    ```
        |     A     |  | B |   ->   |  A  |     | B |
              ^ to_ticks
    ```
    A gap drops the transition of that edge. With `linked`, the clips linked with it whose edge lies at the
    same tick go along.
    """
    draft = Draft(state, locked=locked)
    for key in at_same_edge(draft, item_id, edge, linked=linked):
        trim(draft, key, edge, to_ticks)
    return draft.finish()


def trim_clips(
    state: EditorState,
    *,
    item_ids: Collection[str],
    edge: Edge,
    by_ticks: int,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Move the same edge of several clips by the same time; raise OutOfRangeError, OverlapError.

    ```
        |   A   |   |   B   |   ->   | A |       | B |
              <-^         <-^ by_ticks
    ```
    """
    draft = Draft(state, locked=locked)
    keys = [key for item_id in item_ids for key in at_same_edge(draft, item_id, edge, linked=linked)]
    for key in dict.fromkeys(keys):
        trim(draft, key, edge, edge_of(draft.item(key), edge) + by_ticks)
    return draft.finish()


def trim_range(state: EditorState, *, item_id: str, edge: Edge) -> tuple[int, int | None]:
    """Give the first and the last tick to which `trim_clip` can move an edge; None for no limit."""
    draft = Draft(state)
    item, track = draft.item(item_id), draft.home(item_id)
    limits = reach(state, item)
    if edge == "start":
        behind = [e[1] for e in lane(state, track).between(0, item.start_ticks) if e[2] != item_id]
        taken = behind[0] if behind else 0
        first = max(limits.earliest_start or 0, min(taken, item.start_ticks))
        return first, min(limits.latest_start, item.end_ticks - 1)
    ahead = [e[0] for e in lane(state, track).since(item.end_ticks) if e[2] != item_id][:1]
    return item.start_ticks + 1, min((t for t in (*ahead, limits.latest_end) if t is not None), default=None)


def trim_reach(
    state: EditorState,
    *,
    item_ids: Collection[str],
    edge: Edge,
    linked: bool = False,
    ripple: bool = False,
) -> tuple[int | None, int | None]:
    """Give by how many ticks the same edge of clips can move, back (at most 0) and on; None for no limit.

    As `trim_clips` moves them, or with `ripple` as `ripple_trim` does, where neighbours make room.
    """
    draft = Draft(state)
    back, on = list[int](), list[int]()
    for key in dict.fromkeys(
        k for item_id in item_ids for k in at_same_edge(draft, item_id, edge, linked=linked)
    ):
        item = draft.item(key)
        at = edge_of(item, edge)
        if ripple:
            first, last = _ripple_range(reach(state, item), item, edge)
        else:
            first, last = trim_range(state, item_id=key, edge=edge)
        back += [] if first is None else [min(first - at, 0)]
        on += [] if last is None else [max(last - at, 0)]
    return max(back, default=None), min(on, default=None)


def _ripple_range(limits: Reach, item: Item, edge: Edge) -> tuple[int | None, int | None]:
    if edge == "start":
        return limits.earliest_start, min(limits.latest_start, item.end_ticks - 1)
    return item.start_ticks + 1, limits.latest_end


def at_same_edge(draft: Draft, item_id: str, edge: Edge, *, linked: bool) -> tuple[str, ...]:
    """Give the clip, and if `linked` those linked with it that start, or end, where it does."""
    at = edge_of(draft.item(item_id), edge)
    keys = with_links(draft.state, (item_id,), linked=linked)
    return tuple(key for key in keys if edge_of(draft.item(key), edge) == at)


def edge_of(item: Item, edge: Edge) -> int:
    """Give the tick of an edge."""
    return item.start_ticks if edge == "start" else item.end_ticks


def trim(draft: Draft, item_id: str, edge: Edge, to_ticks: int, *, at: int | None = None) -> None:
    """Move one edge of a clip within a draft, and then the clip to `at`, if given; raise OutOfRangeError."""
    item = draft.item(item_id)
    start = to_ticks if edge == "start" else item.start_ticks
    end = to_ticks if edge == "end" else item.end_ticks
    reach(draft.state, item).check(draft.state, item_id, start, end)
    check_start(draft.state, item_id, start if at is None else at)
    draft.put(item_id, trimmed(draft.state, item, start, end, at=at))
