"""What every kind of medium can do: say its size, which frame a time shows, and give that frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol

from PySide6.QtGui import QImage

from editor_app.render.media.cache import ImageCache
from editor_app.render.media.colour import Converter, scaled

from editor_app.render.media.still import StillFile
from editor_app.render.media.video import VideoReader

Size = tuple[int, int]


class Medium(Protocol):
    """An opened medium."""

    @property
    def size(self) -> Size:
        """Give the natural size in px, upright."""
        ...

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame that `source_ticks` shows: equal names, equal pixels."""
        ...

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give that frame, no larger than needed for `wanted`."""
        ...


def fitted(natural: Size, wanted: Size) -> Size:
    """Give `wanted` where it is smaller in both axes, else the natural size."""
    width, height = max(wanted[0], 1), max(wanted[1], 1)
    return (width, height) if width < natural[0] and height < natural[1] else natural


class StillMedium:
    """A still image; time does not matter."""

    def __init__(self, asset_id: str, file: StillFile, cache: ImageCache) -> None:
        self._asset_id, self._file, self._cache = asset_id, file, cache

    @property
    def size(self) -> Size:
        """Give the natural size in px, upright."""
        return self._file.size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the only frame."""
        return 0

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the image at `wanted` px, or its natural size where that is smaller."""
        size = fitted(self.size, wanted)
        key = (self._asset_id, "at", size)
        if (image := self._cache.get(key)) is not None:
            return image
        halvings = 0
        while self.size[0] >> (halvings + 1) >= size[0] and self.size[1] >> (halvings + 1) >= size[1]:
            halvings += 1
        return self._cache.put(key, scaled(self._halved(halvings), size))

    def _halved(self, halvings: int) -> QImage:
        key = (self._asset_id, "halved", halvings)
        if (image := self._cache.get(key)) is not None:
            return image
        width, height = self.size[0] >> halvings, self.size[1] >> halvings
        return self._cache.put(key, scaled(self._file.load(), (max(width, 1), max(height, 1))))


class VideoMedium:
    """A video; `reader_at` lends a decoder near a time."""

    def __init__(
        self, asset_id: str, reader_at: Callable[[int], VideoReader], cache: ImageCache, converter: Converter
    ) -> None:
        self._asset_id, self._reader_at, self._cache, self._converter = asset_id, reader_at, cache, converter
        self._size = converter.natural_size(reader_at(0).first.frame)

    @property
    def size(self) -> Size:
        """Give the display size in px: turned upright, with square pixels."""
        return self._size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame by its time stamp."""
        return self._reader_at(source_ticks).frame_at(source_ticks).stamp

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the frame on screen at `source_ticks`."""
        shown = self._reader_at(source_ticks).frame_at(source_ticks)
        size = fitted(self._size, wanted)
        key = (self._asset_id, shown.stamp, size)
        if (image := self._cache.get(key)) is not None:
            return image
        return self._cache.put(key, self._converter.image(shown.frame, size))
