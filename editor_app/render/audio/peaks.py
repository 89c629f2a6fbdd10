"""Peaks: the outline of a file's sound, for drawing; made once, kept on disk, read as a memory map.

A level holds the lowest and highest sample of every so many (128 of the finest, four times more in each
coarser one) for left and right, in 8 bits. A file is: magic, samples, levels; for each level its columns.
"""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import derived_key, source_key
from editor_app.render.audio.decode import decode_audio

FINEST_SAMPLES = 128
_STEP = 4
_COARSEST_COLUMNS = 512
_FINER = 4
"""A level is read where it has so many columns for each that is wanted, so that edges stay sharp."""
_HEADER = struct.Struct("<8sQQ")
_MAGIC = b"peaks8\x00\x01"

Columns = NDArray[np.int8]
"""Shape (2 channels, 2, n): lowest, highest."""


class Outline:
    """The outline of a sound; reads like an endless one, silent before its start and past its end."""

    def __init__(self, samples: int, levels: list[Columns]) -> None:
        self.samples = samples
        self._levels = levels

    def columns(self, first_sample: float, samples_per_column: float, count: int) -> NDArray[np.float32]:
        """Give lowest and highest value of each column, shape (2, 2, count), full scale 1."""
        level, size = 0, FINEST_SAMPLES
        while level + 1 < len(self._levels) and size * _STEP * _FINER <= samples_per_column:
            level, size = level + 1, size * _STEP
        data = self._levels[level]
        edges = np.floor((first_sample + np.arange(count + 1) * samples_per_column) / size).astype(np.int64)
        found = np.zeros((2, 2, count), np.float32)
        starts, ends = edges[:-1], np.maximum(edges[1:], edges[:-1] + 1)
        known = (ends > 0) & (starts < data.shape[2])
        if not known.any():
            return found
        starts, ends = np.maximum(starts[known], 0), np.minimum(ends[known], data.shape[2])
        low, high = int(starts[0]), int(ends[-1])
        part = data[:, :, low:high]
        # Slices of pairs [start, end): every second one is what lies between two columns.
        bounds = np.stack([starts - low, np.minimum(ends - low, high - low - 1)], 1).ravel()
        for channel in range(2):
            for side, join in ((0, np.minimum), (1, np.maximum)):
                found[channel, side, known] = join.reduceat(part[channel, side], bounds)[::2]
        return found / np.float32(127)


def make_outline(path: Path, label: str) -> Outline:
    """Decode a file's sound and give its outline; raise MediaError where it cannot be opened."""
    parts = list(_finest(path, label))
    finest = np.concatenate(parts, axis=2) if parts else np.zeros((2, 2, 0), np.int8)
    levels = [finest]
    while levels[-1].shape[2] > _COARSEST_COLUMNS:
        levels.append(_coarser(levels[-1]))
    return Outline(finest.shape[2] * FINEST_SAMPLES, levels)


def _finest(path: Path, label: str) -> Iterator[Columns]:
    held = np.zeros((2, 0), np.float32)
    for block in decode_audio(path, label, lambda _: None):
        held = np.concatenate([held, block], axis=1)
        whole = held.shape[1] // FINEST_SAMPLES * FINEST_SAMPLES
        yield _reduced(held[:, :whole])
        held = held[:, whole:]
    if held.shape[1]:
        yield _reduced(np.pad(held, ((0, 0), (0, FINEST_SAMPLES - held.shape[1]))))


def _reduced(samples: NDArray[np.float32]) -> Columns:
    columns = samples.reshape(2, -1, FINEST_SAMPLES)
    both = np.stack([columns.min(axis=2), columns.max(axis=2)], axis=1)
    return np.rint(np.clip(both, -1, 1) * 127).astype(np.int8)


def _coarser(level: Columns) -> Columns:
    missing = -level.shape[2] % _STEP
    columns = np.pad(level, ((0, 0), (0, 0), (0, missing)), mode="edge").reshape(2, 2, -1, _STEP)
    return np.stack([columns[:, 0].min(axis=2), columns[:, 1].max(axis=2)], axis=1)


def outline_file(path: Path, folder: Path) -> Path:
    """Give where the outline of a file as it is now is kept; raise OSError where there is no such file."""
    return folder / f"{derived_key(source_key(path), 'peaks', FINEST_SAMPLES)}.peaks"


def keep_outline(path: Path, label: str, folder: Path) -> Path:
    """Give the file with the outline of `path`, made if it is not there; raise MediaError, OSError."""
    target = outline_file(path, folder)
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(make_outline(path, label), target)
    return target


def _write(outline: Outline, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".peaks-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_HEADER.pack(_MAGIC, outline.samples, len(outline._levels)))
            for level in outline._levels:
                file.write(struct.pack("<Q", level.shape[2]))
                file.write(np.ascontiguousarray(level).data)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load_outline(file: Path) -> Outline | None:
    """Map the outline in a file; None where it is damaged or gone."""
    try:
        data = np.memmap(file, np.uint8, "r")
        magic, samples, count = _HEADER.unpack(bytes(data[: _HEADER.size]))
        if magic != _MAGIC:
            return None
        at, levels = _HEADER.size, list[Columns]()
        for _ in range(count):
            (columns,) = struct.unpack("<Q", bytes(data[at : at + 8]))
            body = data[at + 8 : at + 8 + 4 * columns]
            levels.append(body.view(np.int8).reshape(2, 2, columns))
            at += 8 + 4 * columns
    except (OSError, ValueError, struct.error):
        return None
    return Outline(samples, levels) if levels else None
