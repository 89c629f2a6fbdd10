"""Warm decoders: how many are open."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from editor_app.render.media.readers import WarmReaders
from editor_app.timebase import TICKS_PER_SECOND
from tests.render.media.making import write_numbered

Times = list[float]


@pytest.mark.parametrize(
    ("runs", "opened"),
    [
        ([[0, 0.1, 0.2]], 1),
        ([[4, 4.1, 4.2]], 1),  # a lane that begins in the middle of a film
        ([[0, 0.1], [4, 4.1], [1, 1.1]], 1),  # and one that goes on elsewhere
        ([[0, 4, 0.1, 4.1, 0.2, 4.2]], 2),  # one medium in two clips on screen
    ],
)
def test_a_decoder_is_opened_only_for_a_second_place_at_once(
    tmp_path: Path, runs: list[Times], opened: int
) -> None:
    path = write_numbered(tmp_path / "a.mp4", range(50), Fraction(1, 10), options={"g": "5"})
    readers = WarmReaders(8, 1)
    seen: list[object] = [readers.nearest("m", 0, path, "m", lambda _: None)]
    for run in runs:
        readers.settle()
        for second in run:
            ticks = round(second * TICKS_PER_SECOND)
            reader = readers.nearest("m", ticks, path, "m", lambda _: None)
            reader.frame_at(ticks)
            assert reader.distance(ticks) == 0
            if reader not in seen:
                seen.append(reader)
    assert len(seen) == opened
    readers.close()
