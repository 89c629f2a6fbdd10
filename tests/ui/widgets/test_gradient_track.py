"""Where stops lie on the bar."""

from __future__ import annotations

import pytest

from editor_app.ui.widgets.gradient_track import Track

TRACK = Track(222)
OFFSETS = (0.0, 0.5, 0.5, 1.0)


@pytest.mark.parametrize(("x", "offset"), [(11, 0.0), (111, 0.5), (211, 1.0), (0, 0.0), (500, 1.0)])
def test_places_and_offsets(x: float, offset: float) -> None:
    assert TRACK.offset_at(x) == offset
    if 11 <= x <= 211:
        assert TRACK.x_of(offset) == x


@pytest.mark.parametrize(
    ("x", "chosen", "stop"),
    [(11, 0, 0), (24, 0, 0), (27, 0, None), (111, 1, 1), (111, 2, 2), (111, 0, 2), (205, 0, 3)],
)
def test_a_stop_is_met_within_reach_of_its_handle(x: float, chosen: int, stop: int | None) -> None:
    assert TRACK.stop_at(OFFSETS, x, chosen) == stop


def test_a_bar_without_room_still_has_a_track() -> None:
    assert Track(0).offset_at(50) == 1.0
