"""Making room on tracks where a place is taken: cut away what lies there, or push it to later.

Both work on a draft, before the clips that want the room are put where they are to lie.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from editor_app.edits.draft import Draft
from editor_app.edits.ids import NewId
from editor_app.edits.indexes import homes, lane
from editor_app.edits.places import Wanted
from editor_app.edits.ripple import followers
from editor_app.edits.sources import trimmed
from editor_app.edits.split import ended, hand_over_end, right_part
from editor_app.items import BrokenItem, CaptionsItem, Item

Span = tuple[int, int]
"""A time on a track, in ticks, half-open."""


def overwrite(
    draft: Draft, track: int, spans: Collection[Span], besides: Collection[str], new_id: NewId
) -> None:
    """Cut away what lies on a track in some spans of time; raise BrokenRecordError.

    ```
        |   A   |  B  | C |   ->   | A |       |B| C |
            ^^^^^^^^^^ span
    ```
    What shows besides stands still: a clip that loses its middle goes on as two.
    """
    victims = dict.fromkeys(key for span in spans for key in draft.clashes(*span, track, besides))
    for key in victims:
        item = draft.item(key)
        rest = left_of((item.start_ticks, item.end_ticks), spans)
        if rest:
            _keep(draft, item, rest, track, new_id)
        else:
            draft.remove(key)


def left_of(whole: Span, spans: Collection[Span]) -> list[Span]:
    """Give what is left of a span of time without others, in order."""
    at, rest = whole[0], list[Span]()
    for start, end in sorted(spans):
        if start >= whole[1]:
            break
        if start > at:
            rest.append((at, start))
        at = max(at, end)
    if at < whole[1]:
        rest.append((at, whole[1]))
    return rest


def _keep(draft: Draft, item: Item, rest: Sequence[Span], track: int, new_id: NewId) -> None:
    """Let an item be the first piece that is left of it, and new ones the others."""
    first, *others = rest
    for start, end in others:
        part = right_part(draft, item, start, draft.fresh(new_id), new_id)
        draft.place(part.id, _until(draft, part, end), track)
        if end == item.end_ticks:
            hand_over_end(draft, item.id, part.id)
    if first[0] == item.start_ticks:
        kept = item
    elif isinstance(item, CaptionsItem):
        kept = right_part(draft, item, first[0], item.id, new_id)
    else:
        kept = trimmed(draft.state, item, first[0], item.end_ticks)
    draft.put(item.id, _until(draft, kept, first[1]))


def _until(draft: Draft, item: Item, end: int) -> Item:
    return trimmed(draft.state, ended(item), item.start_ticks, end) if end < item.end_ticks else item


def insert(
    draft: Draft, groups: Mapping[int, Sequence[Wanted]], moving: Collection[str], new_id: NewId
) -> dict[int, list[Wanted]]:
    """Push what lies where clips are wanted, and all after it, to later; give where they lie themselves then.

    ```
        |  A  | B | C |   + X at ^   ->   | A | X |A'| B | C |
            ^
    ```
    A clip that plays there is cut in two. Clips moved along their own tracks give their old place back, so
    that what is before and after both places stands still:
    ```
        | A | B | C | D |   C to ^   ->   | A | C | B | D |
            ^
    ```
    Tracks that are sync-locked follow, as they do in ripple.
    """
    start = min(one.item.start_ticks for group in groups.values() for one in group)
    length = max(one.item.end_ticks for group in groups.values() for one in group) - start
    closed = _closing(draft, groups, moving)
    for number in groups:
        _push(draft, number, start, length, closed, moving, new_id)
    if closed(start + length) == 0:
        for number in sorted(followers(draft, groups) - groups.keys()):
            _push_whole(draft, number, start, length)
    by = -closed(start)
    return {number: [_moved(draft, one, by) for one in group] for number, group in groups.items()}


def _moved(draft: Draft, one: Wanted, by_ticks: int) -> Wanted:
    item = one.item.replace(start_ticks=one.item.start_ticks + by_ticks)
    old = draft.state.items.get(one.item_id)
    # Back where it came from, it is what it was: an edit that changes nothing makes nothing new.
    return replace(one, item=old if isinstance(old, Item) and old.raw == item.raw else item)


def _closing(
    draft: Draft, groups: Mapping[int, Sequence[Wanted]], moving: Collection[str]
) -> Callable[[int], int]:
    """Give how much time before a tick falls away: the old places of clips that stay on their tracks.

    Where these differ from track to track nothing falls away: what lies side by side stays so.
    """
    home = homes(draft.state, [key for key in moving if key in draft.state.items])
    left: list[list[Span]] = []
    for number, group in groups.items():
        old = [draft.state.items[one.item_id] for one in group if home.get(one.item_id) == number]
        left.append(sorted((item.start_ticks, item.end_ticks) for item in old))
    spans = left[0] if all(spans == left[0] for spans in left) else []
    return lambda tick: sum(min(end, tick) - start for start, end in spans if start < tick)


def _push(
    draft: Draft,
    number: int,
    start: int,
    length: int,
    closed: Callable[[int], int],
    moving: Collection[str],
    new_id: NewId,
) -> None:
    if number >= len(draft.state.tracks):
        return
    for begin, end, key in list(lane(draft.state, number).entries):
        if key in moving or isinstance(draft.state.items[key], BrokenItem):
            continue
        item, at = draft.item(key), begin - closed(begin)
        if begin >= start:
            at += length
        elif end > start:
            part = right_part(draft, item, start, draft.fresh(new_id), new_id)
            draft.place(part.id, part.starting_at(start - closed(start) + length), number)
            hand_over_end(draft, key, part.id)
            item = trimmed(draft.state, ended(item), begin, start)
        if at != begin or item is not draft.item(key):
            draft.put(key, item.starting_at(at))


def _push_whole(draft: Draft, number: int, start: int, length: int) -> None:
    for begin, _, key in lane(draft.state, number).since(start):
        if not isinstance(draft.state.items[key], BrokenItem):
            draft.put(key, draft.item(key).starting_at(begin + length))
