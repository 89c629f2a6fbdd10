"""Making room on tracks where a place is taken: cut away what lies there, or push it to later.

Both work on a draft, before the clips that want the room are put where they are to lie.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from editor_app.edits.draft import Draft
from editor_app.edits.ids import NewId, fresh_id
from editor_app.edits.indexes import homes, lane, link_groups
from editor_app.edits.links import with_links
from editor_app.edits.places import Wanted
from editor_app.edits.ripple import followers
from editor_app.edits.sources import trimmed
from editor_app.edits.split import ended, hand_over_end, right_part
from editor_app.items import BrokenItem, CaptionsItem, Item

Span = tuple[int, int]
"""A time on a track, in ticks, half-open."""


Parts = list[Item]
"""Right parts of clips that were cut, each still in the link of the whole."""


def overwrite(
    draft: Draft, track: int, spans: Collection[Span], besides: Collection[str], new_id: NewId
) -> Parts:
    """Cut away what lies on a track in some spans of time, and give the new parts; raise BrokenRecordError.

    ```
        |   A   |  B  | C |   ->   | A |       |B| C |
            ^^^^^^^^^^ span
    ```
    What shows besides stands still: a clip that loses its middle goes on as two.
    """
    parts: Parts = []
    victims = dict.fromkeys(key for span in spans for key in draft.clashes(*span, track, besides))
    for key in victims:
        item = draft.item(key)
        rest = left_of((item.start_ticks, item.end_ticks), spans)
        if rest:
            parts += _keep(draft, item, rest, track, new_id)
        else:
            draft.remove(key)
    return parts


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


def _keep(draft: Draft, item: Item, rest: Sequence[Span], track: int, new_id: NewId) -> Parts:
    """Let an item be the first piece that is left of it, and new ones, which are given, the others."""
    first, *others = rest
    parts: Parts = []
    for start, end in others:
        part = _until(draft, right_part(draft, item, start, draft.fresh(new_id), new_id), end)
        parts.append(part)
        draft.place(part.id, part, track)
        if end == item.end_ticks:
            hand_over_end(draft, item.id, part.id)
    if first[0] == item.start_ticks:
        kept = item
    elif isinstance(item, CaptionsItem):
        kept = right_part(draft, item, first[0], item.id, new_id)
    else:
        kept = trimmed(draft.state, item, first[0], item.end_ticks)
    draft.put(item.id, _until(draft, kept, first[1]))
    return parts


def _until(draft: Draft, item: Item, end: int) -> Item:
    return trimmed(draft.state, ended(item), item.start_ticks, end) if end < item.end_ticks else item


def insert(
    draft: Draft, groups: Mapping[int, Sequence[Wanted]], moving: Collection[str], new_id: NewId
) -> tuple[dict[int, list[Wanted]], Parts]:
    """Push what lies where clips are wanted, and all after it, to later.

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
    What is linked with a clip that is pushed or cut goes with it on its own track, and all after it there.
    Tracks that are sync-locked follow, as they do in ripple. Gives where the wanted clips lie then, and the
    parts that are new.
    """
    start = min(one.item.start_ticks for group in groups.values() for one in group)
    length = max(one.item.end_ticks for group in groups.values() for one in group) - start
    closed = _closing(draft, groups, moving)
    push = _Push(draft, start, length, closed, frozenset(moving), new_id)
    for number in groups:
        push.track(number)
    push.partners(groups)
    if closed(start + length) == 0:
        for number in sorted(followers(draft, groups) - groups.keys()):
            push.later(number)
    by = -closed(start)
    return {number: [_moved(draft, one, by) for one in group] for number, group in groups.items()}, push.parts


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


@dataclass(slots=True)
class _Push:
    """Pushes what starts at `start` or later by `length`, less the places before it that are `closed`."""

    draft: Draft
    start: int
    length: int
    closed: Callable[[int], int]
    moving: frozenset[str]
    new_id: NewId
    parts: Parts = field(default_factory=list[Item])
    _done: set[str] = field(default_factory=set[str])

    def track(self, number: int) -> None:
        """Push what lies on a track."""
        if number < len(self.draft.state.tracks):
            for _, _, key in list(lane(self.draft.state, number).entries):
                self._clip(key, number)

    def partners(self, tracks: Collection[int]) -> None:
        """Push, on other tracks, what is linked with the clips that were pushed, and what comes after it."""
        linked = with_links(self.draft.state, tuple(self._done), linked=True)
        home = homes(self.draft.state, [key for key in linked if key not in self._done | self.moving])
        for key, number in home.items():
            if number not in tracks:
                self._clip(key, number)
        if self.closed(self.start + self.length) == 0:
            for number in sorted({*home.values()} - {*tracks}):
                self.later(number)

    def later(self, number: int) -> None:
        """Push what starts late enough on a track, and cut nothing there."""
        for begin, _, key in lane(self.draft.state, number).since(self.start):
            if key not in self._done and not isinstance(self.draft.state.items[key], BrokenItem):
                self._done.add(key)
                self.draft.put(key, self.draft.item(key).starting_at(begin + self.length))

    def _clip(self, key: str, number: int) -> None:
        draft, start = self.draft, self.start
        if key in self.moving or key in self._done or isinstance(draft.state.items[key], BrokenItem):
            return
        old = item = draft.item(key)
        at = item.start_ticks - self.closed(item.start_ticks)
        if item.start_ticks >= start:
            at += self.length
        elif item.end_ticks > start:
            part = right_part(draft, item, start, draft.fresh(self.new_id), self.new_id)
            part = part.starting_at(start - self.closed(start) + self.length)
            self.parts.append(part)
            draft.place(part.id, part, number)
            hand_over_end(draft, key, part.id)
            item = trimmed(draft.state, ended(item), item.start_ticks, start)
        if at != old.start_ticks or item is not old:
            self._done.add(key)
            draft.put(key, item.starting_at(at))


def relink(draft: Draft, parts: Collection[Item], new_id: NewId) -> None:
    """Link new parts that begin together and were linked as wholes; one that is alone is linked no more."""
    groups: dict[tuple[str, int], list[Item]] = {}
    for part in parts:
        if part.link_group_id is not None:
            groups.setdefault((part.link_group_id, part.start_ticks), []).append(part)
    for together in groups.values():
        group = fresh_id(new_id, link_groups(draft.state)) if len(together) > 1 else None
        for part in together:
            draft.put(part.id, part.replace(link_group_id=group))
