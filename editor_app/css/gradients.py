"""CSS gradients, read into drawing brushes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from editor_app.css.colors import Token, color_of, tokens_of
from editor_app.css.stops import laid_out
from editor_app.drawing import Box, Brush, Color, LinearGradient, RadialGradient, Stop

GradientKind = Literal["linear", "radial"]

_TURN = {"deg": 360.0, "grad": 400.0, "rad": math.tau, "turn": 1.0}
_SIDES = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1), "center": (0, 0)}
_KINDS: dict[str, GradientKind] = {"linear-gradient": "linear", "radial-gradient": "radial"}
_SHAPES = frozenset(
    {"circle", "ellipse", "closest-side", "closest-corner", "farthest-side", "farthest-corner"}
)


@lru_cache(maxsize=256)
def parse_gradient(text: str, box: Box) -> Brush | None:
    """Read a CSS linear-gradient or radial-gradient laid over `box`; anything else gives None."""
    tokens = tokens_of(text)
    kind = _kind(tokens[0]) if tokens else None
    arguments = _split(tokens[0].arguments) if kind else []
    if not arguments:
        return None
    return _linear(arguments, box) if kind == "linear" else _radial(arguments, box)


def gradient_parts(text: str) -> tuple[GradientKind, str] | None:
    """Give a gradient's kind and the words before its stops, such as `45deg` or `circle at left`.

    None where this would pass over something: a colour hint, a colour space, another layer.
    """
    tokens = tokens_of(text)
    kind = _kind(tokens[0]) if len(tokens) == 1 else None
    arguments = _split(tokens[0].arguments) if kind else []
    if kind is None or not arguments:
        return None
    head = _head(kind, arguments)
    if head is None or not all(map(_is_stop, arguments[bool(head) :])):
        return None
    return kind, " ".join(token.serialize() for token in head)


@lru_cache(maxsize=256)
def is_gradient(text: str) -> bool:
    """Tell whether `parse_gradient` reads all of the text, which may have colour hints."""
    tokens = tokens_of(text)
    kind = _kind(tokens[0]) if len(tokens) == 1 else None
    arguments = _split(tokens[0].arguments) if kind else []
    head = _head(kind, arguments) if kind and arguments else None
    if head is None:
        return False
    parts = arguments[bool(head) :]
    stops = [_is_stop(part) for part in parts]
    hints = [i for i, is_stop in enumerate(stops) if not is_stop]
    return all(_is_hint(parts[i]) and any(stops[:i][-1:]) and any(stops[i + 1 :][:1]) for i in hints)


def _head(kind: GradientKind, arguments: list[list[Token]]) -> list[Token] | None:
    """Give the words before the stops, perhaps none; None where they are not read, or no stop follows."""
    if _is_stop(arguments[0]):
        return []
    is_head = _is_direction if kind == "linear" else _is_shape
    return arguments[0] if is_head(arguments[0]) and len(arguments) > 1 else None


def _kind(token: Token) -> GradientKind | None:
    return _KINDS.get(token.lower_name) if token.type == "function" else None


def _is_stop(tokens: list[Token]) -> bool:
    return color_of(tokens[0]) is not None and len(tokens) <= 3 and _are_lengths(tokens[1:])


def _is_hint(tokens: list[Token]) -> bool:
    return len(tokens) == 1 and _are_lengths(tokens)


def _are_lengths(tokens: Sequence[Token]) -> bool:
    return all(_length(token, 1.0) is not None for token in tokens)


def _is_direction(tokens: list[Token]) -> bool:
    first = tokens[0]
    if first.type == "ident" and first.lower_value == "to":
        words = [getattr(token, "lower_value", "") for token in tokens[1:]]
        return 1 <= len(words) <= 2 and all(word in _SIDES and word != "center" for word in words)
    return len(tokens) == 1 and _direction(tokens, Box(0.0, 0.0, 1.0, 1.0)) is not None


def _is_shape(tokens: list[Token]) -> bool:
    shape, position = _before_at(tokens)
    words = [t.lower_value for t in shape if t.type == "ident"]
    places = [t for t in position if getattr(t, "lower_value", None) not in _SIDES]
    return (
        all(word in _SHAPES for word in words)
        and _are_lengths([t for t in shape if t.type != "ident"])
        and len(position) <= 2
        and _are_lengths(places)
        and bool(shape or position)
    )


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type not in ("whitespace", "comment"):
            parts[-1].append(token)
    return parts if all(parts) else []


def _linear(arguments: list[list[Token]], box: Box) -> Brush | None:
    direction = _direction(arguments[0], box)
    if direction is None:
        direction = (0.0, 1.0)
    else:
        arguments = arguments[1:]
    dx, dy = direction
    length = abs(box.width * dx) + abs(box.height * dy)
    stops = _stops(arguments, length)
    if stops is None:
        return None
    x, y = box.center
    dx, dy = dx * length / 2, dy * length / 2
    return LinearGradient(x - dx, y - dy, x + dx, y + dy, stops)


def _direction(tokens: list[Token], box: Box) -> tuple[float, float] | None:
    """Give the unit vector of `135deg` or `to right bottom`; None when this is a stop already."""
    first = tokens[0]
    if first.type == "dimension" and first.lower_unit in _TURN:
        angle = first.value / _TURN[first.lower_unit] * math.tau
        return math.sin(angle), -math.cos(angle)
    if first.type == "number" and first.value == 0:
        return 0.0, -1.0
    if first.type == "ident" and first.lower_value == "to":
        x = y = 0
        for token in tokens[1:]:
            side = _SIDES.get(getattr(token, "lower_value", ""), (0, 0))
            x, y = x + side[0], y + side[1]
        if x and y:  # The half-way line runs through the other two corners.
            x, y = x * box.height, y * box.width
        norm = math.hypot(x, y) or 1.0
        return x / norm, y / norm
    return None


def _radial(arguments: list[list[Token]], box: Box) -> Brush | None:
    x, y = box.center
    circle, extent, sizes = False, "farthest-corner", list[float]()
    if color_of(arguments[0][0]) is None:
        shape, position = _before_at(arguments[0])
        words = [str(t.lower_value) for t in shape if t.type == "ident"]
        sizes = [v for t in shape if (v := _length(t, box.width)) is not None]
        circle = "circle" in words or (len(sizes) == 1 and "ellipse" not in words)
        extent = next((w for w in words if "-" in w), extent)
        x, y = _position(position, box)
        arguments = arguments[1:]
        if len(sizes) > 1:
            second = [t for t in shape if _length(t, box.height) is not None][1]
            sizes[1] = _length(second, box.height) or 0.0
    radius_x, radius_y = _radii(circle, extent, sizes, (x, y), box)
    stops = _stops(arguments, radius_x)
    if stops is None:
        return None
    return RadialGradient(x, y, max(radius_x, 1e-6), max(radius_y, 1e-6), stops)


def _before_at(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    for i, token in enumerate(tokens):
        if token.type == "ident" and token.lower_value == "at":
            return tokens[:i], tokens[i + 1 :]
    return tokens, []


def _position(tokens: list[Token], box: Box) -> tuple[float, float]:
    """Read `at` positions of one or two parts; words may stand in either order."""
    across, down = 0.5 * box.width, 0.5 * box.height
    seen_x = False
    for token in tokens[:2]:
        word = getattr(token, "lower_value", None)
        if word in ("top", "bottom"):
            down = 0.0 if word == "top" else box.height
        elif word in ("left", "right"):
            across, seen_x = (0.0 if word == "left" else box.width), True
        elif word == "center":
            seen_x = True
        elif not seen_x and (value := _length(token, box.width)) is not None:
            across, seen_x = value, True
        elif (value := _length(token, box.height)) is not None:
            down = value
    return box.left + across, box.top + down


def _radii(
    circle: bool, extent: str, sizes: list[float], center: tuple[float, float], box: Box
) -> tuple[float, float]:
    if sizes:
        return sizes[0], sizes[0] if circle or len(sizes) == 1 else sizes[1]
    x, y = center[0] - box.left, center[1] - box.top
    across, down = (abs(x), abs(box.width - x)), (abs(y), abs(box.height - y))
    pick = min if extent.startswith("closest") else max
    side_x, side_y = pick(across), pick(down)
    if extent.endswith("side"):
        radius = pick(side_x, side_y)
        return (radius, radius) if circle else (side_x, side_y)
    if circle:
        radius = math.hypot(side_x, side_y)
        return radius, radius
    return side_x * math.sqrt(2), side_y * math.sqrt(2)


def _length(token: Token, whole: float) -> float | None:
    if token.type == "percentage":
        return token.value / 100 * whole
    if token.type == "dimension" and token.lower_unit == "px":
        return float(token.value)
    if token.type == "number" and token.value == 0:
        return 0.0
    return None


def _stops(arguments: list[list[Token]], length: float) -> tuple[Stop, ...] | None:
    """Read the colour stops; positions left out are spread, backward ones pushed forward."""
    colors: list[Color | None] = []
    offsets: list[float | None] = []
    for tokens in arguments:
        color = color_of(tokens[0])
        if color is None and not (_is_hint(tokens) and colors and colors[-1] is not None):
            continue
        lengths = tokens if color is None else tokens[1:]
        places = [v / length for t in lengths if (v := _length(t, length)) is not None] if length else []
        for place in places or [None]:
            colors.append(color)
            offsets.append(place)
    if colors and colors[-1] is None:
        del colors[-1], offsets[-1]
    return laid_out(colors, offsets) if colors else None
