"""What a video costs."""

from __future__ import annotations

import pytest

from editor_app.cloud.renderingvideo import cost_of, quality_of


@pytest.mark.parametrize(
    ("width", "height", "duration_s", "quality", "cost"),
    [
        (1280, 720, 10, "720p", 10),
        (1920, 1080, 10, "1080p", 15),
        (2560, 1440, 10, "2k", 20),
        (1080, 1920, 10, "1080p", 15),
        (1080, 1080, 10, "1080p", 15),
        (1920, 1079, 10, "720p", 10),
        (1920, 800, 10, "720p", 10),
        (3840, 2160, 10, "2k", 20),
        (640, 360, 10, "720p", 10),
        (1920, 1080, 5, "1080p", 8),
        (1920, 1080, 7.4, "1080p", 12),
        (1280, 720, 0.2, "720p", 1),
        (1920, 1080, 0, "1080p", 0),
        (1920, 1080, -3, "1080p", 0),
        (1280, 720, 1.0004, "720p", 1),
        (1280, 720, 1.0006, "720p", 2),
        (1920, 1080, 0.1 + 0.2 + 1.7, "1080p", 3),
    ],
)
def test_length_by_tier_rounded_up(
    width: int, height: int, duration_s: float, quality: str, cost: int
) -> None:
    assert quality_of(width, height) == quality
    assert cost_of(duration_s, width, height) == cost


@pytest.mark.parametrize("length", [float("nan"), float("inf")])
def test_no_length_has_no_price(length: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        cost_of(length, 1920, 1080)
