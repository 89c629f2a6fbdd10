"""Ticks, frames, samples and written times agree with each other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app import timebase as tb

RATES = st.sampled_from([24, 25, 30, 50, 60, 120])
TICKS = st.integers(0, 10**12)


@given(st.integers(0, 10**9), RATES)
def test_a_frame_begins_at_its_tick(frame: int, fps: int) -> None:
    tick = tb.tick_of_frame(frame, fps)
    assert tb.frame_at(tick, fps) == frame
    assert tb.frame_at(tick - 1, fps) == frame - 1
    assert tb.tick_of_frame(1, fps) == tb.ticks_per_frame(fps)


@given(TICKS, RATES)
def test_snapping_goes_to_the_nearest_border(tick: int, fps: int) -> None:
    snapped = tb.snap_to_frame(tick, fps)
    step = tb.ticks_per_frame(fps)
    assert snapped % step == 0
    assert -step < 2 * (tick - snapped) <= step or 2 * (snapped - tick) == step
    assert tb.snap_to_frame(snapped, fps) == snapped


@pytest.mark.parametrize(("tick", "snapped"), [(3999, 0), (4000, 8000), (4001, 8000), (11_999, 8000)])
def test_halves_snap_up(tick: int, snapped: int) -> None:
    assert tb.snap_to_frame(tick, 30) == snapped


@pytest.mark.parametrize(
    ("tick", "frames", "wanted"),
    [
        (8000, 1, 16_000),
        (8000, -1, 0),
        (8001, 1, 16_000),
        (8001, -1, 8000),
        (15_999, 2, 24_000),
        (0, -1, -8000),
    ],
)
def test_steps_end_on_frame_borders(tick: int, frames: int, wanted: int) -> None:
    assert tb.step_frames(tick, frames, 30) == wanted


@pytest.mark.parametrize(("length", "frames"), [(0, 0), (1, 1), (8000, 1), (8001, 2), (240_000, 30)])
def test_frames_cover_the_whole_length(length: int, frames: int) -> None:
    assert tb.frame_count(length, 30) == frames


@given(TICKS)
def test_seconds_are_exact(tick: int) -> None:
    assert tb.ticks_from_seconds(tb.seconds(tick)) == tick
    assert tb.ticks_from_seconds(tick / 240_000) == tick
    assert tb.ticks_from_ms(tick / 240) == tick


@pytest.mark.parametrize(
    ("text", "ticks"),
    [
        ("12.5", 3_000_000),
        (" 0 ", 0),
        (".5", 120_000),
        ("00:00:12.500", 3_000_000),
        ("1:02:03", 893_520_000),
        ("0:12.5", 3_000_000),
        ("90:00", None),
        ("0:90", None),
        ("375f", 3_000_000),
        ("0f", 0),
    ],
)
def test_written_times_are_read(text: str, ticks: int | None) -> None:
    if ticks is None:
        with pytest.raises(tb.TimeFormatError):
            tb.parse_time(text, 30)
    else:
        assert tb.parse_time(text, 30) == ticks


@pytest.mark.parametrize("text", ["", "abc", "-1", "1e3", "12,5", "1:2:3:4", "5 f", "12.5f", "1.."])
def test_everything_else_is_refused_with_the_three_forms(text: str) -> None:
    with pytest.raises(tb.TimeFormatError, match=r"12\.5.*00:00:12\.500.*375f"):
        tb.parse_time(text, 30)


def test_frames_follow_the_rate() -> None:
    assert tb.parse_time("60f", 60) == tb.parse_time("30f", 30) == 240_000


@given(st.integers(0, 10**11))
def test_clock_times_survive_writing_to_the_millisecond(tick: int) -> None:
    assert abs(tb.parse_time(tb.format_clock(tick), 30) - tick) <= 120


@pytest.mark.parametrize(
    ("tick", "clock", "timecode"),
    [
        (0, "00:00:00.000", "00:00:00:00"),
        (3_000_000, "00:00:12.500", "00:00:12:15"),
        (893_520_000 + 8000, "01:02:03.033", "01:02:03:01"),
        (239_999, "00:00:01.000", "00:00:00:29"),
    ],
)
def test_times_are_written(tick: int, clock: str, timecode: str) -> None:
    assert tb.format_clock(tick) == clock
    assert tb.format_timecode(tick, 30) == timecode


def test_samples_are_five_ticks_long() -> None:
    assert [tb.sample_at(tick) for tick in (0, 4, 5, 240_000)] == [0, 0, 1, 48_000]
    assert tb.seconds(5) == Fraction(1, 48_000)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "9" * 5000 + "f", "9" * 21, f"0:0.{'1' * 5000}", f"{'9' * 5000}:00:00"]
)
def test_numbers_of_too_many_digits_are_refused_in_words(text: str) -> None:
    with pytest.raises(tb.TimeFormatError, match="more than 20 digits") as error:
        tb.parse_time(text, 30)
    assert len(str(error.value)) < 120


@pytest.mark.parametrize(
    ("ticks", "text"),
    [
        (0, "0 s"),
        (1, "less than 1 ms"),
        (240, "0.001 s"),
        (240_000, "1 s"),
        (360_000, "1.5 s"),
        (8_000, "0.033 s"),
        (240_000 * 1_234_567, "1234567 s"),
    ],
)
def test_lengths_are_written_for_people(ticks: int, text: str) -> None:
    assert tb.format_length(ticks) == text
