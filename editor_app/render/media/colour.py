"""Decoded video frames to bt709 QImages: sizes, matrices, ranges, transparency.

Two steps of libswscale, because each is exact and neither is slow (measured at 1080p, one thread):
first to 4:4:4 at the wanted size (1.3 ms), then to BGRA by its new converter (1.6 ms; within 1 level,
dithered without bias). The classic step from 4:2:0 to BGRA takes 0.6 ms, but truncates: up to 2.8
levels too dark, and an x264 encode of that comes out 4 % larger. Its exact variant takes 6 ms.
"""

from __future__ import annotations

import platform
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from editor_app.render.media.gamut import FilterStage, hdr_to_sdr, narrow, wide_to_bt709
from editor_app.render.media.orientation import orientation_of, square_pixel_size
from editor_app.render.media.tags import (
    bit_depth,
    full_range_of,
    gamut_of,
    has_alpha,
    is_grey,
    is_rgb,
    matrix_of,
)

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

Size = tuple[int, int]

_SPC_BT2020 = 9
# SWS_UNSTABLE, which PyAV does not name: the new converter. WORKAROUND(libswscale 9.5, FFmpeg 8.1): it
# crashes on frames of less than one of its blocks (up to 60 px wide, or one line high). From this size on
# valgrind finds no stray access in it. It is fast on x86 only.
_NEW = Interpolation.POINT | (1 << 20)
_NEW_FROM = (256, 16)
_NEW_IS_FAST = platform.machine().lower() in ("x86_64", "amd64")
_CLASSIC = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
_RESAMPLE = Interpolation.BICUBIC | Interpolation.ACCURATE_RND


class Converter:
    """Turns one stream's frames into QImages, and keeps the tables for it warm between frames."""

    def __init__(self, pixel_aspect: Fraction | None = None) -> None:
        self._pixel_aspect = pixel_aspect
        self._planar = VideoReformatter()
        self._rgb = VideoReformatter()
        self._packed = VideoReformatter()
        self._ycbcr = VideoReformatter()
        self._filter = FilterStage()
        self._gamut = FilterStage()

    def natural_size(self, frame: VideoFrame) -> Size:
        """Give the frame's size in px as it is shown: upright, with square pixels."""
        return orientation_of(frame).turned(square_pixel_size(frame.width, frame.height, self._pixel_aspect))

    def image(self, frame: VideoFrame, size: Size) -> QImage:
        """Give `frame` upright, `size` px large, RGB32, or ARGB32_Premultiplied where it has alpha."""
        orientation = orientation_of(frame)
        lying = orientation.turned(size)
        if has_alpha(frame.format):
            return scaled(orientation.apply(self._transparent(frame)), size)
        return orientation.apply(self._opaque(frame, lying))

    def _transparent(self, frame: VideoFrame) -> QImage:
        """Convert at full size: colours may be mixed only after they are multiplied by their alpha."""
        image = self._to_rgb(self._as_planes(frame, (frame.width, frame.height)), matrix_of(frame), "bgra")
        return mapped(image, QImage.Format.Format_ARGB32).convertToFormat(
            QImage.Format.Format_ARGB32_Premultiplied
        )

    def _opaque(self, frame: VideoFrame, size: Size) -> QImage:
        gamut = gamut_of(frame.color_primaries, frame.color_trc)
        matrix = matrix_of(frame)
        planes = self._as_planes(frame, size)
        if gamut == "wide":
            rgb = self._to_rgb(planes, matrix, "gbrpf32le")
            planes = wide_to_bt709(self._filter, rgb, frame.color_primaries)
        elif gamut != "bt709":
            rgb = self._to_rgb(planes, matrix, "gbrp16le")
            planes = narrow(self._gamut, self._to_ycbcr(hdr_to_sdr(self._filter, rgb, gamut)))
            matrix = Colorspace.ITU709
        return mapped(self._to_rgb(planes, matrix, "bgra"), QImage.Format.Format_RGB32)

    def _to_ycbcr(self, rgb: VideoFrame) -> VideoFrame:
        planes = self._ycbcr.reformat(
            rgb,
            format="yuv444p12le",
            src_colorspace=Colorspace.BT2020,
            dst_colorspace=Colorspace.BT2020,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=_exact(rgb),
            threads=1,
        )
        planes.colorspace, planes.color_range = _SPC_BT2020, ColorRange.MPEG
        return planes

    def _as_planes(self, frame: VideoFrame, size: Size) -> VideoFrame:
        """Give the frame with whole chroma (or as RGB) and `size` px large, its values unchanged."""
        same = (frame.width, frame.height) == size
        layout = frame.format.name if is_rgb(frame.format) else _planes_for(frame)
        if same and layout == frame.format.name:
            return frame
        # libswscale takes grey for full range whatever it is told: both ends say so, nothing is stretched.
        levels = _range(full_range_of(frame) or is_grey(frame.format))
        planes = self._planar.reformat(
            frame,
            width=size[0],
            height=size[1],
            format=layout,
            src_colorspace=matrix_of(frame),
            dst_colorspace=matrix_of(frame),
            src_color_range=levels,
            dst_color_range=levels,
            interpolation=Interpolation.BILINEAR if same else _RESAMPLE,
            threads=1,
        )
        planes.color_range = _range(full_range_of(frame))
        return planes

    def _to_rgb(self, frame: VideoFrame, matrix: Colorspace, layout: str) -> VideoFrame:
        converter = self._packed if layout == "bgra" else self._rgb
        return converter.reformat(
            frame,
            format=layout,
            src_colorspace=matrix,
            dst_colorspace=matrix,
            src_color_range=_range(full_range_of(frame)),
            dst_color_range=ColorRange.JPEG,
            interpolation=_exact(frame),
            threads=1,
        )


def mapped(frame: VideoFrame, layout: QImage.Format) -> QImage:
    """Wrap a packed frame's bytes without copying; the image (and every copy) holds the plane alive."""
    plane = frame.planes[0]
    return QImage(cast(memoryview, plane), frame.width, frame.height, plane.line_size, layout)


def scaled(image: QImage, size: Size) -> QImage:
    """Resample `image` to `size` px; the same image where it is that large already."""
    if (image.width(), image.height()) == size:
        return image
    return image.scaled(
        *size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _planes_for(frame: VideoFrame) -> str:
    """Name the 4:4:4 format that holds the frame's depth and alpha."""
    depth = bit_depth(frame.format)
    suffix = "" if depth == 8 else "10le" if depth <= 10 else "12le" if depth <= 12 else "16le"
    return f"{'yuva' if has_alpha(frame.format) else 'yuv'}444p{suffix}"


def _exact(frame: VideoFrame) -> Interpolation:
    """Choose a converter that keeps within a level of the formulas."""
    large = frame.width >= _NEW_FROM[0] and frame.height >= _NEW_FROM[1]
    return _NEW if large and _NEW_IS_FAST else _CLASSIC


def _range(full: bool) -> ColorRange:
    return ColorRange.JPEG if full else ColorRange.MPEG
