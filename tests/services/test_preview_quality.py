"""How large frames are painted while things move, and how playing is counted."""

from __future__ import annotations

import pytest

from editor_app.services.preview.quality import MOST_PIXELS, AutoQuality, Level, scaled
from editor_app.services.preview.stats import Counter, PlaybackStats


@pytest.mark.parametrize(
    ("size", "level", "painted"),
    [
        ((1920, 1080), "full", (1920, 1080)),
        ((1920, 1080), "half", (960, 540)),
        ((1920, 1080), "quarter", (480, 270)),
        ((3, 2), "quarter", (1, 1)),
    ],
)
def test_a_level_is_a_share_of_the_viewport(
    size: tuple[int, int], level: Level, painted: tuple[int, int]
) -> None:
    assert scaled(size, level) == painted


def test_no_frame_is_larger_than_a_screen() -> None:
    width, height = scaled((20_000, 10_000), "full")
    assert width * height <= MOST_PIXELS
    assert width == pytest.approx(2 * height, abs=2)


def test_auto_goes_down_where_frames_are_late_and_up_again_only_after_a_while() -> None:
    auto = AutoQuality()
    auto.observe([0.5] * 3 + [0.01] * 5, "full")  # a seek or two
    assert auto.level == "full"
    auto.observe([0.05] * 8, "full")
    assert auto.level == "half"
    auto.observe([0.05] * 8, "full")  # of before
    assert auto.level == "half"
    auto.observe([0.05] * 20, "half")
    assert auto.level == "quarter"
    auto.observe([0.05] * 20, "quarter")
    assert auto.level == "quarter"
    auto.observe([0.001] * 30, "quarter")
    assert auto.level == "quarter"
    auto.observe([0.001] * 80, "quarter")
    assert auto.level == "half"


def test_frames_a_second_are_those_of_the_last_second() -> None:
    counter = Counter()
    assert counter.stats == PlaybackStats(0, 0, 0.0)
    for number in range(90):
        counter.show(number / 30)
    counter.drop()
    assert counter.stats.shown == 90
    assert counter.stats.dropped == 1
    assert counter.stats.fps == pytest.approx(30)
    counter.begin()
    counter.show(100.0)
    assert counter.stats == PlaybackStats(91, 1, 0.0)
