"""The PCM cache: decoded and stretched sound on disk, in pieces of half a minute.

A piece is raw 32-bit float, left then right: exact (the limiter at the end needs the overshoots that 16
bits would clip, and silence stays silent without dither), no slower to read, 23 MB a minute. Silent pieces
take 16 bytes. Pieces are written to a temporary name and renamed, so any number of processes may share a
cache: two that make the same piece make it equal.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
import tempfile
import time
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from editor_app import product
from editor_app.timebase import SAMPLE_RATE

Samples = NDArray[np.float32]

FORMAT_VERSION = 1
PIECE_SAMPLES = 30 * SAMPLE_RATE
DEFAULT_LIMIT_BYTES = 4 << 30

_HEADER = struct.Struct("<8sQ")  # magic, samples stored
_MAGIC = b"PCMf32\x00\x01"
_SAMPLE_BYTES = 8  # two channels of four bytes
_STALE_SECONDS = 24 * 3600


class AudioCacheError(OSError):
    """Sound could be written neither to the cache folder nor to the temporary one."""


def default_cache_dir() -> Path:
    """Give the folder for PCM in the user's cache."""
    return platformdirs.user_cache_path(product.APPLICATION_ID, appauthor=False) / "pcm"


def source_key(path: Path, *, sha256: str | None = None) -> str:
    """Name the sound of `path` as it is now: by its content if `sha256` is known, else by size and time."""
    if sha256 is not None:
        return _key("decoded", sha256)
    status = path.stat()
    return _key("decoded", str(path.resolve()), status.st_size, status.st_mtime_ns)


def derived_key(key: str, *how: object) -> str:
    """Name what is made `how` from the sound named `key`."""
    return _key(key, *how)


def _key(*parts: object) -> str:
    text = json.dumps([FORMAT_VERSION, SAMPLE_RATE, *map(str, parts)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


class PcmCache:
    """Pieces of sound by key and index, at most `limit_bytes` of them on disk, the longest unused go first.

    Where the folder cannot be written, a temporary one takes its place and `warning` says so; raises
    AudioCacheError where that fails too.
    """

    def __init__(self, directory: Path | None = None, *, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self.warning: str | None = None
        self._directory = directory or default_cache_dir()
        self._limit_bytes = limit_bytes
        self._written_bytes: int | None = None
        self._touched: set[str] = set()

    def has(self, key: str, index: int) -> bool:
        """Tell whether a piece is there."""
        return self._piece(key, index).exists()

    def read(self, key: str, index: int, start: int, count: int) -> Samples | None:
        """Give `count` samples from `start` of a piece, shape (2, count), or None if it is absent.

        Past the end of the piece is silence.
        """
        path = self._piece(key, index)
        samples = np.zeros((2, count), np.float32)
        try:
            with path.open("rb") as file:
                magic, stored = _HEADER.unpack(file.read(_HEADER.size))
                if (
                    magic != _MAGIC
                    or os.fstat(file.fileno()).st_size != _HEADER.size + stored * _SAMPLE_BYTES
                ):
                    return None
                available = max(min(count, stored - start), 0)
                for side in range(2):
                    file.seek(_HEADER.size + (side * stored + start) * 4)
                    samples[side, :available] = np.frombuffer(file.read(available * 4), "<f4")
        except (OSError, ValueError, struct.error):
            return None
        self._touch(path)
        return samples

    def write(self, key: str, index: int, samples: Samples) -> None:
        """Store a piece, shape (2, n)."""
        data = np.ascontiguousarray(samples if samples.any() else samples[:, :0], "<f4")
        self._store(
            f"{key}-{index:06}.pcm",
            _HEADER.pack(_MAGIC, data.shape[1]),
            data.reshape(-1).view(np.uint8).data,
        )

    def notes(self, key: str) -> tuple[int | None, tuple[str, ...]]:
        """Give the length in samples of a sound that was decoded to its end, and the warnings met so far."""
        path = self._directory / f"{key}.json"
        try:
            noted = json.loads(path.read_text("utf-8"))
            samples, warnings = noted["samples"], tuple(map(str, noted["warnings"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None, ()
        self._touch(path)
        return (samples if isinstance(samples, int) else None), warnings

    def write_notes(self, key: str, samples: int | None, warnings: tuple[str, ...]) -> None:
        """Note where a sound ends, if that is known, and what is wrong with it."""
        self._store(f"{key}.json", json.dumps({"samples": samples, "warnings": warnings}).encode())

    def _piece(self, key: str, index: int) -> Path:
        return self._directory / f"{key}-{index:06}.pcm"

    def _store(self, name: str, *parts: bytes | memoryview) -> None:
        try:
            _write_whole(self._directory / name, parts)
        except OSError as error:
            self._fall_back(error)
            try:
                _write_whole(self._directory / name, parts)
            except OSError as second:
                raise AudioCacheError(
                    f"Decoded sound could be written neither to the cache nor to {self._directory}: "
                    f"{second.strerror or second}. Free some disk space and try again."
                ) from second
        self._make_room(sum(map(len, parts)))

    def _fall_back(self, error: OSError) -> None:
        folder = (
            Path(tempfile.mkdtemp(prefix=f"{product.APPLICATION_ID}-pcm-"))
            if self.warning is None
            else self._directory
        )
        if self.warning is None:
            self.warning = (
                f"The sound cache {self._directory} cannot be written ({error.strerror or error}); "
                "a temporary folder is used instead."
            )
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._directory = folder
        self._written_bytes = None

    def _touch(self, path: Path) -> None:
        """Mark a piece as used; once per process is often enough."""
        if path.name not in self._touched:
            self._touched.add(path.name)
            with contextlib.suppress(OSError):
                os.utime(path)

    def _make_room(self, added: int) -> None:
        if self._written_bytes is None:
            self._written_bytes = sum(size for _, size, _ in self._files())
        else:
            self._written_bytes += added
        if self._written_bytes <= self._limit_bytes:
            return
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        for _, size, path in files[:-1]:
            if total <= self._limit_bytes * 9 // 10:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size
        self._written_bytes = total

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """List (last use, bytes, path) and sweep up what crashed processes left half written."""
        now = time.time()
        for path in self._directory.iterdir():
            try:
                status = path.stat()
                if path.suffix == ".tmp" and now - status.st_mtime > _STALE_SECONDS:
                    path.unlink()
                elif path.suffix in (".pcm", ".json"):
                    yield status.st_mtime, status.st_size, path
            except OSError:
                continue


def _write_whole(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        # Windows refuses to replace a file that another process reads; that file says the same.
        if not path.exists():
            raise
