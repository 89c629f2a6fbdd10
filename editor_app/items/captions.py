"""The captions item: the subtitles of a caption asset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from editor_app.css import parse_color
from editor_app.drawing import Operation
from editor_app.items.base import PlacedItem
from editor_app.items.stand_in import stand_in
from editor_app.items.values import (
    Align,
    Animations,
    AtLeastZero,
    CaptionAnimations,
    Direction,
    FontStyle,
    Moving,
    TextBackground,
    Ticks,
)
from editor_app.problem import Fault
from editor_app.record import Dialect, Hint, Integer, Maybe, RawObject, SeedName, fault
from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

_TICKS_PER_MS = TICKS_PER_SECOND // 1000


class CaptionsItem(PlacedItem, frozen=True):
    """Subtitles; the caption times' zero is the clip's start plus the content offset."""

    seed_names: ClassVar[Mapping[str, SeedName]] = {
        "page_duration_ticks": SeedName("pageDurationInMilliseconds", _TICKS_PER_MS, at_least=1),
        "content_start_offset_ticks": SeedName("contentStartOffsetMs", _TICKS_PER_MS),
    }
    referenced_asset: ClassVar[str] = "caption"

    type: Literal["captions"] = "captions"
    asset_id: str
    font_family: Annotated[str, Hint("Font", "style")]
    font_style: Annotated[FontStyle, Hint("Font style", "style")]
    line_height: Annotated[AtLeastZero, Hint("Line height", "style", "×")]
    letter_spacing: Annotated[float, Hint("Letter spacing", "style", "px")]
    font_size: Annotated[float, Field(ge=1), Hint("Size", "style", "px")]
    align: Annotated[Align, Hint("Align", "style")]
    color: Annotated[str, Hint("Colour", "style")]
    highlight_color: Annotated[str, Hint("Colour of the spoken word", "style")]
    stroke_width: Annotated[AtLeastZero, Hint("Outline", "style", "px")]
    stroke_color: Annotated[str, Hint("Outline colour", "style")]
    direction: Annotated[Direction, Hint("Direction", "style")]
    page_duration_ticks: Annotated[int, Integer(1), Hint("Page length", "motion", "ticks")]
    max_lines: Annotated[int, Integer(1), Hint("Lines", "layout")]
    content_start_offset_ticks: Annotated[Ticks, Hint("Offset", "motion", "ticks")]
    source: Literal["manual", "auto", "upload"]
    caption_group_id: str | None
    background: Annotated[TextBackground | None, Hint("Background", "style")]
    rotation: Annotated[Maybe[Moving], Hint("Rotation", "layout", "°")] = None
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None
    caption_animations: Annotated[Maybe[CaptionAnimations], Hint("Letter animation", "motion")] = None

    @classmethod
    def dialect_faults(cls, raw: RawObject, dialect: Dialect) -> tuple[Fault, ...]:
        """Refuse a `text` key as the newer schema does."""
        if dialect == "newer" and "text" in raw:
            return (fault(("text",), "is not a key that belongs here"),)
        return ()

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, "Captions", parse_color(self.color))
