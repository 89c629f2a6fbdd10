"""What plays in a span of a track is found as by looking at each clip, whether clips overlap or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.edits.indexes import Entry, Lane

TICKS = st.integers(0, 60)
CLIPS = st.lists(st.tuples(TICKS, TICKS), max_size=12, unique=True).map(
    lambda spans: [(start, start + length, f"c{number}") for number, (start, length) in enumerate(spans)]
)


@given(CLIPS, TICKS, TICKS)
def test_between_gives_what_plays_there_the_latest_first(clips: list[Entry], start: int, length: int) -> None:
    lane, end = Lane.of(clips), start + length
    wanted = [clip for clip in sorted(clips, reverse=True) if clip[0] < end and clip[1] > start]
    assert list(lane.between(start, end)) == wanted


@given(CLIPS, CLIPS, st.data())
def test_a_changed_lane_is_the_one_made_anew(
    clips: list[Entry], new: list[Entry], data: st.DataObject
) -> None:
    gone = data.draw(st.lists(st.sampled_from(clips), unique=True)) if clips else []
    added = [(start, end, f"n{key}") for start, end, key in new]
    rest = [clip for clip in clips if clip not in gone]
    assert Lane.of(clips).changed(gone, added) == Lane.of([*rest, *added])


@pytest.mark.parametrize("shift", [0, 1])
def test_where_two_overlap_far_away_only_what_is_near_is_looked_at(shift: int) -> None:
    class Watched(list[Entry]):
        looked = 0

        def __getitem__(self, place: int) -> Entry:  # type: ignore[override]
            self.looked += 1
            return super().__getitem__(place)

    entries = Watched([(10 * n, 10 * n + 10, f"c{n}") for n in range(5000)])
    entries[0] = (0, 10 + shift, "c0")
    lane = Lane.of(entries)
    watched = Watched(lane.entries)
    assert len(list(Lane(watched, lane.is_tidy, lane.reach).between(40_000, 40_020))) == 2
    assert watched.looked < 40
