"""Notice where a mix is loudest, so that a finished file's sound can be held against it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_HEARD = 1e-3
"""Below this root mean square (-60 dBFS) a codec may leave nothing."""
_LEAST_SAMPLES = 4800


class Loudest:
    """Listens to the blocks of a mix as they pass."""

    def __init__(self) -> None:
        self.found: tuple[int, int, float] | None = None
        """First sample, samples and root mean square of the loudest block; None where nothing is heard."""

    def listening(self, blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        """Pass `blocks` of shape (2, n) on."""
        position, loudest = 0, _HEARD
        for block in blocks:
            level = level_of(block)
            if level > loudest and block.shape[1] >= _LEAST_SAMPLES:
                loudest, self.found = level, (position, block.shape[1], level)
            position += block.shape[1]
            yield block


def level_of(samples: NDArray[np.float32]) -> float:
    """Give the root mean square of samples; 0 where there are none."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0
