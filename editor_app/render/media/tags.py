"""What a decoded frame's samples mean: matrix, range, primaries, transfer, transparency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

if TYPE_CHECKING:
    from av.video.format import VideoFormat
    from av.video.frame import VideoFrame

HD_LINES = 720
_MATRIX = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
WIDE_PRIMARIES = frozenset({ColorPrimaries.BT2020, ColorPrimaries.SMPTE431, ColorPrimaries.SMPTE432})

Gamut = Literal["bt709", "wide", "pq", "hlg"]


def matrix_of(frame: VideoFrame) -> Colorspace:
    """Give the frame's YCbCr matrix; untagged frames of 720 lines and more are bt709, others bt601."""
    untagged = Colorspace.ITU709 if frame.height >= HD_LINES else Colorspace.ITU601
    return _MATRIX.get(frame.colorspace, untagged)


def full_range_of(frame: VideoFrame) -> bool:
    """Say whether the frame's levels span 0..255; untagged YCbCr does not, RGB and grey do."""
    if is_rgb(frame.format):
        return True
    if frame.color_range != ColorRange.UNSPECIFIED:
        return frame.color_range == ColorRange.JPEG
    return frame.format.name.startswith("yuvj") or is_grey(frame.format)


def gamut_of(primaries: int, transfer: int) -> Gamut:
    """Name the conversion to bt709 that colours of these tags need."""
    if transfer == ColorTrc.SMPTE2084:
        return "pq"
    if transfer == ColorTrc.ARIB_STD_B67:
        return "hlg"
    return "wide" if primaries in WIDE_PRIMARIES else "bt709"


def is_rgb(layout: VideoFormat) -> bool:
    """Say whether the samples are red, green and blue already."""
    return layout.is_rgb or layout.has_palette


def is_grey(layout: VideoFormat) -> bool:
    """Say whether the samples are lightness alone."""
    return layout.name.startswith(("gray", "ya", "mono"))


def has_alpha(layout: VideoFormat) -> bool:
    """Say whether the format carries transparency."""
    return layout.has_palette or any(part.is_alpha for part in layout.components)


def bit_depth(layout: VideoFormat) -> int:
    """Give the bits of the deepest channel."""
    return max((part.bits for part in layout.components), default=8)
