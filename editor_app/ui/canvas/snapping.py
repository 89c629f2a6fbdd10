"""Which line is near enough to be meant: the composition's edges and middle, and those of other items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from editor_app.ui.canvas.geometry import Bounds, ItemBox, Point

SNAP_PX = 8
SAME_PX = 0.02
"""What lies so near to a line in composition px lies on it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A line at `at`, drawn from `low` to `high` along the other axis."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Targets:
    """Upright lines (by x) and level ones (by y)."""

    xs: tuple[Target, ...]
    ys: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A line to show: what was snapped to."""

    axis: Literal["x", "y"]
    at: float
    low: float
    high: float


def targets_of(composition: tuple[int, int], others: Iterable[ItemBox]) -> Targets:
    """Give all that one may snap to."""
    width, height = composition
    xs = [Target(at, 0, height) for at in (0.0, width / 2, float(width))]
    ys = [Target(at, 0, width) for at in (0.0, height / 2, float(height))]
    for box in others:
        left, top, right, bottom = box.bounds
        xs += [Target(at, top, bottom) for at in (left, (left + right) / 2, right)]
        ys += [Target(at, left, right) for at in (top, (top + bottom) / 2, bottom)]
    return Targets(tuple(xs), tuple(ys))


def nearest(targets: Sequence[Target], positions: Iterable[float], reach: float) -> float | None:
    """Give the smallest move that brings one of the positions onto a target; None where none is near."""
    moves = [target.at - position for position in positions for target in targets]
    near = [move for move in moves if abs(move) <= reach]
    return min(near, key=abs, default=None)


def snapped_move(bounds: Bounds, targets: Targets, reach: float) -> tuple[float | None, float | None]:
    """Give by how much more to move something, so that its sides or its middle lie on lines."""
    left, top, right, bottom = bounds
    return (
        nearest(targets.xs, (left, (left + right) / 2, right), reach),
        nearest(targets.ys, (top, (top + bottom) / 2, bottom), reach),
    )


def guides(bounds: Bounds, targets: Targets) -> tuple[Guide, ...]:
    """Give the lines that something lies on, each long enough to reach both."""
    left, top, right, bottom = bounds
    found: list[Guide] = []
    for target in targets.xs:
        if any(abs(target.at - x) < SAME_PX for x in (left, (left + right) / 2, right)):
            found.append(Guide("x", target.at, min(target.low, top), max(target.high, bottom)))
    for target in targets.ys:
        if any(abs(target.at - y) < SAME_PX for y in (top, (top + bottom) / 2, bottom)):
            found.append(Guide("y", target.at, min(target.low, left), max(target.high, right)))
    return tuple(found)


def snapped_center(at: Point, composition: tuple[int, int], reach: float) -> tuple[Point, tuple[Guide, ...]]:
    """Give a point on the composition's middle lines where those are near, and the lines it lies on."""
    width, height = composition
    middle = Targets((Target(width / 2, 0, height),), (Target(height / 2, 0, width),))
    by_x, by_y = nearest(middle.xs, (at[0],), reach), nearest(middle.ys, (at[1],), reach)
    x, y = at[0] + (by_x or 0.0), at[1] + (by_y or 0.0)
    return (x, y), guides((x, y, x, y), middle) if reach else ()
