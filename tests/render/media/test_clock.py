"""Which time stamp is on screen at a tick, in time bases that hold the frames exactly and in others."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.render.media.clock import SourceClock
from editor_app.timebase import TICKS_PER_SECOND
from tests.render.media.making import number_of, pool_of, write_numbered

F = Fraction
ZERO = F(0)


@pytest.mark.parametrize(
    ("time_base", "rate", "tick", "stamp"),
    [
        (F(1, 15360), 30, 239_999, 15359),
        (F(1, 15360), 30, 240_000, 15360),
        (F(1, 30), 30, 239_999, 29),
        (F(1, 30), 30, 240_000, 30),
        (F(1, 1000), 30, 15_999, 66),  # frame 2 is at 66.67 ms, its stamp is 67
        (F(1, 1000), 30, 16_000, 67),
        (F(1, 1000), 30, 239_999, 999),
        (F(1, 1000), 30, 240_000, 1000),
        (F(1, 90_000), F(24_000, 1001), 10_009, 3753),  # frame 1 is at 3753.75, its stamp is 3754
        (F(1, 90_000), F(24_000, 1001), 10_010, 3754),
        (F(1, 1000), None, 16_000, 66),
        (F(1, 1000), None, 16_079, 66),
        (F(1, 1000), None, 16_080, 67),
        (F(1, 1000), F(1, 100), 16_080, 67),
    ],
)
def test_a_tick_before_a_frame_s_time_is_before_it(
    time_base: Fraction, rate: Fraction | int | None, tick: int, stamp: int
) -> None:
    clock = SourceClock(ZERO, time_base, (F(rate) if rate else None,))
    assert clock.stamp_at(tick) == stamp


@pytest.mark.parametrize(
    "rate", [F(30), F(25), F(60), F(30_000, 1001), F(24_000, 1001), F(60_000, 1001), F(12)]
)
@pytest.mark.parametrize(
    "time_base", [F(1, 1000), F(1, 90_000), F(1, 15_360), F(1, 600), F(1, 12_800), F(1, 1_000_000)]
)
def test_rounded_stamps_are_on_screen_from_the_tick_of_their_frame(
    rate: Fraction, time_base: Fraction
) -> None:
    clock = SourceClock(ZERO, time_base, (rate, None))
    for number in range(400):
        stamp = math.floor(number / rate / time_base + F(1, 2))
        tick = math.ceil(number / rate * TICKS_PER_SECOND)
        assert clock.stamp_at(tick) >= stamp
        # A stamp that was rounded down may be on screen so much sooner.
        early = math.floor(min(stamp * time_base, number / rate) * TICKS_PER_SECOND) - 1
        assert clock.stamp_at(early) < stamp


def test_a_start_rounded_to_microseconds_holds_no_frame_back() -> None:
    clock = SourceClock(F(33_333, 1_000_000), F(1, 15_360), (F(30),))
    assert clock.stamp_at(0) == 512
    clock = SourceClock(F(66_667, 1_000_000), F(1, 15_360), (F(30),))
    assert [clock.stamp_at(tick) for tick in (0, 7_999, 8_000)] == [1024, 1535, 1536]


@given(
    st.integers(-50, 500_000),
    st.sampled_from([F(1, 1000), F(1, 90_000), F(1, 15_360), F(1, 25), F(1001, 30_000), F(1, 1_000_000)]),
    st.sampled_from([F(30), F(30_000, 1001), F(25), F(247, 10), None]),
    st.integers(0, 2_000_000),
)
def test_the_first_tick_of_a_stamp_is_the_first_that_shows_it(
    stamp: int, time_base: Fraction, rate: Fraction | None, start_us: int
) -> None:
    clock = SourceClock(F(start_us, 1_000_000), time_base, (rate,))
    tick = clock.first_tick(stamp)
    assert clock.stamp_at(tick) >= stamp > clock.stamp_at(tick - 1)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_a_video_shows_the_frame_before_until_the_tick(tmp_path: Path, name: str) -> None:
    pool = pool_of(write_numbered(tmp_path / name, range(50), F(1, 30), rate=30))
    for number in range(1, 50):
        tick = number * 8_000
        shown = [number_of(pool.picture("m", t, (32, 32))) for t in (tick - 250, tick, tick + 7_500)]
        assert shown == [number - 1, number, number]
    assert number_of(pool.picture("m", 239_999, (32, 32))) == 29
