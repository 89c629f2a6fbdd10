"""Is there room on the disks for an export? Asked before anything is made."""

from __future__ import annotations

import shutil
from pathlib import Path

from editor_app.render.export.content import USUAL, Content
from editor_app.render.export.estimate import estimate
from editor_app.render.export.settings import DiskFull, Target
from editor_app.render.export.spool import Spool
from editor_app.render.export.writing import place_of

_LEAST_SHARE = 0.2
"""A film of little movement may take a fifth of what is expected: what surely has no room is refused."""
_LARGER_PIECES = {"gif": 4.0}


def needed_bytes(target: Target, content: Content = USUAL) -> int:
    """Give the least room that a finished file will take."""
    return round(estimate(target, content).size_bytes * _LEAST_SHARE)


def pieces_bytes(target: Target, finished: int) -> int:
    """Give what the pieces of an export take until its file of `finished` bytes is whole."""
    return round(finished * _LARGER_PIECES.get(target.format, 1.0))


def refuse_if_no_room(target: Target, output: Path, spool: Spool, content: Content = USUAL) -> None:
    """Raise DiskFull where output and pieces surely do not fit on their disks.

    What is said to be needed is what is expected: the figure that stands wherever the export is shown.
    """
    least = _shares(target, spool, needed_bytes(target, content))
    about = _shares(target, spool, estimate(target, content).size_bytes)
    for folder, needed in least.items():
        _refuse(output, folder, needed, about[folder])


def _shares(target: Target, spool: Spool, finished: int) -> dict[Path, int]:
    """Give the bytes that an export still takes in each folder, where its file has `finished` bytes."""
    pieces = pieces_bytes(target, finished)
    if not spool.is_kept:
        # Pieces go as the file grows, but for a GIF's.
        return {spool.folder: max(finished, pieces)}
    missing = max(0, pieces - _there(spool))
    if _disk(spool.folder) == _disk(spool.scratch):
        return {spool.scratch: finished + missing}
    return {spool.scratch: finished, spool.folder: missing}


def _there(spool: Spool) -> int:
    return sum(path.stat().st_size for path in spool.folder.rglob("*") if path.is_file())


def _refuse(output: Path, folder: Path, least: int, about: int) -> None:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # the first byte written will tell
    if free < least:
        where = "its disk" if _disk(folder) == _disk(place_of(output).parent) else f"the disk of “{folder}”"
        raise DiskFull(
            f"“{output}” needs about {_size(about)}, and {_size(free)} is free on {where}. "
            "Make room, or choose another folder or a smaller size."
        )


def _disk(folder: Path) -> int | None:
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
