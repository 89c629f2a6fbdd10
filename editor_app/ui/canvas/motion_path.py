"""The path of an item whose place has keys: the way of its middle through the composition. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from editor_app.edits.numbers import points, value_at
from editor_app.items import AudioItem, PlacedItem
from editor_app.timebase import tick_of_frame, ticks_per_frame
from editor_app.ui.canvas.geometry import Bounds, Point
from editor_app.ui.canvas.handles import REACH_PX
from editor_app.ui.canvas.view import View

MOST_POINTS = 240
"""Of line, marks and keys alike: what has thousands is thinned evenly."""
_STRIDES = (1, 2, 5, 10, 15, 30, 60, 150, 300, 900)


@dataclass(frozen=True, slots=True)
class PathKey:
    """A key of the place at a clip-local time, and where the item's middle is then."""

    time_ticks: int
    at: Point


@dataclass(frozen=True, slots=True)
class MotionPath:
    """A way in composition px.

    `line` runs straight between its points. `marks` lie a frame or every few frames apart in time, so that
    the room between them shows the speed.
    """

    line: tuple[Point, ...]
    marks: tuple[Point, ...]
    keys: tuple[PathKey, ...]

    @property
    def bounds(self) -> Bounds:
        """Give the upright rectangle around it."""
        xs, ys = zip(*self.line, *(key.at for key in self.keys), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def motion_path(item: object, fps: int, least_gap: float = 0.0) -> MotionPath | None:
    """Give an item's path; None where its place has no keys to go between.

    ```
        left   |  ◇─────◇        |             ◆ · · ·◆
        top    |  ◇─────◇─────◇  |    ->               :
                                                       ◆
    ```
    `least_gap`: marks that would on average lie nearer to each other, in composition px, are left out evenly.
    """
    if not isinstance(item, PlacedItem) or isinstance(item, AudioItem):
        return None
    length = item.duration_ticks
    times = sorted({key.time_ticks for number in (item.left, item.top) for key in number.keyframes})
    moving = [points(n, length) for n in (item.left, item.top, item.width, item.height)]
    if not times:
        return None
    breaks = sorted({min(max(time, 0), length) for curve in moving for time, _value in curve})
    if len(breaks) < 2:
        return None
    center = _center_of(item)
    ways = [(time, center(time)) for time in _thinned(breaks)]
    inside = _thinned([time for time in times if 0 <= time < length])
    return MotionPath(
        tuple(at for _time, at in ways),
        _marks(item.start_ticks, ways, center, fps, least_gap),
        tuple(PathKey(time, center(time)) for time in inside),
    )


def key_at(path: MotionPath, current: Point | None, view: View, x: float, y: float) -> PathKey | None:
    """Give the key that a press at a point of the screen takes; the item's own place comes before it."""

    def away(point: Point) -> float:
        return math.dist(view.to_screen(*point), (x, y))

    nearest = min(path.keys, key=lambda key: away(key.at), default=None)
    if nearest is None or away(nearest.at) > REACH_PX:
        return None
    if current is not None and away(current) <= away(nearest.at) + 0.5:
        return None
    return nearest


def _center_of(item: PlacedItem) -> Callable[[int], Point]:
    """Give what tells the middle at a clip-local time: as the renderer does, but finding the keys once."""
    curves = [
        (points(number, item.duration_ticks), number.value)
        for number in (item.left, item.top, item.width, item.height)
    ]

    def center(time: int) -> Point:
        left, top, width, height = (value_at(curve, time) if curve else still for curve, still in curves)
        return left + width / 2, top + height / 2

    return center


def _marks(
    start: int,
    ways: Sequence[tuple[int, Point]],
    center: Callable[[int], Point],
    fps: int,
    least_gap: float,
) -> tuple[Point, ...]:
    a_frame = ticks_per_frame(fps)
    first, last = -(-(start + ways[0][0]) // a_frame), (start + ways[-1][0]) // a_frame
    legs = [(after - before, math.dist(a, b)) for (before, a), (after, b) in pairwise(ways)]
    way = sum(leg for _ticks, leg in legs)
    if not way:
        return ()
    gap = way * a_frame / sum(ticks for ticks, leg in legs if leg)
    wanted = max((last - first + 1) / (MOST_POINTS - 1), least_gap / gap)
    stride = next((n for n in _STRIDES if n >= wanted), math.ceil(wanted))
    frames = range(-(-first // stride) * stride, last + 1, stride)
    found = [center(tick_of_frame(frame, fps) - start) for frame in frames]
    return tuple(dict.fromkeys(found))


def _thinned(times: list[int]) -> list[int]:
    """Keep the first, the last, and so many in between as can be told apart."""
    if len(times) <= MOST_POINTS:
        return times
    step = (len(times) - 1) / (MOST_POINTS - 1)
    return [times[round(number * step)] for number in range(MOST_POINTS)]
