"""Play sound faster or slower at its own pitch: overlap-add anchored in time.

The output is cut into frames at fixed times. Each frame's place in the source follows from its time and
the rate alone, give or take a search of 15 ms for the spot that continues the frame before most smoothly,
so it cannot drift, however long it plays. Attacks are pinned: the frames around one are laid so that it
sounds exactly at source time / rate, once, in full.
```
    output   |  k-1  |   k   |  k+1  |        a frame every 20 ms, fading over the next 20
    source   |  k-1  |           |   k   |    rate 2: each taken 20 ms after the end of the last,
                            <-- search -->    moved within the search to fit
```
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.onsets import find_onsets
from editor_app.render.audio.sound import Sound
from editor_app.timebase import SAMPLE_RATE

Samples = NDArray[np.float32]

HOP = SAMPLE_RATE * 20 // 1000
OVERLAP = HOP  # half as much leaves chords 7 dB rougher
SEARCH = SAMPLE_RATE * 15 // 1000

_FRAME = HOP + OVERLAP
_COARSE = 6  # the search is first done at 8 kHz
_BEFORE_ATTACK = 96
_AFTER_ATTACK = 240
_MARGIN = _FRAME + 2 * SEARCH + _AFTER_ATTACK
_FASTEST = 32  # beyond this an attack may be missed: a frame of 40 ms stands for more than a second
_BLOCK_SOURCE = 10 * SAMPLE_RATE
_BLOCK_FRAMES = 250
_CENTRING = 0.05  # how much worse a match may be for lying in the middle of the search
_FADE_IN = (0.5 - 0.5 * np.cos(np.pi * (np.arange(OVERLAP) + 0.5) / OVERLAP)).astype(np.float32)


def stretch(source: Sound, rate: float, first_frame: int, frames: int) -> Samples:
    """Give `frames` × HOP samples from `first_frame` × HOP on of `source` played at `rate`, shape (2, n).

    What comes out depends on `first_frame`: a run is one chain of frames, each fitted to the one before.
    """
    parts: list[Samples] = []
    tail = None
    block = int(min(max(_BLOCK_SOURCE / (rate * HOP), 1), _BLOCK_FRAMES))
    for start in range(first_frame, first_frame + frames, block):
        count = min(block, first_frame + frames - start)
        part, tail = _stretch_block(source, rate, start, count, tail)
        parts.append(part)
    return np.concatenate(parts, axis=1)


def _stretch_block(
    source: Sound, rate: float, start: int, count: int, tail: Samples | None
) -> tuple[Samples, Samples]:
    """Make frames [start, start + count); `tail` is how the frame before goes on, and one is given back."""
    places = _nominal(rate, start, count)
    # An attack pins frames that lie up to a frame away from it in the output.
    margin = _MARGIN + int(_FRAME * min(rate, _FASTEST))
    origin = int(places[0]) - margin
    samples = source.read(origin, int(places[-1]) - origin + _FRAME + margin)
    if not samples.any() and (tail is None or not tail.any()):
        return np.zeros((2, count * HOP), np.float32), np.zeros((2, OVERLAP), np.float32)
    plan = _Plan(rate, origin, *find_onsets(samples))
    fit = _Fit(samples)
    starts = np.zeros(count, np.int64)
    latest = samples.shape[1] - _FRAME
    for index in range(count):
        low, high = plan.range_of(start + index, int(places[index]))
        low, high = min(max(low, 0), latest), min(max(high, 0), latest)
        ending = tail if index == 0 else samples[:, starts[index - 1] + HOP : starts[index - 1] + _FRAME]
        starts[index] = fit.best(ending, low, high)
    return _overlapped(samples, starts, tail)


def _nominal(rate: float, start: int, count: int) -> NDArray[np.int64]:
    """Give where in the source each frame starts whose middle is on time."""
    middle = np.arange(start, start + count, dtype=np.float64) * HOP + _FRAME / 2
    return np.floor(middle * rate - _FRAME / 2 + 0.5).astype(np.int64)


class _Plan:
    """Where frames may lie, given the attacks; places are counted from `origin`."""

    def __init__(
        self, rate: float, origin: int, onsets: NDArray[np.int64], rises: NDArray[np.float64]
    ) -> None:
        self._origin = origin
        apart = (_FRAME + OVERLAP) * rate
        chosen: list[int] = []
        for index in np.argsort(-rises, kind="stable"):
            at = int(onsets[index])
            if all(abs(at - other) >= apart for other in chosen):
                chosen.append(at)
        self._sources = np.array(sorted(chosen), np.int64)
        self._outputs = np.floor((self._sources + origin) / rate + 0.5).astype(np.int64)

    def range_of(self, frame: int, place: int) -> tuple[int, int]:
        """Give the first and last allowed start of a frame whose nominal start is `place`."""
        at = frame * HOP
        place -= self._origin
        following = int(np.searchsorted(self._outputs, at - _AFTER_ATTACK, side="right"))
        low, high = place - SEARCH, place + SEARCH
        if following < len(self._outputs):
            source, output = int(self._sources[following]), int(self._outputs[following])
            if at + _FRAME > output - _BEFORE_ATTACK:
                pinned = source - (output - at)
                return pinned, pinned
            # The attack must not be heard before its time …
            high = min(high, source - _BEFORE_ATTACK - _FRAME)
            low = min(low, high - SEARCH)
        if following > 0:
            # … nor a second time.
            low = max(low, int(self._sources[following - 1]) + _AFTER_ATTACK)
            high = max(high, low)
        return low, high


@dataclass(frozen=True, slots=True)
class _Coarse:
    channels: tuple[NDArray[np.float32], ...]
    energy: NDArray[np.float64]


class _Fit:
    """Finds the spot that continues an ending most smoothly."""

    def __init__(self, samples: Samples) -> None:
        # One channel is enough where both are the same.
        self._samples = samples[:1] if np.array_equal(samples[0], samples[1]) else samples
        self._coarse = _coarse(self._samples)

    def best(self, ending: Samples | None, low: int, high: int) -> int:
        """Give the start in [low, high] whose first samples are most like `ending`."""
        if high <= low or ending is None or not ending.any():
            return (low + high) // 2
        ending = ending[: len(self._samples)]
        coarse_low = low // _COARSE
        scores = self._coarse_scores(ending, coarse_low, high // _COARSE)
        middle = (low + high) / 2 / _COARSE - coarse_low
        away = np.abs(np.arange(len(scores)) - middle) / (SEARCH / _COARSE)
        near = (coarse_low + int(np.argmax(scores - _CENTRING * away))) * _COARSE
        return self._refined(ending, max(near - _COARSE, low), min(near + _COARSE, high))

    def _coarse_scores(self, ending: Samples, low: int, high: int) -> NDArray[np.float64]:
        length = OVERLAP // _COARSE
        template = _decimated(ending)
        count = high - low + 1
        match = np.zeros(count)
        for channel, part in zip(self._coarse.channels, template, strict=True):
            match += np.correlate(channel[low : low + count + length - 1], part, mode="valid")
        energy = (
            self._coarse.energy[low + length : low + length + count] - self._coarse.energy[low : low + count]
        )
        scale = np.sqrt(np.maximum(energy, 1e-9) * max(float(np.square(template).sum()), 1e-9))
        return match / scale

    def _refined(self, ending: Samples, low: int, high: int) -> int:
        match = np.zeros(high - low + 1)
        for channel, part in zip(self._samples, ending, strict=True):
            match += np.correlate(channel[low : high + OVERLAP], part, mode="valid")
        return low + int(np.argmax(match))


def _decimated(samples: Samples) -> Samples:
    usable = samples.shape[1] // _COARSE * _COARSE
    return samples[:, :usable].reshape(len(samples), -1, _COARSE).mean(axis=2)


def _coarse(samples: Samples) -> _Coarse:
    channels = _decimated(samples)
    energy = np.concatenate([[0.0], np.cumsum(np.square(channels, dtype=np.float64).sum(axis=0))])
    return _Coarse(tuple(channels), energy)


def _overlapped(samples: Samples, starts: NDArray[np.int64], tail: Samples | None) -> tuple[Samples, Samples]:
    """Lay the frames over each other, each fading in while the one before fades out."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME, axis=1)[:, starts]
    ends = np.empty((2, len(starts), OVERLAP), np.float32)
    ends[:, 1:] = frames[:, :-1, HOP:]
    ends[:, 0] = frames[:, 0, :OVERLAP] if tail is None else tail
    heads = frames[:, :, :OVERLAP]
    alike = _likeness(heads, ends)[:, None]
    fade_in, fade_out = _FADE_IN, 1 - _FADE_IN
    # Alike sounds add up in amplitude, unlike ones in power: keep the loudness through either.
    power = np.sqrt(fade_in**2 + fade_out**2 + 2 * fade_in * fade_out * alike)
    output = frames[:, :, :HOP].copy()
    output[:, :, :OVERLAP] = (heads * fade_in + ends * fade_out) / power
    return output.reshape(2, -1), frames[:, -1, HOP:].copy()


def _likeness(heads: Samples, ends: Samples) -> NDArray[np.float32]:
    """Give how alike two stretches are, 0..1, per frame."""
    both = np.einsum("cfn,cfn->f", heads, ends, dtype=np.float64)
    powers = np.einsum("cfn,cfn->f", heads, heads, dtype=np.float64) * np.einsum(
        "cfn,cfn->f", ends, ends, dtype=np.float64
    )
    alike = np.where(powers > 1e-18, both / np.sqrt(np.maximum(powers, 1e-18)), 1.0)
    return np.clip(alike, 0, 1).astype(np.float32)
