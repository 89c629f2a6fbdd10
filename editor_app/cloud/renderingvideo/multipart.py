"""A form of files as it goes over the wire, piece by piece; of no file more than a piece is in memory."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.http.uploading import Content, Digest, Progress, Source
from editor_app.cloud.renderingvideo.errors import NoFilesError, refused_argument
from editor_app.cloud.renderingvideo.media_types import type_of

_ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A", "\0": "%00"})
"""As browsers write names into forms."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file to upload: a path brings its name and its type along, bytes need a name.

    `digest` takes in what is sent.
    """

    content: Content
    name: str | None = None
    mime_type: str | None = None
    digest: Digest | None = None


class Form:
    """Files on their way, in one request; as a context it closes them."""

    def __init__(self, parts: Sequence[FilePart]) -> None:
        """Name the parts; raise ValidationError for what can be no form, FileTypeError."""
        if not parts:
            raise refused_argument("files", "holds no file.", NoFilesError)
        self._boundary = secrets.token_hex(16)
        self._files = contextlib.ExitStack()
        self._sources = list[tuple[bytes, Source]]()
        field = "file" if len(parts) == 1 else "files"
        for part in parts:
            name = _name_of(part)
            head = self._head(field, name, type_of(name, part.mime_type))
            self._sources.append((head, Source(part.content, part.digest, f"“{name}”")))

    @property
    def content_type(self) -> str:
        """Give the type of the whole."""
        return f"multipart/form-data; boundary={self._boundary}"

    @property
    def file_bytes(self) -> int:
        """Give the bytes of all files; known once they are open."""
        return sum(source.size for _, source in self._sources)

    @property
    def sent_bytes(self) -> int:
        """Give how many of the files' bytes have been handed over to the network."""
        return sum(source.sent for _, source in self._sources)

    @property
    def size(self) -> int:
        """Give the bytes of the whole; known once the files are open."""
        return sum(len(head) + source.size + 2 for head, source in self._sources) + len(self._tail)

    def open(self) -> None:
        """Open all files; it may block. Raise UnfitArgument for what is empty or no file, OSError."""
        for _, source in self._sources:
            self._files.enter_context(source).open()

    async def pieces(self, progress: Progress | None = None) -> AsyncIterator[bytes]:
        """Give the pieces; raise UnfitArgument where a file changes before the form is whole, OSError."""
        total, before = self.file_bytes, 0
        for head, source in self._sources:
            yield head
            async for piece in source.pieces(_shifted(progress, before, total)):
                yield piece
            await in_thread(source.check_unchanged)
            yield b"\r\n"
            before += source.size
        yield self._tail

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def _head(self, field: str, name: str, mime_type: str) -> bytes:
        escaped = name.translate(_ESCAPES)
        lines = (
            f"--{self._boundary}",
            f'Content-Disposition: form-data; name="{field}"; filename="{escaped}"',
            f"Content-Type: {mime_type}",
            "",
            "",
        )
        return "\r\n".join(lines).encode("utf-8", "replace")

    @property
    def _tail(self) -> bytes:
        return f"--{self._boundary}--\r\n".encode()


def _name_of(part: FilePart) -> str:
    name = part.name or (Path(part.content).name if isinstance(part.content, os.PathLike) else "")
    if not name.strip():
        raise refused_argument("name", "is required: bytes have none of their own.")
    return name


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Give a progress of one file that tells of all of them."""
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)
