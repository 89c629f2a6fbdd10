"""The mix, as a listener hears it: what sounds when, and how loud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from editor_app.render.audio.limit import limited_blocks
from editor_app.render.audio.mix import Mixer
from editor_app.render.media.source import MediaSource
from editor_app.state.model import EditorState
from tests.render.audio.documents import SECOND, clip, document, number, track, transition
from tests.render.audio.encoding import Samples, click, level_db, onset, silence, tone, write_sound

RATE = 48_000
A_TONE_DB = -9.03  # a sine of level 0.5


def source(path: Path | None, asset_id: str = "m") -> MediaSource:
    return MediaSource(asset_id, path, "audio", path.name if path else "lost.wav")


class Studio:
    """Writes media, mixes documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: dict[str, MediaSource] = {}

    def add(self, asset_id: str, samples: Samples, codec: str = "pcm_f32le", suffix: str = ".wav") -> None:
        path = write_sound(self.folder / f"{asset_id}{suffix}", samples, codec=codec)
        self.sources[asset_id] = source(path, asset_id)

    def mixer(self, state: EditorState, sources: Mapping[str, MediaSource] | None = None) -> Mixer:
        return Mixer(state, self.sources if sources is None else sources, cache_dir=self.folder / "pcm")

    def mix(self, state: EditorState, seconds: float) -> Samples:
        return self.mixer(state).read(0, round(seconds * RATE))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(tmp_path)
    made.add("m", tone(440, 4.0))
    return made


def part(samples: Samples, start: float, end: float) -> Samples:
    return samples[:, round(start * RATE) : round(end * RATE)]


def test_a_clip_sounds_from_its_start_to_its_end(studio: Studio) -> None:
    samples = studio.mix(document({"a": clip(1, 2)}), 4)
    assert not part(samples, 0, 1).any()
    assert np.array_equal(part(samples, 1, 3), part(tone(440, 4), 0, 2))
    assert not part(samples, 3, 4).any()


def test_the_source_start_is_skipped(studio: Studio) -> None:
    studio.add("c", click(2.5, 4.0))
    samples = studio.mix(document({"a": clip(1, 2, "c", sourceStartTicks=2 * SECOND)}), 3)
    assert onset(samples) == round(1.5 * RATE)


def test_past_the_end_of_the_source_is_silence(studio: Studio) -> None:
    samples = studio.mix(document({"a": clip(0, 9)}), 9)
    assert level_db(part(samples, 3, 4)) == pytest.approx(A_TONE_DB, abs=0.05)
    assert not part(samples, 4, 9).any()


def test_reading_in_parts_is_reading_at_once(studio: Studio) -> None:
    state = document(
        {
            "a": clip(
                0.3, 2.2, decibelAdjustment=number(0, (0, -30), (400_000, 3)), audioFadeInDurationTicks=99_999
            ),
            "b": clip(2.5, 1, playbackRate=0.5),
        },
        transitions={"x": transition("a", "b", 0.7)},
    )
    whole = studio.mix(state, 4)
    mixer = studio.mixer(state)
    for start, end in [(150_000, 150_001), (0, 7), (7, 40_001), (40_001, 120_000), (120_000, 192_000)]:
        assert np.array_equal(mixer.read(start, end - start), whole[:, start:end])
    assert np.array_equal(mixer.read(-5, 10), np.concatenate([silence(5 / RATE), whole[:, :5]], axis=1))


def test_clips_add_up(studio: Studio) -> None:
    state = document(
        {"a": clip(0, 2), "b": clip(0, 2, decibelAdjustment=number(-6.0206))},
        tracks=[track("a"), track("b", id="two")],
    )
    assert studio.mix(state, 1) == pytest.approx(1.5 * tone(440, 1), abs=1e-5)


@pytest.mark.parametrize(
    ("fields", "sounds"),
    [({"muted": True}, False), ({"hidden": True}, True), ({"hidden": True, "muted": True}, False)],
)
def test_muted_is_silent_and_hidden_is_not(studio: Studio, fields: dict[str, bool], sounds: bool) -> None:
    samples = studio.mix(document({"a": clip(0, 1)}, tracks=[track("a", **fields)]), 1)
    assert bool(samples.any()) is sounds


def test_an_item_on_two_tracks_sounds_once(studio: Studio) -> None:
    samples = studio.mix(document({"a": clip(0, 1)}, tracks=[track("a"), track("a", id="two")]), 1)
    assert np.array_equal(samples, tone(440, 1))


def test_an_item_on_no_track_is_silent(studio: Studio) -> None:
    assert not studio.mix(document({"a": clip(0, 1)}, tracks=[track()]), 1).any()


def test_volume_keyframes_are_straight_in_db(studio: Studio) -> None:
    state = document({"a": clip(0, 4, decibelAdjustment=number(0, (0, 0), (4 * SECOND - 1, -40)))})
    samples = studio.mix(state, 4)
    for at in (0.5, 1, 2, 3):
        assert level_db(part(samples, at - 0.05, at + 0.05)) == pytest.approx(A_TONE_DB - 10 * at, abs=0.1)


def test_fades_are_straight_in_amplitude(studio: Studio) -> None:
    state = document({"a": clip(0, 4, audioFadeInDurationTicks=2 * SECOND, audioFadeOutDurationTicks=SECOND)})
    samples = studio.mix(state, 4)
    for at, factor in [(0.5, 0.25), (1, 0.5), (1.5, 0.75), (2.5, 1), (3.5, 0.5), (3.75, 0.25)]:
        level = 10 ** (level_db(part(samples, at - 0.01, at + 0.01)) / 20) * 2**0.5
        assert level == pytest.approx(0.5 * factor, abs=0.01)
    assert np.abs(samples[:, 0]).max() == 0


def test_a_cross_fade_keeps_its_loudness_and_uses_the_handles(studio: Studio) -> None:
    random = np.random.default_rng(1)
    studio.add("x", 0.1 * random.standard_normal((2, 6 * RATE)).astype(np.float32))
    studio.add("y", 0.1 * random.standard_normal((2, 6 * RATE)).astype(np.float32))
    state = document(
        {"a": clip(0, 3, "x"), "b": clip(3, 3, "y", sourceStartTicks=2 * SECOND)},
        transitions={"t": transition("a", "b", 2)},
    )
    samples = studio.mix(state, 6)
    for at in np.arange(0.1, 5.9, 0.1):
        assert level_db(part(samples, at - 0.1, at + 0.1)) == pytest.approx(-20, abs=0.4)


def test_without_a_handle_a_cross_fade_is_one_sided(studio: Studio) -> None:
    studio.add("short", tone(440, 2.0))
    state = document(
        {"a": clip(0, 2, "short"), "b": clip(2, 2, "m")}, transitions={"t": transition("a", "b", 1)}
    )
    samples = studio.mix(state, 4)
    # Nothing before b's source begins, nothing after a's ends: each fades alone.
    assert level_db(part(samples, 1.99, 2.0)) == pytest.approx(A_TONE_DB - 3, abs=0.3)
    assert level_db(part(samples, 2.0, 2.01)) == pytest.approx(A_TONE_DB - 3, abs=0.3)
    assert level_db(part(samples, 2.6, 3.0)) == pytest.approx(A_TONE_DB, abs=0.05)


@pytest.mark.parametrize("rate", [0.5, 0.8, 2.0])
def test_speed_moves_beeps_to_where_they_belong(studio: Studio, rate: float) -> None:
    beeps = silence(20)
    for at in (1, 10, 19):
        beeps += click(at, 20)
    studio.add("beeps", beeps, codec="aac", suffix=".m4a")
    state = document({"a": clip(0, 20 / rate, "beeps", playbackRate=rate)})
    samples = studio.mix(state, 20 / rate)
    for at in (1, 10, 19):
        near = part(samples, at / rate - 0.2, at / rate + 0.2)
        assert abs(onset(near) - 0.2 * RATE) < 0.005 * RATE


def test_a_clip_cut_in_two_sounds_as_before(studio: Studio) -> None:
    whole = studio.mix(document({"a": clip(0, 4, playbackRate=0.8)}), 4)
    cut = studio.mix(
        document(
            {
                "a": clip(0, 1.5, playbackRate=0.8),
                "b": clip(1.5, 2.5, playbackRate=0.8, sourceStartTicks=round(1.2 * SECOND)),
            }
        ),
        4,
    )
    assert np.array_equal(whole, cut)


def test_video_sounds_and_video_without_sound_is_silent(studio: Studio) -> None:
    path = write_sound(studio.folder / "v.mp4", tone(440, 2.0), codec="aac", picture="mpeg4")
    studio.sources["v"] = MediaSource("v", path, "video", "v.mp4")
    samples = studio.mix(document({"a": clip(0, 2, "v", "video")}), 2)
    assert level_db(part(samples, 0.2, 1.8)) == pytest.approx(A_TONE_DB, abs=0.2)


def test_what_cannot_be_heard_is_silent_and_named(studio: Studio) -> None:
    (studio.folder / "text.mp3").write_text("not a sound\n" * 500)
    studio.sources |= {
        "text": source(studio.folder / "text.mp3", "text"),
        "lost": source(None, "lost"),
        "away": source(studio.folder / "away.wav", "away"),
    }
    names = ["text", "lost", "away", "unknown"]
    state = document(
        {name: clip(0, 2, name) for name in (*names, "m")},
        tracks=[track(name, id=name) for name in (*names, "m")],
    )
    mixer = studio.mixer(state)
    assert np.array_equal(mixer.read(0, RATE), tone(440, 1))
    mixer.read(RATE, RATE)
    said = "\n".join(mixer.warnings)
    for label in ("text.mp3", "lost.wav", "away.wav"):
        assert said.count(f"“{label}”") == 1
    assert "unknown" not in said  # nobody has looked for it yet, or the checks tell of it


def test_what_could_not_be_fetched_is_no_file_to_put_back(studio: Studio) -> None:
    """It never was on this computer: why it is not is said where it is fetched."""
    studio.sources["m"] = replace(source(None), not_fetched=True)
    mixer = studio.mixer(document({"a": clip(0, 1)}))
    assert not mixer.read(0, 100).any()
    assert mixer.warnings == ("“lost.wav” could not be fetched. Fetch it again, or locate its file.",)
    studio.sources["m"] = replace(source(None), is_coming=True)
    mixer = studio.mixer(document({"a": clip(0, 1)}))
    assert not mixer.read(0, 100).any()
    assert mixer.warnings == ()


def test_a_quarantined_medium_is_never_opened(studio: Studio) -> None:
    opened: list[str | None] = []
    mixer = Mixer(
        document({"a": clip(0, 1)}),
        studio.sources,
        cache_dir=studio.folder / "pcm",
        on_open=opened.append,
        quarantined=frozenset({"m"}),
    )
    assert not mixer.read(0, RATE).any()
    assert "m.wav" in mixer.warnings[0]
    assert list((studio.folder).glob("pcm/*")) == []


def test_a_watcher_hears_which_medium_is_open(studio: Studio) -> None:
    opened: list[str | None] = []
    mixer = Mixer(
        document({"a": clip(0, 1)}), studio.sources, cache_dir=studio.folder / "pcm", on_open=opened.append
    )
    mixer.read(0, 100)
    assert opened == ["m", None]


def test_an_audio_item_whose_file_has_no_sound_says_so(studio: Studio) -> None:
    from PIL import Image

    Image.new("RGB", (8, 8)).save(studio.folder / "cover.png")
    studio.sources["m"] = source(studio.folder / "cover.png")
    mixer = studio.mixer(document({"a": clip(0, 1)}))
    assert not mixer.read(0, 100).any()
    assert "cover.png" in "".join(mixer.warnings)


def test_an_empty_document_is_silent(studio: Studio) -> None:
    mixer = studio.mixer(document({}))
    assert not mixer.read(0, RATE).any()
    assert mixer.end_sample == 0


def test_the_limited_mix_holds_the_ceiling_and_leaves_the_rest(studio: Studio) -> None:
    state = document(
        {"a": clip(0, 2), "b": clip(2, 2, decibelAdjustment=number(12))},
    )
    samples = np.concatenate(list(limited_blocks(studio.mixer(state), 0, 4 * RATE)), axis=1)
    assert np.array_equal(part(samples, 0, 1.9), part(tone(440, 4), 0, 1.9))
    assert 20 * np.log10(np.abs(part(samples, 2.1, 4)).max()) == pytest.approx(-1, abs=0.1)
    assert 20 * np.log10(np.abs(samples).max()) <= -1


def test_many_clips_of_many_files_in_any_order(studio: Studio) -> None:
    for number_ in range(12):
        studio.add(f"s{number_}", tone(200 + 100 * number_, 1.0, level=0.05))
    items = {f"i{n}": clip(n * 0.5, 0.5, f"s{n % 12}") for n in range(48)}
    state = document(items)
    whole = studio.mix(state, 24)
    mixer = studio.mixer(state)
    for second in reversed(range(24)):
        assert np.array_equal(mixer.read(second * RATE, RATE), part(whole, second, second + 1))
    assert level_db(whole) == pytest.approx(20 * np.log10(0.05 / 2**0.5), abs=0.1)
