"""A file is described as a person would: its upright size, its length, its colours, its oddities."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from editor_app.render.media import MediaEmpty, MediaMissing, MediaUnreadable
from editor_app.render.media.probe import probe
from editor_app.timebase import TICKS_PER_SECOND
from tests.render.media.heif import write_heic
from tests.render.media.making import numbered_frame, ticks, write_frames, write_numbered
from tests.render.media.samples import BT2020, patch_frame, rgb_patches
from tests.render.media.test_animated import whole, write_gif
from tests.render.media.test_lottie import animation
from tests.render.media.test_pool import sound
from tests.render.media.test_video import alpha_frame


def test_a_video_with_sound(tmp_path: Path) -> None:
    path = write_numbered(
        tmp_path / "a.mp4", range(25), Fraction(1, 25), size=(64, 48), sound_from=Fraction(0)
    )
    info = probe(path)
    assert (info.kind, info.width, info.height) == ("video", 64, 48)
    assert abs(info.duration_ticks - TICKS_PER_SECOND) < TICKS_PER_SECOND // 20
    assert info.size_bytes == path.stat().st_size
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.video.pixel_format) == ("h264", "yuv420p")
    assert info.video.frame_rate == 25
    odd = info.video.variable_rate, info.video.hdr, info.video.alpha, info.video.full_range
    assert odd == (False,) * 4
    assert (info.audio.codec, info.audio.sample_rate, info.audio.channels) == ("aac", 48_000, 2)
    assert info.warnings == ()


def test_a_late_picture_says_when_it_starts(tmp_path: Path) -> None:
    path = write_numbered(
        tmp_path / "a.mkv", [n + 10 for n in range(9)], Fraction(1, 25), sound_from=Fraction(0)
    )
    info = probe(path)
    assert info.video is not None
    assert abs(info.video.start_ticks - ticks(0.4)) <= 240 * 8


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_variable_rates_are_told_from_steady_ones(tmp_path: Path, name: str) -> None:
    steady = write_numbered(
        tmp_path / name, [n * 1001 for n in range(50)], Fraction(1, 30_000), rate=Fraction(30_000, 1001),
        options={"preset": "medium", "x264-params": "bframes=3"},
    )  # fmt: skip
    info = probe(steady)
    assert info.video is not None
    assert not info.video.variable_rate
    assert info.video.frame_rate == pytest.approx(29.97, abs=0.01)
    varying = write_numbered(tmp_path / f"v{name}", [0, 100, 110, 400, 900], Fraction(1, 1000))
    info = probe(varying)
    assert info.video is not None
    assert info.video.variable_rate
    assert "rate varies" in info.warnings[0]


def test_turned_videos_are_described_upright(tmp_path: Path) -> None:
    path = write_frames(
        tmp_path / "a.mp4", [numbered_frame(1, (64, 32))] * 2, "libx264", rotation=(-90, False)
    )
    info = probe(path)
    assert info.video is not None
    assert (info.width, info.height, info.video.rotation) == (32, 64, 90)
    wide = write_frames(
        tmp_path / "b.mp4", [numbered_frame(1, (64, 32))] * 2, "libx264", pixel_aspect=Fraction(2)
    )
    assert (probe(wide).width, probe(wide).height) == (128, 32)


def test_hdr_and_alpha(tmp_path: Path) -> None:
    frame, _ = patch_frame("yuv420p10le", rgb_patches(), BT2020)
    tags = {"colorspace": BT2020, "color_range": 1, "color_trc": 18, "color_primaries": 9}
    options = {"x265-params": "log-level=none:bframes=0"}
    info = probe(write_frames(tmp_path / "a.mkv", [frame] * 2, "libx265", options=options, tags=tags))
    assert info.video is not None
    assert info.video.hdr
    assert (info.video.primaries, info.video.transfer) == ("bt2020", "arib_std_b67")
    assert "HDR" in info.warnings[0]
    clear = write_frames(
        tmp_path / "a.webm", [alpha_frame("yuva420p")] * 2, "libvpx-vp9", metadata={"alpha_mode": "1"}
    )
    info = probe(clear)
    assert info.video is not None
    assert info.video.alpha


def test_sounds(tmp_path: Path) -> None:
    for cover in (False, True):
        sound(tmp_path / "a.mp3", cover=cover)
        info = probe(tmp_path / "a.mp3")
        assert (info.kind, info.width, info.height, info.video) == ("audio", 0, 0, None)
        assert info.audio is not None
        assert info.audio.codec.startswith("mp3")
        assert 0.4 < info.duration_ticks / TICKS_PER_SECOND < 0.6


def test_pictures(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    frame = av.VideoFrame(64, 32, "yuv420p")
    write_heic(tmp_path / "a.heic", frame)
    found = {name: probe(tmp_path / name) for name in ("a.png", "a.jpg", "a.heic")}
    assert {(i.kind, i.duration_ticks) for i in found.values()} == {("image", 0)}
    assert [(i.width, i.height) for i in found.values()] == [(30, 20), (20, 30), (64, 32)]


def test_animations(tmp_path: Path) -> None:
    write_gif(tmp_path / "a.gif", (4, 4), [whole(0, 20), whole(1, 30)])
    frames = [Image.new("RGB", (4, 4), c) for c in ("red", "lime")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], duration=[200, 300])
    (tmp_path / "a.json").write_text(json.dumps(animation()))
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="7" height="8"/>')
    found = [probe(tmp_path / name) for name in ("a.gif", "a.webp", "a.json", "a.svg")]
    assert [i.kind for i in found] == ["gif", "gif", "lottie", "svg"]
    assert [(i.width, i.height) for i in found] == [(4, 4), (4, 4), (200, 100), (7, 8)]
    assert [i.duration_ticks / TICKS_PER_SECOND for i in found] == [0.5, 0.5, 2, 0]


def test_what_is_no_medium(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("hello")
    (tmp_path / "empty").touch()
    with pytest.raises(MediaUnreadable, match=r"text\.mp4.*is a text file"):
        probe(tmp_path / "text.mp4")
    with pytest.raises(MediaEmpty):
        probe(tmp_path / "empty")
    with pytest.raises(MediaMissing):
        probe(tmp_path / "gone")
