"""What an export will come to before it is made: bytes and seconds, from size, length and quality alone."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.render.export.recipes import RECIPES, default_crf
from editor_app.render.export.settings import Target

_HD = 1920 * 1080
# Bits a pixel at 1080p and our own quality, for films of moving pictures, titles and cuts.
_BITS = {"mp4": 0.16, "webm": 0.12, "mkv": 9.0, "gif": 3.0, "png": 9.0, "png-sequence": 9.0, "jpg": 1.6}
_BITS["jpg-sequence"] = _BITS["jpg"]
_SOUND_BITS = {"mkv": 2 * 48_000 * 32, "wav": 2 * 48_000 * 24}
_CRF_STEPS_A_DOUBLING = {"mp4": 6.0, "webm": 9.0}
_CODED = ("mp4", "webm")
# Pixels a second on a machine of two cores, measured at 1080p; a GIF is coloured by one of them.
_SPEEDS = {"mp4": 70e6, "webm": 70e6, "mkv": 30e6, "gif": 3.5e6, "png": 12e6, "jpg": 60e6}
_SPEEDS |= {"png-sequence": 25e6, "jpg-sequence": 60e6}
_SOUND_TIMES_REAL = 60.0
_START_S = 1.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how large a file will be, and how long it will take; half or twice as much is no surprise."""

    size_bytes: int
    seconds: float


def estimate(target: Target, pixels_per_second: float | None = None) -> Estimate:
    """Guess bytes and seconds; `pixels_per_second` is how fast this machine was, where that is known."""
    length = target.frames / target.fps
    pixels = target.width * target.height * target.frames if target.has_pictures else 0
    bits = _picture_bits(target, pixels) + _sound_rate(target) * length
    if not pixels:
        return Estimate(round(bits / 8), _START_S + length / _SOUND_TIMES_REAL)
    speed = pixels_per_second or _SPEEDS[target.format] * (0.6 if target.alpha else 1.0)
    return Estimate(round(bits / 8), _START_S + pixels / speed)


def _picture_bits(target: Target, pixels: int) -> float:
    if not pixels:
        return 0.0
    bits = _BITS[target.format] * pixels * (1.3 if target.alpha else 1.0)
    if target.format in _CODED:
        # A larger picture of the same thing needs fewer bits a pixel, and so does one that changes less.
        bits *= (_HD / (target.width * target.height)) ** 0.25 * (30 / target.fps) ** 0.4
        bits *= 2 ** ((default_crf(target.format) - target.crf) / _CRF_STEPS_A_DOUBLING[target.format])
    return bits


def _sound_rate(target: Target) -> float:
    """Give the sound's bits a second."""
    if not target.has_sound:
        return 0.0
    rate = RECIPES[target.format].audio_bit_rate
    return float(rate if rate is not None else _SOUND_BITS[target.format])
