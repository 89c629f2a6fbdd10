"""How much a track's sign of trouble says beside the track's name."""

from __future__ import annotations

import pytest

from editor_app.ui.timeline.painting.badges import badge_px

NUMBER = 8.0


@pytest.mark.parametrize(
    ("name_px", "room_px", "width"),
    [
        (40, 80, 28),  # sign and number
        (40, 68, 28),
        (40, 67, 17),  # the sign alone
        (40, 57, 17),
        (40, 56, 0),  # a dot, and the name is whole
        (200, 80, 28),  # a name that is cut in any case
        (200, 45, 17),
        (200, 40, 0),
    ],
)
def test_it_says_what_leaves_the_name_whole(name_px: float, room_px: float, width: int) -> None:
    assert badge_px(NUMBER, name_px, room_px) == width
