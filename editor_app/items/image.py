"""The image item: a still picture in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from editor_app.drawing import Operation
from editor_app.items.media import PictureItem
from editor_app.record import Integer, Name

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class ImageItem(PictureItem, frozen=True):
    """A still picture; sticker fields belong to the service and are only kept."""

    referenced_asset: ClassVar[str] = "image"

    type: Literal["image"] = "image"
    sticker_id: Name | None = None
    sticker_version: Annotated[int, Integer(1)] | None = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the cropped picture over the box."""
        return self.picture(context, 0)
