"""Keyframes under the scissors: the curve stays what it was, and what is written is tidy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.edits.numbers import cut_number, keyed, stretch_number
from editor_app.items.values import AnimatedNumber, Keyframe

LENGTH = 100


def animated(value: float, *keys: tuple[int, float]) -> AnimatedNumber:
    return AnimatedNumber(
        value=value, keyframes=tuple(Keyframe(time_ticks=time, value=v) for time, v in keys)
    )


def keys(number: AnimatedNumber) -> list[tuple[int, float]]:
    return [(key.time_ticks, key.value) for key in number.keyframes]


@pytest.mark.parametrize(
    ("number", "shift", "new", "value", "expected"),
    [
        (animated(5), 10, 50, 5, []),
        (animated(0, (0, 0), (80, 8)), 0, 41, 0, [(0, 0), (40, 4)]),
        (animated(0, (0, 0), (80, 8)), 40, 60, 4, [(0, 4), (40, 8)]),
        (animated(0, (0, 0), (80, 8)), 90, 10, 8, []),
        (animated(0, (50, 3), (80, 8)), 0, 20, 3, []),
        (animated(0, (10, 1), (20, 2)), -5, 105, 1, [(15, 1), (25, 2)]),
        (animated(0, (10, 1), (20, 2), (30, 2), (90, 2)), 25, 50, 2, [(5, 2)]),
        (animated(4, (0, 0)), 0, 50, 0, [(0, 0), (49, 1.96)]),
        (animated(0, (50, 5)), 25, 50, 2.5, [(0, 2.5), (25, 5)]),
        (animated(3, (50, 3)), 60, 40, 3, []),
        (animated(3, (50, 3)), 10, 90, 3, [(40, 3)]),
        (animated(9, (20, 2), (10, 1), (20, 4)), 10, 90, 1, [(0, 1), (10, 4)]),
        (animated(0, (0, 1), (120, 2)), 0, 100, 1, [(0, 1), (99, 1.825)]),
    ],
)
def test_cut(
    number: AnimatedNumber, shift: int, new: int, value: float, expected: list[tuple[int, float]]
) -> None:
    cut = cut_number(number, shift_ticks=shift, old_ticks=LENGTH, new_ticks=new)
    assert cut.value == value
    assert keys(cut) == expected


def test_a_number_that_the_cut_does_not_reach_is_the_same_object() -> None:
    for number in (animated(5), animated(9, (20, 2), (10, 1))):
        assert cut_number(number, shift_ticks=0, old_ticks=LENGTH, new_ticks=50) is number


points = st.tuples(st.integers(0, LENGTH - 1), st.integers(-50, 50))
numbers = st.builds(
    lambda value, ks: animated(value, *ks), st.integers(-50, 50), st.lists(points, max_size=5)
)


@given(numbers, st.integers(-30, 90), st.integers(1, 120))
def test_a_cut_shows_what_was_there(number: AnimatedNumber, shift: int, new: int) -> None:
    cut = cut_number(number, shift_ticks=shift, old_ticks=LENGTH, new_ticks=new)
    for time in range(new):
        if 0 <= time + shift < LENGTH or len(number.keyframes) != 1:
            assert cut.at(time, new) == pytest.approx(number.at(time + shift, LENGTH), abs=1e-9)
    if cut is not number:
        check_tidy(cut, new)


@given(numbers, st.integers(1, 300))
def test_a_stretch_keeps_every_share(number: AnimatedNumber, new: int) -> None:
    stretched = stretch_number(number, old_ticks=LENGTH, new_ticks=new)
    if stretched is not number:
        check_tidy(stretched, new)
    same_key_count = len({key.time_ticks * new // LENGTH for key in number.keyframes}) == len(
        {key.time_ticks for key in number.keyframes}
    )
    if new >= LENGTH and same_key_count and len(number.keyframes) > 1:
        assert [value for _, value in keys(stretched)] == [
            value for _, value in sorted({k.time_ticks: k.value for k in number.keyframes}.items())
        ]


@given(st.lists(points, max_size=5), st.integers(-50, 50))
def test_what_is_keyed_never_ramps_unseen(curve: list[tuple[int, float]], otherwise: int) -> None:
    check_tidy(keyed(sorted(dict(curve).items()), otherwise), LENGTH)


def check_tidy(number: AnimatedNumber, length: int) -> None:
    times = [key.time_ticks for key in number.keyframes]
    assert times == sorted(set(times))
    assert all(0 <= time < length for time in times)
    if number.keyframes:
        assert number.value == number.keyframes[0].value
