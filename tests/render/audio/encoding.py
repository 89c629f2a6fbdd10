"""Small sound files, made with PyAV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def write_sound(
    path: Path,
    samples: Samples,
    *,
    codec: str,
    rate: int = 48_000,
    layout: str = "stereo",
    picture: str | None = None,
    start_seconds: float = 0.0,
    gap: tuple[float, float] | None = None,
    options: Mapping[str, str] | None = None,
    frame_samples: int = 1024,
    container_options: Mapping[str, str] | None = None,
) -> Path:
    """Encode `samples` (channels, n), with black `picture` frames (a video codec) if wanted.

    `start_seconds` moves all time stamps of the sound, `gap` = (at, length) in seconds those after `at`.
    """
    with av.open(str(path), "w", options=dict(container_options or {})) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout, options=dict(options or {}))
        if picture:
            _add_picture(output, picture, samples.shape[1] / rate)
        context = stream.codec_context
        if not context.is_open:
            context.open()
        resampler = av.AudioResampler(
            format=context.format.name, layout=layout, rate=rate, frame_size=context.frame_size or None
        )
        position = 0
        for block in (*_blocks(samples, context.frame_size or frame_samples), None):
            for ready in resampler.resample(block and _frame(block[0], layout, rate)):
                moved = start_seconds + (gap[1] if gap and position >= gap[0] * rate else 0.0)
                ready.pts = position + round(moved * rate)
                position += ready.samples
                output.mux(stream.encode(ready))
        output.mux(stream.encode(None))
    return path


def _blocks(samples: Samples, size: int) -> Iterator[tuple[Samples]]:
    for start in range(0, samples.shape[1], size):
        yield (np.ascontiguousarray(samples[:, start : start + size], np.float32),)


def _frame(block: Samples, layout: str, rate: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
    frame.sample_rate = rate
    frame.time_base = Fraction(1, rate)
    return frame


def _add_picture(output: av.container.OutputContainer, codec: str, seconds: float) -> None:
    video = output.add_stream(codec, rate=25)
    video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
    for number in range(max(round(seconds * 25), 1)):
        frame = av.VideoFrame(64, 64, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.pts = number
        output.mux(video.encode(frame))
    output.mux(video.encode(None))


def silence(seconds: float, *, rate: int = 48_000, channels: int = 2) -> Samples:
    """Make silence."""
    return np.zeros((channels, round(seconds * rate)), np.float32)


def click(at: float, seconds: float, *, rate: int = 48_000, channels: int = 2, level: float = 0.5) -> Samples:
    """Make a 10 ms beep of 1 kHz that starts at full strength at `at` seconds."""
    samples = silence(seconds, rate=rate, channels=channels)
    start, length = round(at * rate), rate // 100
    samples[:, start : start + length] = level * np.cos(2 * np.pi * 1000 * np.arange(length) / rate)
    return samples


def tone(
    hertz: float, seconds: float, *, rate: int = 48_000, channels: int = 2, level: float = 0.5
) -> Samples:
    """Make a sine."""
    wave = level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(wave.astype(np.float32)[None], channels, axis=0)


def level_db(samples: Samples) -> float:
    """Give the root mean square in dB."""
    return float(10 * np.log10(max(np.square(samples, dtype=np.float64).mean(), 1e-20)))


def onset(samples: Samples) -> int:
    """Give the first sample at half the strength of the loudest."""
    magnitude = np.abs(samples).max(axis=0)
    return int(np.argmax(magnitude > magnitude.max() / 2))


class Array:
    """A sound that is an array."""

    def __init__(self, samples: Samples) -> None:
        self.samples = np.asarray(samples, np.float32)

    def read(self, start_sample: int, count: int) -> Samples:
        """Give samples by position."""
        found = np.zeros((2, count), np.float32)
        low, high = max(start_sample, 0), max(start_sample + count, 0)
        part = self.samples[:, low:high]
        found[:, low - start_sample : low - start_sample + part.shape[1]] = part
        return found
