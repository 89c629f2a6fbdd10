"""The demo's music: four bars at 80 beats a minute, played by formulas.

Electric piano, bass, a soft pad and brushed drums over Cmaj9 – Am9 – Fmaj9 – G13, ending on C.
"""

from __future__ import annotations

import numpy as np

RATE = 48_000
BEAT = 0.75
LENGTH_SECONDS = 12.0

# MIDI notes: bass, then the chord from below; the arpeggio walks through it upwards.
BARS = (
    (36, (55, 59, 62, 64, 67)),
    (33, (55, 60, 64, 67, 71)),
    (41, (57, 60, 64, 67, 72)),
    (43, (57, 59, 65, 69, 76)),
)
STEPS = (0, 2, 4, 1, 3, 2, 4, 3)


def play() -> np.ndarray:
    """Give the whole piece as float32 (2, samples) at 48 kHz, peaks at -3 dB."""
    mix = np.zeros((2, round((LENGTH_SECONDS + 3) * RATE)), np.float64)
    for bar, (bass, chord) in enumerate(BARS):
        start = bar * 4 * BEAT
        _bass(mix, start, bass)
        for position, note in enumerate(chord):
            pan = -0.5 + position / (len(chord) - 1)
            _add(mix, start + 0.012 * position, _piano(note, 3.4, 0.30), 0.34, pan)
            _add(mix, start, _pad(note, 4 * BEAT + 0.5), 0.05, -pan)
        for step, index in enumerate(STEPS):
            _add(mix, start + step * BEAT / 2, _piano(chord[index] + 12, 1.6, 0.55), 0.17, 0.5 * (-1) ** step)
    for beat in range(16):
        _drums(mix, beat)
    mix = _echo(mix)[:, : round(LENGTH_SECONDS * RATE)]
    fade = np.clip((LENGTH_SECONDS - np.arange(mix.shape[1]) / RATE) / 1.4, 0, 1)
    mix *= fade**1.5
    return (mix / np.abs(mix).max() * 10 ** (-3 / 20)).astype(np.float32)


def _frequency(note: int) -> float:
    return 440.0 * 2 ** ((note - 69) / 12)


def _clock(seconds: float) -> np.ndarray:
    return np.arange(round(seconds * RATE)) / RATE


def _add(mix: np.ndarray, start: float, sound: np.ndarray, gain: float, pan: float) -> None:
    """Mix `sound` in at `start` seconds; pan -1..1 keeps the power."""
    first = round(start * RATE)
    angle = (pan + 1) * np.pi / 4
    room = min(sound.size, mix.shape[1] - first)
    mix[0, first : first + room] += gain * np.cos(angle) * sound[:room]
    mix[1, first : first + room] += gain * np.sin(angle) * sound[:room]


def _piano(note: int, seconds: float, hardness: float) -> np.ndarray:
    """Play an electric piano: a sine whose phase a second, quickly dying sine moves."""
    t, f = _clock(seconds), _frequency(note)
    bark = hardness * np.exp(-t * 5.5) * np.sin(2 * np.pi * 2 * f * t)
    bell = 0.10 * np.exp(-t * 9) * np.sin(2 * np.pi * 7 * f * t)
    tremolo = 1 + 0.07 * np.sin(2 * np.pi * 4.6 * t)
    body = np.sin(2 * np.pi * f * t + 2.1 * bark) + bell
    return body * tremolo * np.exp(-t * 1.7) * np.minimum(1, t / 0.004) * np.minimum(1, (seconds - t) / 0.05)


def _pad(note: int, seconds: float) -> np.ndarray:
    t, f = _clock(seconds), _frequency(note)
    voices = sum(np.sin(2 * np.pi * f * (1 + cents / 1200 * 0.69) * t + cents) for cents in (-7, 0, 6))
    octave = 0.35 * np.sin(2 * np.pi * 2 * f * t)
    return (voices + octave) * np.minimum(1, t / 0.6) * np.minimum(1, (seconds - t) / 0.7)


def _bass(mix: np.ndarray, start: float, note: int) -> None:
    for beat, length, interval in ((0.0, 1.4, 0), (1.5, 0.5, 0), (2.0, 1.2, 7), (3.5, 0.5, 12)):
        t, f = _clock(length * BEAT), _frequency(note + interval if note + interval < 52 else note)
        tone = np.sin(2 * np.pi * f * t) + 0.22 * np.sin(4 * np.pi * f * t) * np.exp(-t * 6)
        shape = np.minimum(1, t / 0.008) * np.exp(-t * 1.2) * np.minimum(1, (length * BEAT - t) / 0.04)
        _add(mix, start + beat * BEAT, tone * shape, 0.42, 0.0)


def _drums(mix: np.ndarray, beat: int) -> None:
    """Play one beat: kick on one and three, a brushed snare on two and four, hats between."""
    rng = np.random.default_rng(beat)
    start = beat * BEAT
    if beat % 2 == 0:
        t = _clock(0.34)
        pitch = 2 * np.pi * (48 * t + 62 / 28 * (1 - np.exp(-28 * t)))
        _add(mix, start, np.sin(pitch) * np.exp(-t * 11), 0.62, 0.0)
    else:
        t = _clock(0.30)
        brush = _bright(rng.standard_normal(t.size)) * np.exp(-t * 15) * np.minimum(1, t / 0.012)
        _add(mix, start, brush + 0.25 * np.sin(2 * np.pi * 190 * t) * np.exp(-t * 26), 0.13, 0.08)
    for half, gain in ((0.0, 0.030), (0.5, 0.055)):
        t = _clock(0.09)
        hat = _bright(_bright(rng.standard_normal(t.size))) * np.exp(-t * 62)
        _add(mix, start + half * BEAT, hat, gain, 0.3)


def _bright(noise: np.ndarray) -> np.ndarray:
    return np.diff(noise, prepend=0.0)


def _echo(mix: np.ndarray) -> np.ndarray:
    """Add a little room: a few crossed, softened echoes."""
    wet = mix.copy()
    for delay, gain in ((0.043, 0.16), (0.071, 0.13), (0.113, 0.10), (0.5625, 0.14), (1.125, 0.06)):
        shift = round(delay * RATE)
        soft = np.apply_along_axis(lambda side: np.convolve(side, np.ones(9) / 9, "same"), 1, mix)
        wet[:, shift:] += gain * soft[::-1, :-shift]
    return wet
