"""The window's side of the shared memory: slots lent to frames under way, made as large as needed."""

from __future__ import annotations

from multiprocessing.shared_memory import SharedMemory

from PySide6.QtGui import QImage

from editor_app.render.preview.messages import Size
from editor_app.render.preview.slots import BYTES_PER_PIXEL, read_image

_STEP_BYTES = 2**20


class SharedSlots:
    """A few slots; each is free or lent to one frame."""

    def __init__(self) -> None:
        self._free: list[SharedMemory] = []
        self._lent: dict[str, SharedMemory] = {}

    def lend(self, size: Size) -> str:
        """Give the name of a slot that holds a frame of `size` px; raise OSError where memory is short."""
        needed = size[0] * size[1] * BYTES_PER_PIXEL
        slot = next((slot for slot in self._free if slot.size >= needed), None)
        if slot is not None:
            self._free.remove(slot)
        else:
            if self._free:
                _free(self._free.pop())
            slot = SharedMemory(create=True, size=-(-needed // _STEP_BYTES) * _STEP_BYTES)
        self._lent[slot.name] = slot
        return slot.name

    def read(self, name: str, size: Size) -> QImage:
        """Give a copy of the frame in a slot."""
        return read_image(self._lent[name], size)

    def take_back(self, name: str) -> None:
        """Let a slot be lent again."""
        self._free.append(self._lent.pop(name))

    def take_back_all(self) -> None:
        """Let all slots be lent again: nobody writes to them any more."""
        for name in tuple(self._lent):
            self.take_back(name)

    def close(self) -> None:
        """Give the memory back."""
        self.take_back_all()
        while self._free:
            _free(self._free.pop())


def _free(slot: SharedMemory) -> None:
    slot.close()
    slot.unlink()
