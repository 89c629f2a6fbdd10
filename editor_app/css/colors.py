"""CSS colours, read and written."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import tinycss2
from tinycss2 import color4

from editor_app.css.spaces import to_srgb
from editor_app.drawing import Color

TRANSPARENT = Color(0.0, 0.0, 0.0, 0.0)

# tinycss2 has no type hints: its tokens are read through these few functions only.
Token = Any
_parse_values = cast(Callable[[str], list[Token]], tinycss2.parse_component_value_list)
_parse_color = cast(Callable[[Token], Any], color4.parse_color)


@lru_cache(maxsize=1024)
def parse_color(text: str, fallback: Color = TRANSPARENT) -> Color:
    """Read a CSS colour; text that is no colour gives `fallback`."""
    return color_of(text.strip()) or fallback


@lru_cache(maxsize=1024)
def is_color(text: str) -> bool:
    """Tell whether `parse_color` reads the text."""
    return color_of(text.strip()) is not None


def color_text(color: Color) -> str:
    """Write a colour as CSS: channels in 255ths, and alpha in thousandths where it is not whole."""
    red, green, blue = (round(255 * part) for part in (color.red, color.green, color.blue))
    alpha = round(color.alpha, 3)
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha == 1 else f"rgba({red}, {green}, {blue}, {alpha:g})"


def tokens_of(text: str) -> list[Token]:
    """Give the tokens of a CSS value, without spaces and comments."""
    return [t for t in _parse_values(text) if t.type not in ("whitespace", "comment")]


def color_of(token: Any) -> Color | None:
    """Read a token, or a text, as a colour; channels beyond sRGB are cut."""
    value = _parse_color(token)
    if value is None or isinstance(value, str):
        return None
    coordinates = [float(part or 0.0) for part in value.coordinates]
    channels = to_srgb(str(value.space), coordinates)
    if channels is None:
        try:
            channels = [float(part or 0.0) for part in value.to("srgb").coordinates]
        except NotImplementedError:
            return None
    red, green, blue = (min(1.0, max(0.0, part)) for part in channels)
    return Color(red, green, blue, float(value.alpha))
