"""The frames painted last, found again by what is to be seen in them, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QImage

from editor_app.render.media.cache import ImageCache

FRAMES_BYTES = 256 * 2**20
"""At 960 × 540 that is four seconds, at 1920 × 1080 one."""
_MOST_NAMES = 1024


class FrameCache:
    """Whole frames by content; several recipes may lead to one content.

    A recipe is known before anything is decoded, but holds times; the content names the decoded pictures.
    Neither has anything to do with how often the document was changed: an edit elsewhere costs no frame.
    """

    def __init__(self, limit_bytes: int = FRAMES_BYTES) -> None:
        self._images = ImageCache(limit_bytes)
        self._contents: OrderedDict[Hashable, Hashable] = OrderedDict()

    @property
    def size_bytes(self) -> int:
        """Give the memory that all frames take."""
        return self._images.size_bytes

    def find(self, recipe: Hashable) -> QImage | None:
        """Give the frame of a recipe."""
        content = self._contents.get(recipe)
        if content is None:
            return None
        self._contents.move_to_end(recipe)
        return self._images.get(content)

    def find_same(self, recipe: Hashable, content: Hashable) -> QImage | None:
        """Give the frame with that content, and know it by the recipe too."""
        image = self._images.get(content)
        if image is not None:
            self._name(recipe, content)
        return image

    def put(self, recipe: Hashable, content: Hashable, image: QImage) -> QImage:
        """Keep a frame; those used longest ago go. Give it back."""
        self._name(recipe, content)
        return self._images.put(content, image)

    def clear(self) -> None:
        """Forget all."""
        self._images.clear()
        self._contents.clear()

    def _name(self, recipe: Hashable, content: Hashable) -> None:
        self._contents[recipe] = content
        self._contents.move_to_end(recipe)
        while len(self._contents) > _MOST_NAMES:
            self._contents.popitem(last=False)
