"""The true-peak-safe limiter: the last stage of the mix, at -1 dBFS.

It keeps no state: the gain at a sample depends only on the mix within about a second before and 6 ms
after it, taken on a grid of whole seconds, so that every export, from wherever it starts and in blocks of
whatever size, hears the same samples. Where nothing exceeds the ceiling the mix passes bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor_app.timebase import SAMPLE_RATE

CEILING_DBFS = -1.0
LOOK_AHEAD_SAMPLES = SAMPLE_RATE * 5 // 1000
RELEASE_DB_PER_SECOND = 40.0
BLOCK_SAMPLES = SAMPLE_RATE

Samples = NDArray[np.float32]

_OVERSAMPLING = 4
_TAPS = 48  # the standard meter's 12 read low above 15 kHz; these stay within 0.02 dB up to 21 kHz
_KAISER_BETA = 6.0
_MARGIN = _TAPS // 2
_AHEAD = LOOK_AHEAD_SAMPLES + 1
_CEILING = 10 ** (CEILING_DBFS / 20)
# The gain moves while a peak passes, so what is turned down is aimed a touch below the promise.
_TARGET_DBFS = CEILING_DBFS - 0.02


class Mix(Protocol):
    """Anything that gives samples by position."""

    def read(self, start_sample: int, count: int) -> Samples:
        """Give `count` samples from `start_sample`, shape (2, count)."""
        ...


def limited_blocks(mixer: Mix, start_sample: int, end_sample: int) -> Iterator[Samples]:
    """Stream the limited mix over [start_sample, end_sample) in blocks of at most one second.

    Shapes (2, n), 48 kHz. Reads up to 2 s of the mix before the start, as warm-up, and 2 s after the end.
    """
    if end_sample <= start_sample:
        return
    first = start_sample // BLOCK_SAMPLES
    last = (end_sample - 1) // BLOCK_SAMPLES
    before, current = _raw(mixer, first - 1), _raw(mixer, first)
    peaks = _peaks_ahead(before, current)
    for index in range(first, last + 1):
        after = _raw(mixer, index + 1)
        coming = _peaks_ahead(current, after)
        block = _limited(current, np.concatenate([peaks, coming]))
        block_start = index * BLOCK_SAMPLES
        yield block[:, max(start_sample - block_start, 0) : end_sample - block_start]
        current, peaks = after, coming


def true_peaks(samples: Samples) -> Samples:
    """Give the largest magnitude at every sample and, 4× oversampled, between it and the next.

    Shape (channels, n) to (n,). Quiet stretches, which cannot exceed the ceiling, read as 0.
    """
    magnitude = np.abs(samples).max(axis=0)
    peaks = np.zeros_like(magnitude)
    for start, end in _loud_runs(magnitude):
        peaks[start:end] = _oversampled(samples, start, end)
    return peaks


def _raw(mixer: Mix, index: int) -> Samples:
    if index < 0:
        return np.zeros((2, BLOCK_SAMPLES), np.float32)
    return mixer.read(index * BLOCK_SAMPLES, BLOCK_SAMPLES)


def _peaks_ahead(block: Samples, after: Samples) -> Samples:
    """Give the peaks of the block's length of samples that begins `_AHEAD` after the block's start."""
    samples = np.concatenate([block, after[:, : _AHEAD + _RUN]], axis=1)
    return true_peaks(samples)[_AHEAD : _AHEAD + BLOCK_SAMPLES]


def _limited(block: Samples, peaks: Samples) -> Samples:
    """Limit `block`; `peaks` cover it and the block before it, moved on by `_AHEAD`."""
    if peaks.max() <= _CEILING:
        return block
    over = peaks > _CEILING
    needed_db = np.zeros(len(peaks))
    needed_db[over] = _TARGET_DBFS - 20 * np.log10(peaks[over], dtype=np.float64)
    # An interpolated peak lies between two samples: both must come down.
    gain_db = _smoothed(_released(_ahead_minimum(_with_neighbours(needed_db))))
    start = BLOCK_SAMPLES - _AHEAD
    gain = 10 ** (gain_db[start : start + BLOCK_SAMPLES] / 20)
    return block * gain.astype(np.float32)


def _with_neighbours(gain_db: NDArray[np.float64]) -> NDArray[np.float64]:
    wide = gain_db.copy()
    np.minimum(wide[1:], gain_db[:-1], out=wide[1:])
    np.minimum(wide[:-1], gain_db[1:], out=wide[:-1])
    return wide


def _ahead_minimum(gain_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give at every sample the smallest gain needed within the look-ahead."""
    lowest = gain_db
    reach = 0
    while reach < LOOK_AHEAD_SAMPLES:
        step = min(reach + 1, LOOK_AHEAD_SAMPLES - reach)
        moved = np.concatenate([lowest[step:], np.zeros(step)])
        lowest = np.minimum(lowest, moved)
        reach += step
    return lowest


def _released(gain_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let the gain come back no faster than the release allows."""
    slope = np.arange(len(gain_db)) * (RELEASE_DB_PER_SECOND / SAMPLE_RATE)
    return np.minimum(np.minimum.accumulate(gain_db - slope) + slope, 0.0)


def _smoothed(gain_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round the steps over the look-ahead; every value averaged is low enough for every sample it reaches."""
    length = LOOK_AHEAD_SAMPLES + 1
    kernel = np.hanning(length + 2)[1:-1]
    kernel /= kernel.sum()
    padded = np.concatenate([np.full(length - 1, gain_db[0]), gain_db])
    smooth = np.convolve(padded, kernel, mode="valid")
    # Rounding in the sum must not touch what needs no limiting.
    return np.where(_window_is_zero(padded, length), 0.0, smooth)


def _window_is_zero(padded: NDArray[np.float64], length: int) -> NDArray[np.bool_]:
    touched = np.concatenate([[0], np.cumsum(padded < 0.0)])
    return touched[length:] == touched[:-length]


def _oversampling_kernel() -> Samples:
    """Make the three interpolating filters at 1/4, 2/4 and 3/4 sample, shape (3, taps)."""
    offsets = np.arange(_TAPS) - _MARGIN + 1
    filters = []
    for phase in range(1, _OVERSAMPLING):
        at = offsets - phase / _OVERSAMPLING
        window = np.i0(_KAISER_BETA * np.sqrt(np.maximum(1 - (at / (_MARGIN + 0.5)) ** 2, 0))) / np.i0(
            _KAISER_BETA
        )
        taps = np.sinc(at) * window
        filters.append(taps / taps.sum())
    return np.stack(filters).astype(np.float32)


_KERNEL = _oversampling_kernel()
# Between samples of this magnitude or less no peak can reach the ceiling, whatever the signal.
_QUIET = _CEILING / float(np.abs(_KERNEL).sum(axis=1).max())
_RUN = 512


def _loud_runs(magnitude: Samples) -> Iterator[tuple[int, int]]:
    """Find the stretches whose surroundings are loud enough to matter, joined to long runs."""
    count = len(magnitude)
    groups = -(-count // _RUN)
    padded = np.zeros(groups * _RUN, np.float32)
    padded[:count] = magnitude
    loud = padded.reshape(groups, _RUN).max(axis=1) > _QUIET
    reach = loud.copy()
    reach[1:] |= loud[:-1]
    reach[:-1] |= loud[1:]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], reach, [False]]).astype(np.int8)))
    for start, end in edges.reshape(-1, 2):
        yield int(start) * _RUN, min(int(end) * _RUN, count)


def _oversampled(samples: Samples, start: int, end: int) -> Samples:
    """Give the peaks on [start, end), all channels together."""
    first, last = start - _MARGIN + 1, end + _MARGIN
    part = samples[:, max(first, 0) : last]
    part = np.pad(part, ((0, 0), (max(-first, 0), max(last - samples.shape[1], 0))))
    peaks = np.abs(samples[:, start:end]).max(axis=0)
    for channel in part:
        for taps in _KERNEL:
            np.maximum(peaks, np.abs(np.correlate(channel, taps, mode="valid")), out=peaks)
    return peaks
