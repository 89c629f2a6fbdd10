"""What is uploaded, piece by piece: bytes, or a file that is never held whole in memory."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self, cast

from editor_app.cloud.http.failures import UnfitArgument
from editor_app.cloud.http.threads import in_thread

Content = bytes | bytearray | memoryview | os.PathLike[str]
"""The bytes themselves, or the path of a file that holds them."""

Progress = Callable[[int, int], None]
"""Told how many bytes are on their way, and how many there are; what it raises ends the upload."""

_PIECE = 256 * 1024


class Digest(Protocol):
    """What takes in all that is sent, as the objects of hashlib do."""

    def update(self, piece: bytes, /) -> object:
        """Take in the next piece; called in a thread where a file is sent."""
        ...


class Source:
    """Something to upload; as a context it closes its file. `digest` takes in what is handed over.

    `label` is what it is called in failures.
    """

    def __init__(self, content: Content, digest: Digest | None = None, label: str = "content") -> None:
        self._content, self._digest, self._label = content, digest, label
        self._mark = (0, 0, 0)
        self._view = memoryview(b"")
        self._file: BinaryIO | None = None
        self.size = 0
        """Bytes; known once it is open."""
        self.sent = 0
        """Bytes that have been handed over to the network."""

    def open(self) -> None:
        """Look at what shall be uploaded; raise UnfitArgument for what is empty or no file, OSError."""
        if isinstance(self._content, bytes | bytearray | memoryview):
            self._view = memoryview(self._content).cast("B")
            self.size = self._view.nbytes
        else:
            path = Path(self._content)
            if not stat.S_ISREG(path.stat().st_mode):  # before it is opened: a pipe would wait
                raise UnfitArgument(self._label, "is no file.")
            self._file = path.open("rb", buffering=0)
            status = os.fstat(self._file.fileno())
            self.size, self._mark = status.st_size, _mark(status)
        if not self.size:
            raise UnfitArgument(self._label, "is empty.")

    async def pieces(self, progress: Progress | None = None) -> AsyncIterator[bytes]:
        """Give the pieces; raise UnfitArgument where a file has become another meanwhile, OSError."""
        while self.sent < self.size:
            piece = await self._piece(self.sent)
            if not piece:
                raise UnfitArgument(self._label, "has become shorter while it was sent.")
            yield piece
            self.sent += len(piece)
            if progress is not None:
                progress(self.sent, self.size)

    def check_unchanged(self) -> None:
        """Raise UnfitArgument where the file is no longer the one that was opened; it may block."""
        if self._file is None:
            return
        try:
            now = Path(cast("os.PathLike[str]", self._content)).stat()
        except FileNotFoundError:
            now = None
        if now is None:
            raise UnfitArgument(self._label, "has vanished while it was sent.")
        if _mark(now) != self._mark:
            raise UnfitArgument(self._label, "has changed while it was sent.")

    async def _piece(self, start: int) -> bytes:
        length = min(_PIECE, self.size - start)
        if self._file is None:
            piece = bytes(self._view[start : start + length])
            return self._digested(piece)
        return await in_thread(self._read, self._file, length)

    def _read(self, file: BinaryIO, length: int) -> bytes:
        return self._digested(file.read(length))

    def _digested(self, piece: bytes) -> bytes:
        if self._digest is not None:
            self._digest.update(piece)
        return piece

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()


def _mark(status: os.stat_result) -> tuple[int, int, int]:
    """Give what tells a file from another one, and from itself after a change."""
    return status.st_ino, status.st_size, status.st_mtime_ns
