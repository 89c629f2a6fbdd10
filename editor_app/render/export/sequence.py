"""The finished form of pictures: one file, or a folder of numbered ones."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import Target

_LEAST_DIGITS = 5


class PictureCollector:
    """Brings pictures from spool folders to their place under their names; a context manager.

    `name` is what a sequence's files begin with; spool folders that are `kept` are copied from.
    """

    def __init__(self, path: Path, target: Target, name: str, *, kept: bool) -> None:
        self._path, self._target, self._name, self._kept = path, target, name, kept

    def take(self, segment: Segment | None, path: Path) -> None:
        """Take a segment's folder; raise OSError."""
        if self._target.kind == "sequence":
            self._path.mkdir(exist_ok=True)
        for picture in sorted(path.iterdir(), key=lambda file: int(file.stem)):
            place = self._path
            if self._target.kind == "sequence":
                place = self._path / file_name(self._name, int(picture.stem), self._target)
            self._bring(picture, place)
        if not self._kept:
            path.rmdir()

    def finish(self, go_on: Callable[[], None]) -> None:
        """Have nothing left to do."""

    def _bring(self, picture: Path, place: Path) -> None:
        if not self._kept:
            picture.replace(place)
            return
        try:
            os.link(picture, place)
        except OSError:  # another disk, or one without links
            shutil.copyfile(picture, place)

    def __enter__(self) -> PictureCollector:
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        pass


def file_name(name: str, number: int, target: Target) -> str:
    """Name the picture `number`, counted from 1, of a sequence."""
    digits = max(_LEAST_DIGITS, len(str(target.frames)))
    return f"{name}_{number:0{digits}}.{target.format.removesuffix('-sequence')}"


def picture_files(folder: Path, target: Target) -> list[Path]:
    """Give a sequence's files in order; raise OSError."""
    suffix = target.format.removesuffix("-sequence")
    return sorted(path for path in folder.iterdir() if re.search(rf"_\d{{5,}}\.{suffix}$", path.name))


def take_back(folder: Path, target: Target) -> None:
    """Remove a folder that holds a sequence and nothing else: what a killed run put there goes on."""
    if folder.is_dir() and set(folder.iterdir()) == set(picture_files(folder, target)):
        shutil.rmtree(folder, ignore_errors=True)
