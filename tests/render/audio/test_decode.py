"""Any file's sound arrives at 48 kHz, in stereo, at the right time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor_app.render.audio.channels import downmix_matrix
from editor_app.render.audio.decode import decode_audio
from editor_app.render.media.errors import MediaError
from tests.render.audio.encoding import Samples, click, level_db, onset, silence, tone, write_sound


def decoded(path: Path) -> tuple[Samples, list[str]]:
    warnings: list[str] = []
    blocks = list(decode_audio(path, path.name, warnings.append))
    return np.concatenate([silence(0), *blocks], axis=1), warnings


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout", "picture"),
    [
        ("16.wav", "pcm_s16le", 48_000, "stereo", None),
        ("24.wav", "pcm_s24le", 48_000, "stereo", None),
        ("8.wav", "pcm_u8", 48_000, "stereo", None),
        ("float.wav", "pcm_f32le", 48_000, "stereo", None),
        ("44.wav", "pcm_s16le", 44_100, "stereo", None),
        ("22.wav", "pcm_s16le", 22_050, "mono", None),
        ("96.wav", "pcm_s16le", 96_000, "stereo", None),
        ("surround.wav", "pcm_s16le", 48_000, "5.1", None),
        ("44.flac", "flac", 44_100, "stereo", None),
        ("48.mp3", "libmp3lame", 48_000, "stereo", None),
        ("44.mp3", "libmp3lame", 44_100, "stereo", None),
        ("22.mp3", "libmp3lame", 22_050, "mono", None),
        ("48.m4a", "aac", 48_000, "stereo", None),
        ("44.mp4", "aac", 44_100, "stereo", "mpeg4"),
        ("surround.mov", "aac", 48_000, "5.1", "mpeg4"),
        ("aac.mkv", "aac", 48_000, "stereo", "mpeg4"),
        ("opus.webm", "libopus", 48_000, "stereo", None),
        ("opus.mkv", "libopus", 48_000, "mono", "mpeg4"),
        ("opus.ogg", "libopus", 48_000, "stereo", None),
        ("vorbis.ogg", "vorbis", 44_100, "stereo", None),
        ("vorbis.webm", "vorbis", 48_000, "stereo", None),
    ],
)
def test_a_click_at_one_second_arrives_at_sample_48000(
    tmp_path: Path, name: str, codec: str, rate: int, layout: str, picture: str | None
) -> None:
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    options = {"strict": "-2"} if codec == "vorbis" else {}
    path = write_sound(
        tmp_path / name,
        click(1.0, 2.0, rate=rate, channels=channels),
        codec=codec,
        rate=rate,
        layout=layout,
        picture=picture,
        options=options,
    )
    samples, warnings = decoded(path)
    assert abs(onset(samples) - 48_000) <= 6
    assert warnings == []
    assert 96_000 <= samples.shape[1] <= 96_000 + 3_000
    if channels < 6:
        assert np.abs(samples[:, 48_000:48_480]).max() == pytest.approx(0.5, rel=0.2)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000, 192_000])
def test_resampling_keeps_pitch_level_and_length(tmp_path: Path, rate: int) -> None:
    path = write_sound(tmp_path / "a.wav", tone(1000, 1.0, rate=rate), codec="pcm_f32le", rate=rate)
    samples, _ = decoded(path)
    assert samples.shape[1] == 48_000
    expected = tone(1000, 1.0)
    assert np.abs(samples - expected)[:, 2_000:-2_000].max() < 1e-3


def test_48_khz_float_passes_bit_for_bit_even_above_full_scale(tmp_path: Path) -> None:
    loud = tone(997, 0.5, level=3.0)
    samples, _ = decoded(write_sound(tmp_path / "a.wav", loud, codec="pcm_f32le"))
    assert np.array_equal(samples, loud)


def test_mono_is_as_loud_on_both_sides(tmp_path: Path) -> None:
    samples, _ = decoded(
        write_sound(tmp_path / "a.wav", tone(440, 0.5, channels=1), codec="pcm_f32le", layout="mono")
    )
    assert np.array_equal(samples, tone(440, 0.5))


def test_surround_is_mixed_down_by_the_standard_weights(tmp_path: Path) -> None:
    for channel, (left, right) in enumerate(
        [(1, 0), (0, 1), (0.7071, 0.7071), (0, 0), (0.7071, 0), (0, 0.7071)]
    ):
        one = silence(0.2, channels=6)
        one[channel] = 0.5
        path = write_sound(tmp_path / f"{channel}.wav", one, codec="pcm_f32le", layout="5.1")
        samples, _ = decoded(path)
        assert samples[:, 1000] == pytest.approx([left / 2, right / 2], abs=1e-4)


def test_unnamed_channels_are_taken_in_their_usual_order() -> None:
    matrix = downmix_matrix(("NONE",) * 6)
    assert matrix[:, 2] == pytest.approx([0.7071, 0.7071], abs=1e-4)
    assert matrix[:, 3] == pytest.approx([0, 0])


def test_a_late_sound_starts_with_silence(tmp_path: Path) -> None:
    path = write_sound(
        tmp_path / "late.mkv", click(0.5, 1.0), codec="pcm_s16le", picture="mpeg4", start_seconds=0.5
    )
    samples, _ = decoded(path)
    assert abs(onset(samples) - 48_000) <= 48
    assert level_db(samples[:, :24_000]) < -150


def test_a_gap_is_silent_and_what_follows_is_on_time(tmp_path: Path) -> None:
    path = write_sound(
        tmp_path / "gap.mkv", click(1.0, 2.0) + 0.01, codec="pcm_s16le", picture="mpeg4", gap=(0.512, 0.7)
    )
    samples, _ = decoded(path)
    assert abs(onset(samples) - round(1.7 * 48_000)) <= 48
    assert level_db(samples[:, round(0.6 * 48_000) : round(1.1 * 48_000)]) < -150
    assert level_db(samples[:, 4_800:24_000]) == pytest.approx(-40, abs=0.5)


def test_what_overlaps_is_trimmed(tmp_path: Path) -> None:
    path = write_sound(
        tmp_path / "overlap.mkv", click(1.25, 2.0), codec="pcm_s16le", frame_samples=24_000, gap=(0.5, -0.3)
    )
    samples, _ = decoded(path)
    assert abs(onset(samples) - round(0.95 * 48_000)) <= 48
    assert abs(samples.shape[1] - round(1.7 * 48_000)) <= 1_100


def test_a_file_without_sound_gives_nothing(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.mkv", click(0.1, 0.5), codec="pcm_s16le", picture="mpeg4")
    import av

    silent = tmp_path / "silent.mkv"
    with av.open(str(path)) as source, av.open(str(silent), "w") as output:
        video = source.streams.video[0]
        copy = output.add_stream_from_template(video)
        for packet in source.demux(video):
            if packet.dts is not None:
                packet.stream = copy
                output.mux(packet)
    samples, warnings = decoded(silent)
    assert samples.shape[1] == 0
    assert warnings == []


def test_a_truncated_file_gives_what_is_there_and_a_warning(tmp_path: Path) -> None:
    whole = write_sound(tmp_path / "a.flac", tone(440, 4.0), codec="flac")
    cut = tmp_path / "cut.flac"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    samples, warnings = decoded(cut)
    assert 60_000 < samples.shape[1] < 140_000
    assert level_db(samples[:, :48_000]) == pytest.approx(-9.03, abs=0.1)
    assert len(warnings) == 1
    assert "cut.flac" in warnings[0]


def test_a_video_cut_off_says_how_much_sound_is_missing(tmp_path: Path) -> None:
    whole = write_sound(
        tmp_path / "a.mp4", tone(440, 4.0), codec="aac", container_options={"movflags": "faststart"}
    )
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 7 // 10])
    samples, warnings = decoded(cut)
    assert 48_000 < samples.shape[1] < 3.5 * 48_000
    assert len(warnings) == 1
    assert "cut.mp4" in warnings[0]


def test_damage_in_the_middle_leaves_the_rest_in_place(tmp_path: Path) -> None:
    whole = write_sound(tmp_path / "a.m4a", click(3.0, 4.0) + tone(300, 4.0, level=0.05), codec="aac")
    data = bytearray(whole.read_bytes())
    middle = len(data) // 3
    data[middle : middle + 400] = b"\xff" * 400
    broken = tmp_path / "broken.m4a"
    broken.write_bytes(data)
    samples, warnings = decoded(broken)
    assert abs(onset(samples) - 3 * 48_000) <= 6
    assert any("damaged" in sentence for sentence in warnings)


@pytest.mark.parametrize("content", [b"", b"This is a text, whatever its name says.\n" * 100])
def test_what_is_no_sound_raises_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=r"song\.mp3"):
        decoded(path)


def test_not_a_number_becomes_silence(tmp_path: Path) -> None:
    samples = tone(440, 0.2)
    samples[:, 100] = np.nan
    samples[:, 200] = np.inf
    result, _ = decoded(write_sound(tmp_path / "a.wav", samples, codec="pcm_f32le"))
    assert np.isfinite(result).all()
    assert result[0, 100] == 0


def test_decoding_twice_gives_equal_bits(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.mp3", tone(440, 1.0, rate=44_100), codec="libmp3lame", rate=44_100)
    assert np.array_equal(decoded(path)[0], decoded(path)[0])
