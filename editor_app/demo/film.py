"""Writing the demo's pictures and sound to files."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PySide6.QtGui import QImage, QPainter

from editor_app.demo.brush import HEIGHT, WIDTH, canvas, grain
from editor_app.render.image_bytes import image_bytes

FPS = 30
# BT.709, limited range, as the numbers of ISO/IEC 23091-2 say it.
_BT709 = 1
_LIMITED = 1

Scene = Callable[[QPainter, float, float], None]


def write_video(path: Path, paint: Scene, length_seconds: float) -> None:
    """Paint every frame of a shot and encode it as H.264, tagged bt709."""
    count = round(length_seconds * FPS)
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream(
            "libx264", rate=FPS, options={"preset": "veryfast", "crf": "19", "g": "60"}
        )
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _LIMITED
        context.thread_count = 2  # a fixed number, so that every machine writes the same file
        for number in range(count):
            with canvas() as (image, painter):
                paint(painter, number / max(1, count - 1), number / FPS)
                grain(painter, number)
            frame = av.VideoFrame.from_ndarray(_pixels(image), format="bgra")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709")))
        container.mux(stream.encode(None))


def write_picture(path: Path, paint: Scene, width: int, height: int) -> None:
    """Paint a still as a JPEG of `width` × `height` pixels."""
    with canvas(width, height) as (image, painter):
        paint(painter, 0.0, 0.0)
        grain(painter, 0)
    path.write_bytes(image_bytes(image, "JPG", 92))


def write_sound(path: Path, samples: np.ndarray, rate: int) -> None:
    """Encode float32 samples (2, count) as AAC in an m4a file."""
    with av.open(str(path), "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=rate, layout="stereo", options={"b": "192k"})
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
