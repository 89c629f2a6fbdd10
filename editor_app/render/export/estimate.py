"""What an export will come to before it is made: bytes and seconds, by size, length, quality and content."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.render.export.content import USUAL, Content
from editor_app.render.export.recipes import RECIPES, default_crf
from editor_app.render.export.settings import Target

_HD = 1920 * 1080


@dataclass(frozen=True, slots=True)
class _Bits:
    """Bits a pixel and frame at 1080p and our own quality: at least, and for each share of the content."""

    least: float
    film: float = 0.0
    moved: float = 0.0
    still: float = 0.0


# Measured on the demo, the templates and the benchmarks' scene: mostly 0.9 to 1.7 of what they take; 0.5 for
# lossless pictures of noise, up to 2.7 for a GIF of titles. What moves costs each frame of a coded film; a
# picture of its own has all there is to see.
_BITS = {
    "mp4": _Bits(0.0032, 0.14, 0.045),
    "webm": _Bits(0.0035, 0.14, 0.055),
    "mkv": _Bits(0.28, 8.0, 0.0, 8.0),
    "gif": _Bits(0.05, 5.0, 0.9),
    "png": _Bits(0.22, 9.5, 0.0, 9.5),
    "jpg": _Bits(0.45, 1.9, 0.0, 1.9),
}
_BITS |= {"png-sequence": _BITS["png"], "jpg-sequence": _BITS["jpg"]}
_ULTRAFAST_FILM, _ULTRAFAST_REST = 2.0, 5.7
"""How much more that preset takes at the same quality: it finds less of what has only moved."""
_SOUND_BITS = {"mkv": 2 * 48_000 * 32, "wav": 2 * 48_000 * 24}
_SILENCE_BITS, _SOUND_FRAME = 3000, 1.06
_SHRINKS_IN_SILENCE = ("mp4", "m4a", "webm")
_CRF_STEPS_A_DOUBLING = {"mp4": 6.0, "webm": 9.0}
_CODED = ("mp4", "webm")
# Pixels a second on a machine of two cores, measured at 1080p; a GIF is coloured by one of them.
_SPEEDS = {"mp4": 70e6, "webm": 70e6, "mkv": 30e6, "gif": 3.5e6, "png": 12e6, "jpg": 60e6}
_SPEEDS |= {"png-sequence": 25e6, "jpg-sequence": 60e6}
_SOUND_TIMES_REAL = 60.0
START_S = 1.0
"""How long it takes before the first frame is rendered, about."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how large a file will be, and how long it will take; half or twice as much is no surprise."""

    size_bytes: int
    seconds: float


def estimate(target: Target, content: Content = USUAL, *, pixels_per_second: float | None = None) -> Estimate:
    """Guess bytes and seconds; `pixels_per_second` is how fast this machine was, where that is known."""
    length = target.frames / target.fps
    pixels = target.width * target.height * target.frames if target.has_pictures else 0
    bits = _picture_bits(target, content, pixels) + _sound_rate(target, content) * length
    if not pixels:
        return Estimate(round(bits / 8), START_S + length / _SOUND_TIMES_REAL)
    speed = pixels_per_second or _SPEEDS[target.format] * (0.6 if target.alpha else 1.0)
    return Estimate(round(bits / 8), START_S + pixels / speed)


def _picture_bits(target: Target, content: Content, pixels: int) -> float:
    if not pixels:
        return 0.0
    found = _BITS[target.format]
    film, rest = found.film * content.film, found.least + found.moved * content.moved
    rest += found.still * max(0.0, content.detail - content.film)
    if target.format == "mp4" and target.preset == "ultrafast":
        film, rest = film * _ULTRAFAST_FILM, rest * _ULTRAFAST_REST
    bits = (film + rest) * pixels * (1.3 if target.alpha else 1.0)
    if target.format in _CODED:
        # A larger picture of the same thing needs fewer bits a pixel, and so does one that changes less.
        bits *= (_HD / (target.width * target.height)) ** 0.2 * (30 / target.fps) ** 0.4
        bits *= 2 ** ((default_crf(target.format) - target.crf) / _CRF_STEPS_A_DOUBLING[target.format])
    return bits


def _sound_rate(target: Target, content: Content) -> float:
    """Give the sound's bits a second."""
    if not target.has_sound:
        return 0.0
    rate = RECIPES[target.format].audio_bit_rate
    if rate is None:
        return float(_SOUND_BITS[target.format])
    share = content.sound if target.format in _SHRINKS_IN_SILENCE else 1.0
    return _SILENCE_BITS + rate * share * _SOUND_FRAME
