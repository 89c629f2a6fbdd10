"""Where the window stands next time."""

from __future__ import annotations

import pytest

from editor_app.ui.window.placement import Placement, Rect, brought_in, read_placement

WIDE, SMALL = Rect(0, 0, 1920, 1080), Rect(0, 0, 1280, 720)
RIGHT, LEFT = Rect(1920, 0, 1920, 1080), Rect(-1280, 0, 1280, 1024)
BELOW_A_BAR = Rect(0, 32, 1920, 1048)


@pytest.mark.parametrize(
    ("wanted", "screens", "given"),
    [
        (Rect(40, 60, 1200, 700), (WIDE,), Rect(40, 60, 1200, 700)),
        (Rect(0, 0, 1920, 1080), (WIDE,), Rect(0, 0, 1920, 1080)),  # without a frame all of it can be used
        (Rect(2000, 100, 1200, 700), (WIDE, RIGHT), Rect(2000, 100, 1200, 700)),
        (Rect(1500, 100, 1200, 700), (WIDE, RIGHT), Rect(1500, 100, 1200, 700)),  # across two screens
        (Rect(2000, 100, 1200, 700), (WIDE,), Rect(712, 100, 1200, 700)),  # its screen is gone
        (Rect(-1000, 100, 1200, 700), (WIDE,), Rect(8, 100, 1200, 700)),
        (Rect(-1000, 100, 900, 700), (WIDE, LEFT), Rect(-1000, 100, 900, 700)),
        (Rect(-1400, 100, 900, 700), (WIDE, LEFT), Rect(-1272, 100, 900, 700)),  # to the one that shows most
        (Rect(100, 100, 1800, 960), (SMALL,), Rect(8, 40, 1264, 672)),  # larger than the screen
        (Rect(100, 100, 1800, 600), (SMALL,), Rect(8, 100, 1264, 600)),
        (Rect(100, 900, 1200, 700), (WIDE,), Rect(100, 372, 1200, 700)),
        (Rect(100, -300, 1200, 700), (WIDE,), Rect(100, 40, 1200, 700)),  # the title bar can be seen
        (Rect(100, 0, 1200, 700), (BELOW_A_BAR,), Rect(100, 72, 1200, 700)),
        (Rect(5000, 5000, 800, 600), (), Rect(5000, 5000, 800, 600)),
    ],
)
def test_a_window_is_brought_onto_the_screens_that_there_are(
    wanted: Rect, screens: tuple[Rect, ...], given: Rect
) -> None:
    assert brought_in(wanted, screens) == given
    assert brought_in(given, screens) == given  # and does not wander from start to start


@pytest.mark.parametrize("maximised", [True, False])
def test_what_is_written_is_read(maximised: bool) -> None:
    placement = Placement(Rect(-40, 60, 1200, 700), maximised)
    assert read_placement(placement.to_text()) == placement


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AdnQywADAAA=",
        "[]",
        "[1, 2, 3, 4]",
        "[1, 2, 0, 4, true]",
        '["1", 2, 3, 4, true]',
        "{}",
        "[1,2,3,4,5]",
    ],
)
def test_what_is_no_placement_is_not_read(text: str) -> None:
    assert read_placement(text) is None
