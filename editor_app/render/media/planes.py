"""A video frame whose planes a film can take over as they are: 8 bit 4:2:0, bt709, limited range, upright."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from editor_app.render.media.colour import Converter
from editor_app.render.media.orientation import Orientation, orientation_of
from editor_app.render.media.tags import full_range_of, gamut_of, matrix_of
from editor_app.render.regions import Region

if TYPE_CHECKING:
    from av.video.plane import VideoPlane

FORMAT = "yuv420p"
_KEPT_SIZES = 8
_SPC_BT709 = 1

Plane = NDArray[np.uint8]


Made = TypeVar("Made")


class BySize(Generic[Made]):
    """A converter for each size of parts in use: to change its size costs a converter its tables."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._by_size: dict[tuple[int, int], Made] = {}

    def of(self, size: tuple[int, int]) -> Made:
        """Give the converter for parts of `size` px; the one used longest ago goes."""
        found = self._by_size.pop(size, None) or self._make()
        self._by_size[size] = found
        if len(self._by_size) > _KEPT_SIZES:
            del self._by_size[next(iter(self._by_size))]
        return found


class Planes:
    """One decoded frame as luma and two quarters of chroma; nobody may write to them."""

    def __init__(self, frame: VideoFrame, converters: BySize[Converter]) -> None:
        self._frame, self._converters = frame, converters

    def copy_to(self, target: VideoFrame) -> None:
        """Fill `target`, of the same size and format."""
        for ours, theirs in zip(samples_of(self._frame), samples_of(target), strict=True):
            np.copyto(theirs, ours)

    def picture(self, region: Region) -> QImage:
        """Give a part, whose edges are even, as an RGB32 image."""
        size = region.width, region.height
        count = region.pixels
        buffer = np.empty((region.height * 3 // 2, region.width), np.uint8)
        flat = buffer.reshape(-1)
        luma, blue, red = parts_of(self._frame, region)
        flat[:count].reshape(luma.shape)[...] = luma
        flat[count : count + count // 4].reshape(blue.shape)[...] = blue
        flat[count + count // 4 :].reshape(red.shape)[...] = red
        frame = VideoFrame.from_numpy_buffer(buffer, format=FORMAT)
        frame.colorspace, frame.color_range = _SPC_BT709, ColorRange.MPEG
        return self._converters.of(size).image(frame, size)


def can_pass(frame: VideoFrame) -> bool:
    """Tell whether the frame's samples mean what those of our films mean."""
    return (
        frame.format.name == FORMAT
        and frame.width % 2 == 0
        and frame.height % 2 == 0
        and matrix_of(frame) == Colorspace.ITU709
        and not full_range_of(frame)
        and gamut_of(frame.color_primaries, frame.color_trc) == "bt709"
        and orientation_of(frame) == Orientation()
    )


def samples_of(frame: VideoFrame) -> tuple[Plane, Plane, Plane]:
    """Give the samples of a 4:2:0 frame's planes, without padding, in the frame's own memory."""
    luma, blue, red = frame.planes
    return _samples(luma), _samples(blue), _samples(red)


def parts_of(frame: VideoFrame, region: Region) -> tuple[Plane, Plane, Plane]:
    """Give a part of each of a 4:2:0 frame's planes; the region's edges are even."""
    luma, blue, red = samples_of(frame)
    lines, columns = slice(region.top, region.bottom), slice(region.left, region.right)
    halves = slice(region.top // 2, region.bottom // 2), slice(region.left // 2, region.right // 2)
    return luma[lines, columns], blue[halves], red[halves]


def _samples(plane: VideoPlane) -> Plane:
    lines = np.frombuffer(cast("memoryview", plane), np.uint8, plane.line_size * plane.height)
    return lines.reshape(plane.height, plane.line_size)[:, : plane.width]
