"""Small files to upload."""

from __future__ import annotations

import io
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

SRT = b"1\n00:00:00,000 --> 00:00:01,500\nHello\n"
ASS = b"[Script Info]\nTitle: x\n\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,,,0,0,0,,Hi\n"
LRC = b"[00:01.00]La\n[00:02.00]la\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


def png(width: int = 32, height: int = 16, color: str = "#00ff00", form: str = "PNG") -> bytes:
    """Make a picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, form)
    return out.getvalue()


def gif() -> bytes:
    """Make a GIF of two pictures of half a second."""
    out = io.BytesIO()
    first, second = (Image.new("P", (20, 10), index) for index in (1, 2))
    first.save(out, "GIF", save_all=True, append_images=[second], duration=500, loop=0)
    return out.getvalue()


def wav(seconds: float = 1.0, rate: int = 8000) -> bytes:
    """Make silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * round(seconds * rate)))
    return out.getvalue()


def mp4(folder: Path, frames: int = 30) -> bytes:
    """Make a small grey video of 30 frames a second."""
    path = folder / "made.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(frames):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="rgb24")
            picture.pts, picture.time_base = number, Fraction(1, 30)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path.read_bytes()
