"""The text item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from editor_app.drawing import Operation
from editor_app.items.base import PlacedItem
from editor_app.items.values import (
    Align,
    AnimatedNumber,
    Animations,
    AtLeastZero,
    CaptionAnimations,
    Direction,
    FontStyle,
    TextBackground,
)
from editor_app.record import Hint, Maybe

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class TextItem(PlacedItem):
    """A text, wrapped at the width of its box and centred vertically in it."""

    type: Literal["text"] = "text"
    text: Annotated[str, Hint("Text", "data")]
    color: Annotated[str, Hint("Colour", "style")]
    align: Annotated[Align, Hint("Align", "style")]
    font_family: Annotated[str, Hint("Font", "style")]
    font_style: Annotated[FontStyle, Hint("Font style", "style")]
    font_size: Annotated[float, Field(ge=1), Hint("Size", "style", "px")]
    line_height: Annotated[AtLeastZero, Hint("Line height", "style", "×")]
    letter_spacing: Annotated[float, Hint("Letter spacing", "style", "px")]
    resize_on_edit: Annotated[bool, Hint("Box follows the text", "layout")]
    direction: Annotated[Direction, Hint("Direction", "style")]
    stroke_width: Annotated[AtLeastZero, Hint("Outline", "style", "px")]
    stroke_color: Annotated[str, Hint("Outline colour", "style")]
    background: Annotated[TextBackground | None, Hint("Background", "style")] = None
    rotation: Annotated[Maybe[AnimatedNumber], Hint("Rotation", "layout", "°")] = None
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None
    caption_animations: Annotated[Maybe[CaptionAnimations], Hint("Letter animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the text in its box."""
        return ()
