"""Sound by position: a decoded file that reads like one long array, through the PCM cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import PIECE_SAMPLES, PcmCache
from editor_app.render.audio.decode import decode_audio

Samples = NDArray[np.float32]


class Sound(Protocol):
    """Samples by position; silent before 0 and past the end."""

    def read(self, start: int, count: int) -> Samples:
        """Give `count` samples from position `start`, shape (2, count)."""
        ...


class DecodedSound:
    """A file's sound. Decoding goes forward as far as reading needs, and every piece is kept in the cache.

    A piece that is no longer cached costs decoding from the start again: of most formats only that is
    exact to the sample.
    """

    def __init__(self, path: Path, label: str, key: str, cache: PcmCache) -> None:
        self.key = key
        self._path = path
        self._label = label
        self._cache = cache
        self._warnings: list[str] = []
        self._pieces: Iterator[Samples] | None = None
        self._next_index = 0
        self._held: tuple[int, Samples] = (-1, np.zeros((2, 0), np.float32))
        self._end: int | None = None
        self._end, noted = cache.notes(key)
        self._warnings.extend(noted)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what was found wrong with the file so far."""
        return tuple(self._warnings)

    @property
    def is_empty(self) -> bool:
        """Tell whether the file was found to have no sound; false while that is not known."""
        return self._end == 0

    def read(self, start: int, count: int) -> Samples:
        """Give `count` samples from position `start`, shape (2, count); raise MediaError."""
        return read_pieces(self._read_piece, start, count)

    def close(self) -> None:
        """Let go of the open file."""
        self._pieces = None
        self._held = (-1, self._held[1][:, :0])

    def _read_piece(self, index: int, start: int, count: int) -> Samples | None:
        if self._held[0] == index:
            return self._held[1][:, start : start + count]
        if self._end is not None and index * PIECE_SAMPLES >= self._end:
            return None
        cached = self._cache.read(self.key, index, start, count)
        if cached is not None:
            return cached
        self._decode_to(index)
        return self._held[1][:, start : start + count] if self._held[0] == index else None

    def _decode_to(self, index: int) -> None:
        if self._pieces is None or self._next_index > index:
            blocks = decode_audio(self._path, self._label, self._warn)
            self._pieces = _regroup(blocks, PIECE_SAMPLES)
            self._next_index = 0
        while self._next_index <= index:
            piece = next(self._pieces, None)
            if piece is None or piece.shape[1] < PIECE_SAMPLES:
                self._note_end(self._next_index * PIECE_SAMPLES + (0 if piece is None else piece.shape[1]))
            if piece is None:
                self._pieces = None
                return
            if not self._cache.has(self.key, self._next_index):
                self._cache.write(self.key, self._next_index, piece)
            self._held = (self._next_index, piece)
            self._next_index += 1

    def _note_end(self, samples: int) -> None:
        if self._end is None:
            self._end = samples
            self._cache.write_notes(self.key, samples, self.warnings)

    def _warn(self, sentence: str) -> None:
        if sentence not in self._warnings:
            self._warnings.append(sentence)
            self._cache.write_notes(self.key, self._end, self.warnings)


def read_pieces(read_piece: Callable[[int, int, int], Samples | None], start: int, count: int) -> Samples:
    """Join what `read_piece(index, start, count)` gives; what is missing is silence."""
    samples = np.zeros((2, count), np.float32)
    position, end = max(start, 0), start + count
    while position < end:
        index, offset = divmod(position, PIECE_SAMPLES)
        wanted = min(PIECE_SAMPLES - offset, end - position)
        found = read_piece(index, offset, wanted)
        if found is not None:
            samples[:, position - start : position - start + found.shape[1]] = found
        position += wanted
    return samples


def _regroup(blocks: Iterator[Samples], size: int) -> Iterator[Samples]:
    """Join blocks to pieces of exactly `size`; the last may be shorter."""
    parts: list[Samples] = []
    held = 0
    for block in blocks:
        while held + block.shape[1] >= size:
            parts.append(block[:, : size - held])
            block = block[:, size - held :]
            yield np.concatenate(parts, axis=1)
            parts, held = [], 0
        if block.shape[1]:
            parts.append(block)
            held += block.shape[1]
    if parts:
        yield np.concatenate(parts, axis=1)
