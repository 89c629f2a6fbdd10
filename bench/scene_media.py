"""The media of the three-layer scene, generated: footage-like, the same everywhere."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from scene import FPS, HEIGHT, WIDTH

GRAIN = 2.5


def make_media(folder: Path, seconds: int) -> tuple[Path, Path]:
    """Write a 1080p background and a 720p clip: a camera gliding over a picture, with a sensor's grain."""
    background = folder / f"background-{seconds}.mp4"
    clip = folder / f"clip-{seconds}.mp4"
    for path, width, height, seed in ((background, WIDTH, HEIGHT, 1), (clip, 1280, 720, 2)):
        if not path.exists():
            _write_pan(path, width, height, seconds, seed)
    return background, clip


def repeat(source: Path, times: int) -> Path:
    """Write `source` again and again into one longer file, without encoding; give its path."""
    path = source.with_name(f"{source.stem}-x{times}.mp4")
    if path.exists():
        return path
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w", format="mp4") as container:
        stream = None
        for turn in range(times):
            with av.open(str(source)) as original:
                video = original.streams.video[0]
                stream = stream or container.add_stream_from_template(video, opaque=True)
                length = video.duration or 0
                for packet in original.demux(video):
                    if packet.size and packet.pts is not None and packet.dts is not None:
                        packet.pts += turn * length
                        packet.dts += turn * length
                        packet.stream = stream
                        container.mux(packet)
    part.rename(path)
    return path


def _write_pan(path: Path, width: int, height: int, seconds: int, seed: int) -> None:
    picture = _texture(width * 5 // 4, height * 5 // 4, seed)
    random = np.random.default_rng(seed)
    grain = random.normal(0, GRAIN, (height + 64, width + 64, 1)).round().astype(np.int16)
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "crf": "20"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.color_primaries = stream.codec_context.color_trc = 1
        stream.codec_context.colorspace = stream.codec_context.color_range = 1
        for n in range(seconds * FPS):
            angle = n / 90
            left = int(width / 8 * (1 + np.sin(angle)))
            top = int(height / 8 * (1 + np.cos(angle * 0.7)))
            x, y = random.integers(0, 64, 2)
            noisy = picture[top : top + height, left : left + width] + grain[y : y + height, x : x + width]
            view = np.clip(noisy, 0, 255).astype(np.uint8)
            frame = VideoFrame.from_ndarray(view, format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            frame.pts, frame.time_base = n, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    part.rename(path)


def _texture(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """Draw coloured noise of several sizes, the finest weakest, as photographs have."""
    random = np.random.default_rng(seed)
    picture = np.full((height, width, 3), 0.5)
    for cell, strength in ((300, 0.5), (90, 0.3), (30, 0.16), (8, 0.06), (2, 0.025)):
        rows, columns = height // cell + 2, width // cell + 2
        noise = random.uniform(-strength, strength, (rows, columns, 3))
        y, x = np.arange(height) / cell, np.arange(width) / cell
        y0, x0 = y.astype(int), x.astype(int)
        fy, fx = (y - y0)[:, None, None], (x - x0)[None, :, None]
        upper = noise[y0][:, x0] * (1 - fx) + noise[y0][:, x0 + 1] * fx
        lower = noise[y0 + 1][:, x0] * (1 - fx) + noise[y0 + 1][:, x0 + 1] * fx
        picture += upper * (1 - fy) + lower * fy
    return (np.clip(picture, 0, 1) * 255).astype(np.uint8)
