"""Find the attacks in a sound: the moments whose timing a listener hears."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_HOP = 120  # 2.5 ms
_BEFORE_HOPS = 10  # what an attack is measured against
_RISE_DB = 9.0
_FLOOR = 1e-5  # mean square of the difference signal below which nothing counts, about -50 dBFS


def find_onsets(samples: Samples) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give the sample of each attack and its rise in dB, in order; shape (2, n) in."""
    # Differencing favours the high frequencies that make an attack sharp.
    change = np.abs(np.diff(samples, axis=1, prepend=samples[:, :1] * 0)).max(axis=0)
    hops = len(change) // _HOP
    if hops <= _BEFORE_HOPS:
        return np.zeros(0, np.int64), np.zeros(0)
    energy = np.square(change[: hops * _HOP].reshape(hops, _HOP)).mean(axis=1, dtype=np.float64)
    total = np.concatenate([[0.0], np.cumsum(energy)])
    before = (total[_BEFORE_HOPS:-1] - total[: -_BEFORE_HOPS - 1]) / _BEFORE_HOPS
    # Rounding in the running sum may leave a hair below zero.
    rise = np.zeros(hops)
    rise[_BEFORE_HOPS:] = 10 * np.log10(
        (energy[_BEFORE_HOPS:] + _FLOOR * 0.1) / (np.maximum(before, 0) + _FLOOR * 0.1)
    )
    rise[energy < _FLOOR] = 0.0
    found = [
        hop for hop in np.flatnonzero(rise > _RISE_DB) if rise[hop] == rise[max(hop - 4, 0) : hop + 5].max()
    ]
    at = [_first_rise(change, int(hop) * _HOP) for hop in found]
    return np.array(at, np.int64), rise[found]


def _first_rise(change: Samples, start: int) -> int:
    first = max(start - _HOP, 0)
    near = change[first : start + 2 * _HOP]
    return first + int(np.argmax(near > 0.3 * near.max()))
