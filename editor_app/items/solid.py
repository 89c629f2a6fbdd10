"""The solid item: a shape of one colour."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

from editor_app.css import parse_color
from editor_app.drawing import Box, Color, Ellipse, Fill, Operation, Polygon, Rectangle, Shape
from editor_app.items.base import PlacedItem
from editor_app.items.values import Animations, Moving
from editor_app.record import Hint, Maybe

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

_BLACK = Color(0.0, 0.0, 0.0)
_INNER_RADIUS = 0.382


class SolidItem(PlacedItem, frozen=True):
    """A shape that fills its box."""

    type: Literal["solid"] = "solid"
    color: Annotated[str, Hint("Colour", "style")]
    shape: Annotated[Literal["rectangle", "circle", "triangle", "star"], Hint("Shape", "style")]
    keep_aspect_ratio: Annotated[bool, Hint("Keep proportions", "layout")]
    border_radius: Annotated[Moving, Hint("Corner radius", "style", "px")]
    rotation: Annotated[Moving, Hint("Rotation", "layout", "°")]
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the shape in its box."""
        color = parse_color(self.color, _BLACK)
        radius = self.border_radius.at(context.time_ticks, self.duration_ticks)
        return (Fill(shape_in(self.shape, context.box, radius), color),)


def shape_in(name: str, box: Box, radius: float = 0.0) -> Shape:
    """Give the shape of that name that fills `box`."""
    return _SHAPES[name](box, radius)


def _circle(box: Box, radius: float) -> Shape:
    return Ellipse(box)


def _triangle(box: Box, radius: float) -> Shape:
    right, bottom = box.left + box.width, box.top + box.height
    return Polygon(((box.center[0], box.top), (right, bottom), (box.left, bottom)))


def _star(box: Box, radius: float) -> Shape:
    """Give a five-pointed star, point up, its points on the ellipse inscribed in the box."""
    (x, y), across, down = box.center, box.width / 2, box.height / 2
    points: list[tuple[float, float]] = []
    for i in range(10):
        reach = _INNER_RADIUS if i % 2 else 1.0
        angle = math.tau * i / 10
        points.append((x + reach * across * math.sin(angle), y - reach * down * math.cos(angle)))
    return Polygon(tuple(points))


_SHAPES: dict[str, Callable[[Box, float], Shape]] = {
    "rectangle": Rectangle,
    "circle": _circle,
    "triangle": _triangle,
    "star": _star,
}
