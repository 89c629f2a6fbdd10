"""Trimming: one edge of a clip moves, what it shows stands still."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.indexes import lane
from editor_app.edits.links import with_links
from editor_app.edits.places import check_start
from editor_app.edits.sources import Edge, reach, trimmed
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
