"""The course of playing, by tables: what is handed out, what is heard, what is wanted next."""

from __future__ import annotations

import pytest

from editor_app.render.live_sound.course import Course, Span, advance, blocks_ahead, heard


@pytest.mark.parametrize(
    ("course", "position", "count", "spans", "after", "wraps", "is_over"),
    [
        (Course(1, 0, 100), 10, 20, [(10, 20)], 30, 0, False),
        (Course(1, 0, 100), 90, 20, [(90, 10)], 100, 0, True),
        (Course(1, 0, 100), 90, 10, [(90, 10)], 100, 0, False),
        (Course(1, 0, 100), 100, 5, [], 100, 0, True),
        (Course(1, 0, 100), 140, 5, [], 100, 0, True),
        (Course(1, 50, 100, True), 90, 20, [(90, 10), (50, 10)], 60, 1, False),
        (Course(1, 98, 100, True), 98, 5, [(98, 2), (98, 2), (98, 1)], 99, 2, False),
        (Course(1, 60, 60, True), 60, 5, [], 60, 0, True),
        (Course(2, 0, 100), 90, 20, [(90, 5)], 100, 0, True),
        (Course(2, 0, 101), 91, 20, [(91, 5)], 101, 0, True),
        (Course(-1, 0, 100), 30, 20, [(30, 20)], 10, 0, False),
        (Course(-1, 0, 100), 5, 20, [(5, 5)], 0, 0, True),
        (Course(-2, 0, 100, True), 4, 4, [(4, 2), (100, 2)], 96, 1, False),
    ],
)
def test_advance(
    course: Course,
    position: int,
    count: int,
    spans: list[tuple[int, int]],
    after: int,
    wraps: int,
    is_over: bool,
) -> None:
    found = advance(course, position, count)
    assert found.spans == tuple(Span(start, length, course.speed) for start, length in spans)
    assert (found.position, found.wraps, found.is_over) == (after, wraps, is_over)


def test_a_span_backwards_begins_with_the_sample_before() -> None:
    assert Span(4, 3, -1).positions.tolist() == [3, 2, 1]
    assert Span(4, 2, -2).positions.tolist() == [3, 1]
    assert Span(4, 3, 2).positions.tolist() == [4, 6, 8]


@pytest.mark.parametrize(
    ("course", "at", "begun", "wraps", "expected"),
    [
        (Course(1, 0, 100), 40, 30, 0, 40),
        (Course(1, 0, 100), 25, 30, 0, 30),
        (Course(1, 0, 100), 140, 30, 0, 100),
        (Course(1, 50, 100, True), 45, 60, 1, 95),
        (Course(1, 50, 100, True), 110, 60, 0, 60),
        (Course(-1, 0, 100), 40, 30, 0, 30),
        (Course(-1, 0, 100), -5, 30, 0, 0),
        (Course(-1, 50, 100, True), 45, 60, 0, 95),
    ],
)
def test_heard(course: Course, at: float, begun: int, wraps: int, expected: float) -> None:
    assert heard(course, at, begun, wraps) == expected


@pytest.mark.parametrize(
    ("course", "position", "expected"),
    [
        (Course(1, 0, 1000), 0, (0, 1, 2)),
        (Course(1, 0, 1000), 250, (2, 3, 4)),
        (Course(1, 0, 1000), 950, (9,)),
        (Course(1, 100, 400, True), 350, (3, 1, 2)),
        (Course(1, 120, 180, True), 150, (1,)),
        (Course(-1, 0, 1000), 500, (4, 3, 2)),
        (Course(2, 0, 1000), 0, (0, 1, 2)),
        (Course(1, 0, 1000), 1000, ()),
    ],
)
def test_blocks_ahead(course: Course, position: int, expected: tuple[int, ...]) -> None:
    assert blocks_ahead(course, position, 100, 3) == expected
