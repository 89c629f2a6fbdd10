"""Numbers that move, as straight pieces between points in clip-local ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from editor_app.items.values import AnimatedNumber

Points = tuple[tuple[int, float], ...]
"""(ticks, value) by time; linear in between, held outside. One point is a number that stands still."""


def points_of(number: AnimatedNumber | None, duration_ticks: int, fallback: float = 0.0) -> Points:
    """Give an animated number as points; `fallback` where there is none."""
    if number is None:
        return ((0, fallback),)
    keys = number.keyframes
    times = {key.time_ticks for key in keys}
    if len(keys) == 1:
        times |= {0, duration_ticks}
    return simplified([(t, number.at(t, duration_ticks)) for t in sorted(times or {0})])


def value_at(points: Points, tick: float) -> float:
    """Give the value at a tick."""
    if tick <= points[0][0]:
        return points[0][1]
    for (start, a), (end, b) in pairwise(points):
        if tick < end:
            return a + (b - a) * (tick - start) / (end - start)
    return points[-1][1]


def between(points: Points, start: int, end: int) -> Points:
    """Give the piece on [start, end], its times counted from `start`."""
    if len(points) == 1:
        return ((0, points[0][1]),)
    inside = [(t, v) for t, v in points if start < t < end]
    ends = (start, value_at(points, start)), (end, value_at(points, end))
    return simplified([(t - start, v) for t, v in (ends[0], *inside, ends[1])])


def combined(
    curves: Sequence[Points], join: Callable[[tuple[float, ...]], float], more: Iterable[int] = ()
) -> Points:
    """Give `join` of the curves' values at all their points, and at the ticks `more`."""
    if all(len(points) == 1 for points in curves) and not more:
        return ((0, join(tuple(points[0][1] for points in curves))),)
    times = sorted({t for points in curves for t, _ in points} | set(more))
    return simplified([(t, join(tuple(value_at(points, t) for points in curves))) for t in times])


def product(first: Points, second: Points, steps: int = 8) -> Points:
    """Multiply two curves; where both move, their bend is followed in `steps` straight pieces."""
    if len(first) > 1 and len(second) > 1:
        times = sorted({t for points in (first, second) for t, _ in points})
        more = [a + (b - a) * i // steps for a, b in pairwise(times) for i in range(1, steps)]
    else:
        more = []
    return combined((first, second), lambda v: v[0] * v[1], more)


def clamped(points: Points, low: float, high: float) -> Points:
    """Keep a curve between two values, with points where it meets them."""
    more: list[int] = []
    for (start, a), (end, b) in pairwise(points):
        for border in (low, high):
            if (a - border) * (b - border) < 0:
                more.append(start + round((end - start) * (border - a) / (b - a)))
    return combined((points,), lambda v: min(max(v[0], low), high), more)


def simplified(points: Sequence[tuple[int, float]]) -> Points:
    """Leave out points that lie on the line through their neighbours."""
    kept: list[tuple[int, float]] = []
    for point in points:
        while len(kept) > 1 and _is_on_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    if all(value == kept[0][1] for _, value in kept):
        return ((0, kept[0][1]),)
    return tuple(kept)


def thinned(points: Sequence[tuple[int, float]], is_near: Callable[[float, float], bool]) -> Points:
    """Leave out points as long as `is_near` says of each that the line passes it closely enough."""
    kept, pieces = {0, len(points) - 1}, [(0, len(points) - 1)]
    while pieces:
        first, last = pieces.pop()
        line = points[first], points[last]
        far = [i for i in range(first + 1, last) if not is_near(points[i][1], value_at(line, points[i][0]))]
        if far:
            worst = max(far, key=lambda i: abs(points[i][1] - value_at(line, points[i][0])))
            kept.add(worst)
            pieces += [(first, worst), (worst, last)]
    return simplified([points[i] for i in sorted(kept)])


def _is_on_line(a: tuple[int, float], b: tuple[int, float], c: tuple[int, float]) -> bool:
    expected = a[1] + (c[1] - a[1]) * (b[0] - a[0]) / (c[0] - a[0]) if c[0] > a[0] else b[1]
    return abs(expected - b[1]) <= 1e-9 * max(1.0, abs(b[1]))
