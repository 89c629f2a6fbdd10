"""What lies in the folder of fetched media, whatever the database says, and what its disk keeps free.

Every call waits for the disk.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from editor_app.store.lock import ProjectInUseError, ProjectLock

INCOMING, LOCK_SUFFIX = "incoming", ".lock"
FORGOTTEN_AFTER_S = 7 * 24 * 3600
"""What did not go on for so long is not waited for."""
_RESERVE_SHARE = 0.05
_LEAST_RESERVE_BYTES, _MOST_RESERVE_BYTES = 64 * 1024**2, 1024**3
_CONTENT = re.compile(r"[0-9a-f]{64}", re.ASCII)


def reserve_bytes(disk_bytes: int) -> int:
    """Give how much of a disk fetched media leave free.

    Projects, their journals and the database lie on the same disk, and without room there nothing is kept or
    synchronized: what can be fetched again must not take the room of what cannot. On a very small disk it is
    half of it.
    """
    wanted = min(max(int(disk_bytes * _RESERVE_SHARE), _LEAST_RESERVE_BYTES), _MOST_RESERVE_BYTES)
    return min(wanted, disk_bytes // 2)


def reserve_of(folder: Path) -> int:
    """Give how much the disk of a folder is to keep free; 0 where it does not tell its size."""
    try:
        return reserve_bytes(shutil.disk_usage(folder).total)
    except OSError:
        return 0


def lacking_bytes(folder: Path) -> int:
    """Give how much less is free on the disk of a folder than it is to keep; 0 where it does not tell."""
    try:
        disk = shutil.disk_usage(folder)
    except OSError:
        return 0
    return max(0, reserve_bytes(disk.total) - disk.free)


def contents_in(folder: Path) -> Iterator[Path]:
    """Give the whole files."""
    for path in folder.glob("??/*"):
        if _CONTENT.fullmatch(path.stem) and path.stem.startswith(path.parent.name):
            yield path


def halves_in(folder: Path) -> Iterator[Path]:
    """Give what is on its way, and what has never come."""
    return (path for path in (folder / INCOMING).glob("*") if path.suffix != LOCK_SUFFIX)


def clear_contents(folder: Path, kept: Collection[str]) -> tuple[list[str], int]:
    """Remove the whole files but for the contents `kept`; give those that went, and their bytes.

    Raise OSError when all was tried and one could not be removed.
    """
    gone, size, trouble = list[str](), 0, None
    for path in contents_in(folder):
        if path.stem in kept:
            continue
        try:
            size += path.stat().st_size
            path.unlink()
        except FileNotFoundError:
            continue  # another window was faster
        except OSError as error:
            trouble = error
        else:
            gone.append(path.stem)
    if trouble is not None:
        raise trouble
    return gone, size


def clear_halves(folder: Path) -> int:
    """Remove what no window is just fetching; give how many bytes that were."""
    size = 0
    names = {path.name.partition(".")[0] for path in halves_in(folder)}
    for name in names:
        with contextlib.suppress(OSError, ProjectInUseError):
            lock = ProjectLock(folder / INCOMING / f"{name}{LOCK_SUFFIX}")
            try:
                for path in halves_in(folder):
                    if path.name.partition(".")[0] == name:
                        size += path.stat().st_size
                        path.unlink()
            finally:
                lock.remove()
    drop_locks(folder)
    return size


def drop_forgotten(folder: Path) -> None:
    """Remove what began to come long ago and never did."""
    before = time.time() - FORGOTTEN_AFTER_S
    for path in halves_in(folder):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()
    drop_locks(folder)


def drop_locks(folder: Path) -> None:
    """Remove the locks that nobody holds: a window that was ended leaves its own."""
    for path in (folder / INCOMING).glob(f"*{LOCK_SUFFIX}"):
        with contextlib.suppress(OSError, ProjectInUseError):
            ProjectLock(path).remove()
