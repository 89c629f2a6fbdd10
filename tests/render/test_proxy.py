"""Proxies: which videos need one, and what one shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from editor_app.render.media.errors import MediaError
from editor_app.render.proxy import Facts, ProxyCancelled, look, make_proxy, proxy_key, proxy_size, why_proxy
from editor_app.timebase import TICKS_PER_SECOND
from tests.render.media.making import number_of, numbered_frame, pool_of, write_frames, write_numbered

S = TICKS_PER_SECOND


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts("h264", 1920, 1080), None),
        (Facts("h264", 3840, 2160), "large"),
        (Facts("h264", 2160, 3840), "large"),
        (Facts("h264", 2561, 1080), "large"),
        (Facts("h264", 2560, 1440), None),
        (Facts("h264", 1920, 1080, gop_s=4.0), None),
        (Facts("h264", 1920, 1080, gop_s=8.4), "long-gop"),
        (Facts("h264", 1080, 1920, gop_s=8.4), "long-gop"),
        (Facts("h264", 1280, 720, gop_s=60), None),
        (Facts("hevc", 1920, 1080), None),
        (Facts("hevc", 1920, 1080, bits=10), "deep"),
        (Facts("libdav1d", 1920, 1080, bits=10), "deep"),
        (Facts("prores", 1920, 1080, bits=10), None),
        (Facts("hevc", 1280, 720, bits=10), None),
        (Facts("h264", 1920, 1080, fps=60), None),
        (Facts("h264", 1920, 1080, fps=120), "fast"),
        (Facts("vp9", 3840, 2160, alpha=True), None),
    ],
)
def test_what_needs_a_proxy(facts: Facts, reason: str | None) -> None:
    assert why_proxy(facts) == reason


@pytest.mark.parametrize(
    ("natural", "size"),
    [
        ((3840, 2160), (1280, 720)),
        ((2160, 3840), (720, 1280)),
        ((1920, 1080), (960, 540)),
        ((4096, 1716), (1280, 536)),
        ((1919, 1081), (960, 540)),
        ((2, 2), (2, 2)),
    ],
)
def test_a_proxy_is_half_as_large_or_smaller(natural: tuple[int, int], size: tuple[int, int]) -> None:
    assert proxy_size(natural) == size


def shown(path: Path, ticks: list[int]) -> list[int]:
    """Give the numbers of the frames shown at these times."""
    pool = pool_of(path)
    found = [number_of(pool.picture("m", tick, (32, 32))) for tick in ticks]
    pool.close()
    return found


CASES = {
    "constant": (list(range(40)), Fraction(1, 25), "mp4", None),
    "ntsc": ([n * 1001 for n in range(40)], Fraction(1, 30000), "mp4", None),
    "variable": ([0, 1, 2, 9, 10, 24, 25, 40], Fraction(1, 25), "mp4", None),
    "milliseconds": ([round(n * 1000 / 30) for n in range(40)], Fraction(1, 1000), "mkv", None),
    "late start": (list(range(12, 40)), Fraction(1, 25), "mkv", Fraction(0)),
    "transport stream": (list(range(30, 60)), Fraction(1, 25), "ts", None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_proxy_shows_every_frame_at_the_same_ticks(tmp_path: Path, case: str) -> None:
    stamps, base, suffix, sound = CASES[case]
    source = write_numbered(
        tmp_path / f"source.{suffix}", stamps, base, options={"bf": "2"}, sound_from=sound, size=(64, 64)
    )
    proxy = tmp_path / "proxy.mp4"
    make_proxy(source, "source", proxy)
    # Every frame border, and the ticks beside it.
    borders = {round(Fraction(n, 30) * S) for n in range(75)} | {
        round(Fraction(n, 25) * S) for n in range(70)
    }
    ticks = sorted({max(tick + off, 0) for tick in borders for off in (-130, 0, 130)})
    assert shown(proxy, ticks) == shown(source, ticks)
    with av.open(str(proxy)) as made:
        stream = made.streams.video[0]
        assert (stream.width, stream.height) == (32, 32)
        assert not made.streams.audio


def test_a_turned_video_with_wide_pixels_becomes_an_upright_proxy(tmp_path: Path) -> None:
    frames = [numbered_frame(number, (64, 32)) for number in range(5)]
    source = write_frames(
        tmp_path / "turned.mp4", frames, "libx264", rotation=(90, False), pixel_aspect=Fraction(2)
    )
    make_proxy(source, "turned", tmp_path / "proxy.mp4")
    original, proxy = pool_of(source), pool_of(tmp_path / "proxy.mp4")
    assert original.size("m") == (32, 128)
    assert proxy.size("m") == (16, 64)
    original.close()
    proxy.close()


def test_a_proxy_has_a_key_frame_every_half_second(tmp_path: Path) -> None:
    source = write_numbered(tmp_path / "s.mp4", list(range(50)), Fraction(1, 25), options={"g": "250"})
    assert look(source, "s").gop_s == pytest.approx(49 / 25)
    make_proxy(source, "s", tmp_path / "p.mp4")
    assert look(tmp_path / "p.mp4", "p").gop_s <= 12 / 25


def test_looking_gives_the_facts(tmp_path: Path) -> None:
    source = write_numbered(tmp_path / "s.mp4", list(range(10)), Fraction(1, 25), size=(64, 48))
    assert look(source, "s") == Facts("h264", 64, 48, 8, 25.0, pytest.approx(9 / 25), False)


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    source = write_numbered(tmp_path / "s.mp4", list(range(30)), Fraction(1, 25))
    shares: list[float] = []
    with pytest.raises(ProxyCancelled):
        make_proxy(
            source,
            "s",
            tmp_path / "out" / "p.mp4",
            on_progress=shares.append,
            is_cancelled=lambda: len(shares) > 5,
        )
    assert shares == sorted(shares)
    assert list((tmp_path / "out").iterdir()) == []


def test_what_is_no_video_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(b"no video at all" * 100)
    with pytest.raises(MediaError):
        make_proxy(bad, "bad", tmp_path / "p.mp4")
    assert not (tmp_path / "p.mp4").exists()


def test_another_content_has_another_key(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    before = proxy_key(path)
    assert proxy_key(path) == before
    path.write_bytes(b"12")
    assert proxy_key(path) != before
