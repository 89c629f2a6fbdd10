"""The right frame at every moment, on every way to it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from editor_app.render.media import MediaPool, MediaSource
from editor_app.timebase import TICKS_PER_SECOND, tick_of_frame
from tests.render.media.making import (
    fill,
    number_of,
    numbered_frame,
    pixels,
    pool_of,
    ticks,
    write_frames,
    write_numbered,
)

SMALL = (32, 32)


def shown(pool: MediaPool, source_ticks: int) -> int:
    return number_of(pool.picture("m", source_ticks, SMALL))


@pytest.mark.parametrize(
    "rate", [Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(60000, 1001), Fraction(50)]
)
@pytest.mark.parametrize("fps", [30, 60])
def test_output_frames_show_the_last_source_frame_that_has_begun(
    tmp_path: Path, rate: Fraction, fps: int
) -> None:
    stamps = [n * rate.denominator for n in range(50)]
    path = write_numbered(tmp_path / "a.mp4", stamps, Fraction(1, rate.numerator), rate=rate)
    pool = pool_of(path)
    count = math.floor(50 / rate * fps)
    expected = [min(math.floor(Fraction(n, fps) * rate), 49) for n in range(count)]
    assert [shown(pool, tick_of_frame(n, fps)) for n in range(count)] == expected


@pytest.mark.parametrize("rate", [25, 30, 60])
def test_millisecond_time_stamps_do_not_hold_a_frame_back(tmp_path: Path, rate: int) -> None:
    path = write_numbered(tmp_path / "a.mkv", list(range(50)), Fraction(1, rate), rate=rate)
    pool = pool_of(path)
    assert [shown(pool, n * TICKS_PER_SECOND // rate) for n in range(50)] == list(range(50))


def test_variable_frame_rate_follows_the_time_stamps(tmp_path: Path) -> None:
    stamps = [0, 100, 110, 400, 401, 402, 900, 1000, 2500]
    path = write_numbered(tmp_path / "a.mp4", stamps, Fraction(1, 1000))
    pool = pool_of(path)
    for ms in (0, 99, 100, 109, 110, 399, 400, 401, 402, 899, 900, 2499, 2500, 9000):
        expected = max(n for n, stamp in enumerate(stamps) if stamp <= ms)
        assert shown(pool, ms * 240) == expected, ms


# Lossless H.264 (qp 0) has no B-frames.
STREAMS: dict[str, Callable[[Path], Path]] = {
    "b-frames": lambda d: write_numbered(
        d / "a.mp4", range(50), Fraction(1, 25),
        options={"preset": "medium", "qp": "8", "x264-params": "bframes=3:b-adapt=0:keyint=12:scenecut=0"},
    ),
    "open-gop": lambda d: write_numbered(
        d / "a.mp4", range(50), Fraction(1, 25),
        options={
            "preset": "medium", "qp": "8",
            "x264-params": "bframes=3:b-adapt=0:keyint=10:open-gop=1:scenecut=0",
        },
    ),
    "one-key-frame": lambda d: write_numbered(d / "a.mp4", range(50), Fraction(1, 25), options={"g": "999"}),
    "intra-refresh": lambda d: write_numbered(
        d / "a.mp4", range(50), Fraction(1, 25),
        options={"preset": "medium", "x264-params": "intra-refresh=1:keyint=10:bframes=0"},
    ),
    "transport-stream": lambda d: write_numbered(
        d / "a.ts", range(50), Fraction(1, 25),
        options={"preset": "medium", "qp": "8", "x264-params": "bframes=2:b-adapt=0:keyint=12:scenecut=0"},
    ),
    "matroska": lambda d: write_numbered(
        d / "a.mkv", range(50), Fraction(1, 25), options={"x264-params": "keyint=7"}
    ),
    "mpeg2-open-gop": lambda d: write_numbered(
        d / "a.mpg", range(50), Fraction(1, 25), codec="mpeg2video",
        options={"g": "12", "bf": "2", "qmax": "2"},
    ),
    "avi-mpeg4-b-frames": lambda d: write_numbered(
        d / "a.avi", range(50), Fraction(1, 25), codec="mpeg4", options={"g": "12", "bf": "2", "qmax": "2"}
    ),
    "no-time-stamps": lambda d: write_numbered(
        d / "a.h264", range(50), Fraction(1, 25), options={"x264-params": "keyint=12:bframes=0"}
    ),
    "hevc-open-gop": lambda d: write_numbered(
        d / "a.mp4", range(50), Fraction(1, 25), codec="libx265",
        options={"x265-params": "lossless=1:keyint=10:min-keyint=10:open-gop=1:bframes=3:log-level=none"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMS)
def test_any_order_of_asking_gives_the_pixels_of_playing_through(tmp_path: Path, name: str) -> None:
    path = STREAMS[name](tmp_path)
    forward = pool_of(path)
    times = [n * TICKS_PER_SECOND // 50 for n in range(102)]
    played = [pixels(forward.picture("m", t, SMALL)) for t in times]
    assert [number_of(forward.picture("m", ticks(Fraction(n, 25)), SMALL)) for n in range(50)] == list(
        range(50)
    )
    order = list(range(102)) * 2
    random.Random(7).shuffle(order)
    jumping = MediaPool({"m": MediaSource("m", path, "video", "m")}, cache_bytes=1, open_decoders=1)
    for index in order:
        assert np.array_equal(pixels(jumping.picture("m", times[index], SMALL)), played[index]), times[index]


def test_time_starts_at_the_container_s_start(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "a.mkv", [n + 100 for n in range(20)], Fraction(1, 25))
    pool = pool_of(path)
    assert [shown(pool, ticks(Fraction(n, 25))) for n in range(20)] == list(range(20))


def test_a_picture_that_starts_after_the_sound_keeps_its_distance(tmp_path: Path) -> None:
    stamps = [n + 10 for n in range(20)]
    for name in ("a.mp4", "a.mkv", "a.ts"):
        path = write_numbered(tmp_path / name, stamps, Fraction(1, 25), sound_from=Fraction(0))
        pool = pool_of(path)
        assert shown(pool, 0) == 0
        numbers = [shown(pool, ticks(Fraction(n, 25)) + 6000) for n in range(5, 20)]
        assert numbers == [max(n - 10, 0) for n in range(5, 20)], name


def test_an_edit_list_cuts_the_beginning_away(tmp_path: Path) -> None:
    """Frames of negative time are in the file, and its edit list starts the presentation after them."""
    path = write_numbered(
        tmp_path / "a.mp4", [n - 8 for n in range(30)], Fraction(1, 25),
        options={"g": "999"}, container={"avoid_negative_ts": "disabled"},
    )  # fmt: skip
    assert b"elst" in path.read_bytes()
    pool = pool_of(path)
    assert [shown(pool, ticks(Fraction(n, 25))) for n in (0, 1, 5, 21)] == [8, 9, 13, 29]
    assert shown(pool, 0) == 8


def test_both_ends_hold(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "a.mp4", range(10), Fraction(1, 25))
    pool = pool_of(path)
    assert (shown(pool, -50_000), shown(pool, 10**9), shown(pool, ticks(0.2))) == (0, 9, 5)


def test_a_truncated_file_holds_its_last_good_frame_and_says_so(tmp_path: Path) -> None:
    whole = write_numbered(
        tmp_path / "a.mp4", range(50), Fraction(1, 25), size=(64, 64),
        options={"preset": "medium", "qp": "0", "g": "5"}, container={"movflags": "+faststart"},
    )  # fmt: skip
    data = whole.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data[: data.index(b"mdat") + (len(data) - data.index(b"mdat")) // 2])
    pool = pool_of(cut)
    last = number_of(pool.picture("m", ticks(1.9), (64, 64)))
    assert 10 < last < 40
    assert len(pool.warnings) == 1
    assert "cut.mp4" in pool.warnings[0]
    assert number_of(pool.picture("m", ticks(0.2), (64, 64))) == 5


def test_damage_in_the_middle_is_passed_over_with_one_warning(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "a.mkv", range(50), Fraction(1, 25), options={"g": "5"}, size=(64, 64))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(bytes(data))
    pool = pool_of(path)
    numbers = [number_of(pool.picture("m", ticks(Fraction(n, 25)), (64, 64))) for n in range(50)]
    assert numbers[0] == 0
    assert numbers[49] == 49
    assert len(pool.warnings) <= 1


@pytest.mark.parametrize("codec", ["libvpx-vp9", "libvpx"])
def test_webm_keeps_its_transparency(tmp_path: Path, codec: str) -> None:
    frames = [alpha_frame("yuva420p") for _ in range(3)]
    path = write_frames(
        tmp_path / "a.webm", frames, codec, options={"crf": "4", "b": "2000000", "auto-alt-ref": "0"},
        metadata={"alpha_mode": "1"},
    )  # fmt: skip
    check_alpha(pixels(pool_of(path).picture("m", 0, (64, 64))), 4)


@pytest.mark.parametrize(
    ("codec", "layout"), [("prores_ks", "yuva444p10le"), ("qtrle", "argb"), ("png", "rgba")]
)
def test_quicktime_keeps_its_transparency(tmp_path: Path, codec: str, layout: str) -> None:
    options = {"profile": "4444", "alpha_bits": "16", "qscale": "1"} if codec == "prores_ks" else {}
    path = write_frames(tmp_path / "a.mov", [alpha_frame(layout)] * 2, codec, options=options)
    check_alpha(pixels(pool_of(path).picture("m", 0, (64, 64))), 2)


def alpha_frame(layout: str) -> av.VideoFrame:
    """White on the left, clear on the right, half-transparent below."""
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[..., :3] = 235
    rgba[:32, :32, 3] = 255
    rgba[32:, :, 3] = 128
    return av.VideoFrame.from_ndarray(rgba, format="rgba").reformat(format=layout)


def check_alpha(image: np.ndarray, tolerance: int) -> None:
    for (y, x), alpha in {(8, 8): 255, (8, 56): 0, (56, 8): 128, (56, 56): 128}.items():
        assert abs(int(image[y, x, 3]) - alpha) <= tolerance, (y, x)
        if alpha:
            assert np.abs(image[y, x, :3].astype(int) - 235).max() <= tolerance + 2, (y, x)


# The corner that is red when the picture lies as it was recorded: left top.
TURNED = {
    "upright": ((0, False), (64, 32), (0, 0)),
    "quarter left": ((90, False), (32, 64), (1, 0)),
    "quarter right": ((-90, False), (32, 64), (0, 1)),
    "half": ((180, False), (64, 32), (1, 1)),
    "mirrored": ((0, True), (64, 32), (0, 1)),
}


@pytest.mark.parametrize("name", TURNED)
def test_the_display_matrix_turns_the_picture(tmp_path: Path, name: str) -> None:
    rotation, size, (down, right) = TURNED[name]
    grey = np.full((32, 64), 60, np.uint8)
    grey[:16, :32] = 200
    frame = av.VideoFrame(64, 32, "yuv420p")
    fill(frame, [grey, np.full((16, 32), 128, np.uint8), np.full((16, 32), 128, np.uint8)])
    path = write_frames(tmp_path / "a.mp4", [frame] * 2, "libx264", options={"qp": "0"}, rotation=rotation)
    pool = pool_of(path)
    assert pool.size("m") == size
    for scale in (1, 2):
        wanted = size[0] // scale, size[1] // scale
        image = pixels(pool.picture("m", 0, wanted))
        assert image.shape[:2] == (wanted[1], wanted[0])
        bright = image[..., 1] > 128
        quarter = [
            [bool(bright[(1 + 2 * y) * wanted[1] // 4, (1 + 2 * x) * wanted[0] // 4]) for x in (0, 1)]
            for y in (0, 1)
        ]
        expected = [[(y, x) == (down, right) for x in (0, 1)] for y in (0, 1)]
        assert quarter == expected


@pytest.mark.parametrize(("aspect", "size"), [(Fraction(2), (128, 32)), (Fraction(1, 2), (64, 64))])
def test_pixels_come_out_square(tmp_path: Path, aspect: Fraction, size: tuple[int, int]) -> None:
    path = write_frames(
        tmp_path / "a.mp4",
        [numbered_frame(3, (64, 32))] * 2,
        "libx264",
        options={"qp": "0"},
        pixel_aspect=aspect,
    )
    pool = pool_of(path)
    assert pool.size("m") == size
    image = pool.picture("m", 0, (1000, 1000))
    assert (image.width(), image.height()) == size
    assert number_of(image) == 3


def test_large_sources_come_scaled_down_small_ones_as_they_are(tmp_path: Path) -> None:
    path = write_frames(tmp_path / "a.mp4", [numbered_frame(7, (64, 48))] * 2, "libx264", options={"qp": "0"})
    pool = pool_of(path)
    for wanted, got in {
        (20, 11): (20, 11),
        (64, 48): (64, 48),
        (32, 100): (64, 48),
        (900, 900): (64, 48),
    }.items():
        image = pool.picture("m", 0, wanted)
        assert (image.width(), image.height()) == got
        assert number_of(image) == 7


def test_fine_lines_do_not_alias_when_scaled_down(tmp_path: Path) -> None:
    stripes = np.tile(np.array([16, 235], np.uint8), (240, 160))
    frame = av.VideoFrame(320, 240, "yuv420p")
    fill(frame, [stripes, np.full((120, 160), 128, np.uint8), np.full((120, 160), 128, np.uint8)])
    path = write_frames(tmp_path / "a.mp4", [frame] * 2, "libx264", options={"qp": "0"})
    for width in (100, 107, 131):
        grey = pixels(pool_of(path).picture("m", 0, (width, 75)))[10:-10, 8:-8, 1].astype(float)
        assert abs(grey.mean() - 127.5) < 3
        assert grey.std() < 12


def test_identity_names_frames(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "a.mp4", range(10), Fraction(1, 10), rate=10)
    pool = pool_of(path)
    names = [pool.identity("m", n * TICKS_PER_SECOND // 60) for n in range(60)]
    assert len(set(names)) == 10
    assert all(name == names[n // 6 * 6] for n, name in enumerate(names))


@pytest.mark.parametrize("pause_at", [37, 38, 39, 40])
def test_a_long_way_ahead_ends_at_the_right_frame_even_in_a_pause(tmp_path: Path, pause_at: int) -> None:
    """On a long way frames that no other needs are left out; the one before a pause is still wanted."""
    stamps = [n if n <= pause_at else n + 60 for n in range(50)]
    path = write_numbered(
        tmp_path / "a.mp4",
        stamps,
        Fraction(1, 10),
        options={"preset": "medium", "qp": "8", "x264-params": "bframes=3:b-adapt=0:keyint=250:scenecut=0"},
    )
    for asked in (pause_at - 1, pause_at, pause_at + 30, pause_at + 59, pause_at + 61, pause_at + 90):
        pool = pool_of(path)
        expected = max(n for n, stamp in enumerate(stamps) if stamp <= asked)
        following = max(n for n, stamp in enumerate(stamps) if stamp <= asked + 1)
        assert shown(pool, asked * TICKS_PER_SECOND // 10) == expected, asked
        assert shown(pool, (asked + 1) * TICKS_PER_SECOND // 10) == following, asked
        pool.close()
