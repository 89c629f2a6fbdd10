"""The path of an item: where its middle is, what marks there are, which key is meant."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.items.values import AnimatedNumber, Keyframe
from editor_app.ui.canvas.geometry import Point, box_of
from editor_app.ui.canvas.motion_path import MOST_POINTS, MotionPath, PathKey, key_at, motion_path
from editor_app.ui.canvas.view import fitted
from tests.documents import number
from tests.ui.canvas.scene import S, shape, state


def path_of(fps: int = 30, least_gap: float = 0.0, **fields: Any) -> MotionPath | None:
    return motion_path(state(shape("m", 0, 0, 10, 10) | fields).items["m"], fps, least_gap)


@pytest.mark.parametrize(
    ("fields", "line", "keys"),
    [
        ({"left": number(0, (0, 0), (2 * S, 100))}, [(5, 5), (105, 5)], [0, 2 * S]),
        (
            {"left": number(0, (0, 0), (2 * S, 100)), "top": number(0, (S, 0), (3 * S, 20))},
            [(5, 5), (55, 5), (105, 15), (105, 25)],
            [0, S, 2 * S, 3 * S],
        ),
        ({"left": number(80, (0, 0))}, [(5, 5), (85, 5)], [0]),  # a ramp to the clip's end
        ({"left": number(0, (0, 0), (5 * S, 100))}, [(5, 5), (85, 5)], [0]),  # a key beyond the end
        (
            {"left": number(0, (0, 0), (2 * S, 0)), "width": number(10, (0, 10), (S, 30))},
            [(5, 5), (15, 5), (15, 5)],
            [0, 2 * S],
        ),
    ],
)
def test_the_line_bends_where_the_middle_does(
    fields: dict[str, Any], line: list[Point], keys: list[int]
) -> None:
    path = path_of(**fields)
    assert path is not None
    assert path.line == tuple(line)
    assert [key.time_ticks for key in path.keys] == keys


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"width": number(10, (0, 10), (S, 30))},
        {"left": number(7, (S, 7))},
    ],
)
def test_what_stays_has_no_path(fields: dict[str, Any]) -> None:
    assert path_of(**fields) is None


def test_what_has_no_box_has_no_path() -> None:
    assert motion_path(None, 30) is None
    assert motion_path(object(), 30) is None


@pytest.mark.parametrize(
    ("fps", "start", "least_gap", "expected"),
    [
        (30, 0, 0, [5 + 2 * n for n in range(31)]),
        (60, 0, 0, [5 + n for n in range(61)]),
        (30, S // 60, 0, [6 + 2 * n for n in range(30)]),  # frames are the timeline's, not the clip's
        (30, 0, 7, [5 + 10 * n for n in range(7)]),
        (30, 0, 100, [5]),
    ],
)
def test_marks_are_a_frame_or_every_few_apart(
    fps: int, start: int, least_gap: float, expected: list[float]
) -> None:
    path = path_of(fps, least_gap, left=number(0, (0, 0), (S, 60)), startTicks=start)
    assert path is not None
    assert [x for x, _y in path.marks] == pytest.approx(expected)


def test_marks_lie_nearer_where_it_is_slower() -> None:
    path = path_of(left=number(0, (0, 0), (S, 300), (2 * S, 330), (3 * S, 330)))
    assert path is not None
    gaps = [b[0] - a[0] for a, b in pairwise(path.marks)]
    assert gaps == pytest.approx([10] * 30 + [1] * 30)


numbers = st.integers(-500, 500)
curves = st.dictionaries(st.integers(0, 4 * S + 10), numbers, max_size=5)


@given(curves, curves, curves, numbers, st.sampled_from([30, 60]))
def test_every_point_is_where_the_renderer_puts_the_middle(
    left: dict[int, int], top: dict[int, int], width: dict[int, int], still: int, fps: int
) -> None:
    item: Any = state(shape("m", 0, 0, 10, 10)).items["m"]
    fields = {"left": left, "top": top, "width": {time: abs(value) for time, value in width.items()}}
    made = item.replace(**{name: animated(still, curve) for name, curve in fields.items()})
    path = motion_path(made, fps)
    if path is None:
        return

    def center(time: int) -> Point:
        box = box_of(made, time)
        assert box is not None
        return box.center

    for key in path.keys:
        assert key.at == pytest.approx(center(key.time_ticks))
    for point in (center(time) for time in range(0, 4 * S, S // 10)):
        assert beside(path, point) < 1e-3


def animated(still: int, curve: dict[int, int]) -> AnimatedNumber:
    keys = tuple(Keyframe(time_ticks=time, value=value) for time, value in sorted(curve.items()))
    return AnimatedNumber(value=abs(still), keyframes=keys)


def beside(path: MotionPath, point: Point) -> float:
    """Give how far a point lies beside the line."""
    return min(_to_leg(point, a, b) for a, b in pairwise(path.line))


def _to_leg(point: Point, a: Point, b: Point) -> float:
    (x, y), (dx, dy) = (point[0] - a[0], point[1] - a[1]), (b[0] - a[0], b[1] - a[1])
    length = dx * dx + dy * dy
    share = min(max((x * dx + y * dy) / length, 0), 1) if length else 0
    return math.dist((x, y), (share * dx, share * dy))


def test_thousands_of_keys_are_thinned() -> None:
    keys = [(time, float(time % 997)) for time in range(0, 4 * S, S // 1000)]
    path = path_of(left=number(0, *keys))
    assert path is not None
    assert len(path.line) == len(path.keys) == MOST_POINTS
    assert (path.keys[0].time_ticks, path.keys[-1].time_ticks) == (keys[0][0], keys[-1][0])
    assert len(path.marks) <= MOST_POINTS


def test_an_hour_has_no_more_marks_than_a_second() -> None:
    hour = 3600 * S
    path = path_of(60, left=number(0, (0, 0), (hour - 1, 9000)), durationTicks=hour)
    assert path is not None
    assert 100 < len(path.marks) <= MOST_POINTS


VIEW = fitted(1280 + 48, 720 + 48, (1280, 720))
PATH = MotionPath(
    ((0, 0), (100, 0)), (), (PathKey(0, (0, 0)), PathKey(S, (100, 0)), PathKey(2 * S, (100, 0)))
)


@pytest.mark.parametrize(
    ("at", "current", "time"),
    [
        ((0, 0), None, 0),
        ((9, 9), None, 0),
        ((12, 12), None, None),
        ((100, 0), None, S),
        ((50, 0), None, None),
        ((0, 0), (0, 0), None),  # the item itself lies there
        ((6, 0), (10, 0), None),
        ((4, 0), (10, 0), 0),
    ],
)
def test_the_nearest_key_is_meant(at: Point, current: Point | None, time: int | None) -> None:
    key = key_at(PATH, current, VIEW, *VIEW.to_screen(*at))
    assert (key.time_ticks if key else None) == time
