"""A film whose file was cut off says so, for picture and sound; one that just ends sooner does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from editor_app.render.audio.decode import decode_audio
from editor_app.render.media.lengths import written_seconds
from tests.render.audio.encoding import tone, write_sound
from tests.render.media.making import pool_of, ticks, write_numbered

SIZE = (32, 32)
Damage = Callable[[bytes], bytes]


def cut(data: bytes) -> bytes:
    return data[: len(data) * 45 // 100]


def zeroed(data: bytes) -> bytes:
    start = min(3000, len(data) // 2)
    return data[:start] + bytes(len(data) - start)


def film(path: Path, codec: str = "libx264", sound_from: Fraction | None = None) -> Path:
    """Ten seconds of five numbered frames each."""
    options = {"g": "10"}
    container = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    return write_numbered(
        path,
        range(50),
        Fraction(1, 5),
        rate=5,
        codec=codec,
        options=options,
        container=container,
        sound_from=sound_from,
    )


def damaged(path: Path, harm: Damage) -> Path:
    path.write_bytes(harm(path.read_bytes()))
    return path


def picture_warnings(path: Path) -> tuple[str, ...]:
    """Play through a film as an export does, and go back and to its end again."""
    pool = pool_of(path)
    for seconds in [*(n / 5 for n in range(52)), 1, 12, 9]:
        pool.picture("m", ticks(Fraction(seconds)), SIZE)
    return pool.warnings


def sound_warnings(path: Path) -> list[str]:
    found: list[str] = []
    for _ in decode_audio(path, path.name, found.append):
        pass
    return found


def missing(sentences: Sequence[str]) -> float:
    """Read the seconds out of the one sentence there is."""
    (sentence,) = sentences
    assert "is incomplete" in sentence
    return float(sentence.split("the last ")[1].split(" s ")[0])


@pytest.mark.parametrize("harm", [cut, zeroed])
@pytest.mark.parametrize(
    ("name", "codec", "sound_from"),
    [
        ("a.webm", "libvpx-vp9", None),
        ("a.mkv", "libx264", None),
        ("a.mkv", "libx264", Fraction(0)),
    ],
)
def test_a_picture_cut_off_says_how_much_is_missing(
    tmp_path: Path, name: str, codec: str, sound_from: Fraction | None, harm: Damage
) -> None:
    path = film(tmp_path / name, codec, sound_from)
    assert picture_warnings(path) == ()
    assert 3 < missing(picture_warnings(damaged(path, harm))) < 10


@pytest.mark.parametrize("sound_from", [None, Fraction(0)])
def test_a_picture_cut_through_is_part_of_what_is_missing(
    tmp_path: Path, sound_from: Fraction | None
) -> None:
    path = film(tmp_path / "a.mp4", sound_from=sound_from)
    assert picture_warnings(path) == ()
    assert 3 < missing(picture_warnings(damaged(path, cut))) < 10


@pytest.mark.parametrize(
    ("name", "picture"), [("a.mkv", None), ("a.webm", None), ("a.mka", None), ("a.mkv", "mpeg4")]
)
def test_sound_cut_off_says_how_much_is_missing(tmp_path: Path, name: str, picture: str | None) -> None:
    path = write_sound(tmp_path / name, tone(440, 10.0), codec="libopus", picture=picture)
    assert sound_warnings(path) == []
    assert 3 < missing(sound_warnings(damaged(path, cut))) < 7


@pytest.mark.parametrize(("said_s", "warns"), [(10.0, True), (5.0, True), (0.0, False), (4.5, False)])
def test_a_file_that_names_no_length_is_held_to_the_project_s(
    tmp_path: Path, said_s: float, warns: bool
) -> None:
    path = film(tmp_path / "a.ts")
    whole = pool_of(path, length_s=10.0)
    whole.picture("m", ticks(Fraction(9)), SIZE)
    whole.picture("m", ticks(Fraction(12)), SIZE)
    assert whole.warnings == ()
    damaged(path, cut)
    pool = pool_of(path, length_s=said_s)
    for second in range(12):
        pool.picture("m", ticks(Fraction(second)), SIZE)
    said = [sentence for sentence in pool.warnings if "shorter than the project says" in sentence]
    assert len(said) == warns


def test_a_picture_that_ends_before_the_sound_is_complete(tmp_path: Path) -> None:
    """Also where the file names the length of the whole alone, as recordings of a browser do."""
    for tags in (True, False):
        path = tmp_path / "short.mkv"
        write_numbered(path, range(5), Fraction(1, 25), sound_from=Fraction(3))
        if not tags:
            path.write_bytes(path.read_bytes().replace(b"DURATION", b"XXXATION"))
        assert picture_warnings(path) == ()
        assert sound_warnings(path) == []


def test_without_tags_a_cut_file_is_told_by_all_its_streams(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", sound_from=Fraction(0))
    path.write_bytes(path.read_bytes().replace(b"DURATION", b"XXXATION"))
    assert picture_warnings(path) == ()
    damaged(path, cut)
    assert sum("incomplete" in sentence for sentence in picture_warnings(path)) == 1


def test_a_last_frame_that_stands_long_is_no_loss(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.mkv"):
        path = write_numbered(tmp_path / name, [0, 100, 200, 9000], Fraction(1, 1000))
        assert picture_warnings(path) == ()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:10.000000000", Fraction(10)),
        ("01:02:03.045000000", 3723 + Fraction(45, 1000)),
        (" 00:00:01.5 ", Fraction(3, 2)),
        ("00:00:07", Fraction(7)),
        ("10 s", None),
        ("", None),
    ],
)
def test_written_lengths(text: str, seconds: Fraction | None) -> None:
    assert written_seconds(text) == seconds
