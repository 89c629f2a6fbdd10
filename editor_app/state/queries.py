"""Questions to a state: how long it is, what lies where, which transition touches a clip."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from weakref import WeakKeyDictionary

from editor_app.items import AudioItem, BrokenItem, Item
from editor_app.state.model import AnyTrack, EditorState, Transition


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it lies."""

    track_index: int
    item_id: str
    item: Item | BrokenItem


@dataclass(frozen=True, slots=True)
class _Lane:
    """One track's items by start; `ends` holds the latest end so far, as items may overlap."""

    starts: list[int]
    ends: list[int]
    placed: list[Placed]

    def at(self, tick: int) -> Iterator[Placed]:
        index = bisect_right(self.starts, tick) - 1
        while index >= 0 and self.ends[index] > tick:
            if self.placed[index].item.end_ticks > tick:
                yield self.placed[index]
            index -= 1


_lanes: WeakKeyDictionary[EditorState, tuple[_Lane, ...]] = WeakKeyDictionary()


def project_length(state: EditorState) -> int:
    """Give the latest end in ticks of all items on tracks; 0 for an empty timeline."""
    return max((lane.ends[-1] for lane in _lanes_of(state) if lane.ends), default=0)


def items_at(state: EditorState, tick: int) -> tuple[Placed, ...]:
    """Give the items that play at `tick`, the topmost first; hidden tracks and sound included."""
    return tuple(placed for lane in _lanes_of(state) for placed in lane.at(tick))


def visible_items(state: EditorState, tick: int) -> tuple[Placed, ...]:
    """Give the items that show at `tick`, the topmost first."""
    return tuple(
        placed
        for track, lane in zip(state.tracks, _lanes_of(state), strict=True)
        if not track.hidden
        for placed in lane.at(tick)
        if not isinstance(placed.item, AudioItem)
    )


def placed_items(state: EditorState) -> Iterator[Placed]:
    """Give every item on a track once (on the first track that lists it), track by track by start."""
    return (placed for lane in _lanes_of(state) for placed in lane.placed)


def track_of(state: EditorState, item_id: str) -> AnyTrack | None:
    """Give the first track that lists the item."""
    return next((track for track in state.tracks if item_id in track.items), None)


def transitions_by_clip(state: EditorState) -> tuple[dict[str, Transition], dict[str, Transition]]:
    """Give the transitions by the clip they come from and by the clip they lead to."""
    readable = [t for t in state.transitions.values() if isinstance(t, Transition)]
    return {t.from_clip_id: t for t in readable}, {t.to_clip_id: t for t in readable}


def _lanes_of(state: EditorState) -> tuple[_Lane, ...]:
    lanes = _lanes.get(state)
    if lanes is None:
        lanes = _lanes[state] = tuple(_make_lanes(state))
    return lanes


def _make_lanes(state: EditorState) -> Iterator[_Lane]:
    seen = set[str]()
    for track_index, track in enumerate(state.tracks):
        placed = list[Placed]()
        for item_id in track.items:
            item = state.items.get(item_id)
            if item is not None and item_id not in seen:
                seen.add(item_id)
                placed.append(Placed(track_index, item_id, item))
        placed.sort(key=lambda p: p.item.start_ticks)
        ends = list(accumulate((p.item.end_ticks for p in placed), max))
        yield _Lane([p.item.start_ticks for p in placed], ends, placed)
