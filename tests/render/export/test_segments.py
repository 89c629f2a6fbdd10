"""Segments cover the film exactly and are shared out without loss."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.render.export.segments import Runs, plan_segments

HD = 1920 * 1080


@given(st.integers(1, 200_000), st.sampled_from([30, 60]), st.integers(1_000, 250_000_000))
def test_segments_cover_every_frame_once_in_order(frames: int, fps: int, pixels: int) -> None:
    segments = plan_segments(frames, fps, pixels)
    following = 0
    for index, segment in enumerate(segments):
        assert segment.index == index
        assert segment.first_frame == following
        assert segment.frames >= 1
        following += segment.frames
    assert following == frames


@given(st.integers(61, 200_000), st.sampled_from([30, 60]))
def test_segments_at_ordinary_sizes_last_two_to_four_seconds(frames: int, fps: int) -> None:
    lengths = {segment.frames for segment in plan_segments(frames, fps, HD)}
    assert max(lengths) <= 4 * fps
    assert min(lengths) >= min(2 * fps, frames // 2)


@pytest.mark.parametrize("frames", [60, 90, 150, 239, 300])
def test_two_cores_have_work_from_two_seconds_on(frames: int) -> None:
    assert len(plan_segments(frames, 30, HD)) % 2 == 0


def test_who_begins_in_the_middle_gets_less_to_do() -> None:
    lengths = [segment.frames for segment in plan_segments(300, 30, HD)]
    assert sum(lengths[:2]) - sum(lengths[2:]) == 10
    assert all(earlier + 1 >= later for earlier, later in itertools.pairwise(lengths))


def test_huge_pictures_get_short_segments() -> None:
    assert max(segment.frames for segment in plan_segments(300, 30, 15_360 * 8_640)) <= 8


@given(st.integers(1, 60), st.integers(1, 9), st.randoms(use_true_random=False))
def test_every_segment_is_taken_once_whoever_is_fast(segments: int, lanes: int, random) -> None:
    runs = Runs(segments, lanes)
    taken: list[int] = []
    idle: set[int] = set()
    while len(idle) < lanes:
        lane = random.randrange(lanes)
        index = runs.take(lane)
        if index is None:
            idle.add(lane)
        else:
            taken.append(index)
    assert sorted(taken) == list(range(segments))


def test_a_lane_reads_forward_and_a_thief_takes_the_second_half() -> None:
    runs = Runs(8, 2)
    assert [runs.take(0) for _ in range(4)] == [0, 1, 2, 3]
    assert runs.take(1) == 4
    # 5, 6, 7 are left to lane 1: lane 0 takes the end and leaves the nearer one.
    assert [runs.take(0), runs.take(0)] == [6, 7]
    assert runs.take(1) == 5
    assert runs.take(1) is None


@pytest.mark.parametrize(
    ("frames", "count"), [(1, 1), (30, 1), (60, 2), (90, 2), (300, 4), (720, 8), (18_000, 152)]
)
def test_counts(frames: int, count: int) -> None:
    assert len(plan_segments(frames, 30, HD)) == count
