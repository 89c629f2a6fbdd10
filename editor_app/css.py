"""CSS colours and gradients, read into drawing brushes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Literal, cast

import tinycss2
from tinycss2 import color4

from editor_app.drawing import Box, Brush, Color, LinearGradient, RadialGradient, Stop

GradientKind = Literal["linear", "radial"]

_TRANSPARENT = Color(0.0, 0.0, 0.0, 0.0)
_TURN = {"deg": 360.0, "grad": 400.0, "rad": math.tau, "turn": 1.0}
_SIDES = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1), "center": (0, 0)}
_KINDS: dict[str, GradientKind] = {"linear-gradient": "linear", "radial-gradient": "radial"}
_SHAPES = frozenset(
    {"circle", "ellipse", "closest-side", "closest-corner", "farthest-side", "farthest-corner"}
)

# tinycss2 has no type hints: its tokens are read through these few functions only.
_Token = Any
_parse_values = cast(Callable[[str], list[_Token]], tinycss2.parse_component_value_list)
_parse_color = cast(Callable[[_Token], Any], color4.parse_color)


@lru_cache(maxsize=1024)
def parse_color(text: str, fallback: Color = _TRANSPARENT) -> Color:
    """Read a CSS colour; text that is no colour gives `fallback`."""
    return _color(text.strip()) or fallback


@lru_cache(maxsize=256)
def parse_gradient(text: str, box: Box) -> Brush | None:
    """Read a CSS linear-gradient or radial-gradient laid over `box`; anything else gives None."""
    tokens = _tokens(text)
    kind = _kind(tokens[0]) if tokens else None
    arguments = _split(tokens[0].arguments) if kind else []
    if not arguments:
        return None
    return _linear(arguments, box) if kind == "linear" else _radial(arguments, box)


def gradient_parts(text: str) -> tuple[GradientKind, str] | None:
    """Give a gradient's kind and the words before its stops, such as `45deg` or `circle at left`.

    None where `parse_gradient` would pass over something: a colour hint, a colour space, another layer.
    """
    tokens = _tokens(text)
    kind = _kind(tokens[0]) if len(tokens) == 1 else None
    arguments = _split(tokens[0].arguments) if kind else []
    if kind is None or not arguments:
        return None
    head: list[_Token] = [] if _is_stop(arguments[0]) else arguments[0]
    stops = arguments[1:] if head else arguments
    is_head = _is_direction if kind == "linear" else _is_shape
    if (head and not is_head(head)) or not stops or not all(map(_is_stop, stops)):
        return None
    return kind, " ".join(token.serialize() for token in head)


def color_text(color: Color) -> str:
    """Write a colour as CSS: channels in 255ths, and alpha in thousandths where it is not whole."""
    red, green, blue = (round(255 * part) for part in (color.red, color.green, color.blue))
    alpha = round(color.alpha, 3)
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha == 1 else f"rgba({red}, {green}, {blue}, {alpha:g})"


def color_at(stops: Sequence[Stop], offset: float) -> Color:
    """Give the colour of a gradient at `offset`, with the channels multiplied by alpha, as CSS does."""
    before = max((s for s in stops if s.offset <= offset), key=lambda s: s.offset, default=stops[0])
    after = min((s for s in stops if s.offset >= offset), key=lambda s: s.offset, default=stops[-1])
    if after.offset <= before.offset:
        return after.color
    share = (offset - before.offset) / (after.offset - before.offset)
    a, b = before.color, after.color
    alpha = a.alpha + (b.alpha - a.alpha) * share
    if alpha <= 0:
        return _TRANSPARENT

    def channel(x: float, y: float) -> float:
        return (x * a.alpha * (1 - share) + y * b.alpha * share) / alpha

    return Color(channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue), alpha)


def _tokens(text: str) -> list[_Token]:
    return [t for t in _parse_values(text) if t.type not in ("whitespace", "comment")]


def _kind(token: _Token) -> GradientKind | None:
    return _KINDS.get(token.lower_name) if token.type == "function" else None


def _is_stop(tokens: list[_Token]) -> bool:
    return _color(tokens[0]) is not None and len(tokens) <= 3 and _are_lengths(tokens[1:])


def _are_lengths(tokens: Sequence[_Token]) -> bool:
    return all(_length(token, 1.0) is not None for token in tokens)


def _is_direction(tokens: list[_Token]) -> bool:
    first = tokens[0]
    if first.type == "ident" and first.lower_value == "to":
        words = [getattr(token, "lower_value", "") for token in tokens[1:]]
        return 1 <= len(words) <= 2 and all(word in _SIDES and word != "center" for word in words)
    return len(tokens) == 1 and _direction(tokens, Box(0.0, 0.0, 1.0, 1.0)) is not None


def _is_shape(tokens: list[_Token]) -> bool:
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


def _color(token: Any) -> Color | None:
    value = _parse_color(token)
    if value is None or isinstance(value, str):
        return None
    try:
        srgb: Any = value.to("srgb")
    except NotImplementedError:
        return None
    red, green, blue = (min(1.0, max(0.0, float(part or 0.0))) for part in srgb.coordinates)
    return Color(red, green, blue, float(value.alpha))


def _split(tokens: Sequence[_Token]) -> list[list[_Token]]:
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type not in ("whitespace", "comment"):
            parts[-1].append(token)
    return parts if all(parts) else []


def _linear(arguments: list[list[_Token]], box: Box) -> Brush | None:
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


def _direction(tokens: list[_Token], box: Box) -> tuple[float, float] | None:
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


def _radial(arguments: list[list[_Token]], box: Box) -> Brush | None:
    x, y = box.center
    circle, extent, sizes = False, "farthest-corner", list[float]()
    if _color(arguments[0][0]) is None:
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


def _before_at(tokens: list[_Token]) -> tuple[list[_Token], list[_Token]]:
    for i, token in enumerate(tokens):
        if token.type == "ident" and token.lower_value == "at":
            return tokens[:i], tokens[i + 1 :]
    return tokens, []


def _position(tokens: list[_Token], box: Box) -> tuple[float, float]:
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


def _length(token: _Token, whole: float) -> float | None:
    if token.type == "percentage":
        return token.value / 100 * whole
    if token.type == "dimension" and token.lower_unit == "px":
        return float(token.value)
    if token.type == "number" and token.value == 0:
        return 0.0
    return None


def _stops(arguments: list[list[_Token]], length: float) -> tuple[Stop, ...] | None:
    """Read the colour stops; positions left out are spread, backward ones pushed forward."""
    colors: list[Color] = []
    offsets: list[float | None] = []
    for tokens in arguments:
        color = _color(tokens[0])
        if color is None:
            continue  # a colour hint: the middle colour stays in the middle
        places = [v / length for t in tokens[1:] if (v := _length(t, length)) is not None] if length else []
        for place in places or [None]:
            colors.append(color)
            offsets.append(place)
    if not colors:
        return None
    return _clip(tuple(map(Stop, _spread(offsets), colors)))


def _spread(offsets: list[float | None]) -> list[float]:
    if offsets[0] is None:
        offsets[0] = 0.0
    if offsets[-1] is None:
        offsets[-1] = 1.0
    result: list[float] = []
    for i, offset in enumerate(offsets):
        if offset is None:
            j = next(k for k in range(i, len(offsets)) if offsets[k] is not None)
            end = max(offsets[j] or 0.0, result[-1])
            offset = result[-1] + (end - result[-1]) / (j - i + 1)
        result.append(max(offset, result[-1]) if result else offset)
    return result


def _clip(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Keep the part between 0 and 1, with the colours that hold at its ends."""
    inside = [stop for stop in stops if 0.0 <= stop.offset <= 1.0]
    if stops[0].offset < 0.0:
        inside.insert(0, Stop(0.0, color_at(stops, 0.0)))
    if stops[-1].offset > 1.0:
        inside.append(Stop(1.0, color_at(stops, 1.0)))
    return tuple(inside)
