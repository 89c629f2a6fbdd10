"""What plays when, from the topmost down, with overlaps and stray names of invalid documents survived."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.state import EditorState, queries, read
from tests.documents import RICH, document, solid, track


def state_of(*items: dict[str, Any], tracks: list[Any]) -> EditorState:
    return read(document(*items, tracks=tracks))[0]


#   titles   |  a  |     | b |
#   hidden   |     h         |
#   film     |   c    |  d   |
SMALL = [solid("a", 0, 10), solid("b", 20, 10), solid("c", 0, 15), solid("d", 15, 15), solid("h", 0, 30)]
LANES = [track("titles", "b", "a", "gone"), track("hidden", "h", hidden=True), track("film", "c", "d", "a")]


@pytest.mark.parametrize(
    ("tick", "shown"),
    [(0, "ac"), (9, "ac"), (10, "c"), (14, "c"), (15, "d"), (20, "bd"), (29, "bd"), (30, ""), (-1, "")],
)
def test_items_show_on_half_open_ranges_topmost_first(tick: int, shown: str) -> None:
    state = state_of(*SMALL, tracks=LANES)
    assert "".join(placed.item_id for placed in queries.visible_items(state, tick)) == shown


def test_hidden_tracks_play_but_do_not_show() -> None:
    state = state_of(*SMALL, tracks=LANES)
    assert [placed.item_id for placed in queries.items_at(state, 0)] == ["a", "h", "c"]
    assert [placed.track_index for placed in queries.items_at(state, 0)] == [0, 1, 2]


def test_sound_does_not_show() -> None:
    state = read(RICH["newer"])[0]
    assert "song" in {placed.item_id for placed in queries.items_at(state, 0)}
    assert "song" not in {placed.item_id for placed in queries.visible_items(state, 0)}


def test_the_length_is_the_latest_end_on_a_track() -> None:
    assert queries.project_length(state_of(*SMALL, solid("stray", 0, 99), tracks=LANES)) == 30
    assert queries.project_length(state_of(tracks=[track("t")])) == 0


def test_tracks_and_transitions_are_found_by_their_items() -> None:
    state = read(RICH["newer"])[0]
    found = queries.track_of(state, "photo")
    assert found is not None
    assert found.id == "pictures"
    assert queries.track_of(state, "nobody") is None
    leaving, arriving = queries.transitions_by_clip(state)
    assert leaving["photo"] is arriving["shape"] is state.transitions["cut"]


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)), max_size=12),
    st.lists(st.integers(0, 2), min_size=12, max_size=12),
    st.integers(-1, 31),
)
def test_the_index_agrees_with_looking_at_every_item(
    spans: list[tuple[int, int]], lanes: list[int], tick: int
) -> None:
    items = [solid(str(n), start, length) for n, (start, length) in enumerate(spans)]
    names = [
        [i["id"] for i, lane in zip(items, lanes, strict=False) if lane == wanted] for wanted in range(3)
    ]
    state = state_of(*items, tracks=[track(str(n), *listed) for n, listed in enumerate(names)])
    expected = {i["id"] for i in items if i["startTicks"] <= tick < i["startTicks"] + i["durationTicks"]}
    found = queries.items_at(state, tick)
    assert {placed.item_id for placed in found} == expected
    assert [placed.track_index for placed in found] == sorted(placed.track_index for placed in found)
