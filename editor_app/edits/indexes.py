"""What an edit must find quickly: where clips lie, which transitions and links they have.

Each index is made once for a state, for the tracks that an edit touches; `carry_over` hands it to the state
that an edit makes, so that a run of edits never builds one anew.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from weakref import WeakKeyDictionary

from editor_app.state import EditorState, Transition

_FEW = 4
"""Up to here searching tracks for one id after the other beats one pass over all ids."""

Entry = tuple[int, int, str]
"""Start, end and item id."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One track's clips by start; `is_tidy` tells that none overlap."""

    entries: list[Entry]
    is_tidy: bool

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Lane:
        """Make a lane of clips in any order."""
        by_start = sorted(entries)
        return cls(by_start, all(map(_in_turn, by_start, islice(by_start, 1, None))))

    def between(self, start: int, end: int) -> Iterator[Entry]:
        """Give the clips that play somewhere in [start, end), the latest first."""
        for index in range(bisect_left(self.entries, (end,)) - 1, -1, -1):
            entry = self.entries[index]
            if entry[1] > start:
                yield entry
            elif self.is_tidy:
                return

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
        return Lane(entries, all(_is_clear(entries, entry) for entry in new))


def _in_turn(a: Entry, b: Entry) -> bool:
    return a[1] <= b[0] and a[0] < b[0]


def _is_clear(entries: list[Entry], entry: Entry) -> bool:
    index = bisect_left(entries, entry)
    around = entries[max(0, index - 1) : index + 2]
    return all(map(_in_turn, around, islice(around, 1, None)))


@dataclass(slots=True)
class _Indexes:
    lanes: dict[int, Lane] = field(default_factory=dict[int, Lane])
    seams: Mapping[str, tuple[str, ...]] | None = None
    groups: Mapping[str, tuple[str, ...]] | None = None


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
        indexes.seams = _group(
            (clip_id, key)
            for key, transition in state.transitions.items()
            if isinstance(transition, Transition)
            for clip_id in {transition.from_clip_id, transition.to_clip_id}
        )
    return indexes.seams.get(item_id, ())


def link_groups(state: EditorState) -> Mapping[str, tuple[str, ...]]:
    """Give the ids of all linked items by their group."""
    indexes = _of(state)
    if indexes.groups is None:
        indexes.groups = _group(
            (group, item_id)
            for item_id, item in state.items.items()
            if (group := getattr(item, "link_group_id", None)) is not None
        )
    return indexes.groups


def _group(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group, member in pairs:
        found.setdefault(group, []).append(member)
    return {group: tuple(members) for group, members in found.items()}


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


def carry_over(old: EditorState, new: EditorState, lanes: dict[int, Lane], *, links_changed: bool) -> None:
    """Give `new` what was found out about `old`, with `lanes` for the tracks (by new index)."""
    known = _of(old)
    _indexes[new] = _Indexes(
        lanes,
        known.seams if new.transitions is old.transitions else None,
        None if links_changed else known.groups,
    )
