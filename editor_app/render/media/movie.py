"""Videos as pictures: the frame a decoder finds, converted and kept for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from av.error import FFmpegError
from PySide6.QtGui import QImage

from editor_app.render.media.cache import ImageCache
from editor_app.render.media.colour import Converter
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.medium import Size, check_pixels, fitted
from editor_app.render.media.planes import BySize, Planes, can_pass
from editor_app.render.media.tags import has_alpha
from editor_app.render.media.video import VideoReader


class VideoMedium:
    """A video; `reader_at` lends a decoder that stands near a time."""

    def __init__(
        self,
        asset_id: str,
        label: str,
        reader_at: Callable[[int], VideoReader],
        cache: ImageCache,
    ) -> None:
        self._asset_id, self._label, self._reader_at, self._cache = asset_id, label, reader_at, cache
        reader = reader_at(0)
        self._converter = Converter(reader.pixel_aspect)
        self._parts = BySize(Converter)
        self._size = self._converter.natural_size(reader.first.frame)
        check_pixels(self._size, label)

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
        try:
            return self._cache.put(key, self._converter.image(shown.frame, size))
        except (FFmpegError, ValueError) as error:
            what = f"has pictures in a format that cannot be shown ({shown.frame.format.name})"
            raise MediaUnreadable(self._label, what) from error

    def is_opaque(self, source_ticks: int) -> bool:
        """Tell, without converting it, whether the frame on screen has no transparency."""
        return not has_alpha(self._reader_at(source_ticks).frame_at(source_ticks).frame.format)

    def planes(self, source_ticks: int, size: Size) -> Planes | None:
        """Give the frame on screen as a film of `size` px could take it over, if it could."""
        frame = self._reader_at(source_ticks).frame_at(source_ticks).frame
        if size != self._size or (frame.width, frame.height) != size or not can_pass(frame):
            return None
        return Planes(frame, self._parts)
