"""Colours by perceived lightness: hues that look equally bright, and the contrast between two colours."""

from __future__ import annotations

import math

Rgb = tuple[float, float, float]


def oklch(lightness: float, chroma: float, hue_deg: float) -> str:
    """Give an OKLCH colour as #rrggbb, its chroma lowered as far as sRGB needs (B. Ottosson, 2020)."""
    while chroma > 0:
        rgb = _linear(lightness, chroma, hue_deg)
        if all(-1e-4 <= part <= 1 + 1e-4 for part in rgb):
            break
        chroma -= 0.004
    return "#" + "".join(f"{round(255 * _encoded(part)):02x}" for part in _linear(lightness, chroma, hue_deg))


def contrast(a: str, b: str) -> float:
    """Give the contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.1)."""
    bright, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def mixed(a: str, b: str, share_of_b: float) -> str:
    """Give the colour between two #rrggbb colours."""
    pairs = zip(_channels(a), _channels(b), strict=True)
    return "#" + "".join(f"{round(255 * (x + (y - x) * share_of_b)):02x}" for x, y in pairs)


def _channels(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(lightness: float, chroma: float, hue_deg: float) -> Rgb:
    a = chroma * math.cos(math.radians(hue_deg))
    b = chroma * math.sin(math.radians(hue_deg))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _channels(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
