"""Keep what was decoded last, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QImage


class ImageCache:
    """The images used last, bounded by their bytes; the newest one is always kept."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._bytes = 0
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()

    @property
    def size_bytes(self) -> int:
        """Give the memory that all images take."""
        return self._bytes

    def get(self, key: Hashable) -> QImage | None:
        """Give the image under `key`, and count it as used now."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def put(self, key: Hashable, image: QImage) -> QImage:
        """Keep `image` under `key`; the ones used longest ago go. Give it back."""
        if old := self._images.pop(key, None):
            self._bytes -= old.sizeInBytes()
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._limit and len(self._images) > 1:
            _, gone = self._images.popitem(last=False)
            self._bytes -= gone.sizeInBytes()
        return image

    def clear(self) -> None:
        """Forget all."""
        self._images.clear()
        self._bytes = 0
