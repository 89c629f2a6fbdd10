"""Animated pictures in time: looping, and their own pace.

A frame that asks for 10 ms or less is shown for 100 ms, as browsers do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from itertools import accumulate

from PySide6.QtGui import QImage

from editor_app.render.media.medium import Closable, Medium, Size

_FASTEST_MS, _TOO_FAST_MS = 10, 100


class Repeated:
    """A medium of a known length whose time starts again at the end, or stops there."""

    def __init__(self, medium: Medium, length_ticks: int, *, loops: bool) -> None:
        self._medium, self._length, self._loops = medium, max(length_ticks, 1), loops

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._medium.size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame on screen at `source_ticks`."""
        return self._medium.frame_id(self._inside(source_ticks))

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the frame on screen at `source_ticks`."""
        return self._medium.picture(self._inside(source_ticks), wanted)

    def close(self) -> None:
        """Close what is repeated."""
        if isinstance(self._medium, Closable):
            self._medium.close()

    def _inside(self, source_ticks: int) -> int:
        if self._loops:
            return source_ticks % self._length
        return min(max(source_ticks, 0), self._length - 1)


class Retimed:
    """A medium whose frames are shown for other times than its file says.

    `frames` are pairs of the medium's own time of a frame and how long it is shown, both in ticks.
    """

    def __init__(self, medium: Medium, frames: Sequence[tuple[int, int]]) -> None:
        self._medium = medium
        self._starts = [start for start, _ in frames]
        self._ends = list(accumulate(shown for _, shown in frames))

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._medium.size

    @property
    def length_ticks(self) -> int:
        """Give the length of one round."""
        return self._ends[-1]

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the frame on screen at `source_ticks`."""
        return self._medium.frame_id(self._own_time(source_ticks))

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the frame on screen at `source_ticks`."""
        return self._medium.picture(self._own_time(source_ticks), wanted)

    def _own_time(self, source_ticks: int) -> int:
        return self._starts[min(bisect_right(self._ends, source_ticks), len(self._ends) - 1)]


class FirstFrame:
    """A medium in time, used as a still image."""

    def __init__(self, medium: Medium) -> None:
        self._medium = medium

    @property
    def size(self) -> Size:
        """Give the natural size in px."""
        return self._medium.size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the first frame."""
        return self._medium.frame_id(0)

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the first frame."""
        return self._medium.picture(0, wanted)


def shown_ms(asked_ms: float) -> float:
    """Give how long a frame that asks for `asked_ms` is shown."""
    return asked_ms if asked_ms > _FASTEST_MS else _TOO_FAST_MS
