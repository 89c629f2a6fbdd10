"""Animations: every frame composed right, shown for its time, looping or not."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor_app.render.media import MediaPool, MediaSource
from tests.render.media.making import pixels, pool_of

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
LETTERS = {(*RED, 255): "R", (*GREEN, 255): "G", (*BLUE, 255): "B", (*WHITE, 255): "W"}
KEEP, CLEAR, BACK = 1, 2, 3

Block = tuple[tuple[int, int, int, int], list[int], int, int, int | None]
"""Where (left, top, width, height), palette indices, delay in 1/100 s, disposal, transparent index."""


def write_gif(path: Path, size: tuple[int, int], blocks: list[Block]) -> Path:
    """Write a GIF block by block, as no library would let us."""
    data = b"GIF89a" + struct.pack("<HHBBB", *size, 0x81, 0, 0)
    data += b"".join(bytes(colour) for colour in (RED, GREEN, BLUE, WHITE))
    for (left, top, width, height), indices, delay, disposal, clear in blocks:
        flags = disposal << 2 | (clear is not None)
        data += b"\x21\xf9\x04" + struct.pack("<BHBB", flags, delay, clear or 0, 0)
        data += b"\x2c" + struct.pack("<HHHHB", left, top, width, height, 0) + lzw(indices)
    path.write_bytes(data + b";")
    return path


def lzw(indices: list[int]) -> bytes:
    """GIF's LZW without compression: the table is cleared before it grows."""
    codes = [code for n, index in enumerate(indices) for code in ([4, index] if n % 2 == 0 else [index])]
    bits = sum(code << 3 * n for n, code in enumerate([*codes, 5]))
    packed = bits.to_bytes(3 * (len(codes) + 1) // 8 + 1, "little")
    blocks = [packed[at : at + 255] for at in range(0, len(packed), 255)]
    return b"\x02" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


def drawn(pool: MediaPool, ms: int) -> str:
    """The picture as letters, a dot where it is clear."""
    rows = pixels(pool.picture("m", ms * 240, (4, 4))).tolist()
    return " ".join("".join("." if p[3] == 0 else LETTERS.get(tuple(p), "?") for p in row) for row in rows)


def whole(index: int, delay: int = 10, disposal: int = KEEP, clear: int | None = None) -> Block:
    return ((0, 0, 4, 4), [index] * 16, delay, disposal, clear)


def part(left: int, top: int, index: int, disposal: int = KEEP, clear: int | None = None) -> Block:
    return ((left, top, 2, 2), [index] * 4, 10, disposal, clear)


DISPOSALS: dict[str, tuple[list[Block], list[str]]] = {
    "keep": (
        [whole(0), part(1, 1, 1), part(0, 0, 2)],
        ["RRRR RRRR RRRR RRRR", "RRRR RGGR RGGR RRRR", "BBRR BBGR RGGR RRRR"],
    ),
    "clear": (
        [whole(0, disposal=CLEAR, clear=3), part(1, 1, 1, CLEAR, 3), part(0, 0, 2, clear=3)],
        ["RRRR RRRR RRRR RRRR", ".... .GG. .GG. ....", "BB.. BB.. .... ...."],
    ),
    "back to the frame before": (
        [
            whole(0), part(1, 1, 1, BACK), part(0, 0, 2), part(2, 2, 3, BACK),
            ((0, 0, 1, 1), [1], 10, KEEP, None),
        ],
        [
            "RRRR RRRR RRRR RRRR", "RRRR RGGR RGGR RRRR", "BBRR BBRR RRRR RRRR", "BBRR BBRR RRWW RRWW",
            "GBRR BBRR RRRR RRRR",
        ],
    ),
    "holes": (
        [whole(0), ((0, 0, 2, 2), [2, 3, 3, 2], 10, KEEP, 3)],
        ["RRRR RRRR RRRR RRRR", "BRRR RBRR RRRR RRRR"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DISPOSALS)
def test_gif_frames_build_on_each_other(tmp_path: Path, name: str) -> None:
    blocks, expected = DISPOSALS[name]
    pool = pool_of(write_gif(tmp_path / "a.gif", (4, 4), blocks), "gif")
    assert [drawn(pool, 100 * n + 50) for n in range(len(expected))] == expected
    backwards = [drawn(pool, 100 * n + 50) for n in reversed(range(len(expected)))]
    assert backwards == expected[::-1]


def test_delays_are_followed_and_no_delay_is_a_tenth_of_a_second(tmp_path: Path) -> None:
    blocks = [whole(0, 20), whole(1, 0), whole(2, 1), whole(3, 5)]
    pool = pool_of(write_gif(tmp_path / "a.gif", (4, 4), blocks), "gif")
    seen = [drawn(pool, ms)[0] for ms in (0, 199, 200, 299, 300, 399, 400, 449)]
    assert seen == ["R", "R", "G", "G", "B", "B", "W", "W"]


@pytest.mark.parametrize("loops", [True, False])
def test_after_the_last_frame(tmp_path: Path, loops: bool) -> None:
    path = write_gif(tmp_path / "a.gif", (4, 4), [whole(0, 10), whole(1, 30)])
    pool = MediaPool({"m": MediaSource("m", path, "gif", "a.gif", loops=loops)})
    after = [drawn(pool, ms)[0] for ms in (399, 400, 499, 500, 800, 40_050)]
    assert after == (["G", "R", "R", "G", "R", "R"] if loops else ["G"] * 6)
    if loops:
        assert pool.identity("m", 0) == pool.identity("m", 400 * 240) != pool.identity("m", 399 * 240)


@pytest.mark.parametrize(("name", "options"), [("a.webp", {"lossless": True}), ("a.png", {})])
def test_webp_and_apng(tmp_path: Path, name: str, options: dict[str, bool]) -> None:
    frames = [Image.new("RGBA", (4, 4), (*colour, 255)) for colour in (RED, GREEN, BLUE)]
    frames.append(Image.new("RGBA", (4, 4), (0, 0, 0, 0)))
    extra = {"blend": 0} if name == "a.png" else {}
    frames[0].save(
        tmp_path / name,
        save_all=True,
        append_images=frames[1:],
        duration=[50, 100, 200, 60],
        loop=0,
        **options,
        **extra,
    )
    pool = pool_of(tmp_path / name, "gif")
    assert pool.size("m") == (4, 4)
    expected = {
        0: "R",
        49: "R",
        50: "G",
        149: "G",
        150: "B",
        349: "B",
        350: ".",
        409: ".",
        410: "R",
        465: "G",
    }
    assert {ms: drawn(pool, ms)[0] for ms in expected} == expected
    assert drawn(pool, 60)[0] == "G"


def test_an_animation_used_as_an_image_stands_still(tmp_path: Path) -> None:
    path = write_gif(tmp_path / "a.gif", (4, 4), [whole(0), whole(1)])
    pool = pool_of(path, "image")
    assert [drawn(pool, ms)[0] for ms in (0, 150, 250)] == ["R", "R", "R"]
    assert pool.identity("m", 0) == pool.identity("m", 150 * 240)


def test_a_gif_used_as_a_video_plays_once(tmp_path: Path) -> None:
    path = write_gif(tmp_path / "a.gif", (4, 4), [whole(0), whole(1)])
    assert [drawn(pool_of(path, "video"), ms)[0] for ms in (0, 150, 250)] == ["R", "G", "G"]


def test_a_still_gif_is_an_image(tmp_path: Path) -> None:
    path = write_gif(tmp_path / "a.gif", (4, 4), [whole(2, 0)])
    for kind in ("image", "gif"):
        assert drawn(pool_of(path, kind), 5000) == "BBBB BBBB BBBB BBBB"


def test_animations_scale_down(tmp_path: Path) -> None:
    frames = [Image.new("RGBA", (64, 64), (*colour, 255)) for colour in (RED, GREEN)]
    for name in ("a.gif", "a.webp", "a.png"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], duration=100)
        image = pixels(pool_of(tmp_path / name, "gif").picture("m", 150 * 240, (16, 9)))
        assert image.shape[:2] == (9, 16)
        assert np.abs(image[4, 8, :3].astype(int) - GREEN).max() <= 2
