"""Snapping: which edge, marker or playhead is near enough to be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from editor_app.ui.timeline.hits import Stage
from editor_app.ui.timeline.keys import key_times
from editor_app.ui.timeline.lanes import Lane, Lanes
from editor_app.ui.timeline.painting.crowd import wide_places

SNAP_PX = 8


@dataclass(frozen=True, slots=True)
class Snap:
    """By how much to move so that something lies exactly `at_ticks`."""

    by_ticks: int
    at_ticks: int


class SnapTargets:
    """All that one may snap to: the edges of clips but those that move, and other ticks."""

    def __init__(self, lanes: Lanes, others: Iterable[int], moving: Collection[str] = ()) -> None:
        self._lanes = lanes
        self._others = np.unique(np.array([0, *others], np.int64))
        self._moving = frozenset(moving)

    def nearest(self, tick: int, reach_ticks: int) -> int | None:
        """Give the target nearest to a tick, not further than `reach_ticks`."""
        low, high = np.searchsorted(self._others, (tick - reach_ticks, tick + reach_ticks + 1))
        near = [int(other) for other in self._others[low:high]]
        for lane in self._lanes:
            near += self._edges(lane, tick - reach_ticks, tick + reach_ticks)
        return min(near, key=lambda at: (abs(at - tick), at), default=None)

    def _edges(self, lane: Lane, first: int, last: int) -> list[int]:
        found: list[int] = []
        # From one tick earlier, as a clip that ends just at `first` no longer plays there.
        for place in lane.between(first - 1, last):
            if lane.ids[place] not in self._moving:
                edges = (int(lane.starts[place]), int(lane.ends[place]))
                found += [edge for edge in edges if first <= edge <= last]
        return found


def targets_of(stage: Stage, playhead_ticks: int, moving: Collection[str] = ()) -> SnapTargets:
    """Give all that there is on a stage to snap to, but what belongs to the clips that move.

    Beside the clips' edges: the start, the playhead, markers, in and out, and the keyframes in sight.
    """
    others = [playhead_ticks, *(marker.ticks for marker in stage.markers)]
    others += [tick for tick in (stage.in_ticks, stage.out_ticks) if tick is not None]
    others += _keys_in_sight(stage, frozenset(moving))
    return SnapTargets(stage.lanes, others, moving)


def _keys_in_sight(stage: Stage, left_out: Collection[str]) -> list[int]:
    found: list[int] = []
    for lane in stage.lanes:
        for place in wide_places(lane, stage.view):
            key = lane.ids[place]
            if key not in left_out:
                item = stage.state.items[key]
                found += [item.start_ticks + time for time in key_times(item)]
    return found


def snap(targets: SnapTargets, ticks: Sequence[int], reach_ticks: int) -> Snap | None:
    """Give the smallest move that brings one of `ticks` onto a target; None where none is near."""
    best: Snap | None = None
    for tick in ticks:
        at = targets.nearest(tick, reach_ticks)
        if at is not None and (best is None or abs(at - tick) < abs(best.by_ticks)):
            best = Snap(at - tick, at)
    return best
