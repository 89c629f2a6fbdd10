"""Keep what the device was handed, with its place in the film: how tests hear what is played."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_HEADER = struct.Struct("<qq")


class Capture:
    """A file that grows while playing at normal speed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)

    def take(self, position: int, samples: Samples) -> None:
        """Keep samples, shape (2, n), that begin at `position`."""
        data = np.ascontiguousarray(samples, "<f4").tobytes()
        self._file.write(_HEADER.pack(position, samples.shape[1]) + data)

    def close(self) -> None:
        """Keep no more."""
        self._file.close()


def read_capture(path: Path) -> Iterator[tuple[int, Samples]]:
    """Give what was kept, in order: place and samples."""
    data = path.read_bytes()
    at = 0
    while at + _HEADER.size <= len(data):
        position, count = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        if at + count * 8 > len(data):
            return
        yield position, np.frombuffer(data, "<f4", count * 2, at).reshape(2, count)
        at += count * 8
