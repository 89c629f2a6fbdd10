"""Media and projects that the tests of the command line are run on."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from editor_app.cli.main import run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes JSON, text or bytes to a file in the test's folder."""

    def write_file(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write_file


class Ended:
    """How a command ended: exit code, what it printed, and everything as one text."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """Give the printed result."""
        return json.loads(self.out)


@pytest.fixture
def app(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Give a function that runs a command in this process; it asserts that no traceback is shown."""

    def command(*arguments: object) -> Ended:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Ended(code, out, err)

    return command


def write_png(path: Path, color: str = "#cc3322", width: int = 320, height: int = 180) -> Path:
    """Write a picture of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    assert image.save(str(path), "PNG")
    return path


def write_mp4(path: Path, frames: int = 15, sound: bool = False) -> Path:
    """Write a small grey video of 30 frames a second, with a tone if asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        audio = container.add_stream("aac", rate=48_000, layout="mono") if sound else None
        for number in range(frames):
            picture = av.VideoFrame.from_ndarray(
                np.full((180, 320, 3), 100 + number, np.uint8), format="rgb24"
            )
            picture.pts, picture.time_base = number, Fraction(1, 30)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
        if audio is not None:
            tone = np.sin(np.arange(frames * 1600) / 48_000 * 440 * 2 * np.pi).astype(np.float32)[None] * 0.3
            block = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
            block.sample_rate, block.pts, block.time_base = 48_000, 0, Fraction(1, 48_000)
            container.mux(audio.encode(block))
            container.mux(audio.encode(None))
    return path
