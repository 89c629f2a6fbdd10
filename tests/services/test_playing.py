"""Where playing starts, ends and goes, by tables."""

from __future__ import annotations

import pytest

from editor_app.services.playing import (
    Bounds,
    bounds_of_play,
    faster,
    last_frame,
    shown_at,
    start_of_play,
    wait_ms,
)
from editor_app.session import InOut
from editor_app.timebase import TICKS_PER_SECOND as S

F = S // 30
WHOLE = Bounds(0, 10 * S, False)


@pytest.mark.parametrize(
    ("marked", "loops", "expected"),
    [
        (InOut(), False, Bounds(0, 10 * S, False)),
        (InOut(), True, Bounds(0, 10 * S, True)),
        (InOut(2 * S, 4 * S), False, Bounds(0, 10 * S, False)),
        (InOut(2 * S, 4 * S), True, Bounds(2 * S, 4 * S, True)),
        (InOut(2 * S, None), True, Bounds(2 * S, 10 * S, True)),
        (InOut(None, 4 * S), True, Bounds(0, 4 * S, True)),
        (InOut(2 * S, 40 * S), True, Bounds(2 * S, 10 * S, True)),
        (InOut(20 * S, 40 * S), True, Bounds(0, 10 * S, True)),
    ],
)
def test_only_a_loop_keeps_to_what_is_marked(marked: InOut, loops: bool, expected: Bounds) -> None:
    assert bounds_of_play(10 * S, marked, loops=loops) == expected


@pytest.mark.parametrize(
    ("at", "bounds", "forward", "expected"),
    [
        (0, WHOLE, True, 0),
        (3 * S, WHOLE, True, 3 * S),
        (10 * S - 2 * F, WHOLE, True, 10 * S - 2 * F),
        (10 * S - F, WHOLE, True, 0),
        (10 * S, WHOLE, True, 0),
        (99 * S, WHOLE, True, 0),
        (3 * S, Bounds(2 * S, 4 * S, True), True, 3 * S),
        (1 * S, Bounds(2 * S, 4 * S, True), True, 2 * S),
        (5 * S, Bounds(2 * S, 4 * S, True), True, 2 * S),
        (3 * S, WHOLE, False, 3 * S),
        (0, WHOLE, False, 10 * S),
        (99 * S, WHOLE, False, 10 * S),
    ],
)
def test_playing_starts_at_the_playhead_or_over(
    at: int, bounds: Bounds, forward: bool, expected: int
) -> None:
    assert start_of_play(at, bounds, forward=forward, fps=30) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0, 0), (F - 1, 0), (F, F), (F + 0.5, F), (10 * S, 10 * S - F), (99 * S, 10 * S - F), (-5, 0)],
)
def test_the_frame_shown_is_the_one_that_has_begun(at: float, expected: int) -> None:
    assert shown_at(at, WHOLE, 30) == expected


def test_the_last_frame_of_an_end_between_frames_is_the_one_begun() -> None:
    assert last_frame(Bounds(0, 10 * S + 5, False), 30) == 10 * S
    assert last_frame(Bounds(0, 0, False), 30) == 0


def test_the_shuttle_has_four_steps_each_way_and_turns_at_once() -> None:
    speeds = [0]
    for direction in (1, 1, 1, 1, 1, -1, -1, -1, -1, -1, 1):
        speeds.append(faster(speeds[-1], direction))
    assert speeds == [0, 1, 2, 4, 8, 8, -1, -2, -4, -8, -8, 1]


@pytest.mark.parametrize(
    ("at", "speed", "fps", "expected"),
    [
        (0, 1, 30, 33),
        (F - 240, 1, 30, 2),
        (F / 2, 1, 30, 17),
        (0, 8, 30, 5),
        (F, -1, 30, 33),
        (240, -1, 30, 2),
    ],
)
def test_the_next_look_is_when_the_next_frame_begins(at: float, speed: int, fps: int, expected: int) -> None:
    assert wait_ms(at, speed, fps) == expected
