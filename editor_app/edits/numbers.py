"""Keyframes under the scissors: cutting, stretching and shifting animated numbers. Conventions §2.

What is written is always sorted, without duplicates, before the clip's end, and its `value` is that of the
first key; so there is never a single key whose value differs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from editor_app.items.values import AnimatedNumber, Keyframe

Point = tuple[int, float]


def points(number: AnimatedNumber, duration_ticks: int) -> list[Point]:
    """Give the curve as (clip-local ticks, value), sorted; none where the number does not move.

    The curve is linear in between and held outside. A single key that ramps to or from `value` becomes two
    points, of which the second may lie at the clip's end.
    """
    found = sorted({key.time_ticks: key.value for key in number.keyframes}.items())
    if len(number.keyframes) == 1 and found[0][1] != number.value:
        time, value = found[0]
        return [(0, value), (duration_ticks, number.value)] if time == 0 else [(0, number.value), found[0]]
    return found


def keyed(curve: Iterable[Point], otherwise: float) -> AnimatedNumber:
    """Make a number of the points of a curve; a constant `otherwise` where there are none."""
    keys = tuple(Keyframe(time_ticks=time, value=value) for time, value in curve)
    return AnimatedNumber(value=keys[0].value if keys else otherwise, keyframes=keys)


def value_at(curve: list[Point], time_ticks: int) -> float:
    """Give the value of a curve of one point or more."""
    after = bisect_left(curve, (time_ticks,))
    if after == len(curve):
        return curve[-1][1]
    (end, b) = curve[after]
    if after == 0 or end == time_ticks:
        return b
    start, a = curve[after - 1]
    return a + (b - a) * (time_ticks - start) / (end - start)


def cut_number(number: AnimatedNumber, *, shift_ticks: int, old_ticks: int, new_ticks: int) -> AnimatedNumber:
    """Give the number for the part of the clip that starts `shift_ticks` later and is `new_ticks` long.

    ```
        ◇─────────◇──────────◇           ◆────◇─────◆
        |    A               |    ->        | A     |
              ^ start      ^ end            ◆ border key
    ```
    Keys keep their absolute time; those outside give way to a border key with the value of the moment.
    """
    curve = points(number, old_ticks)
    if not curve or (shift_ticks == 0 and _fits(number, curve, new_ticks)):
        return number
    moved = [(time - shift_ticks, value) for time, value in curve]
    inside = [point for point in moved if 0 <= point[0] < new_ticks]
    last = new_ticks - 1
    first_value, last_value = value_at(moved, 0), value_at(moved, last)
    if moved[0][0] < 0 and (not inside or (inside[0][0] > 0 and inside[0][1] != first_value)):
        inside.insert(0, (0, first_value))
    if moved[-1][0] > last and (not inside or (inside[-1][0] < last and inside[-1][1] != last_value)):
        inside.append((last, last_value))
    if len(inside) == 1 and inside[0] not in moved:
        return AnimatedNumber.constant(inside[0][1])
    return keyed(inside, first_value)


def _fits(number: AnimatedNumber, curve: list[Point], new_ticks: int) -> bool:
    """Tell whether the number may stay as it is: its keys say all, and lie inside."""
    is_ramp = len(number.keyframes) == 1 and number.keyframes[0].value != number.value
    return not is_ramp and curve[-1][0] < new_ticks


def stretch_number(number: AnimatedNumber, *, old_ticks: int, new_ticks: int) -> AnimatedNumber:
    """Give the number with its keys at the same share of a longer or shorter clip."""
    curve = points(number, old_ticks)
    if not curve or old_ticks == new_ticks:
        return number
    last = new_ticks - 1
    return keyed(sorted({min(time * new_ticks // old_ticks, last): v for time, v in curve}.items()), 0)


def raise_number(number: AnimatedNumber, by: float) -> AnimatedNumber:
    """Give the number with `by` added to all its values."""
    keys = tuple(Keyframe(time_ticks=key.time_ticks, value=key.value + by) for key in number.keyframes)
    return AnimatedNumber(value=number.value + by, keyframes=keys)
