"""Folders and files that only the user may read: they hold documents, media and secrets."""

from __future__ import annotations

import contextlib
import os
import stat
from io import BufferedWriter
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it, where there is none; close it to others. Raise OSError.

    A folder that holds other things, such as someone's home, stays as open as it is.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _is_ours(path) or _is_ours(path.parent) or not any(path.iterdir()):
        close_to_others(path)


def _is_ours(folder: Path) -> bool:
    return any(folder.glob("*.sqlite3"))


def make_private_file(path: Path) -> None:
    """Make an empty file where there is none; close it to others. Raise OSError."""
    # One that is there is not opened: closing it would end the locks that SQLite holds on it in this process.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    close_to_others(path)


def new_private_file(path: Path) -> BufferedWriter:
    """Give a new file to write to; raise FileExistsError, OSError."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def close_to_others(path: Path) -> None:
    """Take away what others may do with a file or folder of the user's own, if it is there."""
    if not hasattr(os, "geteuid"):  # elsewhere the folder above decides
        return
    # Some drives know no permissions; a server works there all the same.
    with contextlib.suppress(OSError):
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
