"""The colour spaces of CSS Color 4 that lie beyond sRGB, turned into sRGB."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

Triple = Sequence[float]
_Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

_D50 = (0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585)
_D65_FROM_D50: _Matrix = (
    (0.955473421488075, -0.02309845494876471, 0.06325924320057072),
    (-0.0283697093338637, 1.0099953980813041, 0.021041441191917323),
    (0.012314014864481998, -0.020507649298898964, 1.330365926242124),
)
_SRGB_FROM_D65: _Matrix = (
    (12831 / 3959, -329 / 214, -1974 / 3959),
    (-851781 / 878810, 1648619 / 878810, 36519 / 878810),
    (705 / 12673, -2585 / 12673, 705 / 667),
)
_D65_FROM_P3: _Matrix = (
    (608311 / 1250200, 189793 / 714400, 198249 / 1000160),
    (35783 / 156275, 247089 / 357200, 198249 / 2500400),
    (0.0, 32229 / 714400, 5220557 / 5000800),
)
_LMS_FROM_OKLAB: _Matrix = (
    (1.0, 0.3963377773761749, 0.2158037573099136),
    (1.0, -0.1055613458156586, -0.0638541728258133),
    (1.0, -0.0894841775298119, -1.2914855480194092),
)
_D65_FROM_LMS: _Matrix = (
    (1.2268798758459243, -0.5578149944602171, 0.2813910456659647),
    (-0.0405757452148008, 1.1122868032803170, -0.0717110580655164),
    (-0.0763729366746601, -0.4214933324022432, 1.5869240198367816),
)
_EPSILON, _KAPPA = 216 / 24389, 24389 / 27


def to_srgb(space: str, coordinates: Triple) -> list[float] | None:
    """Give a colour's sRGB channels, those beyond 0 to 1 as they are; None for a space that is not known.

    Lightness is 0 to 100 in lab and lch, 0 to 1 in oklab and oklch; hues are degrees.
    """
    read = _TO_D65.get(space)
    return None if read is None else [_encoded(part) for part in _times(_SRGB_FROM_D65, read(coordinates))]


def _times(matrix: _Matrix, vector: Triple) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _encoded(linear: float) -> float:
    size = abs(linear)
    curved = 1.055 * size ** (1 / 2.4) - 0.055 if size > 0.0031308 else 12.92 * size
    return math.copysign(curved, linear)


def _linear(encoded: float) -> float:
    size = abs(encoded)
    straight = size / 12.92 if size <= 0.04045 else ((size + 0.055) / 1.055) ** 2.4
    return math.copysign(straight, encoded)


def _upright(polar: Triple) -> Triple:
    lightness, chroma, hue = polar
    return lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


def _lab(lab: Triple) -> Triple:
    lightness, a, b = lab
    middle = (lightness + 16) / 116
    across, down = middle + a / 500, middle - b / 200
    x = across**3 if across**3 > _EPSILON else (116 * across - 16) / _KAPPA
    y = middle**3 if lightness > _KAPPA * _EPSILON else lightness / _KAPPA
    z = down**3 if down**3 > _EPSILON else (116 * down - 16) / _KAPPA
    return _times(_D65_FROM_D50, [part * white for part, white in zip((x, y, z), _D50, strict=True)])


def _oklab(oklab: Triple) -> Triple:
    return _times(_D65_FROM_LMS, [part**3 for part in _times(_LMS_FROM_OKLAB, oklab)])


_TO_D65: Mapping[str, Callable[[Triple], Triple]] = {
    "lab": _lab,
    "lch": lambda polar: _lab(_upright(polar)),
    "oklab": _oklab,
    "oklch": lambda polar: _oklab(_upright(polar)),
    "display-p3": lambda p3: _times(_D65_FROM_P3, [_linear(part) for part in p3]),
}
