"""Write a segment's pictures as files of their own, in a spool folder."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QImage

from editor_app.render.export.settings import StageTimes, Target
from editor_app.render.export.writing import writing
from editor_app.render.image_bytes import image_bytes
from editor_app.render.picture.overlaid import Overlaid

_JPEG_QUALITY = 92
_PNG_QUALITY = {"still": 50, "sequence": 70}
"""How little Qt shall compress. At 1080p, 50 takes a third and 70 a seventh of the usual time (0.8 s), for as
many bytes and for an eighth more."""


def picture_form(target: Target) -> str:
    """Name the form of a target's picture files: png or jpg."""
    return target.format.removesuffix("-sequence")


class PictureFolder:
    """A new folder of numbered pictures, a context manager; raises CannotWrite, which names `output`."""

    takes_planes = False

    def __init__(
        self, path: Path, output: Path, target: Target, times: StageTimes, first: int, spool: Path | None
    ) -> None:
        self._path, self._output, self._spool, self._times = path, output, spool, times
        self._form = picture_form(target)
        self._quality = _PNG_QUALITY[target.kind] if self._form == "png" else _JPEG_QUALITY
        self._next = first
        self._content = b""
        with writing(output, spool):
            path.mkdir()

    def show(self, image: QImage) -> None:
        """Take `image` as the picture from now on."""
        begin = time.perf_counter()
        if self._form == "png":
            straight = image.hasAlphaChannel()
            form = QImage.Format.Format_ARGB32 if straight else QImage.Format.Format_RGB888
            self._content = image_bytes(image.convertToFormat(form), "PNG", self._quality)
        else:
            self._content = image_bytes(image, "JPG", self._quality)
        self._times.encode += time.perf_counter() - begin

    def show_overlaid(self, picture: Overlaid) -> None:
        """Refuse planes: these files hold whole pictures."""
        raise NotImplementedError

    def write(self) -> None:
        """Write the shown picture as the next frame's."""
        with writing(self._output, self._spool):
            (self._path / f"{self._next}.{self._form}").write_bytes(self._content)
        self._next += 1

    def __enter__(self) -> PictureFolder:
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        pass
