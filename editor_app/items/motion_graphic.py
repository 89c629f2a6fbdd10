"""The motion-graphic item: an animated design of the service (newer dialect only)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from editor_app.drawing import Color, Operation
from editor_app.items.base import PlacedItem
from editor_app.items.stand_in import stand_in
from editor_app.items.values import Animations, Moving
from editor_app.problem import Fault
from editor_app.record import (
    Dialect,
    FreeKeys,
    Hint,
    Integer,
    Maybe,
    Name,
    Params,
    RawObject,
    fault,
    leaf_error,
)

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


def _read_slot(value: Any) -> str | tuple[str, ...] | None:
    if value is None or (isinstance(value, str) and value):
        return value
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("slot", "must be a text that is not empty, a list of such, or null")
    texts = cast("list[object] | tuple[object, ...]", value)
    for index, text in enumerate(texts):
        if not isinstance(text, str) or not text:
            raise leaf_error("slot", "must be a text that is not empty", (index,), text)
    return cast("tuple[str, ...]", tuple(texts))


Slot = Annotated[str | tuple[str, ...] | None, PlainValidator(_read_slot)]

_VIOLET = Color(0.55, 0.42, 0.94)


class MotionGraphicItem(PlacedItem, frozen=True):
    """A design that only the service has, with its settings and slots."""

    type: Literal["motion-graphic"] = "motion-graphic"
    motion_graphic_id: Annotated[Name, Hint("Motion graphic", "data")]
    motion_graphic_version: Annotated[int, Integer(1)]
    props: Annotated[Params, Hint("Settings", "data")]
    slots: Annotated[Mapping[str, Slot], FreeKeys(), Hint("Slots", "data")]
    rotation: Annotated[Moving, Hint("Rotation", "layout", "°")]
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    @classmethod
    def dialect_faults(cls, raw: RawObject, dialect: Dialect) -> tuple[Fault, ...]:
        """Refuse the type in the seed dialect, and two keys in the newer one."""
        if dialect == "seed":
            return (fault(("type",), "must be a type of the seed dialect, not motion-graphic"),)
        return tuple(
            fault((key,), "is not a key that belongs here")
            for key in ("componentId", "componentVersion")
            if key in raw
        )

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, self.motion_graphic_id, _VIOLET)
