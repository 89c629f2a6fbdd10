"""The encoder gives the same bytes for the same pictures, run after run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from editor_app.render.export.encode import PictureEncoder
from editor_app.render.export.settings import StageTimes, Target

# Upright, since some decisions of the encoder changed from run to run at such sizes and not at 1080p.
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


def pictures() -> Iterator[QImage]:
    """Give pictures of moving stripes, texture and a block that travels."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    for n in range(FRAMES):
        pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
        pixels[..., 0] = (x + 7 * n) // 3 % 256
        pixels[..., 1] = (x * y // 97 + n * 11) % 256
        pixels[..., 2] = (y // 2 + n * 3) % 256
        pixels[200 + 9 * n : 500 + 9 * n, 100 + 13 * n : 300 + 13 * n] = (20 * n % 256, 200, 90, 255)
        yield QImage(pixels.tobytes(), WIDTH, HEIGHT, QImage.Format.Format_RGB32)


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
