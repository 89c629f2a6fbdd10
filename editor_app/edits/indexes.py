"""What an edit must find quickly: where clips lie, which transitions and links they have.

Each index is made once for a state, for the tracks that an edit touches; `carry_over` hands it to the state
that an edit makes, so that a run of edits never builds one anew.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, islice
from weakref import WeakKeyDictionary

from editor_app.state import EditorState, Transition

_FEW = 4
"""Up to here searching tracks for one id after the other beats one pass over all ids."""

Entry = tuple[int, int, str]
"""Start, end and item id."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One track's clips by start; `is_tidy` tells that none overlap.

    `reach` is how far the clips up to each one play, in ticks; empty where it is tidy, as they end in turn.
    """

    entries: list[Entry]
    is_tidy: bool
    reach: list[int] = field(default_factory=list[int])

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Lane:
        """Make a lane of clips in any order."""
        return _lane_of(sorted(entries))

    def between(self, start: int, end: int) -> Iterator[Entry]:
        """Give the clips that play somewhere in [start, end), the latest first."""
        for index in range(bisect_left(self.entries, (end,)) - 1, -1, -1):
            entry = self.entries[index]
            if (entry[1] if self.is_tidy else self.reach[index]) <= start:
                return
            if entry[1] > start:
                yield entry

    def since(self, tick: int) -> list[Entry]:
        """Give the clips that start at `tick` or later."""
        return self.entries[bisect_left(self.entries, (tick,)) :]

    def changed(self, gone: Collection[Entry], new: Collection[Entry]) -> Lane:
        """Give the lane without the clips `gone` and with the clips `new`."""
        if not self.is_tidy or len(gone) + len(new) > len(self.entries) // 8 + _FEW:
            without = set(gone)
            return Lane.of([*(entry for entry in self.entries if entry not in without), *new])
        entries = self.entries.copy()
        for entry in gone:
            del entries[bisect_left(entries, entry)]
        for entry in new:
            insort(entries, entry)
        return Lane(entries, True) if all(_is_clear(entries, entry) for entry in new) else _lane_of(entries)


def _lane_of(by_start: list[Entry]) -> Lane:
    is_tidy = all(map(_in_turn, by_start, islice(by_start, 1, None)))
    return Lane(by_start, is_tidy, [] if is_tidy else [*accumulate((end for _, end, _ in by_start), max)])


def _in_turn(a: Entry, b: Entry) -> bool:
    return a[1] <= b[0] and a[0] < b[0]


def _is_clear(entries: list[Entry], entry: Entry) -> bool:
    index = bisect_left(entries, entry)
    around = entries[max(0, index - 1) : index + 2]
    return all(map(_in_turn, around, islice(around, 1, None)))


Members = Mapping[str, tuple[str, ...]]
"""What belongs to each name: transitions to a clip, clips to a link."""


@dataclass(slots=True)
class _Indexes:
    lanes: dict[int, Lane] = field(default_factory=dict[int, Lane])
    seams: Members | None = None
    groups: Members | None = None


_indexes: WeakKeyDictionary[EditorState, _Indexes] = WeakKeyDictionary()


def _of(state: EditorState) -> _Indexes:
    found = _indexes.get(state)
    if found is None:
        found = _indexes[state] = _Indexes()
    return found


def lane(state: EditorState, track_index: int) -> Lane:
    """Give the clips of a track; ids that name nothing are left out."""
    lanes = _of(state).lanes
    if track_index not in lanes:
        items = state.items
        lanes[track_index] = Lane.of(
            (item.start_ticks, item.start_ticks + item.duration_ticks, item_id)
            for item_id in state.tracks[track_index].items
            if (item := items.get(item_id)) is not None
        )
    return lanes[track_index]


def known_lanes(state: EditorState) -> dict[int, Lane]:
    """Give the lanes that were asked for so far, by track index."""
    return _of(state).lanes


def seams(state: EditorState, item_id: str) -> tuple[str, ...]:
    """Give the keys of the transitions that name the item."""
    indexes = _of(state)
    if indexes.seams is None:
        indexes.seams = _members(state.transitions, _clips_of)
    return indexes.seams.get(item_id, ())


def link_groups(state: EditorState) -> Members:
    """Give the ids of all linked items by their group."""
    indexes = _of(state)
    if indexes.groups is None:
        linked = {k: item for k, item in state.items.items() if getattr(item, "link_group_id", None)}
        indexes.groups = _members(linked, _group_of)
    return indexes.groups


def _clips_of(transition: object) -> tuple[str, ...]:
    return (transition.from_clip_id, transition.to_clip_id) if isinstance(transition, Transition) else ()


def _group_of(item: object) -> tuple[str, ...]:
    group = getattr(item, "link_group_id", None)
    return () if group is None else (group,)


Names = Callable[[object], tuple[str, ...]]
"""Tells to which names a record belongs."""


def _members(records: Mapping[str, object], names: Names) -> Members:
    found: dict[str, tuple[str, ...]] = {}
    for key, record in records.items():
        for name in names(record):
            found[name] = (*found.get(name, ()), key)
    return found


def _patched(
    known: Members | None,
    names: Names,
    old: Mapping[str, object],
    new: Mapping[str, object],
    keys: Iterable[str],
) -> Members | None:
    """Give an index after the records under `keys` changed, at the cost of a copy."""
    moved = [(key, names(old.get(key)), names(new.get(key))) for key in keys]
    moved = [change for change in moved if change[1] != change[2]]
    if known is None or not moved:
        return known
    found = dict(known)
    for key, before, after in moved:
        for name in before:
            found[name] = tuple(member for member in found[name] if member != key)
        for name in after:
            found[name] = (*found.get(name, ()), key)
    return found


def listings(state: EditorState, item_ids: Collection[str]) -> dict[int, list[str]]:
    """Give, by track index, which of `item_ids` the tracks list."""
    found: dict[int, list[str]] = {}
    wanted = set(item_ids)
    for index, track in enumerate(state.tracks):
        if len(wanted) <= _FEW:
            hits = [item_id for item_id in item_ids if item_id in track.items]
        else:
            hits = list(wanted.intersection(track.items))
        if hits:
            found[index] = hits
    return found


def homes(state: EditorState, item_ids: Collection[str]) -> dict[str, int]:
    """Give the index of the first track that lists each item; items on no track are left out."""
    found: dict[str, int] = {}
    for index, listed in listings(state, item_ids).items():
        for item_id in listed:
            found.setdefault(item_id, index)
    return found


def carry_over(
    old: EditorState,
    new: EditorState,
    lanes: dict[int, Lane],
    *,
    items: Iterable[str],
    transitions: Iterable[str],
) -> None:
    """Give `new` what was found out about `old`: its `lanes` by track index, and the rest as changed."""
    known = _of(old)
    _indexes[new] = _Indexes(
        lanes,
        _patched(known.seams, _clips_of, old.transitions, new.transitions, transitions),
        _patched(known.groups, _group_of, old.items, new.items, items),
    )
