"""Animated pictures in time: looping, and animated WebP (Pillow; FFmpeg reads GIF and APNG itself).

A frame that asks for 10 ms or less is shown for 100 ms, as browsers do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from itertools import accumulate
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage

from editor_app.render.media.cache import ImageCache
from editor_app.render.media.colour import scaled
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.medium import Closable, Medium, Size, check_pixels, fitted
from editor_app.render.media.still import from_pillow
from editor_app.timebase import ticks_from_ms

_FASTEST_MS, _TOO_FAST_MS = 10, 100
_ANMF = b"ANMF"


class Repeated:
    """A medium of a known length whose time starts again at the end, or stops there."""

    def __init__(self, medium: Medium, length_ticks: int, *, loops: bool) -> None:
        self._medium, self._length, self._loops = medium, max(length_ticks, 1), loops

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._medium.size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame on screen at `source_ticks`."""
        return self._medium.frame_id(self._inside(source_ticks))

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the frame on screen at `source_ticks`."""
        return self._medium.picture(self._inside(source_ticks), wanted)

    def close(self) -> None:
        """Close what is repeated."""
        if isinstance(self._medium, Closable):
            self._medium.close()

    def _inside(self, source_ticks: int) -> int:
        if self._loops:
            return source_ticks % self._length
        return min(max(source_ticks, 0), self._length - 1)


class Retimed:
    """A medium whose frames are shown for other times than its file says.

    `frames` are pairs of the medium's own time of a frame and how long it is shown, both in ticks.
    """

    def __init__(self, medium: Medium, frames: Sequence[tuple[int, int]]) -> None:
        self._medium = medium
        self._starts = [start for start, _ in frames]
        self._ends = list(accumulate(shown for _, shown in frames))

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._medium.size

    @property
    def length_ticks(self) -> int:
        """Give the length of one round."""
        return self._ends[-1]

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame on screen at `source_ticks`."""
        return self._medium.frame_id(self._own_time(source_ticks))

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the frame on screen at `source_ticks`."""
        return self._medium.picture(self._own_time(source_ticks), wanted)

    def _own_time(self, source_ticks: int) -> int:
        return self._starts[min(bisect_right(self._ends, source_ticks), len(self._ends) - 1)]


class FirstFrame:
    """A medium in time, used as a still image."""

    def __init__(self, medium: Medium) -> None:
        self._medium = medium

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._medium.size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the first frame."""
        return self._medium.frame_id(0)

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the first frame."""
        return self._medium.picture(0, wanted)


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


def shown_ms(asked_ms: float) -> float:
    """Give how long a frame that asks for `asked_ms` is shown."""
    return asked_ms if asked_ms > _FASTEST_MS else _TOO_FAST_MS


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
