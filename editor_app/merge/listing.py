"""Which track lists what, and in which order, once it is known where every item lies."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

from editor_app.edits.indexes import Entry as Span
from editor_app.edits.indexes import Lane
from editor_app.items import BrokenItem, Item
from editor_app.merge.sides import Side
from editor_app.state import EditorState, Track, dialects
from editor_app.state.model import AnyTrack

Items = Mapping[str, Item | BrokenItem]


def join_odd(base: Side, mine: Side, theirs: Side) -> dict[tuple[str, str], int]:
    """Join how often tracks list ids of nothing, and items again."""
    found = dict[tuple[str, str], int]()
    for place in {*base.odd, *mine.odd, *theirs.odd}:
        old, first, second = (side.odd.get(place, 0) for side in (base, mine, theirs))
        found[place] = second if first == old else first
    return found


def join_list(
    sides: tuple[Sequence[str], Sequence[str], Sequence[str]],
    *,
    gone: Collection[str],
    arriving: Collection[str],
    odd: Mapping[str, int],
    items: Items,
) -> list[str]:
    """Give a track's list: mine without `gone` and with `arriving` by their times; theirs where it is that.

    Where both sides changed it in different ways, clips stand by their times: then it is the same whichever
    side joins.
    `odd` tells how often an id is to be listed more (or, below 0, less) often than mine lists it.
    """
    base, mine, theirs = sides
    rest = [key for key in mine if key not in gone and key not in arriving]
    for key, count in odd.items():
        rest += [key] * count
        for _ in range(-count if key in rest else 0):
            del rest[len(rest) - 1 - rest[::-1].index(key)]
    if list(mine) == list(base) and Counter(theirs) == Counter([*rest, *arriving]):
        return [*theirs]
    if list(mine) != list(theirs) and list(base) not in (list(mine), list(theirs)):
        rest.sort(key=lambda key: items[key].start_ticks if key in items else 0)
    return _woven(rest, arriving, items)


def _woven(listing: list[str], arriving: Iterable[str], items: Items) -> list[str]:
    """Put clips into a list, each before the first that starts later."""
    starts = [items[key].start_ticks if key in items else 0 for key in listing]
    in_order = all(a <= b for a, b in pairwise(starts))
    for key in sorted(arriving, key=lambda key: (items[key].start_ticks, key)):
        start = items[key].start_ticks
        later = (place for place, other in enumerate(starts) if other > start)
        at = bisect_right(starts, start) if in_order else next(later, len(starts))
        listing.insert(at, key)
        starts.insert(at, start)
    return listing


def with_list(track: AnyTrack, item_ids: Sequence[str], state: EditorState) -> AnyTrack:
    """Give a track, readable or not, with another list; the same one where it has it."""
    if list(track.items) == list(item_ids) or not isinstance(cast("object", track.raw), dict):
        return track
    raw: Any = {**track.raw, "items": [*item_ids]}
    return (
        Track.read(raw, state.dialect)
        if isinstance(track, Track)
        else dialects.read_track(raw, state.dialect)
    )


def without_list(track: AnyTrack | None, state: EditorState) -> AnyTrack | None:
    """Give a track as it is apart from its items."""
    return None if track is None else with_list(track, (), state)


def clashing(
    listing: Sequence[str], arriving: Collection[str], items: Items, mine: Side, theirs: Side
) -> list[str]:
    """Give those of `arriving` that overlap a clip that was there, more than they did on either side."""
    lane = Lane.of(
        (item.start_ticks, item.end_ticks, key)
        for key in listing
        if key not in arriving and (item := items.get(key)) is not None
    )
    return [
        key
        for key in arriving
        if items[key].duration_ticks > 0
        and any(
            _overlap(_span(key, items), other) > max(_old(key, other[2], mine), _old(key, other[2], theirs))
            for other in lane.between(items[key].start_ticks, items[key].end_ticks)
            if other[1] > other[0]
        )
    ]


def _span(key: str, items: Items) -> Span:
    item = items[key]
    return item.start_ticks, item.end_ticks, key


def _overlap(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _old(a: str, b: str, side: Side) -> int:
    """Give how much two clips overlap on one side, where they share a track."""
    home = side.homes.get(a)
    if home is None or home != side.homes.get(b):
        return 0
    return max(0, _overlap(_span(a, side.state.items), _span(b, side.state.items)))
