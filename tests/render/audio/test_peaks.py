"""Outlines of sound: what was loud is high, at its place, at every zoom; kept on disk."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from editor_app.render.audio.peaks import keep_outline, load_outline, make_outline, outline_file
from editor_app.render.media.errors import MediaError

RATE = 48_000


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Two seconds of silence, one of a loud left side and a soft right one, two of silence."""
    samples = np.zeros((5 * RATE, 2))
    tone = np.sin(np.arange(RATE) * 0.05)
    samples[2 * RATE : 3 * RATE] = np.stack([tone * 0.8, tone * 0.2], axis=1)
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.parametrize("per_column", [40, 128, 1000, 4800, 48_000])
def test_columns_are_loud_where_the_sound_is(sound: Path, per_column: int) -> None:
    columns = make_outline(sound, "tone").columns(0, per_column, 6 * RATE // per_column)
    highest = columns[:, 1]
    edge = -(-1024 // per_column) + 1
    first, last = 2 * RATE // per_column, 3 * RATE // per_column
    assert highest[0, first:last].max() == pytest.approx(0.8, abs=0.01)
    assert highest[1, first:last].max() == pytest.approx(0.2, abs=0.01)
    assert columns[0, 0, first:last].min() == pytest.approx(-0.8, abs=0.01)
    assert not highest[:, : first - edge].any()
    assert not highest[:, last + edge :].any()


def test_before_the_start_and_past_the_end_is_silence(sound: Path) -> None:
    outline = make_outline(sound, "tone")
    assert not outline.columns(-5 * RATE, 1000, 200).any()
    assert not outline.columns(90 * RATE, 1000, 200).any()
    assert outline.columns(-RATE, RATE, 4)[0, 1].tolist() == pytest.approx([0, 0, 0, 0.8], abs=0.01)


def test_an_outline_is_kept_and_read_back(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "views"
    file = keep_outline(sound, "tone", folder)
    kept, made = load_outline(file), make_outline(sound, "tone")
    assert kept is not None
    for per_column in (64, 3000):
        assert np.array_equal(kept.columns(0, per_column, 500), made.columns(0, per_column, 500))
    before = file.stat().st_mtime_ns
    assert keep_outline(sound, "tone", folder) == file
    assert file.stat().st_mtime_ns == before
    assert [path.suffix for path in folder.iterdir()] == [".peaks"]


def test_another_content_has_another_file(sound: Path, tmp_path: Path) -> None:
    old = outline_file(sound, tmp_path)
    sound.write_bytes(sound.read_bytes() + b"\0\0\0\0")
    assert outline_file(sound, tmp_path) != old


@pytest.mark.parametrize("content", [b"", b"peaks8\x00\x01", b"x" * 40, b"peaks8\x00\x01" + b"\xff" * 40])
def test_a_damaged_outline_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.peaks").write_bytes(content)
    assert load_outline(tmp_path / "a.peaks") is None


def test_what_is_no_sound_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"nothing")
    with pytest.raises(MediaError):
        make_outline(tmp_path / "a.wav", "a.wav")
