"""What a decoded frame's samples mean: matrix, range, primaries, transfer, transparency.

Each of the four tags may stand in the coded pictures or in the container only. Whoever decodes asks the
stream for its tags and completes every frame's by them; all others look at the frame alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

if TYPE_CHECKING:
    from av.video.format import VideoFormat
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

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

_UNSPECIFIED = 2  # matrix, primaries and transfer (ITU-T H.273)


@dataclass(frozen=True, slots=True)
class Tags:
    """The four tags of a stream, as H.273 numbers them (the range as FFmpeg does)."""

    matrix: int = _UNSPECIFIED
    levels: int = ColorRange.UNSPECIFIED
    primaries: int = _UNSPECIFIED
    transfer: int = _UNSPECIFIED

    def complete(self, frame: VideoFrame) -> VideoFrame:
        """Set the tags that the frame lacks; give it back."""
        if self == _UNTAGGED:
            return frame
        if frame.colorspace == _UNSPECIFIED and not is_rgb(frame.format):
            frame.colorspace = self.matrix
        if frame.color_range == ColorRange.UNSPECIFIED:
            frame.color_range = self.levels
        if frame.color_primaries == _UNSPECIFIED:
            frame.color_primaries = self.primaries
        if frame.color_trc == _UNSPECIFIED:
            frame.color_trc = self.transfer
        return frame


_UNTAGGED = Tags()


def tags_of(stream: VideoStream) -> Tags:
    """Read the container's tags of a stream; ask before it is decoded, for that overwrites them."""
    context = stream.codec_context
    return Tags(context.colorspace, context.color_range, context.color_primaries, context.color_trc)


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
