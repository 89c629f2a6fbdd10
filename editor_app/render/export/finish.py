"""What makes the finished file of pieces: one kind for each kind of format."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import Target


class Finisher(Protocol):
    """Takes pieces in any order and makes the finished file; a context manager."""

    def take(self, segment: Segment | None, path: Path) -> None:
        """Take a piece: a segment's, or the sound's where that is None; raise OSError, RenderFailed."""
        ...

    def finish(self, go_on: Callable[[], None]) -> None:
        """Do what is left, calling `go_on` often, which may raise; raise OSError, RenderFailed."""
        ...

    def __enter__(self) -> Finisher: ...

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None: ...


def finisher(path: Path, target: Target, name: str, *, kept: bool) -> Finisher:
    """Give what makes `path`; a sequence's files begin with `name`, `kept` pieces stay as they are."""
    # Imported here, while the workers start, and not before: it takes a tenth of a second.
    if target.kind == "film":
        from editor_app.render.export.join import Joiner

        return Joiner(path, target, kept=kept)
    if target.kind == "gif":
        from editor_app.render.export.gif import GifMaker

        return GifMaker(path, target, kept=kept)
    if target.kind == "sound":
        return _SoundCarrier(path, kept=kept)
    from editor_app.render.export.sequence import PictureCollector

    return PictureCollector(path, target, name, kept=kept)


class _SoundCarrier:
    """Brings the sound, which is finished as it is, to its place."""

    def __init__(self, path: Path, *, kept: bool) -> None:
        self._path, self._kept = path, kept

    def take(self, segment: Segment | None, path: Path) -> None:
        if self._kept:
            shutil.copyfile(path, self._path)
        else:
            path.replace(self._path)

    def finish(self, go_on: Callable[[], None]) -> None:
        pass

    def __enter__(self) -> _SoundCarrier:
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        pass
