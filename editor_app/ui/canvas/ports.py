"""What the canvas needs of who makes its frames."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from PySide6.QtGui import QImage


class Frame(Protocol):
    """A picture of the whole composition at a tick."""

    @property
    def image(self) -> QImage: ...

    @property
    def tick(self) -> int: ...


class FrameSource(Protocol):
    """Gives a frame whenever document, playhead or size change; the newest wins."""

    @property
    def frame_ready(self) -> Any:
        """Give the signal that brings a Frame."""
        ...

    def set_viewport(self, size_px: tuple[int, int]) -> None: ...

    def refresh(self) -> None: ...

    def set_hidden_items(self, item_ids: Collection[str]) -> None: ...
