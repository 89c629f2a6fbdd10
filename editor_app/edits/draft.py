"""`Draft` collects what one edit does and puts the new state together.

It is the one place that keeps the rules of the timeline: clips of a track do not overlap and stand in order,
transitions stay only where their clips still touch, locked tracks and broken records are not touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from editor_app.assets import AnyAsset, BrokenAsset
from editor_app.edits.errors import (
    BrokenRecordError,
    LockedTrackError,
    MissingRecordError,
    OverlapError,
    called,
)
from editor_app.edits.ids import NewId, fresh_id
from editor_app.edits.indexes import Entry, Lane, carry_over, homes, known_lanes, lane, listings, seams
from editor_app.edits.listing import listed
from editor_app.edits.seams import Lanes, settle_transitions
from editor_app.items import BrokenItem, Item
from editor_app.record import Broken, RawObject, Record
from editor_app.state import BrokenTrack, EditorState, Track, Transition
from editor_app.state.model import COLLECTIONS, AnyTrack, spell
from editor_app.timebase import format_clock

NO_TRACKS: frozenset[str] = frozenset()


class Draft:
    """What an edit does to `state`, until it is finished.

    Tracks go by a number: their index in `state`, or a higher one if new.
    """

    def __init__(self, state: EditorState, *, locked: Collection[str] = NO_TRACKS) -> None:
        self.state = state
        self.tracks: dict[int, AnyTrack] = dict(enumerate(state.tracks))
        self.order = list(self.tracks)
        self.locked = locked
        self._items: dict[str, Item | None] = {}
        self._targets: dict[str, int] = {}
        self._transitions: dict[str, Transition | None] = {}
        self._assets: dict[str, AnyAsset | None] = {}
        self._issued: set[str] = set()

    def item(self, item_id: str) -> Item:
        """Give an item as the draft has it so far; raise MissingRecordError, BrokenRecordError."""
        item = self._items[item_id] if item_id in self._items else self.state.items.get(item_id)
        if item is None:
            raise MissingRecordError("The document has no clip with this id.", item_id)
        if isinstance(item, BrokenItem):
            raise BrokenRecordError(
                f"The {called(self.state, item_id)} is unreadable; fix it first, or delete it.", item_id
            )
        return item

    def home(self, item_id: str) -> int:
        """Give the track that an item of the state lies on; raise MissingRecordError."""
        self.item(item_id)
        found = homes(self.state, (item_id,))
        if item_id not in found:
            raise MissingRecordError(f"The {called(self.state, item_id)} is on no track.", item_id)
        return found[item_id]

    def put(self, item_id: str, item: Item) -> None:
        """Let an item be `item` from now on."""
        self._items[item_id] = item

    def place(self, item_id: str, item: Item, track: int) -> None:
        """Put an item, new or not, on a track, and nowhere else."""
        self._items[item_id] = item
        self._targets[item_id] = track

    def remove(self, item_id: str) -> None:
        """Take an item out of the document."""
        if item_id not in self.state.items:
            raise MissingRecordError("The document has no clip with this id.", item_id)
        self._items[item_id] = None

    def put_transition(self, key: str, transition: Transition | None) -> None:
        """Let a transition be so from now on, or be gone."""
        self._transitions[key] = transition

    def put_asset(self, key: str, asset: AnyAsset | None) -> None:
        """Let an asset be so from now on, or be gone."""
        self._assets[key] = asset

    def new_track(self, track_id: str, at: int) -> int:
        """Open an empty track at place `at`, counted from the top."""
        number = max(self.tracks, default=-1) + 1
        raw: RawObject = {"id": track_id, "items": [], "hidden": False, "muted": False}
        self.tracks[number] = Track.read(raw, self.state.dialect)
        self.order.insert(at, number)
        return number

    def clashes(self, start: int, end: int, track: int, besides: Collection[str]) -> Iterator[str]:
        """Give the clips of a track, as it was, that [start, end) would overlap."""
        if track < len(self.state.tracks):
            for _, _, item_id in lane(self.state, track).between(start, end):
                if item_id not in besides:
                    yield item_id

    def asset(self, key: str) -> AnyAsset | BrokenAsset | None:
        """Give an asset as the draft has it so far."""
        return self._assets[key] if key in self._assets else self.state.assets.get(key)

    def fresh(self, new_id: NewId) -> str:
        """Give an id that no record of the state has, and that was not given before."""
        state, track_ids = self.state, {track.id for track in self.tracks.values()}
        found = fresh_id(new_id, state.items, state.transitions, state.assets, track_ids, self._issued)
        self._issued.add(found)
        return found

    def finish(self) -> EditorState:
        """Give the new state (the old one where nothing changes); raise EditError."""
        state = self.state
        items = {k: item for k, item in self._items.items() if item is not state.items.get(k)}
        timed = [key for key, item in items.items() if key in self._targets or _is_moved(state, key, item)]
        timed += [key for key in self._targets if key not in items]
        lanes = self._lanes(timed)
        touched = [key for item_id in timed for key in seams(state, item_id)]
        transitions = settle_transitions(state, lanes, self._items, touched, self._transitions)
        changes = _collections(state, {"items": items, "transitions": transitions, "assets": self._assets})
        tracks = tuple(lanes.tracks.get(number) or self.tracks[number] for number in self.order)
        if [*map(id, tracks)] != [*map(id, state.tracks)]:
            changes["tracks"] = tracks
        return self._state(changes, lanes, items, transitions) if changes else state

    def _lanes(self, timed: Collection[str]) -> Lanes:
        """Give every track that `timed` leaves or enters as it will be."""
        before = listings(self.state, timed) if timed else {}
        arriving: dict[int, list[str]] = {number: [] for number in before}
        for number, item_ids in before.items():
            arriving[number] += [key for key in item_ids if self._stays(key, number)]
        for key, number in self._targets.items():
            if self._items.get(key) is not None:
                arriving.setdefault(number, []).append(key)
        found = Lanes()
        for number, item_ids in arriving.items():
            leaving = before.get(number, ())
            track = self._writable(number, (*leaving, *item_ids))
            found.lanes[number], found.tracks[number] = self._lane(number, track, leaving, item_ids)
        return found

    def _stays(self, item_id: str, track: int) -> bool:
        return item_id not in self._targets and self._items[item_id] is not None

    def _writable(self, number: int, item_ids: Collection[str]) -> Track:
        track = self.tracks[number]
        if isinstance(track, BrokenTrack):
            raise BrokenRecordError("This track is unreadable; fix it first.", track.id, *item_ids)
        if track.id in self.locked:
            raise LockedTrackError("This track is locked.", track.id, *item_ids)
        return track

    def _lane(
        self, number: int, track: Track, leaving: Collection[str], arriving: Collection[str]
    ) -> tuple[Lane, Track]:
        is_old = number < len(self.state.tracks)
        old = lane(self.state, number) if is_old else Lane([], True)
        gone = [entry for key in leaving if (entry := self._old_entry(key)) is not None]
        new = [self._entry(key) for key in arriving]
        rest = old.changed(gone, ())
        among = Lane.of(new)
        for entry in new:
            self._check_free(entry, rest, number)
            if not among.is_tidy:
                self._check_free(entry, among, number)
        after = rest.changed((), new)
        return after, listed(track, old, after, leaving, new)

    def _old_entry(self, item_id: str) -> Entry | None:
        item = self.state.items.get(item_id)
        return None if item is None else (item.start_ticks, item.end_ticks, item_id)

    def _entry(self, item_id: str) -> Entry:
        item = self._items.get(item_id) or self.item(item_id)
        return (item.start_ticks, item.end_ticks, item_id)

    def _check_free(self, entry: Entry, others: Lane, number: int) -> None:
        """Refuse an overlap, unless the two clips overlapped at least as much before."""
        for other in others.between(entry[0], entry[1]):
            before = self._old_overlap(entry[2], other[2], number)
            if other[2] != entry[2] and _overlap(entry, other) > max(0, before):
                raise OverlapError(
                    f"The {self._called(entry[2])} would overlap the {self._called(other[2])}, "
                    f"which plays from {format_clock(other[0])} to {format_clock(other[1])}.",
                    entry[2],
                    other[2],
                )

    def _old_overlap(self, a: str, b: str, number: int) -> int:
        first, second = self._old_entry(a), self._old_entry(b)
        if first is None or second is None or number >= len(self.state.tracks):
            return 0
        listed = self.state.tracks[number].items
        return _overlap(first, second) if a in listed and b in listed else 0

    def _called(self, item_id: str) -> str:
        return (
            called(self.state, item_id) if item_id in self.state.items else f"new {self.item(item_id).type}"
        )

    def _state(
        self, changes: dict[str, Any], lanes: Lanes, items: Iterable[str], transitions: Iterable[str]
    ) -> EditorState:
        state, root = self.state, self.state.root
        for key in changes:
            if not isinstance(root.raw.get(key), COLLECTIONS[key]):
                root = root.put(key, COLLECTIONS[key]())
        new = replace(state, root=root, **changes)
        known = known_lanes(state) | lanes.lanes
        places = {place: known[number] for place, number in enumerate(self.order) if number in known}
        carry_over(state, new, places, items=items, transitions=transitions)
        return new


def _is_moved(state: EditorState, item_id: str, item: Item | None) -> bool:
    old = state.items.get(item_id)
    if item is None or old is None:
        return True
    return (item.start_ticks, item.duration_ticks) != (old.start_ticks, old.duration_ticks)


def _overlap(a: Entry, b: Entry) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _collections(state: EditorState, changes: Mapping[str, Mapping[str, Record | None]]) -> dict[str, Any]:
    """Give the state's maps with records put or, where None, taken out; new ones at the end."""
    found: dict[str, Any] = {}
    for name, records in changes.items():
        old: Mapping[str, Record | Broken] = getattr(state, name)
        if all(old.get(key) is record for key, record in records.items()):
            continue
        present = [record for record in records.values() if record is not None]
        spell(present, state.dialect)
        new = {**old, **{key: record for key, record in records.items() if record is not None}}
        for key, record in records.items():
            if record is None:
                new.pop(key, None)
        found[name] = new
    return found
