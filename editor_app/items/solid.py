"""The solid item: a shape of one colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from editor_app.drawing import Operation
from editor_app.items.base import PlacedItem
from editor_app.items.values import AnimatedNumber, Animations
from editor_app.record import Hint, Maybe

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class SolidItem(PlacedItem):
    """A shape that fills its box."""

    type: Literal["solid"] = "solid"
    color: Annotated[str, Hint("Colour", "style")]
    shape: Annotated[Literal["rectangle", "circle", "triangle", "star"], Hint("Shape", "style")]
    keep_aspect_ratio: Annotated[bool, Hint("Keep proportions", "layout")]
    border_radius: Annotated[AnimatedNumber, Hint("Corner radius", "style", "px")]
    rotation: Annotated[AnimatedNumber, Hint("Rotation", "layout", "°")]
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the shape in its box."""
        return ()
