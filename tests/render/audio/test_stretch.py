"""Faster and slower sound keeps its pitch, its level and its time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor_app.render.audio.cache import PcmCache
from editor_app.render.audio.stretch import HOP, stretch
from editor_app.render.audio.stretched import StretchedSound, join
from tests.render.audio.encoding import Array, Samples, level_db, silence, tone

RATES = [0.25, 0.5, 0.8, 1.1, 1.5, 2.0, 4.0]


def stretched(samples: Samples, rate: float) -> Samples:
    return stretch(Array(samples), rate, 0, int(samples.shape[1] / rate / HOP))


def pitch(samples: Samples) -> float:
    middle = samples[0, 9_600:-9_600]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 8 * len(middle)))
    return float(spectrum.argmax()) * 48_000 / (8 * len(middle))


def loudness_spread_db(samples: Samples, hertz: float) -> float:
    """Give how far the level of single periods strays from their mean."""
    period = round(48_000 / hertz * max(1, round(hertz / 100)))
    middle = samples[0, 9_600:-9_600]
    periods = np.square(middle[: len(middle) // period * period].reshape(-1, period)).mean(axis=1)
    levels = 10 * np.log10(periods / periods.mean())
    return float(np.abs(levels).max())


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hertz", [55, 440, 3_000, 12_000])
def test_a_sine_stays_a_sine(rate: float, hertz: float) -> None:
    result = stretched(tone(hertz, 1.5 * max(rate, 1)), rate)
    assert pitch(result) == pytest.approx(hertz, rel=0.005)
    assert loudness_spread_db(result, hertz) < 0.3


@pytest.mark.parametrize("rate", [0.25, 0.5, 0.8, 1.25, 2.0, 4.0, 16.0])
def test_every_attack_comes_once_and_on_time(rate: float) -> None:
    random = np.random.default_rng(3)
    samples = silence(6 * max(rate, 1))
    samples += 1e-4 * random.standard_normal(samples.shape).astype(np.float32)
    at = np.arange(20_000, samples.shape[1] - 20_000, round(30_011 * max(1, rate / 2)))
    burst = random.standard_normal(240) * np.exp(-np.arange(240) / 60) * 0.5
    for position in at:
        samples[:, position : position + 240] += burst.astype(np.float32)
    result = np.abs(stretched(samples, rate)[0])
    for position in at:
        expected = round(position / rate)
        near = result[expected - 1_200 : expected + 1_440]
        if len(near) < 2_640:
            continue
        assert abs(int(np.argmax(near > near.max() / 3)) - 1_200) < 96  # 2 ms
        assert near.max() == pytest.approx(np.abs(burst).max(), rel=0.02)
        near[1_180:1_500] = 0
        assert near.max() < 0.02 * np.abs(burst).max()


@pytest.mark.parametrize("rate", [0.5, 0.9, 2.0])
def test_noise_keeps_its_level(rate: float) -> None:
    noise = 0.1 * np.random.default_rng(1).standard_normal((2, 96_000)).astype(np.float32)
    result = stretched(noise, rate)[:, 4_800:-4_800]
    assert level_db(result) == pytest.approx(level_db(noise), abs=0.3)
    tenths = result[:, : result.shape[1] // 480 * 480].reshape(2, -1, 480)
    assert 10 * np.log10(np.square(tenths).mean(axis=(0, 2)).min() / np.square(noise).mean()) > -2


@pytest.mark.parametrize("rate", [0.01, 0.05, 16.0, 100.0, 5_000.0])
def test_extreme_rates_give_sound_of_the_right_level(rate: float) -> None:
    class Endless:
        def read(self, start: int, count: int) -> Samples:
            wave = 0.25 * np.sin(2 * np.pi * 440 * np.arange(start, start + count) / 48_000)
            return np.repeat(wave.astype(np.float32)[None], 2, axis=0)

    result = stretch(Endless(), rate, 40, 40)
    assert np.isfinite(result).all()
    assert level_db(result) == pytest.approx(20 * np.log10(0.25 / 2**0.5), abs=1.0)


@pytest.mark.parametrize("rate", [0.01, 0.3, 3.0, 16.0, 200.0, 5_000.0])
def test_attacks_everywhere_break_nothing(rate: float) -> None:
    random = np.random.default_rng(4)
    bursts = random.standard_normal((2, 480_000)) * (random.random(480_000) > 0.999)
    result = stretch(Array(bursts.astype(np.float32)), rate, 0, 50)
    assert np.isfinite(result).all()
    assert np.abs(result).max() < 1.5 * np.abs(bursts).max()


def test_left_and_right_stay_apart() -> None:
    samples = np.concatenate([tone(440, 2.0)[:1], tone(1_000, 2.0, level=0.2)[:1]])
    result = stretched(samples, 0.5)
    assert pitch(result[:1]) == pytest.approx(440, rel=0.005)
    assert pitch(result[1:]) == pytest.approx(1_000, rel=0.005)
    assert level_db(result[1:, 9_600:-9_600]) == pytest.approx(level_db(samples[1:]), abs=0.2)


def test_sides_in_opposite_phase_do_not_vanish() -> None:
    samples = tone(440, 2.0)
    samples[1] *= -1
    result = stretched(samples, 0.8)
    assert loudness_spread_db(result, 440) < 0.3


def test_silence_stays_silent() -> None:
    assert not stretched(silence(2), 0.7).any()


@pytest.mark.parametrize("rate", [0.8, 2.0])
def test_pieces_meet_without_a_dent(tmp_path: Path, rate: float) -> None:
    sound = StretchedSound(Array(tone(1_000.7, 36 * rate)), "tone", rate, PcmCache(tmp_path))
    around = sound.read(29 * 48_000, 4 * 48_000)
    assert loudness_spread_db(around, 1_000.7) < 0.3
    assert pitch(around) == pytest.approx(1_000.7, rel=0.005)
    assert np.abs(np.diff(around[0])).max() < 0.5 * 2 * np.pi * 1_000.7 / 48_000 * 1.05


def test_reading_a_later_piece_first_gives_the_same(tmp_path: Path) -> None:
    noise = 0.1 * np.random.default_rng(2).standard_normal((2, 35 * 48_000)).astype(np.float32)
    late = StretchedSound(Array(noise), "a", 0.99, PcmCache(tmp_path / "late"))
    tail = late.read(31 * 48_000, 48_000)
    early = StretchedSound(Array(noise), "a", 0.99, PcmCache(tmp_path / "early"))
    whole = early.read(29 * 48_000, 3 * 48_000)
    assert np.array_equal(tail, whole[:, 2 * 48_000 :])


def test_a_piece_is_stretched_once(tmp_path: Path) -> None:
    first = StretchedSound(Array(tone(440, 2)), "a", 2.0, PcmCache(tmp_path)).read(0, 48_000)
    again = StretchedSound(Array(silence(2)), "a", 2.0, PcmCache(tmp_path)).read(0, 48_000)
    assert np.array_equal(first, again)
    assert not StretchedSound(Array(silence(2)), "a", 2.5, PcmCache(tmp_path)).read(0, 48_000).any()


def test_joining_equal_sounds_changes_nothing() -> None:
    noise = np.random.default_rng(2).standard_normal((2, 96_000)).astype(np.float32)
    assert np.allclose(join(noise, noise), noise, atol=1e-6)
