"""The half file beside the target, and the note of what it is half of."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO, cast

from editor_app.cloud.http.failures import UnfitArgument
from editor_app.cloud.http.ranges import Known

_LOCK = threading.Lock()
_TAKEN = set[Path]()


@contextlib.contextmanager
def claimed(target: Path) -> Generator[None]:
    """Hold a target for one download; raise UnfitArgument where another one has it."""
    place = target.absolute()
    with _LOCK:
        if place in _TAKEN:
            raise UnfitArgument("target", f"{target.name} is being downloaded already.")
        _TAKEN.add(place)
    try:
        yield
    finally:
        with _LOCK:
            _TAKEN.discard(place)


class Part:
    """`film.mp4.part` until it is whole, and `film.mp4.part.json`; all methods may block."""

    def __init__(self, target: Path, identity: str, spare_bytes: int = 0) -> None:
        """Make it; so much of its disk is left free."""
        self.target = target
        self._spare_bytes = spare_bytes
        self._identity = identity
        self._file = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.part.json")

    def look(self) -> tuple[int, Known]:
        """Tell how much is there, and of what; a part of something else counts as nothing."""
        try:
            note: Any = json.loads(self._note.read_bytes())
            size = self._file.stat().st_size
        except (OSError, ValueError):
            return 0, Known()
        if not isinstance(note, dict):
            return 0, Known()
        stated = cast("dict[str, Any]", note)
        total, validator = stated.get("total"), stated.get("validator")
        if (
            stated.get("identity") != self._identity
            or not isinstance(total, int | None)
            or not isinstance(validator, str | None)
        ):
            return 0, Known()
        return size, Known(total, validator)

    def open_at(self, start: int, known: Known) -> BinaryIO:
        """Open the part to go on at `start`, without what lies after it, and note what it is part of.

        Raise OSError, also where the rest surely does not fit: other work needs what is free on the disk.
        """
        file = self._file.open("r+b" if start else "wb", buffering=0)
        try:
            file.truncate(start)
            file.seek(start)
            self._check_room(0 if known.total is None else known.total - start)
            note = {"identity": self._identity, "total": known.total, "validator": known.validator}
            self._note.write_text(json.dumps(note), "utf-8")
        except BaseException:
            file.close()
            raise
        return file

    def write(self, file: BinaryIO, block: bytearray) -> None:
        """Write all of a block: a raw file may take less at a time. Raise OSError where it has no room."""
        if self._spare_bytes:
            self._check_room(len(block))
        view = memoryview(block)
        while view:
            view = view[file.write(view) :]

    def check(self) -> None:
        """Raise OSError where the target can never become a file."""
        if self.target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.target))

    def finish(self) -> None:
        """Put the whole file in the target's place."""
        with self._file.open("rb+") as file:
            os.fsync(file.fileno())
        self._file.replace(self.target)
        self._note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget what is there."""
        self._file.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _check_room(self, wanted: int) -> None:
        if not has_room(wanted + self._spare_bytes, self._free_bytes()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._file))

    def _free_bytes(self) -> int | None:
        try:
            disk = shutil.disk_usage(self._file.parent)
        except OSError:
            return None
        return disk.free if disk.total else None  # some disks tell nothing


def has_room(wanted: int, free: int | None) -> bool:
    """Tell whether so many bytes may fit; None: nobody knows how much is free."""
    return free is None or wanted <= free
