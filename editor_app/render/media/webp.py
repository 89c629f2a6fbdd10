"""Animated WebP, by Pillow (FFmpeg reads GIF and APNG itself)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from itertools import accumulate
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage

from editor_app.render.media.animated import shown_ms
from editor_app.render.media.cache import ImageCache
from editor_app.render.media.colour import scaled
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.medium import Size, check_pixels, fitted
from editor_app.render.media.still import from_pillow
from editor_app.timebase import ticks_from_ms

_ANMF = b"ANMF"


class WebpMedium:
    """An animated WebP file; frames build on each other, so going back starts from the first."""

    def __init__(self, asset_id: str, path: Path, label: str, cache: ImageCache) -> None:
        self._asset_id, self._label, self._cache = asset_id, label, cache
        delays = webp_delays_ms(path.read_bytes())
        if not delays:
            raise MediaUnreadable(label, "is a damaged animation")
        self._ends = [ticks_from_ms(end) for end in accumulate(delays)]
        try:
            self._image = Image.open(path, formats=("WEBP",))
        except (OSError, ValueError, SyntaxError) as error:
            raise MediaUnreadable(label, "is a damaged animation") from error
        check_pixels(self._image.size, label)

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._image.size

    @property
    def length_ticks(self) -> int:
        """Give the length of one round."""
        return self._ends[-1]

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame by its index."""
        return self._index(source_ticks)

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the frame on screen at `source_ticks`."""
        size, index = fitted(self.size, wanted), self._index(source_ticks)
        key = (self._asset_id, index, size)
        if (image := self._cache.get(key)) is not None:
            return image
        try:
            self._image.seek(index)
            image = from_pillow(self._image).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        except (OSError, ValueError, EOFError) as error:
            raise MediaUnreadable(self._label, "is a damaged animation") from error
        return self._cache.put(key, scaled(image, size))

    def close(self) -> None:
        """Let go of the file."""
        self._image.close()

    def _index(self, source_ticks: int) -> int:
        return min(bisect_right(self._ends, source_ticks), len(self._ends) - 1)


def webp_delays_ms(data: bytes) -> list[float]:
    """List how long each frame of an animated WebP is shown, in ms."""
    delays: list[float] = []
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == _ANMF and at + 24 <= len(data):
            asked = int.from_bytes(data[at + 20 : at + 23], "little")
            delays.append(shown_ms(asked))
        at += 8 + size + size % 2
    return delays
