"""Credits by the published rule, with the cases of the fact sheet."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.sandbox.renderingvideo.billing import cost_of, duration_of, quality_of
from tests.sandbox.renderingvideo.samples import clip, config


@pytest.mark.parametrize(
    ("width", "height", "seconds", "name", "cost"),
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
        (1280, 720, 2.0004, "720p", 2),
        (2560, 1440, 4.1, "2k", 9),
        (1920, 1080, 2, "1080p", 3),
    ],
)
def test_costs(width: int, height: int, seconds: float, name: str, cost: int) -> None:
    quality = quality_of(width, height)
    assert (quality.name, cost_of(seconds, quality)) == (name, cost)


@pytest.mark.parametrize(
    ("clips", "seconds"),
    [
        ([clip()], 0.4),
        ([clip(start=1), clip(start=0.5, duration=2)], 2.5),
        ([clip("video", src="x", duration=9, source={"start": 1, "end": 4})], 3),
        ([clip("video", src="x", duration=9, source={"end": 4}, playbackRate=2)], 2),
        ([clip("video", src="x", duration=1, source={"end": 4})], 1),
        ([clip("audio", src="x", duration=9, source={"end": 4}, loop=True)], 9),
        ([clip("audio", src="x", duration=9, source={"end": 4})], 4),
        ([clip("video", src="x", duration=9, source={"start": 4})], 9),
        ([clip("video", src="x", duration=9, source={"end": "4"})], 9),
        ([clip("video", src="x", duration=9, source={"end": 1}, playbackRate=0)], 9),
        ([clip(duration=1, source={"end": 0.5})], 1),
    ],
)
def test_the_latest_actual_end_is_the_duration(clips: list[dict[str, Any]], seconds: float) -> None:
    assert duration_of(config(*clips)) == seconds
