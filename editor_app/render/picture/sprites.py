"""A store of painted layers, bounded by bytes; the longest unused go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtGui import QImage


class Sprites:
    """Keeps images by key up to `limit_bytes` in all."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()
        self._bytes = 0

    @property
    def size_bytes(self) -> int:
        """Tell how much memory the pixels take."""
        return self._bytes

    def get(self, key: Hashable, paint: Callable[[], QImage]) -> QImage:
        """Give the image of `key`, painting it where it is not kept."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
            return image
        image = paint()
        if image.sizeInBytes() <= self._limit // 2:
            self._images[key] = image
            self._bytes += image.sizeInBytes()
            while self._bytes > self._limit:
                _, dropped = self._images.popitem(last=False)
                self._bytes -= dropped.sizeInBytes()
        return image
