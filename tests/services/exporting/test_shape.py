"""A film that came home in another shape than was asked for is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.services.exporting.clouds.shape import has_ratio
from tests.sandbox.running import Running
from tests.services.exporting.scene import Scene
from tests.services.exporting.test_indream import Start, begin, run
from tests.services.sync.line import Line


@pytest.mark.parametrize(
    ("size", "ratio", "has_it"),
    [
        ((1920, 1080), "16:9", True),
        ((1152, 648), "9:16", False),
        ((608, 1080), "9:16", True),  # 607.5, rounded
        ((854, 480), "16:9", True),
        ((1080, 1080), "1:1", True),
        ((1080, 1090), "1:1", False),
        ((7680, 4320), "16:9", True),
        ((1152, 648), "custom", True),
        ((1152, 648), "", True),
        ((1152, 648), "0:9", True),
    ],
)
def test_a_size_has_a_ratio_but_for_the_rounding(size: tuple[int, int], ratio: str, has_it: bool) -> None:
    assert has_ratio(size, ratio) is has_it


@pytest.mark.parametrize(
    ("ratio", "warned"),
    [
        ("custom", ()),
        ("16:9", ()),
        (
            "9:16",
            (
                "The film is 128 × 72: Sandbox did not give it the ratio 9:16 that was asked for. "
                "Give the project itself that ratio, then export it again.",
            ),
        ),
    ],
)
def test_another_shape_than_was_asked_for_is_told(
    start: Start, tmp_path: Path, ratio: str, warned: tuple[str, ...]
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        (job,) = await made.over(begin(made, ratio=ratio))
        assert (job.status, job.sentence) == ("done", "")
        assert job.warnings == warned

    run(start, tmp_path, work)
