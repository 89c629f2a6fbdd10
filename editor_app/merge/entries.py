"""One record on three sides, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from editor_app.edits.dialect import in_dialect
from editor_app.items import TimelineItem
from editor_app.merge.conflicts import ABSENT, PLACE, Collection, Conflict, Kind
from editor_app.merge.fields import Difference, join_fields
from editor_app.merge.likeness import AnyRecord, alike, equal, plain, sure_keys
from editor_app.merge.sides import track_id_of
from editor_app.record import Dialect, RawObject, Record, SeedName, wire_name
from editor_app.state import dialects

READERS: dict[str, Callable[[Any, Dialect], AnyRecord]] = {
    "tracks": dialects.read_track,
    "assets": dialects.read_asset,
    "items": dialects.read_item,
    "transitions": dialects.read_transition,
}

_TIMES = ("startTicks", "durationTicks")
_SOURCE = ("sourceStartTicks", "playbackRate", "contentStartOffsetTicks")
"""What of the source plays; it goes with the place where a place is disputed, as in trimming a start."""
_ADDRESSES = ("remoteUrl", "remoteKey")


@dataclass(slots=True, eq=False)
class Version:
    """A record as one side has it, if it does, and the key of the track that it lies on; never changed."""

    # Not frozen: that takes longer to make, and a merge makes thousands.
    record: AnyRecord | None
    home: str | None = None
    _values: RawObject | None = None

    @property
    def values(self) -> RawObject:
        """Give what the record says under the newer names."""
        if self._values is None:
            self._values = plain(self.record)
        return self._values

    @property
    def raw(self) -> Any:
        """Give the JSON."""
        return ABSENT if self.record is None else self.record.raw

    def is_like(self, other: Version) -> bool:
        """Tell whether two versions say the same and lie on the same track."""
        return self.home == other.home and alike(self.record, other.record)


@dataclass(slots=True)
class Entry:
    """A record that their side changed: what of it is taken, and what could not be joined.

    `taken` holds fields by key as they shall be; `place` is (times by key, track).
    """

    collection: Collection
    key: str
    base: Version
    mine: Version
    theirs: Version
    dialect: Dialect
    whole: Version | None = None
    """What becomes of it where it is not joined field by field."""
    taken: RawObject = field(default_factory=dict[str, Any])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    _result: Version | None = None

    def result(self) -> Version:
        """Give the record as it shall be."""
        if self._result is None:
            self._result = self._joined() if self.whole is None else self.whole
        return self._result

    def _joined(self) -> Version:
        record = self.mine.record
        if not self.taken or not isinstance(record, Record):
            return self.mine
        times, home = self.taken.get(PLACE, ({}, self.mine.home))
        changes = {key: value for key, value in self.taken.items() if key != PLACE} | times
        if not changes:
            return Version(record, home)
        if changes.keys() == {"startTicks"} and isinstance(record, TimelineItem):
            return Version(record.starting_at(changes["startTicks"]), home)
        return Version(READERS[self.collection](rewritten(record, changes), self.dialect), home)

    def give_back(self, part: str) -> bool:
        """Leave a field as mine has it, with a conflict in its stead; "" stands for all. Tell if it helps."""
        self._result = None
        if part and part in self.taken:
            del self.taken[part]
            self._withdraw(part)
            self.conflicts.append(self._conflict_of(part))
            return True
        if part or self.result().is_like(self.mine):
            return False
        parts = [*self.taken] if self.whole is None else []
        for name in parts:
            self.give_back(name)
        if not parts:
            self.add_conflict("deleted_by_them" if self.theirs.record is None else "changed")
        self.whole = self._result = self.mine
        return True

    def _withdraw(self, part: str) -> None:
        self.conflicts = [c for c in self.conflicts if c.part != part and not c.part.startswith(f"{part}.")]

    def _conflict_of(self, part: str) -> Conflict:
        if part == PLACE:
            keys = _TIMES
            return self.conflict(PLACE, *(place_of(v, keys) for v in (self.mine, self.theirs, self.base)))
        sides = (v.values.get(part, ABSENT) for v in (self.mine, self.theirs, self.base))
        return self.conflict(part, *sides)

    def add_conflict(self, kind: Kind = "changed") -> None:
        """Report the whole record."""
        home = track_id_of(self.mine.home or self.theirs.home or self.base.home) or ""
        sides = (self.mine.raw, self.theirs.raw, self.base.raw)
        self.conflicts = [Conflict(self.collection, self.key, "", *sides, kind, home)]

    def conflict(self, part: str, mine: Any, theirs: Any, base: Any, kind: Kind = "changed") -> Conflict:
        """Make a conflict about a part of the record."""
        return Conflict(self.collection, self.key, part, mine, theirs, base, kind)


def place_of(version: Version, keys: tuple[str, ...] = _TIMES) -> Any:
    """Give where an item lies, as JSON."""
    if version.record is None:
        return ABSENT
    values = version.values
    return {"track": track_id_of(version.home)} | {key: values[key] for key in keys if key in values}


def _lies(version: Version) -> tuple[Any, ...]:
    """Give where an item lies, for comparing; its times are numbers, which Python compares as JSON does."""
    return (version.home, *map(version.values.get, _TIMES))


def rewritten(record: Record, changes: RawObject) -> RawObject:
    """Give a record's JSON with fields changed under the names that it is spelled with."""
    raw = dict(record.raw)
    seeds = _seeds(type(record))
    for key, value in changes.items():
        seed = seeds.get(key)
        if seed and seed.wire in raw and value is not ABSENT:
            raw[seed.wire] = seed.merge(value, raw[seed.wire])
            if key not in raw:
                continue
        if value is ABSENT:
            raw.pop(key, None)
        else:
            raw[key] = value
    return raw


@cache
def _seeds(model: type[Record]) -> Mapping[str, SeedName]:
    return {wire_name(model, name): seed for name, seed in model.seed_names.items()}


def join_entry(entry: Entry) -> Entry:
    """Find out what becomes of a record that their side changed."""
    base, mine, theirs = entry.base, entry.mine, entry.theirs
    if mine.is_like(theirs):
        entry.whole = mine
    elif mine.record is None or theirs.record is None:
        _join_deleted(entry, is_mine_old=mine.is_like(base))
    elif not _are_of_one_kind(mine.record, theirs.record):
        is_mine_old = mine.is_like(base)
        entry.whole = in_mine(theirs, entry.dialect) if is_mine_old else mine
        if not is_mine_old:
            entry.add_conflict()
    else:
        _join_fields(entry)
    return entry


def _join_deleted(entry: Entry, *, is_mine_old: bool) -> None:
    """Take what is new or deleted; what one side deleted and the other changed is kept, and reported."""
    entry.whole = in_mine(entry.theirs, entry.dialect)
    if is_mine_old:
        return
    if entry.mine.record is not None:
        entry.whole = entry.mine
    entry.add_conflict("deleted_by_them" if entry.mine.record is not None else "deleted_by_me")


def _are_of_one_kind(mine: AnyRecord, theirs: AnyRecord) -> bool:
    return isinstance(mine, Record) and type(mine) is type(theirs)


def as_mine(record: AnyRecord | None, dialect: Dialect) -> Any:
    """Give a record as a document of my dialect writes it, without what that cannot hold."""
    if not isinstance(record, Record):
        return record
    found = in_dialect(record, dialect)
    if found.dialect == "seed" and _is_strict(found) and not found.newer_keys.isdisjoint(found.raw):
        raw = {key: value for key, value in found.raw.items() if key not in found.newer_keys}
        return type(found).read(raw, dialect)
    return found


def _is_strict(record: Record) -> bool:
    return record.model_config.get("extra") == "forbid"


def in_mine(version: Version, dialect: Dialect) -> Version:
    """Give their version as a document of my dialect writes it."""
    return Version(as_mine(version.record, dialect), version.home)


def _join_fields(entry: Entry) -> None:
    base, mine, theirs = (v.values for v in (entry.base, entry.mine, entry.theirs))
    besides = set[str]()
    if entry.collection == "items":
        besides |= _join_places(entry, (base, mine, theirs))
    if entry.collection == "assets":
        besides |= _join_addresses(entry, (base, mine, theirs))
    if entry.collection == "tracks":
        besides.add("items")
    sure = sure_keys(type(entry.mine.record)) if isinstance(entry.mine.record, Record) else ()
    found = join_fields(base, mine, theirs, besides=besides, sure=sure)
    unknown = _unknown_in(entry)
    entry.taken |= {key: value for key, value in found.changes.items() if key not in unknown}
    for difference in found.differences:
        entry.conflicts.append(conflict_of(entry.collection, entry.key, difference))


def _unknown_in(entry: Entry) -> frozenset[str]:
    """Give the keys that a strict record of my dialect cannot have."""
    record = entry.mine.record
    if not isinstance(record, Record) or entry.dialect == "newer":
        return frozenset()
    return record.newer_keys if _is_strict(record) else frozenset()


def conflict_of(collection: Collection, key: str, difference: Difference) -> Conflict:
    """Make a conflict of a difference."""
    d = difference
    return Conflict(collection, key, d.part, d.mine, d.theirs, d.base, d.kind)


def _join_places(entry: Entry, sides: tuple[RawObject, RawObject, RawObject]) -> set[str]:
    """Take their place or report it, and give the keys that are dealt with."""
    base, mine, theirs = map(_lies, (entry.base, entry.mine, entry.theirs))
    if theirs in (base, mine):
        return {*_TIMES}
    if mine == base:
        values = entry.theirs.values
        times = {k: values[k] for k in _TIMES if k in values and not equal(values[k], sides[1].get(k))}
        entry.taken[PLACE] = (times, entry.theirs.home)
        return {*_TIMES}
    source = tuple(key for key in _SOURCE if any(not equal(sides[0].get(key), s.get(key)) for s in sides[1:]))
    keys = (*_TIMES, *source)
    values = (place_of(v, keys) for v in (entry.mine, entry.theirs, entry.base))
    entry.conflicts.append(entry.conflict(PLACE, *values))
    return {*keys}


def _join_addresses(entry: Entry, sides: tuple[RawObject, RawObject, RawObject]) -> set[str]:
    """Keep address and key of an upload together: where each side has its own, both are good, mine stays."""
    base, mine, theirs = ([side.get(key) for key in _ADDRESSES] for side in sides)
    if mine == base and theirs != base:
        return set()
    return {*_ADDRESSES} if mine != theirs and mine != [None, None] else set()
