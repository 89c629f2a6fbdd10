"""The text item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from editor_app.css import parse_color
from editor_app.drawing import Color, Operation, Text, TextStyle
from editor_app.items.base import PlacedItem
from editor_app.items.values import (
    Align,
    Animations,
    AtLeastZero,
    CaptionAnimations,
    Direction,
    FontStyle,
    Moving,
    TextBackground,
)
from editor_app.record import Hint, Maybe

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

_WHITE = Color(1.0, 1.0, 1.0)


class TextItem(PlacedItem, frozen=True):
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
    resize_on_edit: Annotated[bool, Hint("Fit box to text", "layout")]
    direction: Annotated[Direction, Hint("Direction", "style")]
    stroke_width: Annotated[AtLeastZero, Hint("Outline", "style", "px")]
    stroke_color: Annotated[str, Hint("Outline colour", "style")]
    background: Annotated[TextBackground | None, Hint("Background", "style")] = None
    rotation: Annotated[Maybe[Moving], Hint("Rotation", "layout", "°")] = None
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None
    caption_animations: Annotated[Maybe[CaptionAnimations], Hint("Letter animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the text in its box."""
        return (Text(self.text, self._style(), context.box),) if self.text else ()

    def _style(self) -> TextStyle:
        background = self.background
        return TextStyle(
            family=self.font_family,
            font_size=self.font_size,
            weight=self.font_style.css_weight,
            italic=self.font_style.variant == "italic",
            line_height=self.line_height,
            letter_spacing=self.letter_spacing,
            align=self.align,
            direction=self.direction,
            color=parse_color(self.color, _WHITE),
            stroke_width=self.stroke_width,
            stroke_color=parse_color(self.stroke_color),
            background=background.drawn() if background else None,
        )
