"""Where an output may be written: refusals beforehand, the system's errors, the scratch folder."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from editor_app.render.export.settings import CannotWrite, DiskFull, PlaceTaken

_SCRATCH = ".rendering-"
_LEFT_BEHIND_S = 24 * 3600
"""A scratch folder in which nothing has changed for so long belongs to no render any more."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def writing(output: Path, spool: Path | None = None) -> Iterator[None]:
    """Turn the system's refusals to write into CannotWrite and DiskFull, naming `output`.

    `spool` is the folder that is written to, where that lies elsewhere.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            disk = f"the disk of “{spool}”" if spool and not _share_a_disk(output, spool) else "the disk"
            raise DiskFull(f"“{output}” could not be written: {disk} is full.") from error
        raise CannotWrite(f"“{output}” could not be written: {_reason(error, output)}.") from error


def _reason(error: OSError, output: Path) -> str:
    with contextlib.suppress(OSError):
        parent = place_of(output).parent
        if error.errno == errno.ENOENT and not parent.is_dir():
            return f"the folder “{parent}” is no longer there; create it again or choose another"
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)


def _share_a_disk(output: Path, spool: Path) -> bool:
    try:
        return place_of(output).parent.stat().st_dev == spool.stat().st_dev
    except OSError:
        return True


def check_output(
    output: Path, sources: Iterable[Path], expected: Iterable[Path] = (), *, wants_folder: bool = False
) -> None:
    """Raise CannotWrite where `output` is no regular file, has no folder, or is a medium's place.

    Such are the `sources`, and where media are `expected`: a film written there would be taken for them.
    Where many files are made, `output` is to be a new or empty folder.
    """
    with writing(output):
        is_there, is_folder, is_file = output.exists(), output.is_dir(), output.is_file()
        target = place_of(output)
        has_folder = target.parent.is_dir()
    if wants_folder:
        _check_folder(output, is_there, is_folder)
    elif is_folder:
        raise CannotWrite(f"“{output}” is a folder; name a file in it.")
    elif is_there and not is_file:
        raise CannotWrite(f"“{output}” is a device, not a file; choose another name.")
    if not has_folder:
        raise CannotWrite(f"The folder “{target.parent}” does not exist; create it first.")
    place = os.path.realpath(target)
    if any(os.path.realpath(path) == place for path in chain(sources, expected)):
        what = (
            "one of the project's own media" if is_there else "where the project looks for one of its media"
        )
        raise CannotWrite(f"“{output}” is {what}; choose another name.")


def _check_folder(output: Path, is_there: bool, is_folder: bool) -> None:
    if is_there and not is_folder:
        raise CannotWrite(
            f"“{output}” is a file; the pictures need a folder of their own: choose another name."
        )
    with writing(output):
        if is_folder and any(output.iterdir()):
            raise CannotWrite(f"The folder “{output}” is not empty; choose a new one for the pictures.")


def place_of(output: Path) -> Path:
    """Give where the file really goes: a link stays, and its target is written."""
    if not output.is_symlink():
        return output
    try:
        target = output.resolve()
    except RuntimeError as error:  # what Python up to 3.12 says of links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    if target.is_symlink():  # where it leads to from Python 3.13 on
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


@contextmanager
def scratch_folder(output: Path) -> Iterator[Path]:
    """Give a hidden folder beside `output`, on the same disk, that is gone afterwards whatever happens.

    What a render that was killed has left there goes too, a day later.
    """
    with writing(output):
        _remove_left_behind(place_of(output).parent)
        folder = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-", dir=place_of(output).parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_left_behind(parent: Path) -> None:
    oldest = time.time() - _LEFT_BEHIND_S
    for folder in parent.glob(f"{_SCRATCH}*"):
        try:
            newest = max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
        except OSError:
            continue  # gone meanwhile, or not ours to look into
        if newest < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def is_scratch(folder: Path) -> bool:
    """Tell whether a folder has the name of a scratch folder."""
    return folder.name.startswith(_SCRATCH)


def remove_scratch(output: Path, process_id: int) -> None:
    """Remove what a process that was killed has left of its scratch folder for `output`."""
    for folder in place_of(output).parent.glob(f"{_SCRATCH}{process_id}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def mark_of(path: Path) -> str:
    """Name what lies at a place: a file keeps its mark as it is moved there. Empty for nothing, and folders.

    Raises OSError.
    """
    try:
        found = place_of(path).stat()
    except FileNotFoundError:
        return ""
    return "" if stat.S_ISDIR(found.st_mode) else f"{found.st_ino}-{found.st_size}-{found.st_mtime_ns}"


def refuse_if_taken(output: Path, may_replace: Collection[str] | None) -> None:
    """Raise PlaceTaken where a file lies at `output` whose mark is none of these; None allows all."""
    with writing(output):
        mark = mark_of(output)
    if may_replace is not None and mark and mark not in may_replace:
        raise PlaceTaken(f"“{output}” is another file by now; it is not replaced.")


def put_in_place(finished: Path, output: Path, may_replace: Collection[str] | None = None) -> None:
    """Move a file or folder to `output` so that a crash leaves either the old one or the whole new one.

    Raises PlaceTaken as `refuse_if_taken` does, CannotWrite.
    """
    with writing(output):
        _sync_all(finished)
        refuse_if_taken(output, may_replace)
        place = place_of(output)
        if finished.is_dir() and place.is_dir():
            place.rmdir()  # an empty one; Windows replaces no folder by another
        finished.replace(place)
        if hasattr(os, "O_DIRECTORY"):
            _sync_folder(place.parent)


def _sync_all(finished: Path) -> None:
    is_folder = finished.is_dir()
    for path in finished.iterdir() if is_folder else (finished,):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    if is_folder and hasattr(os, "O_DIRECTORY"):
        _sync_folder(finished)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
