"""The display list: the few kinds of operation that every picture is made of.

Items return these, the evaluator nests them, one painter turns them into pixels. All are frozen and
hashable, so two equal lists are the same picture. Lengths are composition pixels unless a group's
transform says otherwise; x grows to the right, y downwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Affine = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its left top corner and size."""

    left: float
    top: float
    width: float
    height: float

    @property
    def center(self) -> tuple[float, float]:
        """Give the middle point."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Color:
    """A straight (not premultiplied) colour, each channel 0..1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A gradient's colour at `offset` 0..1."""

    offset: float
    color: Color


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """A gradient along the line from (x1, y1) to (x2, y2); outside it the end colours go on."""

    x1: float
    y1: float
    x2: float
    y2: float
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """A gradient from (x, y) outward to an ellipse with the two radii."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    stops: tuple[Stop, ...]


Brush = Color | LinearGradient | RadialGradient


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle with round corners; `radius` is clamped to half the shorter side."""

    box: Box
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The ellipse inscribed in `box`."""

    box: Box


@dataclass(frozen=True, slots=True)
class Polygon:
    """A line through `points`, closed where it is filled."""

    points: tuple[tuple[float, float], ...]


Shape = Rectangle | Ellipse | Polygon


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill `shape` with `brush`."""

    shape: Shape
    brush: Brush


@dataclass(frozen=True, slots=True)
class Stroke:
    """Draw a line of `width` along `shape`'s outline; a polygon stays open unless `closed`."""

    shape: Shape
    color: Color
    width: float
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Edges:
    """What is cropped from a source, as fractions 0..1 of its width and height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """Show medium `asset_id` as it is `source_ticks` after its start, cropped, filling `box`.

    `fit` "fill" stretches the cropped source over the box, "cover" keeps its aspect and fills.
    """

    asset_id: str
    source_ticks: int
    box: Box
    crop: Edges = Edges()
    radius: float = 0.0
    fit: Literal["fill", "cover"] = "fill"


@dataclass(frozen=True, slots=True)
class TextBackground:
    """A round box behind each line of a text, widened on both sides by `horizontal_padding`."""

    color: Color
    horizontal_padding: float
    radius: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks; sizes in px, `line_height` a multiple of `font_size`."""

    family: str
    font_size: float
    weight: int = 400
    italic: bool = False
    line_height: float = 1.2
    letter_spacing: float = 0.0
    align: Literal["left", "center", "right"] = "left"
    direction: Literal["ltr", "rtl"] = "ltr"
    color: Color = Color(1.0, 1.0, 1.0)
    stroke_width: float = 0.0
    stroke_color: Color = Color(0.0, 0.0, 0.0)
    background: TextBackground | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Draw `text`, wrapped at the width of `box` and centred vertically in it; overflow shows."""

    text: str
    style: TextStyle
    box: Box


@dataclass(frozen=True, slots=True)
class Group:
    """Draw `children` in order under `transform`, as one layer with `opacity` 0..1."""

    children: tuple[Operation, ...]
    transform: Affine = IDENTITY
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Blur:
    """Draw `children` as one whole-composition layer, blurred by a gaussian of `sigma` px."""

    children: tuple[Operation, ...]
    sigma: float


TransitionKind = Literal["fade", "slide", "wipe", "flip", "clock-wipe", "iris"]


@dataclass(frozen=True, slots=True)
class Mix:
    """Show a transition at `progress` 0..1 between two whole-composition layers."""

    kind: TransitionKind
    outgoing: tuple[Operation, ...]
    incoming: tuple[Operation, ...]
    progress: float
    direction: str = "from-left"


Operation = Fill | Stroke | Picture | Text | Group | Blur | Mix


def translation(dx: float, dy: float) -> Affine:
    """Give the transform that moves by (dx, dy)."""
    return (1.0, 0.0, 0.0, 1.0, dx, dy)


def scaling(sx: float, sy: float) -> Affine:
    """Give the transform that scales about the origin."""
    return (sx, 0.0, 0.0, sy, 0.0, 0.0)


def rotation(degrees: float) -> Affine:
    """Give the transform that rotates clockwise about the origin."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    return (cos, sin, -sin, cos, 0.0, 0.0)


def then(first: Affine, second: Affine) -> Affine:
    """Give the transform that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def about(center: tuple[float, float], transform: Affine) -> Affine:
    """Give `transform` taken about `center` instead of the origin."""
    x, y = center
    return then(then(translation(-x, -y), transform), translation(x, y))
