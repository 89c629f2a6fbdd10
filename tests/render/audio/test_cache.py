"""PCM on disk: exact, bounded, shared between processes, replaceable when the disk will not have it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from editor_app.render.audio import cache as cache_module
from editor_app.render.audio.cache import AudioCacheError, PcmCache, derived_key, source_key
from editor_app.render.audio.sound import DecodedSound
from tests.render.audio.encoding import silence, tone, write_sound


def test_a_piece_comes_back_bit_for_bit(tmp_path: Path) -> None:
    cache = PcmCache(tmp_path)
    samples = tone(440, 1.0, level=3.0)
    cache.write("key", 2, samples)
    found = cache.read("key", 2, 100, 200)
    assert found is not None
    assert np.array_equal(found, samples[:, 100:300])
    assert cache.read("key", 1, 0, 10) is None
    assert cache.read("other", 2, 0, 10) is None


def test_past_the_end_of_a_piece_is_silence(tmp_path: Path) -> None:
    cache = PcmCache(tmp_path)
    cache.write("key", 0, np.ones((2, 100), np.float32))
    found = cache.read("key", 0, 90, 20)
    assert found is not None
    assert found[0].tolist() == [1.0] * 10 + [0.0] * 10
    far = cache.read("key", 0, 500, 20)
    assert far is not None
    assert not far.any()


def test_silence_takes_no_room(tmp_path: Path) -> None:
    cache = PcmCache(tmp_path)
    cache.write("key", 0, silence(30))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 100
    found = cache.read("key", 0, 0, 10)
    assert found is not None
    assert not found.any()


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"PCMf32\x00\x01" + b"\x10" + b"\x00" * 7])
def test_a_damaged_piece_counts_as_absent(tmp_path: Path, damage: bytes) -> None:
    cache = PcmCache(tmp_path)
    cache.write("key", 0, tone(440, 0.1))
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert cache.read("key", 0, 0, 10) is None
    path.with_name("key.json").write_text("{")
    assert cache.notes("key") == (None, ())


def test_the_longest_unused_piece_goes_first(tmp_path: Path) -> None:
    size = 8 * 48_000
    cache = PcmCache(tmp_path, limit_bytes=size * 4)
    for index in range(3):
        cache.write("key", index, tone(440, 1.0))
        path = next(tmp_path.glob(f"*-{index:06}.pcm"))
        os.utime(path, (1_000 + index, 1_000 + index))
    assert PcmCache(tmp_path).read("key", 0, 0, 1) is not None
    cache.write("key", 3, tone(440, 1.0))
    assert [cache.has("key", index) for index in range(4)] == [True, False, True, True]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= size * 4


def test_a_changed_file_has_another_key(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"one")
    first = source_key(path)
    assert source_key(path) == first
    os.utime(path, ns=(1, 1))
    assert source_key(path) != first
    assert source_key(path, sha256="ab") == source_key(path, sha256="ab")
    assert derived_key(first, 0.5) != derived_key(first, 2.0)


def test_a_folder_that_cannot_be_made_is_replaced_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = PcmCache(tmp_path / "file" / "pcm")
    samples = tone(440, 0.1)
    cache.write("key", 0, samples)
    found = cache.read("key", 0, 0, 4_800)
    assert found is not None
    assert np.array_equal(found, samples)
    assert cache.warning is not None
    assert str(tmp_path) in cache.warning


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, parts: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(cache_module, "_write_whole", full)
    with pytest.raises(AudioCacheError, match="No space left on device"):
        PcmCache(tmp_path).write("key", 0, tone(440, 0.1))


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(AudioCacheError):
        PcmCache(tmp_path).write("key", 0, tone(440, 0.1))
    assert list(tmp_path.iterdir()) == []


def test_two_processes_may_fill_one_cache(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.wav", tone(440, 65.0), codec="pcm_s16le")
    program = (
        "import sys; from pathlib import Path\n"
        "from editor_app.render.audio.cache import PcmCache\n"
        "from editor_app.render.audio.sound import DecodedSound\n"
        "sound = DecodedSound(Path(sys.argv[1]), 'a', 'key', PcmCache(Path(sys.argv[2])))\n"
        "print(sum(float(abs(sound.read(s * 48000, 48000)).sum()) for s in range(66)))\n"
    )
    command = [sys.executable, "-c", program, str(path), str(tmp_path / "pcm")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    printed = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert printed[0] == printed[1]
    assert not list((tmp_path / "pcm").glob("*.tmp"))


def test_a_sound_reads_like_one_long_array(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    samples = (0.1 * random.standard_normal((2, 61 * 48_000))).astype(np.float32)
    path = write_sound(tmp_path / "a.wav", samples, codec="pcm_f32le")
    sound = DecodedSound(path, "a", "key", PcmCache(tmp_path / "pcm"))
    assert np.array_equal(sound.read(59 * 48_000, 2 * 48_000), samples[:, 59 * 48_000 :])
    assert np.array_equal(sound.read(29 * 48_000, 2 * 48_000), samples[:, 29 * 48_000 : 31 * 48_000])
    assert not sound.read(-100, 100).any()
    ends = sound.read(61 * 48_000 - 10, 20)
    assert np.array_equal(ends[:, :10], samples[:, -10:])
    assert not ends[:, 10:].any()
    assert not sound.read(10_000 * 48_000, 10).any()
    sound.close()
    assert np.array_equal(sound.read(0, 48_000), samples[:, :48_000])


def test_a_piece_lost_from_the_cache_is_decoded_again(tmp_path: Path) -> None:
    samples = tone(440, 31.0)
    path = write_sound(tmp_path / "a.wav", samples, codec="pcm_f32le")
    sound = DecodedSound(path, "a", "key", PcmCache(tmp_path / "pcm"))
    sound.read(30 * 48_000, 10)
    for piece in (tmp_path / "pcm").glob("*.pcm"):
        piece.unlink()
    assert np.array_equal(sound.read(100, 100), samples[:, 100:200])


def test_warnings_of_an_earlier_decoding_are_kept(tmp_path: Path) -> None:
    whole = write_sound(tmp_path / "a.flac", tone(440, 4.0), codec="flac")
    cut = tmp_path / "cut.flac"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    for _ in range(2):
        sound = DecodedSound(cut, "cut.flac", "key", PcmCache(tmp_path / "pcm"))
        sound.read(0, 10)
        assert len(sound.warnings) == 1
