"""A sound at another speed, by position: pieces of half a minute, each stretched once.

Every piece is a chain of its own that begins at a fixed time, so a clip deep in a long file costs only the
pieces it touches, and two clips cut from one run on without a seam. Where two pieces meet they overlap by
two seconds, in which the ending one is bent (by at most 15 ms) until both run in step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import PIECE_SAMPLES, PcmCache, derived_key
from editor_app.render.audio.sound import Sound, read_pieces
from editor_app.render.audio.stretch import HOP, SEARCH, stretch
from editor_app.timebase import SAMPLE_RATE

Samples = NDArray[np.float32]

STRETCH_VERSION = 1
SEAM_SAMPLES = 2 * SAMPLE_RATE
_FADE_SAMPLES = SAMPLE_RATE * 30 // 1000
_PIECE_FRAMES = PIECE_SAMPLES // HOP
_SEAM_FRAMES = SEAM_SAMPLES // HOP


class StretchedSound:
    """`source`, whose PCM is named `key`, played at `rate` with its own pitch, from source time 0."""

    def __init__(self, source: Sound, key: str, rate: float, cache: PcmCache) -> None:
        self._source = source
        self._key = derived_key(key, "stretched", STRETCH_VERSION, repr(float(rate)))
        self._endings_key = derived_key(self._key, "endings")
        self._last_ending = np.zeros((2, SEAM_SAMPLES), np.float32)
        self._rate = float(rate)
        self._cache = cache

    def read(self, start: int, count: int) -> Samples:
        """Give `count` samples from position `start`, shape (2, count)."""
        return read_pieces(self._read_piece, start, count)

    def _read_piece(self, index: int, start: int, count: int) -> Samples:
        cached = self._cache.read(self._key, index, start, count)
        if cached is not None:
            return cached
        piece = self._chain(index)
        if index > 0:
            piece[:, :SEAM_SAMPLES] = join(self._ending(index - 1), piece[:, :SEAM_SAMPLES])
        self._cache.write(self._key, index, piece)
        return piece[:, start : start + count]

    def _ending(self, index: int) -> Samples:
        """Give how a piece goes on past its end, to lead over to the next."""
        cached = self._cache.read(self._endings_key, index, 0, SEAM_SAMPLES)
        if cached is not None:
            return cached
        self._chain(index)
        return self._last_ending

    def _chain(self, index: int) -> Samples:
        first = index * _PIECE_FRAMES
        samples = stretch(self._source, self._rate, first, _PIECE_FRAMES + _SEAM_FRAMES)
        self._last_ending = samples[:, PIECE_SAMPLES:].copy()
        self._cache.write(self._endings_key, index, self._last_ending)
        return samples[:, :PIECE_SAMPLES].copy()


def join(ending: Samples, beginning: Samples) -> Samples:
    """Lead from one stretch of a sound to another of the same time, bent until they run in step."""
    count = ending.shape[1]
    middle = count // 2
    lag = _lag(ending, beginning, middle)
    # The delay grows smoothly to `lag` by the middle, where the fade is.
    ramp = np.clip(np.arange(count) / (middle - _FADE_SAMPLES), 0, 1)
    bent = _delayed(ending, lag * ramp * ramp * (3 - 2 * ramp))
    fade = np.clip((np.arange(count) - (middle - _FADE_SAMPLES / 2)) / _FADE_SAMPLES, 0, 1)
    fade = (0.5 - 0.5 * np.cos(np.pi * fade)).astype(np.float32)
    return bent * (1 - fade) + beginning * fade


def _lag(ending: Samples, beginning: Samples, at: int) -> float:
    """Find by how much `ending` must be delayed to match `beginning` around `at`."""
    reach = SAMPLE_RATE // 10
    template = beginning[:, at - reach : at + reach]
    match = sum(
        np.correlate(one[at - reach - SEARCH : at + reach + SEARCH], two, mode="valid")
        for one, two in zip(ending, template, strict=True)
    )
    away = np.abs(np.arange(2 * SEARCH + 1) - SEARCH) / SEARCH
    scaled = match / max(float(np.square(template).sum()), 1e-9)
    return float(SEARCH - int(np.argmax(scaled - 0.02 * away)))


def _delayed(samples: Samples, delay: NDArray[np.float64]) -> Samples:
    """Delay by a number of samples that changes slowly, with cubic interpolation."""
    at = np.arange(samples.shape[1]) - delay
    whole = np.floor(at).astype(np.int64)
    part = (at - whole).astype(np.float32)
    last = samples.shape[1] - 1
    a, b, c, d = (samples[:, np.clip(whole + step, 0, last)] for step in (-1, 0, 1, 2))
    return b + 0.5 * part * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))
