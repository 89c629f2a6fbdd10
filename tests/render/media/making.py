"""Make small media whose every frame and patch can be told from the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from editor_app.render.media import MediaPool, MediaSource
from editor_app.timebase import TICKS_PER_SECOND

LUMA_STEP = 4

PATCHES = (
    (255, 255, 255), (0, 0, 0), (128, 128, 128), (255, 0, 0), (0, 255, 0), (0, 0, 255),
    (255, 255, 0), (0, 255, 255), (255, 0, 255), (200, 120, 90), (30, 60, 20), (64, 32, 160),
)  # fmt: skip
PATCH = 32


def ticks(seconds: float | Fraction) -> int:
    return round(Fraction(seconds) * TICKS_PER_SECOND)


def pool_of(path: Path | None, kind: str = "video", **more: Any) -> MediaPool:
    """A pool of one medium, "m"."""
    source = MediaSource("m", path, kind, path.name if path else "medium", **more)  # type: ignore[arg-type]
    return MediaPool({"m": source})


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Red, green, blue and alpha (not premultiplied), shape (h, w, 4)."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()


def numbered_frame(number: int, size: tuple[int, int] = (32, 32)) -> av.VideoFrame:
    """A grey yuv420p frame that carries its number (0..54) as its lightness."""
    frame = av.VideoFrame(*size, "yuv420p")
    for index, plane in enumerate(frame.planes):
        plane.update(bytes([16 + LUMA_STEP * number if index == 0 else 128]) * plane.buffer_size)
    return frame


def number_of(image: QImage) -> int:
    """Read a numbered frame's number from its middle."""
    grey = int(pixels(image)[image.height() // 2, image.width() // 2, 1])
    return round(grey * 219 / 255 / LUMA_STEP)


def write_numbered(
    path: Path,
    stamps: Sequence[int],
    time_base: Fraction,
    *,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    container: dict[str, str] | None = None,
    sound_from: Fraction | None = None,
    rate: Fraction | int = 25,
    size: tuple[int, int] = (32, 32),
) -> Path:
    """Write numbered frames at the given time stamps, lossless H.264 unless said otherwise."""
    lossless = {"qp": "0", "preset": "ultrafast"} if codec == "libx264" else {}
    with av.open(str(path), "w", options=container or {}) as out:
        stream = out.add_stream(codec, rate=rate, options=lossless | (options or {}))
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.time_base = time_base
        stream.codec_context.thread_count = 1
        if sound_from is not None:
            sound = out.add_stream("aac", rate=48_000)
            for packet in _silence(sound, sound_from):
                out.mux(packet)
        for number, stamp in enumerate(stamps):
            frame = numbered_frame(number, size)
            frame.pts, frame.time_base = stamp, time_base
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def _silence(stream: Any, start: Fraction) -> Iterable[av.Packet]:
    for index in range(48):
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate = 48_000
        frame.pts, frame.time_base = int(start * 48_000) + index * 1024, Fraction(1, 48_000)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def write_frames(
    path: Path,
    frames: Sequence[av.VideoFrame],
    codec: str,
    *,
    rate: int = 25,
    options: dict[str, str] | None = None,
    tags: dict[str, int] | None = None,
    rotation: tuple[float, bool] | None = None,
    pixel_aspect: Fraction | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """Encode ready frames; `tags` are codec context attributes (colorspace, color_range …)."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, frames[0].format.name
        stream.codec_context.thread_count = 1
        for name, value in (tags or {}).items():
            setattr(stream.codec_context, name, value)
        if pixel_aspect:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation:
            stream.set_display_rotation(rotation[0], hflip=rotation[1])
        stream.metadata.update(metadata or {})
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def fill(frame: av.VideoFrame, planes: Sequence[NDArray[Any]]) -> None:
    """Write each plane's rows, whatever the line size."""
    for plane, values in zip(frame.planes, planes, strict=True):
        rows = np.ascontiguousarray(values).view(np.uint8).reshape(values.shape[0], -1)
        buffer = np.zeros(plane.buffer_size, np.uint8)
        padded = np.zeros((rows.shape[0], plane.line_size), np.uint8)
        padded[:, : rows.shape[1]] = rows
        buffer[: padded.size] = padded.ravel()[: buffer.size]
        plane.update(buffer.tobytes())
