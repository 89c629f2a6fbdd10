"""One project, one window: a lock that the system releases when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

_LOOK_AGAIN_SECONDS = 0.02
_MOST_TRIES = 20
"""So often a file is opened anew that was removed between opening and locking it."""


class ProjectInUseError(Exception):
    """Another window has the project open; `pid` and `since` say which, as far as is known."""

    def __init__(self, pid: int | None, since: str | None) -> None:
        super().__init__("The project is open in another window. Close it there first, or open a copy.")
        self.pid = pid
        self.since = since


class ProjectLock:
    """A lock that is held; the file names the holder, for people, and stays when the lock is released.

    The lock itself is the system's: what a crash leaves behind holds nobody up.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock; raise ProjectInUseError, OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        for _ in range(_MOST_TRIES):
            self._file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
            if not _lock(self._file.fileno()):
                pid, since = _read(self._file)
                self._file.close()
                raise ProjectInUseError(pid, since)
            if _is_at(self._file, path):
                break
            self._file.close()  # its last holder has just removed it: a lock on that keeps nobody away
        else:
            raise ProjectInUseError(None, None)
        holder = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        try:
            self._file.truncate(0)
            self._file.write(json.dumps(holder).encode())
        except OSError:
            self._file.close()  # else it stays locked for as long as anyone keeps the error
            raise

    def release(self) -> None:
        """Let others have it."""
        if not self._file.closed:
            with contextlib.suppress(OSError):
                self._file.truncate(0)
            self._file.close()

    def remove(self) -> None:
        """Let others have it, and leave no file behind."""
        if self._file.closed:
            return
        if sys.platform != "win32":  # whoever has opened it meanwhile sees that it is gone
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        self.release()
        if sys.platform == "win32":  # where only a file goes that nobody has open
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def is_free(path: Path) -> bool:
    """Tell whether nobody holds a lock; raise OSError. For a moment others find it held, by nobody."""
    with FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        return _lock(file.fileno())


def wait_for_lock(path: Path, seconds: float = 0.5) -> ProjectLock:
    """Take a lock that may just be looked at by `is_free`; raise ProjectInUseError, OSError."""
    until = time.monotonic() + seconds
    while True:
        try:
            return ProjectLock(path)
        except ProjectInUseError:
            if time.monotonic() > until:
                raise
        time.sleep(_LOOK_AGAIN_SECONDS)


def _is_at(file: FileIO, path: Path) -> bool:
    """Tell whether an open file is the one at a path."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(file.fileno())
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def _read(file: FileIO) -> tuple[int | None, str | None]:
    try:
        file.seek(0)
        holder = json.loads(file.read())
        return int(holder["pid"]), str(holder["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, None


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """Windows forbids to read what is locked, so a byte far behind the content is."""

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
