"""The encoder gives the same bytes for the same pictures, run after run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_features__ as cpu_features
from PySide6.QtGui import QImage

from editor_app.render.export import encode
from editor_app.render.export.encode import PictureEncoder
from editor_app.render.export.settings import StageTimes, Target

# Rows of 45 macroblocks: the encoder's code for AVX-512 reads beyond rows that are no multiple of eight.
WIDTH, HEIGHT, FRAMES = 720, 1280, 14
TARGET = Target(
    format="mp4",
    width=WIDTH,
    height=HEIGHT,
    fps=30,
    start_tick=0,
    frames=FRAMES,
    alpha=False,
    crf=18,
    preset="veryfast",
)


def pictures(width: int = WIDTH, height: int = HEIGHT) -> Iterator[QImage]:
    """Give pictures of moving stripes, texture and a block that travels."""
    y, x = np.mgrid[0:height, 0:width]
    for n in range(FRAMES):
        pixels = np.full((height, width, 4), 255, np.uint8)
        pixels[..., 0] = (x + 7 * n) // 3 % 256
        pixels[..., 1] = (x * y // 97 + n * 11) % 256
        pixels[..., 2] = (y // 2 + n * 3) % 256
        pixels[200 + 9 * n : 500 + 9 * n, 100 + 13 * n : 300 + 13 * n] = (20 * n % 256, 200, 90, 255)
        yield QImage(pixels.tobytes(), width, height, QImage.Format.Format_RGB32)


def test_the_same_pictures_give_the_same_bytes_whatever_memory_holds(tmp_path: Path) -> None:
    shown, results = list(pictures()), set[bytes]()
    for run in range(8):
        path = tmp_path / f"{run}.piece"
        with PictureEncoder(path, path, TARGET, StageTimes()) as encoder:
            for image in shown:
                encoder.show(image)
                encoder.write()
        results.add(path.read_bytes())
        _leave_traces = [os.urandom(60_000 * (run + 1)) for _ in range(7)]
    assert len(results) == 1


@pytest.mark.skipif(not cpu_features.get("AVX512F"), reason="this processor has no AVX-512")
@pytest.mark.parametrize("size", [(1920, 270), (1280, 360), (1916, 270), (640, 360)])
def test_rows_of_whole_groups_give_the_bytes_of_processors_without_avx512(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = replace(TARGET, width=size[0], height=size[1])
    shown, results = list(pictures(*size)), list[bytes]()
    chosen = encode.video_options(target)
    assert "avx2" not in chosen["x264-params"]
    plain = {**chosen, "x264-params": f"{chosen['x264-params']}:asm=avx2"}
    for options in (chosen, plain):
        monkeypatch.setattr(encode, "video_options", lambda _target, options=options: options)
        path = tmp_path / f"{len(results)}.piece"
        with PictureEncoder(path, path, target, StageTimes()) as encoder:
            for image in shown:
                encoder.show(image)
                encoder.write()
        results.append(path.read_bytes())
    assert results[0] == results[1]
