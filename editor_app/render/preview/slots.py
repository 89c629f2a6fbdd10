"""Pieces of memory that two processes share, in which finished frames travel."""

from __future__ import annotations

from collections import OrderedDict
from multiprocessing.shared_memory import SharedMemory
from typing import cast

from PySide6.QtGui import QImage

from editor_app.render.preview.messages import Size

BYTES_PER_PIXEL = 4
_MOST_OPEN = 8


class Slots:
    """The painting side: opens each slot by its name when it is first written."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, SharedMemory] = OrderedDict()

    def write(self, name: str, image: QImage) -> None:
        """Copy a picture without gaps between its rows, as every 32-bit QImage is."""
        memory = self._open.get(name)
        if memory is None:
            memory = self._open[name] = SharedMemory(name)
        self._open.move_to_end(name)
        while len(self._open) > _MOST_OPEN:
            self._open.popitem(last=False)[1].close()
        size = image.sizeInBytes()
        assert memory.buf is not None
        memory.buf[:size] = image.constBits()[:size]


def read_image(memory: SharedMemory, size: Size) -> QImage:
    """Give a copy of the opaque picture of `size` px in a slot."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    pixels = cast("memoryview", image.bits())
    assert memory.buf is not None
    pixels[:] = memory.buf[: size[0] * size[1] * BYTES_PER_PIXEL]
    return image
