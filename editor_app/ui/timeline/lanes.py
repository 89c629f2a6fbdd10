"""Where the clips of each track lie: arrays by start, kept from state to state for tracks that stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from editor_app.state import EditorState
from editor_app.state.model import AnyTrack, ItemMap
from editor_app.ui.theme import CLIP_KINDS

Ticks = NDArray[np.int64]

_known: WeakKeyDictionary[EditorState, list[Lane]] = WeakKeyDictionary()
KIND_NUMBERS = {kind: number for number, kind in enumerate(CLIP_KINDS)}
UNKNOWN_KIND = len(CLIP_KINDS)


class Lane:
    """One track's clips in order of their start."""

    def __init__(
        self, track: AnyTrack, ids: Sequence[str], starts: Ticks, ends: Ticks, kinds: NDArray[np.uint8]
    ):
        self.track = track
        self.ids = ids
        self.starts = starts
        self.ends = ends
        self.kinds = kinds
        self.reach: Ticks = np.maximum.accumulate(ends) if len(ends) else ends
        """The latest end so far, as clips of a broken document may overlap."""
        self._places: dict[str, int] | None = None

    @classmethod
    def of(cls, track: AnyTrack, items: ItemMap) -> Lane:
        """Make the lane of a track; ids that name nothing are left out."""
        found = [(item.start_ticks, item_id, item) for item_id in track.items if (item := items.get(item_id))]
        found.sort(key=lambda entry: entry[0])
        starts = np.array([start for start, _, _ in found], np.int64)
        lengths = np.array([item.duration_ticks for _, _, item in found], np.int64)
        kinds = np.array([KIND_NUMBERS.get(item.type, UNKNOWN_KIND) for _, _, item in found], np.uint8)
        return cls(track, [item_id for _, item_id, _ in found], starts, starts + lengths, kinds)

    def __len__(self) -> int:
        """Count the clips."""
        return len(self.ids)

    @property
    def places(self) -> dict[str, int]:
        """Give each clip's index by its id."""
        if self._places is None:
            self._places = {item_id: place for place, item_id in enumerate(self.ids)}
        return self._places

    def between(self, start: int, end: int) -> range:
        """Give the indexes of the clips that may show in [start, end]."""
        first = int(np.searchsorted(self.reach, start, "right"))
        return range(first, max(first, int(np.searchsorted(self.starts, end, "right"))))

    def at(self, tick: int) -> int | None:
        """Give the index of the clip that plays at a tick; the later one where two overlap."""
        for place in reversed(self.between(tick, tick)):
            if self.starts[place] <= tick < self.ends[place]:
                return place
        return None

    def changed(self, items: ItemMap, item_ids: Collection[str]) -> Lane:
        """Give the lane with some of its items anew; the same one if it holds none of them."""
        mine = [(self.places[key], items[key]) for key in item_ids if key in self.places and key in items]
        if not mine:
            return self
        starts, ends, kinds = self.starts.copy(), self.ends.copy(), self.kinds.copy()
        for place, item in mine:
            starts[place], ends[place] = item.start_ticks, item.end_ticks
            kinds[place] = KIND_NUMBERS.get(item.type, UNKNOWN_KIND)
        if len(starts) > 1 and bool((np.diff(starts) < 0).any()):
            return Lane.of(self.track, items)
        lane = Lane(self.track, self.ids, starts, ends, kinds)
        lane._places = self._places
        return lane


class Lanes:
    """The lanes of a state, one for each of its tracks."""

    def __init__(self, state: EditorState, lanes: Sequence[Lane]) -> None:
        self.state = state
        self._lanes = lanes

    @classmethod
    def of(cls, state: EditorState) -> Lanes:
        """Look at every track of a state; those of a large one may have been made on another thread."""
        lanes = _known.get(state)
        if lanes is None:
            lanes = _known[state] = [Lane.of(track, state.items) for track in state.tracks]
        return cls(state, lanes)

    def __len__(self) -> int:
        """Count the tracks."""
        return len(self._lanes)

    def __getitem__(self, track_index: int) -> Lane:
        """Give the lane of a track by its place."""
        return self._lanes[track_index]

    def __iter__(self) -> Iterator[Lane]:
        """Give the lanes from the top."""
        return iter(self._lanes)

    def home(self, item_id: str) -> int | None:
        """Give the place of the track that a clip lies on."""
        return next((number for number, lane in enumerate(self._lanes) if item_id in lane.places), None)

    @property
    def length_ticks(self) -> int:
        """Give the latest end of all."""
        return max((int(lane.reach[-1]) for lane in self._lanes if len(lane)), default=0)

    def moved_to(self, state: EditorState, changed: Collection[str] | None = None) -> Lanes:
        """Give the lanes of another state; what it shares with this one is not looked at again.

        `changed` names the items that differ, where that is known: finding them takes a pass over all.
        """
        if state is self.state:
            return self
        if changed is None:
            changed = _differing(self.state.items, state.items)
        known = {id(lane.track): lane for lane in self._lanes}
        return Lanes(state, [_moved(known.get(id(track)), track, state, changed) for track in state.tracks])


def _differing(old: ItemMap, new: ItemMap) -> list[str]:
    if old is new:
        return []
    changed = [key for key, item in new.items() if old.get(key) is not item]
    return [*changed, *(key for key in old if key not in new)]


def _moved(lane: Lane | None, track: AnyTrack, state: EditorState, changed: Collection[str]) -> Lane:
    if lane is None or len(lane) != len(track.items):
        return Lane.of(track, state.items)
    if any(key not in state.items for key in changed if key in lane.places):
        return Lane.of(track, state.items)
    return lane.changed(state.items, changed)
