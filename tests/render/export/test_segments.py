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
def test_segments_at_ordinary_sizes_last_one_to_two_seconds(frames: int, fps: int) -> None:
    lengths = {segment.frames for segment in plan_segments(frames, fps, HD)}
    assert max(lengths) <= 2 * fps
    assert min(lengths) >= min(frames, fps) or frames < 2 * fps


def test_ten_seconds_share_out_evenly_among_two_four_and_eight() -> None:
    assert len(plan_segments(300, 30, HD)) == 8


def test_who_begins_in_the_middle_gets_less_to_do() -> None:
    lengths = [segment.frames for segment in plan_segments(300, 30, HD)]
    assert sum(lengths[:4]) - sum(lengths[4:]) == 10
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


@pytest.mark.parametrize(("frames", "count"), [(1, 1), (30, 1), (60, 2), (90, 2), (100, 2), (18_000, 304)])
def test_counts(frames: int, count: int) -> None:
    assert len(plan_segments(frames, 30, HD)) == count
