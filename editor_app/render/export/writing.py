"""Where an output may be written: refusals beforehand, the system's errors, the scratch folder."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from editor_app.render.export.settings import CannotWrite, DiskFull

_SCRATCH = ".rendering-"
_LEFT_BEHIND_S = 24 * 3600
"""A scratch folder in which nothing has changed for so long belongs to no render any more."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn the system's refusals to write into CannotWrite and DiskFull, naming `output`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(f"“{output}” could not be written: the disk is full.") from error
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise CannotWrite(f"“{output}” could not be written: {reason}.") from error


def check_output(output: Path, sources: Iterable[Path], expected: Iterable[Path] = ()) -> None:
    """Raise CannotWrite where `output` is no regular file, has no folder, or is a medium's place.

    Such are the `sources`, and where media are `expected`: a film written there would be taken for them.
    """
    with writing(output):
        is_there, is_folder, is_file = output.exists(), output.is_dir(), output.is_file()
        target = place_of(output)
        has_folder = target.parent.is_dir()
    if is_folder:
        raise CannotWrite(f"“{output}” is a folder; name a file in it.")
    if is_there and not is_file:
        raise CannotWrite(f"“{output}” is a device, not a file; choose another name.")
    if not has_folder:
        raise CannotWrite(f"The folder “{target.parent}” does not exist; create it first.")
    place = os.path.realpath(target)
    if any(os.path.realpath(path) == place for path in chain(sources, expected)):
        what = (
            "one of the project's own media" if is_there else "where the project looks for one of its media"
        )
        raise CannotWrite(f"“{output}” is {what}; choose another name.")


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


def remove_scratch(output: Path, process_id: int) -> None:
    """Remove what a process that was killed has left of its scratch folder for `output`."""
    for folder in place_of(output).parent.glob(f"{_SCRATCH}{process_id}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(finished: Path, output: Path) -> None:
    """Move `finished` to `output` so that a crash leaves either the old file or the whole new one."""
    with writing(output):
        with finished.open("rb+") as file:
            os.fsync(file.fileno())
        place = place_of(output)
        finished.replace(place)
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(place.parent, os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
