"""Items lie on lanes without overlap, and what covers another in the config lies above it here."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from editor_app.interchange.renderingvideo.reading.records import Made
from editor_app.interchange.renderingvideo.reading.stacking import stacked

TRACKS = 4


@st.composite
def items(draw: st.DrawFn) -> list[Made]:
    """Give items of a few tracks, one after the other on most, and most at their track's own height."""
    made: list[Made] = []
    for track in range(TRACKS):
        start = 0
        for _ in range(draw(st.integers(0, 3))):
            start += draw(st.sampled_from([0, 0, 1, 2, 3, -1] if start else [0, 1, 2]))
            length = draw(st.integers(1, 4))
            height = draw(st.sampled_from([0, 0, 0, 1, -150, 250]))
            span = {"startTicks": start, "durationTicks": length}
            made.append(Made({"id": f"i{len(made)}", **span}, track * 100 + height, len(made), track))
            start += length
    return made


@given(items())
def test_what_is_higher_lies_higher_wherever_both_are_seen(made: list[Made]) -> None:
    lanes = stacked(made, TRACKS)
    assert sorted(m.order for lane in lanes for m in lane) == [m.order for m in made]
    height = {m.order: -index for index, lane in enumerate(lanes) for m in lane}
    for one, other in combinations(made, 2):
        if one.start < other.end and other.start < one.end:
            higher = (one.z, one.start, one.order) > (other.z, other.start, other.order)
            assert (height[one.order] > height[other.order]) == higher
            assert height[one.order] != height[other.order]


@given(items())
def test_tracks_that_tell_the_order_stay_as_they_are(made: list[Made]) -> None:
    by_track = [sorted((m for m in made if m.track == t), key=lambda m: m.start) for t in range(TRACKS)]
    if any(a.end > b.start for track in by_track for a, b in pairwise(track)):
        return
    for item in made:
        item.z = item.track * 100.0
    assert stacked(made, TRACKS) == [track for track in reversed(by_track) if track]
