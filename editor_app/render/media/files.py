"""Look at a path before anything reads it: a medium is a regular, readable, non-empty file."""

from __future__ import annotations

import stat
from pathlib import Path

from editor_app.render.media.errors import (
    MediaComing,
    MediaEmpty,
    MediaError,
    MediaMissing,
    MediaTooLarge,
    MediaUnreadable,
)
from editor_app.render.media.source import MediaSource

HEAD_BYTES = 65_536


def read_head(path: Path, label: str) -> bytes:
    """Give the file's first bytes; raise MediaError for what is no file, and never wait on a pipe."""
    try:
        status = path.stat()
        if problem := _not_a_file(status.st_mode, status.st_size, label):
            raise problem
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise MediaMissing(label, "is not there") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its path is not valid"
        raise MediaUnreadable(label, f"cannot be read ({reason})") from error


def without_file(source: MediaSource, otherwise: str = "has no file") -> MediaMissing:
    """Give what is wrong with a source that has no path; `otherwise` where nobody tried to fetch it."""
    if source.is_coming:
        return MediaComing(source.label, "is not here yet")
    if source.not_fetched:
        return MediaMissing(source.label, "could not be fetched", "Fetch it again, or locate its file.")
    return MediaMissing(source.label, otherwise)


def _not_a_file(mode: int, size: int, label: str) -> MediaError | None:
    if stat.S_ISDIR(mode):
        return MediaUnreadable(label, "is a folder, not a file", "Choose a file inside it.")
    if not stat.S_ISREG(mode):
        return MediaUnreadable(label, "is not a regular file", "Choose a file on a disk.")
    if size == 0:
        return MediaEmpty(label, "is empty (0 bytes)")
    return None


def read_text(path: Path, label: str, limit: int) -> str:
    """Give a text file of at most `limit` bytes; raise MediaError."""
    try:
        if path.stat().st_size > limit:
            raise MediaTooLarge(label, f"is a text of more than {limit // 1_000_000} MB")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MediaUnreadable(label, "is not text in UTF-8") from error
    except OSError as error:
        raise MediaUnreadable(label, f"cannot be read ({error.strerror})") from error
