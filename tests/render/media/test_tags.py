"""Colour tags count wherever they stand: in the coded pictures, or in the container only."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from editor_app.render.media.probe import probe
from editor_app.render.media.tags import Tags, gamut_of
from editor_app.render.proxy import make_proxy
from tests.render.media.making import pixels, pool_of, write_frames
from tests.render.media.samples import BT601, BT709, BT2020, middles, patch_frame, rgb_patches

PQ, HLG = 16, 18


def tagged_in_container(
    path: Path, codec: str, layout: str, tags: dict[str, int], full: bool = False
) -> Path:
    """Write patches whose frames say nothing; the stream's header does."""
    frames = [patch_frame(layout, rgb_patches(), tags["colorspace"], full)[0] for _ in range(2)]
    for frame in frames:
        frame.colorspace, frame.color_range = 2, 0
    quality = {"qscale": "1"} if codec == "prores_ks" else {}
    # A .mov names all three or none.
    return write_frames(
        path, frames, codec, options=quality, tags={"color_primaries": 1, "color_trc": 1} | tags
    )


FILES = {
    "prores 709": ("a.mov", "prores_ks", "yuv422p10le", {"colorspace": BT709}, False),
    "prores 2020": ("a.mov", "prores_ks", "yuv422p10le", {"colorspace": BT2020}, False),
    "ffv1 709": ("a.mkv", "ffv1", "yuv444p", {"colorspace": BT709, "color_range": 1}, False),
    "ffv1 601 full": ("a.mkv", "ffv1", "yuv444p", {"colorspace": BT601, "color_range": 2}, True),
}


@pytest.mark.parametrize("name", FILES)
def test_what_only_the_container_says_is_how_the_picture_is_read(tmp_path: Path, name: str) -> None:
    filename, codec, layout, tags, full = FILES[name]
    path = tagged_in_container(tmp_path / filename, codec, layout, tags, full)
    frame, meant = patch_frame(layout, rgb_patches(), tags["colorspace"], full)
    pool = pool_of(path)
    for tick in (0, 240_000, 0):
        found = middles(pixels(pool.picture("m", tick, (frame.width, frame.height))))
        assert np.abs(found - meant).max() * 255 <= 2
    info = probe(path).video
    assert info is not None
    assert (info.matrix, info.full_range) == (
        {BT601: "itu601", BT709: "itu709", BT2020: "bt2020"}[tags["colorspace"]],
        full,
    )


@pytest.mark.parametrize(("transfer", "name"), [(PQ, "smpte2084"), (HLG, "arib_std_b67")])
def test_hdr_that_only_the_container_names_is_hdr(tmp_path: Path, transfer: int, name: str) -> None:
    tags = {"colorspace": BT2020, "color_primaries": 9, "color_trc": transfer}
    path = tagged_in_container(tmp_path / "a.mov", "prores_ks", "yuv422p10le", tags)
    info = probe(path)
    assert info.video is not None
    assert (info.video.hdr, info.video.primaries, info.video.transfer) == (True, "bt2020", name)
    assert "HDR" in info.warnings[0]
    # The same pictures, tagged themselves.
    frames = [patch_frame("yuv420p10le", rgb_patches(), BT2020)[0] for _ in range(2)]
    options = {"x265-params": "log-level=none:qp=2:bframes=0"}
    other = write_frames(tmp_path / "b.mp4", frames, "libx265", options=options, tags=tags)
    size = frames[0].width, frames[0].height
    ours, theirs = (middles(pixels(pool_of(p).picture("m", 0, size))) for p in (path, other))
    assert np.abs(ours - theirs).max() * 255 <= 6


def test_a_proxy_keeps_the_colours_that_only_the_container_names(tmp_path: Path) -> None:
    path = tagged_in_container(tmp_path / "a.mov", "prores_ks", "yuv422p10le", {"colorspace": BT709})
    make_proxy(path, "a.mov", tmp_path / "proxy.mp4")
    frame, meant = patch_frame("yuv422p10le", rgb_patches(), BT709)
    small = pool_of(tmp_path / "proxy.mp4").picture("m", 0, (frame.width // 2, frame.height // 2))
    found = middles(pixels(small), scale=2)
    assert np.abs(found - meant).max() * 255 <= 6  # bt601 would be off by 23


@pytest.mark.parametrize(
    ("own", "stream", "expected"),
    [
        ((2, 0, 2, 2), Tags(9, 1, 9, 16), (9, 1, 9, 16)),
        ((1, 2, 1, 1), Tags(9, 1, 9, 16), (1, 2, 1, 1)),
        ((2, 0, 1, 2), Tags(9, 1, 9, 16), (9, 1, 1, 16)),
        ((2, 0, 2, 2), Tags(), (2, 0, 2, 2)),
    ],
)
def test_a_frame_s_own_tags_win(
    own: tuple[int, int, int, int], stream: Tags, expected: tuple[int, int, int, int]
) -> None:
    frame = av.VideoFrame(16, 16, "yuv420p")
    frame.colorspace, frame.color_range, frame.color_primaries, frame.color_trc = own
    stream.complete(frame)
    assert (frame.colorspace, frame.color_range, frame.color_primaries, frame.color_trc) == expected


def test_a_matrix_is_not_laid_over_rgb() -> None:
    frame = Tags(9, 1, 9, 16).complete(av.VideoFrame(16, 16, "gbrp10le"))
    assert frame.colorspace == 2
    assert gamut_of(frame.color_primaries, frame.color_trc) == "pq"
