"""Three-way merge: what two people made of one document becomes one document again."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from editor_app.items import BrokenItem, Item
from editor_app.merge.apart import made_id, with_own_ids
from editor_app.merge.conflicts import ABSENT, PLACE, Collection, Conflict, Kind
from editor_app.merge.cuts import settle
from editor_app.merge.entries import Entry, Version, as_mine, join_entry, place_of
from editor_app.merge.likeness import AnyRecord, changed
from editor_app.merge.listing import clashing, join_list, join_odd, with_list, without_list
from editor_app.merge.order import join_orders
from editor_app.merge.roots import join_notes, join_roots
from editor_app.merge.sides import Side, track_id_of
from editor_app.merge.verdict import Finding, worse
from editor_app.record import RawObject
from editor_app.state import EditorState, Track
from editor_app.state.backgrounds import ImageBackground
from editor_app.state.model import AnyTrack
from editor_app.state.reading import pause_gc

Movements = Mapping[str, set[str]]
"""Items by track."""
_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined document, and what in it someone has to choose."""

    state: EditorState
    conflicts: tuple[Conflict, ...]


def merge(base: EditorState, mine: EditorState, theirs: EditorState) -> Merged:
    """Join two documents that were made of `base`, in my dialect.

    Records that are as mine are my objects, so comparing with mine is quick. What collides is reported; the
    document then has mine, but a change rather than a deletion. Nothing is wrong with the result that was
    wrong on neither side.
    """
    if theirs is base or theirs is mine:
        return Merged(mine, ())
    with pause_gc():
        joining = Joining(base, mine, theirs)
        for _ in range(_MOST_ROUNDS):
            merged = joining.build()
            if merged.state is mine:
                return merged
            found = worse(merged.state, mine, joining.theirs.state)
            if not found:
                return merged
            if not joining.give_back(found):
                break
        return joining.mine_alone()


class Joining:
    """The entries of a merge, from which the document is built, again and again until it is sound."""

    def __init__(self, base: EditorState, mine: EditorState, theirs: EditorState) -> None:
        self.base, self.mine = Side.of(base), Side.of(mine)
        self.theirs = with_own_ids(self.base, self.mine, Side.of(theirs))
        self.sides = (self.base, self.mine, self.theirs)
        self.root = join_roots(*self.sides)
        self.odd = join_odd(*self.sides)
        self.tracks = self._track_entries()
        self.items = self._entries("items", self._moved())
        self.assets = self._entries("assets")
        self.transitions = self._entries("transitions")
        self.conflicts: list[Conflict] = []
        self.dropped = set[str]()
        """Transitions that cannot stay though nobody touched them."""

    def _entries(self, collection: Collection, also: Iterable[str] = ()) -> dict[str, Entry]:
        """Find out what becomes of every record of a collection that their side changed."""
        records: list[Mapping[str, AnyRecord]] = [getattr(side.state, collection) for side in self.sides]
        keys = changed(records[0], records[2]).union(also)
        homes = [side.homes if collection == "items" else {} for side in self.sides]
        pairs = [*zip(records, homes, strict=True)]
        # In the order of the document, so that what is added comes in theirs.
        order = [key for key in (*records[2], *(records[0].keys() - records[2].keys())) if key in keys]
        found = dict[str, Entry]()
        for key in order:
            base, mine, theirs = (Version(own.get(key), home.get(key)) for own, home in pairs)
            found[key] = join_entry(Entry(collection, key, base, mine, theirs, self.mine.state.dialect))
        return found

    def _moved(self) -> set[str]:
        """Give the items that lie on other tracks on their side."""
        base, theirs = self.base.homes, self.theirs.homes
        return {key for key in base.keys() | theirs.keys() if base.get(key) != theirs.get(key)}

    def _track_entries(self) -> dict[str, Entry]:
        bare: list[dict[str, Any]] = [
            {key: without_list(track, side.state) for key, track in side.tracks.items()}
            for side in self.sides
        ]
        entries = dict[str, Entry]()
        for key in changed(bare[0], bare[2]):
            versions = [Version(tracks.get(key)) for tracks in bare]
            base, mine, theirs = versions
            entry = join_entry(Entry("tracks", key, base, mine, theirs, self.mine.state.dialect))
            entry.conflicts = [c if c.part else self._track_conflict(key, c.kind) for c in entry.conflicts]
            entries[key] = entry
        return entries

    def _track_conflict(self, key: str, kind: Kind) -> Conflict:
        base, mine, theirs = (
            track.raw if (track := side.tracks.get(key)) is not None else ABSENT for side in self.sides
        )
        return Conflict("tracks", track_id_of(key) or "", "", mine, theirs, base, kind)

    def build(self) -> Merged:
        """Put the document together as the entries have it."""
        self.conflicts = []
        mine = self.mine.state
        items, homes = self._placed_items()
        tracks, order = self._kept_tracks(homes)
        arriving, gone = self._movements(homes)
        lists = self._lists(order, items, arriving, gone)
        above = self._make_room(lists, items, homes, arriving)
        changes: dict[str, Any] = {}
        laid = self._laid_out(tracks, order, lists, above)
        if [*map(id, laid)] != [*map(id, mine.tracks)]:
            changes["tracks"] = laid
        if any(items.get(key) is not mine.items.get(key) for key in self.items):
            changes["items"] = items
        state = self.root.apply(mine)
        assets, back = self._assets(items, state)
        if assets is not None:
            changes["assets"] = assets
        notes = join_notes(*self.sides, back)
        if notes is not None:
            changes["deleted_assets"] = notes
        if any(entry.result() is not entry.mine for entry in self.transitions.values()):
            changes["transitions"] = self._with_results("transitions", self.transitions)
        state = state.replace(**changes) if changes else state
        settled, reported = settle(state, self.sides, homes, self.dropped)
        if settled is not state.transitions:
            state = state.replace(transitions=settled)
        return Merged(state, self._all_conflicts(reported))

    def _with_results(self, collection: str, entries: Mapping[str, Entry]) -> dict[str, Any]:
        records: dict[str, Any] = dict(getattr(self.mine.state, collection))
        for key, entry in entries.items():
            record = entry.result().record
            if record is not None:
                records[key] = record
            else:
                records.pop(key, None)
        return records

    def _placed_items(self) -> tuple[dict[str, Item | BrokenItem], dict[str, str]]:
        homes = dict(self.mine.homes)
        for key, entry in self.items.items():
            result = entry.result()
            if result.record is not None and result.home is not None:
                homes[key] = result.home
            else:
                homes.pop(key, None)
        return self._with_results("items", self.items), homes

    def _kept_tracks(self, homes: Mapping[str, str]) -> tuple[dict[str, AnyTrack], list[str]]:
        """Give the tracks, without regard to what they list, and their order."""
        needed, kept = set(homes.values()), dict[str, AnyTrack]()
        base, mine, theirs = (side.tracks for side in self.sides)
        for key in dict.fromkeys((*mine, *theirs)):
            entry = self.tracks.get(key)
            record: Any = entry.result().record if entry else mine.get(key)
            is_mine = entry is None or entry.result() is entry.mine
            if record is None and key in needed:
                record = mine.get(key) or as_mine(theirs[key], self.mine.state.dialect)
                self.conflicts.append(
                    self._track_conflict(key, "deleted_by_them" if key in mine else "deleted_by_me")
                )
            elif record is not None and is_mine and key in mine:
                record = mine[key]
            if record is not None:
                kept[key] = record
        if not kept and mine:
            key = next(iter(mine))
            kept[key] = mine[key]
            self.conflicts.append(self._track_conflict(key, "deleted_by_them"))
        order, is_disputed = join_orders([*base], [*mine], [*theirs], kept)
        if is_disputed:
            first, second, old = ([track_id_of(key) for key in side] for side in (mine, theirs, base))
            self.conflicts.append(Conflict("tracks", "", "", first, second, old, "order"))
        return kept, order

    def _lists(
        self, order: list[str], items: Mapping[str, Any], arriving: Movements, gone: Movements
    ) -> dict[str, list[str]]:
        """Give what each track lists, for those whose list may have changed."""
        odd = {place: count - self.mine.odd.get(place, 0) for place, count in self.odd.items()}
        lists = dict[str, list[str]]()
        for key in order:
            sides = tuple(side.tracks[key].items if key in side.tracks else () for side in self.sides)
            few = {item: count for (track, item), count in odd.items() if track == key and count}
            if key in arriving or key in gone or few or sides[2] != sides[0]:
                lists[key] = join_list(
                    (sides[0], sides[1], sides[2]),
                    gone=gone.get(key, ()),
                    arriving=arriving.get(key, ()),
                    odd=few,
                    items=items,
                )
        return lists

    def _movements(self, homes: Mapping[str, str]) -> tuple[Movements, Movements]:
        """Give, by track, the items that come or are at another time than mine, and those that go."""
        arriving, gone = dict[str, set[str]](), dict[str, set[str]]()
        for key, entry in self.items.items():
            home, before = homes.get(key), self.mine.homes.get(key)
            if before is not None and home != before:
                gone.setdefault(before, set()).add(key)
            if home is not None and (home != before or _times(entry.result()) != _times(entry.mine)):
                arriving.setdefault(home, set()).add(key)
        return arriving, gone

    def _make_room(
        self,
        lists: dict[str, list[str]],
        items: Mapping[str, Any],
        homes: dict[str, str],
        arriving: Movements,
    ) -> dict[str, tuple[str, list[str]]]:
        """Lift what has no room on its track; give the new track and its list, by the track below."""
        above = dict[str, tuple[str, list[str]]]()
        for key, coming in arriving.items():
            lifted = clashing(lists[key], coming, items, self.mine, self.theirs)
            if not lifted:
                continue
            lifted.sort(key=lambda one: (items[one].start_ticks, one))
            new_id = self._new_track_id(key, lifted)
            above[key] = new_id, lifted
            leaving = set(lifted)
            lists[key] = [one for one in lists[key] if one not in leaving]
            for one in lifted:
                homes[one] = new_id
                self._report_lift(self.items[one], new_id)
        return above

    def _new_track_id(self, below: str, lifted: Sequence[str]) -> str:
        """Give the same id on both computers; one that an earlier merge has used is taken."""
        taken = self.mine.tracks.keys() | self.theirs.tracks.keys() | self.base.tracks.keys()
        ids = (made_id(below, *lifted, *["again"] * turn) for turn in itertools.count())
        return next(new for new in ids if new not in taken)

    def _report_lift(self, entry: Entry, track_id: str) -> None:
        mine, theirs, base = (place_of(v) for v in (entry.mine, entry.theirs, entry.base))
        self.conflicts.append(Conflict("items", entry.key, PLACE, mine, theirs, base, "overlap", track_id))

    def _laid_out(
        self,
        tracks: Mapping[str, AnyTrack],
        order: list[str],
        lists: Mapping[str, list[str]],
        above: Mapping[str, tuple[str, list[str]]],
    ) -> tuple[AnyTrack, ...]:
        laid, state = list[AnyTrack](), self.mine.state
        for key in order:
            track = tracks[key]
            if key in above:
                new_id, lifted = above[key]
                raw: RawObject = {**track.raw, "id": new_id, "items": lifted}
                laid.append(Track.read(raw, state.dialect))
            own = self.mine.tracks.get(key)
            laid.append(with_list(track, lists.get(key, own.items if own else ()), state))
        return tuple(laid)

    def _assets(
        self, items: Mapping[str, Any], state: EditorState
    ) -> tuple[Mapping[str, Any] | None, set[str]]:
        """Give the assets, if they are not as mine, with those that something still needs; and their keys."""
        mine, theirs = self.mine.state.assets, self.theirs.state.assets
        found = self._with_results("assets", self.assets)
        lost = (mine.keys() | theirs.keys()) - found.keys()
        back = lost & {*_named(items, state)} if lost else set[str]()
        for side in (self.mine.state, self.theirs.state) if back else ():
            # What a side names though it has it not was no different there.
            back -= {*_named(side.items, side)} - side.assets.keys()
        for key in sorted(back):
            found[key] = mine[key] if key in mine else as_mine(theirs[key], self.mine.state.dialect)
            sides = (Version(side.state.assets.get(key)) for side in self.sides)
            base, own, other = (version.raw for version in sides)
            kind: Kind = "deleted_by_them" if key in mine else "deleted_by_me"
            self.conflicts.append(Conflict("assets", key, "", own, other, base, kind))
        is_mine = found.keys() == mine.keys() and all(record is mine[key] for key, record in found.items())
        return (None if is_mine else found), back

    def _all_conflicts(self, settled: Iterable[Conflict]) -> tuple[Conflict, ...]:
        entries = (
            *self.tracks.values(),
            *self.assets.values(),
            *self.items.values(),
            *self.transitions.values(),
        )
        own = (conflict for entry in entries for conflict in entry.conflicts)
        found = dict[str, Conflict]()
        for conflict in (*self.root.conflicts, *own, *self.conflicts, *settled):
            found.setdefault(conflict.id, conflict)
        return tuple(found.values())

    def give_back(self, findings: Iterable[Finding]) -> bool:
        """Leave what makes the document worse as mine has it; tell whether anything is left differently."""
        return any([self._give_back(where) for _, where in findings])

    def _give_back(self, where: tuple[Any, ...]) -> bool:
        match where:
            case ("tracks", _, "items", str(key), *_):
                return self._return("items", key, "")
            case ("tracks", str(key), *_):
                return self._return("tracks", key, "")
            case ("transitions", str(key), *_):
                return self._return("transitions", key, "") or self._drop(key)
            case ("items", str(key), *rest):
                return self._return_one("items", key, rest) or self._return("assets", self._asset_of(key), "")
            case ("assets", str(key), *rest):
                return self._return_one("assets", key, rest)
            case (str(key), *_):
                return self.root.give_back(key)
            case _:
                return False

    def _drop(self, key: str) -> bool:
        is_new = key not in self.dropped
        self.dropped.add(key)
        return is_new

    def _return_one(self, collection: str, key: str, rest: Sequence[Any]) -> bool:
        """Return the field at fault, else the place, else all."""
        field = str(rest[0]) if rest else ""
        return any(self._return(collection, key, part) for part in (field, PLACE, ""))

    def _asset_of(self, item_id: str) -> str:
        return getattr(self.mine.state.items.get(item_id), "asset_id", "")

    def _return(self, collection: str, key: str, part: str) -> bool:
        entries: Mapping[str, Entry] = getattr(self, collection)
        return key in entries and entries[key].give_back(part)

    def mine_alone(self) -> Merged:
        """Give my document, with everything that theirs has otherwise as a conflict."""
        entries = (
            *self.tracks.values(),
            *self.assets.values(),
            *self.items.values(),
            *self.transitions.values(),
        )
        for entry in entries:
            entry.give_back("")
        for key in [*self.root.changes]:
            self.root.give_back(key)
        self.conflicts = []
        return Merged(self.mine.state, self._all_conflicts(()))


def _times(version: Version) -> tuple[int, int] | None:
    record: Any = version.record
    return None if record is None else (record.start_ticks, record.duration_ticks)


def _named(items: Mapping[str, Any], state: EditorState) -> Iterator[str]:
    """Give the ids of the assets that something names."""
    for item in items.values():
        asset_id = getattr(item, "asset_id", None)
        if asset_id is not None:
            yield asset_id
    background = state.global_background
    if isinstance(background, ImageBackground) and background.image_asset_id is not None:
        yield background.image_asset_id
