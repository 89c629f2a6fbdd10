"""Colour patches as decoded frames of any format, built from the ITU formulas alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.render.media.making import PATCH, PATCHES, fill

Array = NDArray[Any]

BT709, FCC, BT601, SMPTE240M, BT2020 = 1, 4, 5, 7, 9
WEIGHTS = {
    BT709: (0.2126, 0.0722),
    FCC: (0.30, 0.11),
    BT601: (0.299, 0.114),
    SMPTE240M: (0.212, 0.087),
    BT2020: (0.2627, 0.0593),
}
PACKED = {
    "rgb24": "rgb", "bgr24": "bgr", "rgba": "rgba", "bgra": "bgra", "argb": "argb", "abgr": "abgr",
    "rgb0": "rgba", "bgr0": "bgra", "rgb48le": "rgb", "rgba64le": "rgba",
}  # fmt: skip


def rgb_patches(colours: Sequence[Sequence[float]] = PATCHES) -> Array:
    """One row of patches, shape (1, n, 3), 0..1."""
    return np.array([colours], float) / 255


def to_ycbcr(rgb: Array, matrix: int, full: bool, bits: int) -> list[Array]:
    """Code values of the three planes (BT.601, 709, 2020 §: quantisation)."""
    red, blue = WEIGHTS[matrix]
    luma = rgb @ np.array([red, 1 - red - blue, blue])
    cb, cr = (rgb[..., 2] - luma) / (2 * (1 - blue)), (rgb[..., 0] - luma) / (2 * (1 - red))
    top, step, middle = 2**bits - 1, 2 ** (bits - 8), 2 ** (bits - 1)
    if full:
        planes = [luma * top, cb * top + middle, cr * top + middle]
    else:
        planes = [(16 + 219 * luma) * step, (128 + 224 * cb) * step, (128 + 224 * cr) * step]
    return [np.clip(np.rint(plane), 0, top) for plane in planes]


def from_ycbcr(planes: Sequence[Array], matrix: int, full: bool, bits: int) -> Array:
    """The colour, 0..1, that the code values mean."""
    red, blue = WEIGHTS[matrix]
    top, step, middle = 2**bits - 1, 2 ** (bits - 8), 2 ** (bits - 1)
    y, cb, cr = planes
    if full:
        y, cb, cr = y / top, (cb - middle) / top, (cr - middle) / top
    else:
        y, cb, cr = (y / step - 16) / 219, (cb / step - 128) / 224, (cr / step - 128) / 224
    r, b = y + 2 * (1 - red) * cr, y + 2 * (1 - blue) * cb
    g = (y - red * r - blue * b) / (1 - red - blue)
    return np.clip(np.stack([r, g, b], -1), 0, 1)


def patch_frame(
    layout: str, rgb: Array, matrix: int = BT709, full: bool = False
) -> tuple[av.VideoFrame, Array]:
    """A tagged frame of patches, and the colours (0..1) that its code values mean."""
    frame = av.VideoFrame(rgb.shape[1] * PATCH, rgb.shape[0] * PATCH, layout)
    bits = frame.format.components[0].bits
    kind = np.uint8 if bits == 8 else np.uint16
    if frame.format.is_rgb:
        top = 2**bits - 1
        codes = np.rint(rgb * top)
        fill(frame, _rgb_planes(layout, codes, kind, top))
        meant = codes / top
    elif layout.startswith("gray"):
        top, step = 2**bits - 1, 2 ** (bits - 8)
        grey = np.rint(rgb[..., 1] * top) if full else np.rint((16 + 219 * rgb[..., 1]) * step)
        fill(frame, [_grown(grey, kind)])
        meant = np.stack([np.clip(grey / top if full else (grey / step - 16) / 219, 0, 1)] * 3, -1)
    else:
        planes = to_ycbcr(rgb, matrix, full, bits)
        fill(frame, _ycbcr_planes(layout, frame, planes, kind))
        meant = from_ycbcr(planes, matrix, full, bits)
    frame.colorspace, frame.color_range = matrix, 2 if full else 1
    return frame, meant


def middles(image: Array, scale: int = 1) -> Array:
    """The colour in the middle of each patch of an image scaled down by `scale`, 0..1."""
    step = PATCH // scale
    return image[step // 2 :: step, step // 2 :: step, :3] / 255


def _grown(values: Array, kind: type, down: int = 1, across: int = 1) -> Array:
    return np.kron(values, np.ones((PATCH // down, PATCH // across))).astype(kind)


def _rgb_planes(layout: str, codes: Array, kind: type, top: int) -> list[Array]:
    if layout.startswith("gbr"):
        planes = [_grown(codes[..., channel], kind) for channel in (1, 2, 0)]
        return [*planes, np.full_like(planes[0], top)] if layout.startswith("gbra") else planes
    order = PACKED[layout]
    channels = [
        _grown(codes[..., "rgb".index(c)] if c != "a" else codes[..., 0] * 0 + top, kind) for c in order
    ]
    return [np.stack(channels, -1).reshape(channels[0].shape[0], -1)]


def _ycbcr_planes(layout: str, frame: av.VideoFrame, planes: Sequence[Array], kind: type) -> list[Array]:
    y, cb, cr = planes
    if layout in ("yuyv422", "uyvy422"):
        packed = np.empty((frame.height, frame.width, 2), kind)
        first = 0 if layout == "yuyv422" else 1
        packed[..., first] = _grown(y, kind)
        packed[:, ::2, 1 - first], packed[:, 1::2, 1 - first] = _grown(cb, kind, 1, 2), _grown(cr, kind, 1, 2)
        return [packed.reshape(frame.height, -1)]
    if layout in ("nv12", "nv21", "nv16", "p010le", "p210le"):
        down = 2 if layout in ("nv12", "nv21", "p010le") else 1
        shift = 64 if layout.startswith("p") else 1
        pair = [_grown(cb, kind, down, 2), _grown(cr, kind, down, 2)]
        pair = pair[::-1] if layout == "nv21" else pair
        chroma = np.stack(pair, -1).reshape(frame.height // down, -1)
        return [_grown(y, kind) * shift, chroma * shift]
    down, across = frame.height // frame.planes[1].height, frame.width // frame.planes[1].width
    result = [_grown(y, kind), _grown(cb, kind, down, across), _grown(cr, kind, down, across)]
    if len(frame.planes) == 4:
        result.append(np.full_like(result[0], 2 ** frame.format.components[0].bits - 1))
    return result
