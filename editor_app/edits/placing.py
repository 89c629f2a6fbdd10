"""Putting clips on tracks, and what becomes of a place that is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from editor_app.edits.draft import Draft
from editor_app.edits.ids import NewId
from editor_app.edits.making_room import insert, overwrite, relink
from editor_app.edits.places import Wanted, check_start
from editor_app.items import Item

OnOverlap = Literal["refuse", "new-track", "overwrite", "insert"]


def place_all(draft: Draft, wanted: Iterable[Wanted], on_overlap: OnOverlap, new_id: NewId) -> None:
    """Put clips on their tracks. Where one of a track has no room:

    - `refuse`: the edit fails in the end;
    - `new-track`: those of that track go to a new one above it;
    - `overwrite`: what lies there is cut away;
    - `insert`: what lies there or later on the clips' tracks moves to later.
    """
    groups: dict[int, Sequence[Wanted]] = {}
    for one in wanted:
        check_start(draft.state, one.item_id, one.item.start_ticks)
        groups[one.track] = [*groups.get(one.track, ()), one]
    moving = {one.item_id for group in groups.values() for one in group}
    taken = {number for number, group in groups.items() if not _is_free(draft, group, moving)}
    parts: list[Item] = []
    if on_overlap == "insert" and taken:
        laid, parts = insert(draft, groups, moving, new_id)
        groups = dict(laid)
    for track, group in groups.items():
        number = track
        if track in taken and on_overlap == "new-track":
            number = draft.new_track(draft.fresh(new_id), draft.order.index(track))
        elif track in taken and on_overlap == "overwrite":
            spans = [(one.item.start_ticks, one.item.end_ticks) for one in group]
            parts += overwrite(draft, track, spans, moving, new_id)
        for one in group:
            draft.place(one.item_id, one.item, number)
    relink(draft, parts, new_id)


def _is_free(draft: Draft, group: Collection[Wanted], moving: Collection[str]) -> bool:
    return not any(
        True
        for one in group
        for _ in draft.clashes(one.item.start_ticks, one.item.end_ticks, one.track, moving)
    )
