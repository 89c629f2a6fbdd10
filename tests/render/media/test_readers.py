"""Warm decoders: how many are open."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from editor_app.render.media.haste import Haste
from editor_app.render.media.readers import WarmReaders
from editor_app.render.media.video import VideoReader
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


@pytest.mark.parametrize("frame", [37, 38, 39, 40, 41])
def test_in_haste_one_seek_is_enough(tmp_path: Path, frame: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """An mp4 counts its key frames earlier than they are shown: a frame before one is not behind it."""
    path = write_numbered(
        tmp_path / "a.mp4",
        range(50),
        Fraction(1, 10),
        options={"preset": "medium", "qp": "8", "x264-params": "bframes=3:b-adapt=0:keyint=20:scenecut=0"},
    )
    haste = Haste()
    reader = VideoReader(path, "m", haste=haste)
    begun = _count_beginnings(monkeypatch)
    ticks = frame * TICKS_PER_SECOND // 10
    with haste.within(0):
        near = {reader.frame_at(ticks).stamp for _ in range(3)}
    assert begun == ["seek"]
    assert near == {reader.frame_at(frame // 20 * 2 * TICKS_PER_SECOND).stamp}


def test_a_second_decoder_does_not_begin_at_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_numbered(tmp_path / "a.mp4", range(50), Fraction(1, 10), options={"g": "5"})
    first = VideoReader(path, "m")
    begun = _count_beginnings(monkeypatch)
    second = VideoReader(path, "m", like=first)
    assert second.distance(4 * TICKS_PER_SECOND) is None
    assert second.frame_at(4 * TICKS_PER_SECOND).stamp == first.frame_at(4 * TICKS_PER_SECOND).stamp
    assert begun == ["seek", "seek"]


def _count_beginnings(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    begun: list[str | None] = []
    start = VideoReader._start_decoding

    def note(self: VideoReader, from_stamp: int | None) -> None:
        begun.append(None if from_stamp is None else "seek")
        start(self, from_stamp)

    monkeypatch.setattr(VideoReader, "_start_decoding", note)
    return begun
