"""What the timeline asks of those who make thumbnails and waveforms, off the window's process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


class Peaks(Protocol):
    """The outline of a sound."""

    def columns(self, first_sample: float, samples_per_column: float, count: int) -> NDArray[np.float32]:
        """Give lowest and highest value of each column, shape (2 channels, 2, count), samples at 48 kHz."""
        ...


class ThumbnailProvider(Protocol):
    """Small pictures of media. What is not there yet is made; `ready` is called once more can be had."""

    def thumbnail(self, asset_id: str, source_ticks: int, height_px: int) -> QImage | None:
        """Give the picture if it is there, else None and let it be made."""
        ...

    def begin_round(self) -> None:
        """Say that a new repaint begins: what is waiting, and is not asked for again, is not made."""
        ...

    def on_ready(self, tell: Callable[[], None]) -> None:
        """Let `tell` be called, on the window's thread, when pictures have come."""
        ...


class PeaksProvider(Protocol):
    """Outlines of sounds, made in the background."""

    def peaks(self, asset_id: str) -> Peaks | None:
        """Give the outline if it is there, else None and let it be made."""
        ...

    def begin_round(self) -> None:
        """Say that a new repaint begins: what is waiting, and is not asked for again, is not made."""
        ...

    def on_ready(self, tell: Callable[[], None]) -> None:
        """Let `tell` be called, on the window's thread, when outlines have come."""
        ...
