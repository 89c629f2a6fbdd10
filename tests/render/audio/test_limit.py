"""No true peak above -1 dBFS; nothing touched that needs no limiting; the same from wherever it starts."""

from __future__ import annotations

import numpy as np
import pytest

from editor_app.render.audio.limit import LOOK_AHEAD_SAMPLES, limited_blocks
from tests.render.audio.encoding import Array, Samples, silence, tone

SECONDS = 4


def limited(samples: Samples, start: int = 0, end: int | None = None) -> Samples:
    blocks = limited_blocks(Array(samples), start, samples.shape[1] if end is None else end)
    return np.concatenate(list(blocks), axis=1)


def true_peak_db(samples: Samples) -> float:
    """Measure 4× oversampled, independently: exact interpolation of the whole signal by its spectrum."""
    edge = 2_000
    window = np.ones(samples.shape[1])
    window[:edge] = np.sin(np.pi / 2 * np.arange(edge) / edge) ** 2
    window[-edge:] = window[:edge][::-1]
    spectrum = np.fft.rfft(samples * window, axis=1)
    wide = np.zeros((2, samples.shape[1] * 2 + 1), complex)
    wide[:, : spectrum.shape[1]] = spectrum
    return float(20 * np.log10(np.abs(np.fft.irfft(wide, samples.shape[1] * 4, axis=1) * 4).max()))


def both(wave: np.ndarray) -> Samples:
    return np.repeat(wave.astype(np.float32)[None], 2, axis=0)


def band_limited(samples: Samples, hertz: float) -> Samples:
    spectrum = np.fft.rfft(samples, axis=1)
    spectrum[:, int(hertz / 24_000 * spectrum.shape[1]) :] = 0
    return np.fft.irfft(spectrum, samples.shape[1], axis=1).astype(np.float32)


TIMES = np.arange(SECONDS * 48_000)
RANDOM = np.random.default_rng(5)
CLICKS = np.zeros(len(TIMES))
CLICKS[1_000::7_777] = 4.0
LOUD = {
    "square": both(np.sign(np.sin(2 * np.pi * 441 * TIMES / 48_000 + 0.1))),
    "between samples": both(1.41 * np.sin(np.pi / 2 * TIMES + np.pi / 4)),
    "barely between samples": both(np.sin(np.pi / 2 * TIMES + np.pi / 4)),
    "clicks": both(CLICKS),
    "noise": band_limited(RANDOM.standard_normal((2, len(TIMES))).astype(np.float32), 20_000),
    "very loud noise": band_limited(10 * RANDOM.standard_normal((2, len(TIMES))).astype(np.float32), 20_000),
    "bass": both(3 * np.sin(2 * np.pi * 50 * TIMES / 48_000)),
    "treble": both(2 * np.sin(2 * np.pi * 18_111 * TIMES / 48_000)),
    "one side": np.concatenate([tone(300, SECONDS, level=2.0)[:1], tone(500, SECONDS, level=0.1)[:1]]),
    "a swell": tone(200, SECONDS, level=3.0) * np.linspace(0, 1, len(TIMES), dtype=np.float32),
}


@pytest.mark.parametrize("name", LOUD)
def test_no_true_peak_exceeds_the_ceiling(name: str) -> None:
    result = limited(LOUD[name])
    assert true_peak_db(result) <= -1 + 0.1
    assert 20 * np.log10(np.abs(result).max()) <= -1


@pytest.mark.parametrize("level", [0.05, 0.5, 0.89])
def test_what_stays_below_passes_bit_for_bit(level: float) -> None:
    samples = tone(997, SECONDS, level=level)
    assert np.array_equal(limited(samples), samples)


def test_only_the_surroundings_of_a_peak_are_touched() -> None:
    samples = tone(997, SECONDS, level=0.3)
    samples[:, 96_000] = 2.0
    result = limited(samples)
    changed = np.flatnonzero((result != samples).any(axis=0))
    assert changed.min() >= 96_000 - 2 * LOOK_AHEAD_SAMPLES
    assert changed.max() <= 96_000 + 48_000
    assert np.abs(result[:, 96_000]).max() == pytest.approx(10 ** (-1.02 / 20), abs=0.02)


def test_both_sides_are_turned_down_together() -> None:
    result = limited(LOUD["one side"])
    gain = result[0, 1000:-1000] / np.where(
        LOUD["one side"][0, 1000:-1000] == 0, 1, LOUD["one side"][0, 1000:-1000]
    )
    quiet = LOUD["one side"][1, 1000:-1000] * gain
    assert np.allclose(result[1, 1000:-1000], quiet, atol=1e-3)


def test_a_limited_tone_stays_a_tone() -> None:
    result = limited(tone(1000, SECONDS, level=2.0))[:, 48_000:144_000]
    spectrum = np.abs(np.fft.rfft(result[0] * np.hanning(result.shape[1])))
    peak = int(spectrum.argmax())
    assert peak == 2000
    spectrum[peak - 5 : peak + 6] = 0
    assert 20 * np.log10(spectrum.max() / np.abs(np.fft.rfft(np.hanning(96_000))).max()) < -60


@pytest.mark.parametrize(("start", "end"), [(0, 1), (33_333, 150_001), (48_000, 96_000), (100_000, 191_999)])
def test_any_range_has_the_samples_of_the_whole(start: int, end: int) -> None:
    samples = LOUD["very loud noise"]
    assert np.array_equal(limited(samples, start, end), limited(samples)[:, start:end])


def test_blocks_are_a_second_at_most_and_cover_the_range() -> None:
    blocks = list(limited_blocks(Array(silence(3)), 24_000, 130_000))
    assert [block.shape for block in blocks] == [(2, 24_000), (2, 48_000), (2, 34_000)]
    assert list(limited_blocks(Array(silence(1)), 500, 500)) == []
