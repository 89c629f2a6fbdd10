"""Which way up a video frame is shown: the container's display matrix and the shape of its pixels."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QTransform

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_MATRIX = struct.Struct("=9i")


@dataclass(frozen=True, slots=True)
class Orientation:
    """One of the eight ways to lay a picture: x' = a·x + c·y, y' = b·x + d·y, each factor -1, 0 or 1."""

    a: int = 1
    b: int = 0
    c: int = 0
    d: int = 1

    @property
    def swaps_sides(self) -> bool:
        """Say whether width and height change places."""
        return self.a == 0

    @property
    def clockwise_degrees(self) -> int:
        """Give the turn in degrees, 0..270, of what is left when a mirroring is done first."""
        return {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}[self.d, -self.c]

    def turned(self, size: tuple[int, int]) -> tuple[int, int]:
        """Give the size that a picture of `size` has after turning, or had before it."""
        return (size[1], size[0]) if self.swaps_sides else size

    def apply(self, image: QImage) -> QImage:
        """Lay `image` the right way."""
        if self == Orientation():
            return image
        return image.transformed(QTransform(self.a, self.b, self.c, self.d, 0, 0))


def orientation_of(frame: VideoFrame) -> Orientation:
    """Read the frame's display matrix; turns that are not by quarters go to the nearest quarter."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None or len(bytes(data)) < _MATRIX.size:
        return Orientation()
    a, b, _, c, d, *_ = _MATRIX.unpack(bytes(data)[: _MATRIX.size])
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Orientation(a=-1 if a < 0 else 1, d=-1 if d < 0 else 1)
    return Orientation(a=0, b=-1 if b < 0 else 1, c=-1 if c < 0 else 1, d=0)


def square_pixel_size(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """Give the size in square pixels of a frame whose pixels are `aspect` wide; the shorter axis grows."""
    if not aspect or aspect <= 0 or aspect == 1:
        return width, height
    if aspect > 1:
        return max(round(width * aspect), 1), height
    return width, max(round(height / aspect), 1)
