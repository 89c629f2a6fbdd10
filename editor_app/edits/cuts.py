"""Edits that keep the track's length: roll a cut, slip what a clip shows, slide a clip between two others."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import MismatchError, NotNeighboursError, OutOfRangeError, called
from editor_app.edits.indexes import lane
from editor_app.edits.links import with_links
from editor_app.edits.sources import Playing, Sounding, source_length
from editor_app.edits.trim import at_same_edge, trim
from editor_app.state import EditorState


def roll_cut(
    state: EditorState,
    *,
    left_id: str,
    right_id: str,
    to_ticks: int,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Move the cut between two touching clips; raise NotNeighboursError, OutOfRangeError.

    ```
        |   A   |   B   |   ->   | A |     B     |
            ^ to_ticks
    ```
    The transition at the cut stays. With `linked`, cuts of linked clips at the same tick move too.
    """
    draft = Draft(state, locked=locked)
    left, right = draft.item(left_id), draft.item(right_id)
    if draft.home(left_id) != draft.home(right_id) or left.end_ticks != right.start_ticks:
        raise NotNeighboursError(
            f"The {called(state, left_id)} and the {called(state, right_id)} do not touch on one track.",
            left_id,
            right_id,
        )
    for key in at_same_edge(draft, left_id, "end", linked=linked):
        trim(draft, key, "end", to_ticks)
    for key in at_same_edge(draft, right_id, "start", linked=linked):
        trim(draft, key, "start", to_ticks)
    return draft.finish()


def slip_clip(
    state: EditorState,
    *,
    item_id: str,
    by_source_ticks: int,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Show a later (or, negative, an earlier) part of the medium in the same place; raise OutOfRangeError.

    ```
        source  a b c d e f g h         a b c d e f g h
                  | clip  |        ->         | clip  |
    ```
    """
    draft = Draft(state, locked=locked)
    if not isinstance(draft.item(item_id), Playing):
        raise MismatchError(f"The {called(state, item_id)} has no source to slip.", item_id)
    for key in with_links(state, (item_id,), linked=linked):
        item = draft.item(key)
        if not isinstance(item, Playing):
            continue
        start = item.source_start_ticks + by_source_ticks
        first, last = slip_range(state, item_id=key)
        if last is None and not isinstance(item, Sounding):
            length = source_length(state, item)
            start = start % length if length else max(0, start)
        elif start < first or (last is not None and start > last):
            raise OutOfRangeError(f"The {called(state, key)} has no more source on that side.", key)
        draft.put(key, item.replace(source_start_ticks=start))
    return draft.finish()


def slip_range(state: EditorState, *, item_id: str) -> tuple[int, int | None]:
    """Give the first and last source start that `slip_clip` can give a clip; None where it repeats."""
    item = Draft(state).item(item_id)
    length = source_length(state, item)
    if not isinstance(item, Sounding) or not length:
        return 0, None
    last = length - round(item.duration_ticks * item.playback_rate)
    return 0, max(item.source_start_ticks, last)


def slide_clip(
    state: EditorState, *, item_id: str, by_ticks: int, locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Move a clip between its neighbours, whose edges follow where they touch it.

    ```
        |   A   | B |   C   |   ->   | A | B |     C     |
                  <- by_ticks
    ```
    Raise OutOfRangeError where a neighbour has no more to show, OverlapError where one does not touch.
    """
    draft = Draft(state, locked=locked)
    item, number = draft.item(item_id), draft.home(item_id)
    start, end = item.start_ticks, item.end_ticks
    for clip_start, clip_end, key in lane(state, number).between(start - 1, end + 1):
        if key == item_id:
            continue
        if clip_end == start:
            trim(draft, key, "end", start + by_ticks)
        elif clip_start == end:
            trim(draft, key, "start", end + by_ticks)
    if start + by_ticks < 0:
        raise OutOfRangeError(f"The {called(state, item_id)} cannot start before the timeline does.", item_id)
    draft.put(item_id, item.replace(start_ticks=start + by_ticks))
    return draft.finish()
