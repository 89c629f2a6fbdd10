"""The illustration item: single-colour artwork of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from editor_app.css import parse_color
from editor_app.drawing import Operation
from editor_app.items.base import PlacedItem
from editor_app.items.stand_in import stand_in
from editor_app.items.values import Animations, Moving
from editor_app.record import Hint, Maybe, Name

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class IllustrationItem(PlacedItem, frozen=True):
    """Artwork that only the service has, tinted with a colour."""

    type: Literal["illustration"] = "illustration"
    illustration_name: Annotated[Name, Hint("Illustration", "data")]
    color: Annotated[str, Hint("Colour", "style")]
    keep_aspect_ratio: Annotated[bool, Hint("Keep proportions", "layout")]
    rotation: Annotated[Moving, Hint("Rotation", "layout", "°")]
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, self.illustration_name, parse_color(self.color))
