"""The text-template item: a designed group of one picture and a few texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import Field

from editor_app.drawing import Color, Operation
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
)
from editor_app.problem import Fault
from editor_app.record import (
    ByTag,
    Dialect,
    Hint,
    Integer,
    JsonObject,
    Maybe,
    Name,
    RawObject,
    Tuple,
    Value,
    fault,
)

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

_ROSE = Color(0.93, 0.38, 0.56)


class ImageNode(Value, frozen=True):
    """The template's picture; coordinates are in the item's own space, px."""

    id: Name
    type: Literal["image"] = "image"
    image_type: Literal["svg", "lottie"]
    image_component_id: str | None
    image_lottie_json: JsonObject | None
    x: float
    y: float
    width: float
    height: float
    opacity: float
    animations: Maybe[Animations] = None


class TextNode(Value, frozen=True):
    """One text of the template; coordinates are in the item's own space, px."""

    id: Name
    type: Literal["text"] = "text"
    x: float
    y: float
    width: float
    height: float
    text: Annotated[str, Hint("Text", "data")]
    color: Annotated[str, Hint("Colour", "style")]
    align: Align
    font_family: str
    font_style: FontStyle
    font_size: Annotated[float, Field(ge=1)]
    line_height: AtLeastZero
    letter_spacing: float
    direction: Direction
    stroke_width: AtLeastZero
    stroke_color: str
    background: TextBackground | None
    animations: Maybe[Animations] = None
    caption_animations: Maybe[CaptionAnimations] = None


def _nodes() -> Mapping[str, type[Value]]:
    return {"image": ImageNode, "text": TextNode}


Node = Annotated[ImageNode | TextNode, ByTag("type", _nodes)]


def _is_uuid(text: str) -> bool:
    """Judge as the official validator of the newer schema does."""
    try:
        UUID(text)
    except ValueError:
        return False
    return all(text[place] == "-" for place in (8, 13, 18, 23))


class TextTemplateItem(PlacedItem, frozen=True):
    """A template of the service, whose catalogue is not published, with its texts."""

    type: Literal["text-template"] = "text-template"
    schema_version: Annotated[int, Integer(2, 2)]
    template_id: Annotated[str, Hint("Template", "data")]
    template_category: str
    nodes: Annotated[Tuple[Node], Field(min_length=2), Hint("Texts", "data")]
    rotation: Annotated[Maybe[Moving], Hint("Rotation", "layout", "°")] = None
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    @classmethod
    def dialect_faults(cls, raw: RawObject, dialect: Dialect) -> tuple[Fault, ...]:
        """Ask for a UUID as the newer schema does."""
        if dialect == "newer" and not _is_uuid(raw["templateId"]):
            return (fault(("templateId",), "must be a UUID"),)
        return ()

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, "Text template", _ROSE)
