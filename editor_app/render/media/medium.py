"""What every kind of picture medium can do."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QImage

from editor_app.render.media.errors import MediaTooLarge

Size = tuple[int, int]

MAX_PIXELS = 200_000_000


class Medium(Protocol):
    """An opened medium. Pictures are a pure function of time and size."""

    @property
    def size(self) -> Size:
        """Give the natural size in px, upright, with square pixels."""
        ...

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame that `source_ticks` shows: equal names, equal pixels."""
        ...

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give that frame, `wanted` px large, or in its natural size where that is smaller."""
        ...


@runtime_checkable
class Closable(Protocol):
    """A medium that holds a file or memory of a library open."""

    def close(self) -> None:
        """Let go of it."""
        ...


def fitted(natural: Size, wanted: Size) -> Size:
    """Give `wanted` where it is smaller in both axes, else the natural size."""
    width, height = max(wanted[0], 1), max(wanted[1], 1)
    return (width, height) if width < natural[0] and height < natural[1] else natural


def check_pixels(size: Size, label: str) -> None:
    """Raise MediaTooLarge for a picture of more pixels than may be decoded."""
    if size[0] * size[1] > MAX_PIXELS:
        limit = MAX_PIXELS // 1_000_000
        raise MediaTooLarge(
            label, f"has {size[0]} × {size[1]} pixels; pictures of up to {limit} megapixels can be used"
        )
