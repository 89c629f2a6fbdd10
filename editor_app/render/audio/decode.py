"""Decode a file's sound to 48 kHz stereo, every sample at the time its time stamp says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import soxr
from av.error import FFmpegError
from av.stream import Discard, Disposition
from numpy.typing import NDArray

from editor_app.render.audio.channels import stereo
from editor_app.render.media.clock import zero_seconds
from editor_app.render.media.container import open_container
from editor_app.render.media.files import read_head
from editor_app.render.media.lengths import MISSING_SECONDS, missing_seconds, names_length
from editor_app.timebase import SAMPLE_RATE

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

Samples = NDArray[np.float32]

# Containers with millisecond time stamps jitter by less; anything more is a real gap or overlap.
_TOLERANCE_SECONDS = 0.01
_LONGEST_GAP_SECONDS = 24 * 3600
_SILENCE_SAMPLES = 10 * SAMPLE_RATE
_RATES = range(1_000, 1_000_000)
# Their length is an estimate from the bit rate.
_GUESSED_LENGTH = frozenset({"mp3", "aac", "ac3", "eac3", "amr"})


def decode_audio(path: Path, label: str, on_warning: Callable[[str], None]) -> Iterator[Samples]:
    """Yield the default sound stream from source time 0 on, in consecutive blocks of shape (2, n).

    Source time 0 is the container's start, as for the picture. Encoder delay is trimmed, time without
    sound is silent, what overlaps is trimmed, what is damaged is left out with a warning. A file without
    sound yields nothing. Raises MediaError where the file cannot be opened.
    """
    read_head(path, label)
    with open_container(path, label) as container:
        stream = _sound_stream(container)
        if stream is None:
            return
        for other in container.streams:
            if other.index != stream.index:
                other.discard = Discard.all
        zero = zero_seconds(container)
        place = _Placer(zero, stream.time_base or Fraction(1, SAMPLE_RATE))
        damage = f"“{label}” is damaged: the parts of its sound that cannot be decoded are left out."
        damaged = False
        for frame in _frames(container, stream):
            if frame is not None:
                yield from place.add(frame)
            elif not damaged:
                damaged = True
                on_warning(damage)
        yield from place.finish()
        reached = zero + Fraction(place.written, SAMPLE_RATE)
        if not damaged and (missing := _missing(container, stream, reached, path, label)):
            on_warning(f"“{label}” is incomplete: the last {missing:.1f} s of its sound are missing.")


def _sound_stream(container: InputContainer) -> AudioStream | None:
    streams = container.streams.audio
    return next((s for s in streams if s.disposition & Disposition.default), next(iter(streams), None))


def _frames(container: InputContainer, stream: AudioStream) -> Iterator[av.AudioFrame | None]:
    """Decode all that can be decoded; None stands for damage."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            yield None
            return
        if packet is None:
            return
        try:
            frames = packet.decode()
        except FFmpegError:
            frames = [None]
        for frame in frames:
            yield frame if frame is not None and frame.sample_rate in _RATES else None


def _missing(
    container: InputContainer, stream: AudioStream, reached: Fraction, path: Path, label: str
) -> float:
    if names_length(container):
        return missing_seconds(container, stream, reached, lambda: open_container(path, label))
    if stream.duration is None or stream.time_base is None or container.format.name in _GUESSED_LENGTH:
        return 0.0
    missing = stream.duration * stream.time_base - reached
    return float(missing) if missing > MISSING_SECONDS else 0.0


class _Placer:
    """Turns frames with time stamps into consecutive samples, half a second or so at a time."""

    def __init__(self, zero: Fraction, time_base: Fraction) -> None:
        self.written = 0  # samples given out, so also the position of the next one
        self._zero = zero
        self._time_base = time_base
        # A run is a stretch of frames that follow each other at one rate.
        self._rate = 0
        self._begun = Fraction(0)  # in seconds
        self._counted = 0  # samples of the run so far, at its own rate
        self._waiting: list[Samples] = []
        self._waiting_samples = 0
        self._resampler: soxr.ResampleStream | None = None
        self._position = 0  # where the run's next sample at 48 kHz belongs

    def add(self, frame: av.AudioFrame) -> Iterator[Samples]:
        """Place a frame; yield what became ready."""
        if frame.sample_rate != self._rate or self._jumps(frame):
            yield from self.finish()
            self._begin(frame)
        self._waiting.append(stereo(frame))
        self._waiting_samples += frame.samples
        self._counted += frame.samples
        if self._waiting_samples * 2 >= self._rate:
            yield from self._place(self._ready(last=False))

    def finish(self) -> Iterator[Samples]:
        """Yield the rest of the run."""
        if self._rate:
            yield from self._place(self._ready(last=True))

    def _jumps(self, frame: av.AudioFrame) -> bool:
        if frame.pts is None:
            return False
        expected = float(self._begun) + self._counted / self._rate
        away = abs(frame.pts * float(frame.time_base or self._time_base) - float(self._zero) - expected)
        return _TOLERANCE_SECONDS < away < _LONGEST_GAP_SECONDS

    def _begin(self, frame: av.AudioFrame) -> None:
        if frame.pts is not None:
            self._begun = frame.pts * (frame.time_base or self._time_base) - self._zero
        elif self._rate:
            self._begun += Fraction(self._counted, self._rate)
        self._rate = frame.sample_rate
        self._counted = 0
        self._position = round(self._begun * SAMPLE_RATE)
        self._resampler = (
            None
            if self._rate == SAMPLE_RATE
            else soxr.ResampleStream(self._rate, SAMPLE_RATE, 2, dtype="float32", quality="HQ")
        )

    def _ready(self, *, last: bool) -> Samples:
        """Give the waiting samples at 48 kHz."""
        samples = np.concatenate([np.zeros((2, 0), np.float32), *self._waiting], axis=1)
        self._waiting.clear()
        self._waiting_samples = 0
        if not np.isfinite(samples).all():
            # A float file may hold anything; one NaN would silence the whole mix.
            samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
        if self._resampler is None:
            return samples
        return self._resampler.resample_chunk(np.ascontiguousarray(samples.T), last=last).T

    def _place(self, samples: Samples) -> Iterator[Samples]:
        start, self._position = self._position, self._position + samples.shape[1]
        while start > self.written and samples.shape[1]:
            silent = min(start - self.written, _SILENCE_SAMPLES)
            self.written += silent
            yield np.zeros((2, silent), np.float32)
        fresh = samples[:, max(self.written - start, 0) :]
        if fresh.shape[1]:
            self.written += fresh.shape[1]
            yield fresh
