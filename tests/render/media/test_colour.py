"""Colour patches of every kind of source come out right."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.render.media.colour import Converter
from tests.render.media.making import PATCH, pixels, pool_of, write_frames
from tests.render.media.samples import (
    BT601,
    BT709,
    BT2020,
    FCC,
    SMPTE240M,
    middles,
    patch_frame,
    rgb_patches,
)

YCBCR = [
    *("yuv420p", "yuv422p", "yuv444p", "yuv411p", "yuv440p", "nv12", "nv21", "nv16", "yuyv422", "uyvy422"),
    *("yuv420p10le", "yuv422p10le", "yuv444p10le", "p010le", "p210le", "yuv420p12le", "yuv444p12le"),
    *("yuva420p", "yuva444p", "yuva444p10le", "yuva444p12le", "yuv444p16le", "gray", "gray10le", "gray16le"),
]
RGB = [
    *("rgb24", "bgr24", "rgba", "bgra", "argb", "abgr", "rgb0", "bgr0", "gbrp", "gbrap"),
    *("gbrp10le", "gbrp12le", "gbrp16le", "rgb48le", "rgba64le"),
]


@pytest.mark.parametrize("full", [False, True], ids=["limited", "full"])
@pytest.mark.parametrize("matrix", [BT601, BT709, BT2020, FCC, SMPTE240M])
@pytest.mark.parametrize("layout", YCBCR)
def test_levels_and_matrices(layout: str, matrix: int, full: bool) -> None:
    check(*patch_frame(layout, rgb_patches(), matrix, full))


@pytest.mark.parametrize("layout", RGB)
def test_rgb_stays_as_it_is(layout: str) -> None:
    check(*patch_frame(layout, rgb_patches()))


def check(frame: av.VideoFrame, meant: np.ndarray) -> None:
    for scale in (1, 2):
        size = frame.width // scale, frame.height // scale
        image = Converter().image(frame, size)
        transparent = any(part.is_alpha for part in frame.format.components)
        assert image.format() == (
            QImage.Format.Format_ARGB32_Premultiplied if transparent else QImage.Format.Format_RGB32
        )
        assert np.abs(middles(pixels(image), scale) - meant).max() * 255 <= 2


@pytest.mark.parametrize(
    ("lines", "matrix"), [(576, BT601), (480, BT601), (720, BT709), (1080, BT709)], ids=str
)
def test_untagged_sources_are_bt709_from_720_lines_on(lines: int, matrix: int) -> None:
    rows = -(-lines // PATCH)
    frame, meant = patch_frame("yuv420p", np.repeat(rgb_patches(), rows, axis=0), matrix)
    cropped = av.VideoFrame(frame.width, lines, "yuv420p")
    for target, source in zip(cropped.planes, frame.planes, strict=True):
        target.update(bytes(source)[: target.buffer_size])
    image = pixels(Converter().image(cropped, (cropped.width, lines)))
    assert np.abs(image[16, 16::PATCH, :3] / 255 - meant[0]).max() * 255 <= 2


def test_odd_sizes_work() -> None:
    for width, height in ((1, 1), (3, 5), (33, 17), (641, 359)):
        frame = av.VideoFrame(width, height, "yuv420p")
        for index, plane in enumerate(frame.planes):
            plane.update(bytes([126 if index == 0 else 128]) * plane.buffer_size)
        image = pixels(Converter().image(frame, (width, height)))
        assert image.shape == (height, width, 4)
        assert np.abs(image[..., :3].astype(int) - 128).max() <= 1


def test_transparent_pixels_do_not_bleed_when_scaled_down() -> None:
    """Clear green beside opaque red: the edge is red, however transparent."""
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[:] = (0, 255, 0, 0)
    rgba[:, :33] = (255, 0, 0, 255)
    frame = av.VideoFrame.from_ndarray(rgba, format="rgba")
    image = pixels(Converter().image(frame, (32, 32)))
    edge = image[:, 16]
    assert 100 < edge[0, 3] < 156
    assert edge[:, 0].min() >= 253
    assert edge[:, 1].max() <= 2


# What encoders write into files, and decoders read out of them again.
FILES: dict[str, tuple[str, str, str, dict[str, str], dict[str, int]]] = {
    "h264 601": ("a.mp4", "libx264", "yuv420p", {"qp": "1"}, {"colorspace": BT601, "color_range": 1}),
    "h264 709": ("a.mp4", "libx264", "yuv420p", {"qp": "1"}, {"colorspace": BT709, "color_range": 1}),
    "h264 709 full": ("a.mp4", "libx264", "yuv420p", {"qp": "1"}, {"colorspace": BT709, "color_range": 2}),
    "h264 4:4:4": ("a.mkv", "libx264", "yuv444p", {"qp": "1"}, {"colorspace": BT709, "color_range": 1}),
    "h264 10 bit": ("a.mp4", "libx264", "yuv420p10le", {"qp": "1"}, {"colorspace": BT709, "color_range": 1}),
    "hevc 2020": (
        "a.mp4", "libx265", "yuv420p10le", {"x265-params": "log-level=none:qp=2:bframes=0"},
        {"colorspace": BT2020, "color_range": 1},
    ),
    "mjpeg": (
        "a.avi", "mjpeg", "yuvj420p", {"qmin": "1", "qmax": "1"}, {"colorspace": BT601, "color_range": 2},
    ),
    "prores": ("a.mov", "prores_ks", "yuv422p10le", {"qscale": "1"}, {"colorspace": BT709, "color_range": 1}),
    "vp9 4:4:4": (
        "a.webm", "libvpx-vp9", "yuv444p", {"crf": "1", "b": "0"}, {"colorspace": BT709, "color_range": 1},
    ),
    "ffv1 rgb": ("a.mkv", "ffv1", "bgr0", {}, {}),
    "ffv1 grey": ("a.mkv", "ffv1", "gray", {}, {}),
    "ffv1 16 bit": ("a.mkv", "ffv1", "gbrp16le", {}, {}),
    "h264 rgb": ("a.mkv", "libx264rgb", "bgr24", {"qp": "0"}, {}),
    "rawvideo": ("a.avi", "rawvideo", "bgr24", {}, {}),
    "v210 untagged": ("a.mov", "v210", "yuv422p10le", {}, {"colorspace": BT601, "color_range": 1}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files(tmp_path: Path, name: str) -> None:
    filename, codec, layout, options, tags = FILES[name]
    matrix, full = tags.get("colorspace", BT709), tags.get("color_range", 2) == 2
    frame, meant = patch_frame(layout, rgb_patches(), matrix, full)
    path = write_frames(tmp_path / filename, [frame] * 2, codec, options=options, tags=tags)
    pool = pool_of(path)
    found = middles(pixels(pool.picture("m", 0, (frame.width, frame.height))))
    assert np.abs(found - meant).max() * 255 <= 2
