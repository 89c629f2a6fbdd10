"""What all items have: a place in time; and what all items with a picture have: a place in the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from editor_app.drawing import Color, Operation
from editor_app.items.stand_in import stand_in
from editor_app.items.values import Moving, Ticks
from editor_app.record import Broken, Hint, Integer, Name, Record

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

_GREY = Color(0.45, 0.47, 0.52)


class TimelineItem(Record, frozen=True):
    """An item by its time alone; it shows on [start, start + duration)."""

    newer_keys: ClassVar[frozenset[str]] = frozenset({"linkGroupId"})

    id: Name
    type: str
    duration_ticks: Annotated[int, Integer(1), Hint("Duration", "layout", "ticks")]
    start_ticks: Annotated[Ticks, Hint("Start", "layout", "ticks")]
    is_dragging_in_timeline: bool
    link_group_id: Name | None = None

    @property
    def end_ticks(self) -> int:
        """Give the first tick after the item."""
        return self.start_ticks + self.duration_ticks

    def starting_at(self, start_ticks: int) -> Self:
        """Give the item at another time, as `replace` does; raise RecordError.

        A ripple moves thousands: where only one whole number differs, nothing need be read again.
        """
        if start_ticks == self.start_ticks:
            return self
        is_plain = not self.is_new and not self.faults and type(self.raw.get("startTicks")) is int
        if start_ticks < 0 or not is_plain:
            return self.replace(start_ticks=start_ticks)
        cls = type(self)
        moved, put = cls.__new__(cls), object.__setattr__
        put(moved, "__dict__", {**self.__dict__, "start_ticks": start_ticks})
        put(moved, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        put(moved, "__pydantic_extra__", None)
        put(moved, "__pydantic_private__", None)
        return moved._keep({**self.raw, "startTicks": start_ticks}, self.dialect, ())

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw nothing: the item has no picture of its own."""
        return ()


class PlacedItem(TimelineItem, frozen=True):
    """An item with a box in the composition (sound has one too, which means nothing)."""

    top: Annotated[Moving, Hint("Top", "layout", "px")]
    left: Annotated[Moving, Hint("Left", "layout", "px")]
    width: Annotated[Moving, Hint("Width", "layout", "px")]
    height: Annotated[Moving, Hint("Height", "layout", "px")]
    scale_x: Annotated[Moving, Hint("Scale X", "layout", "×")]
    scale_y: Annotated[Moving, Hint("Scale Y", "layout", "×")]
    opacity: Annotated[Moving, Hint("Opacity", "layout")]


class BrokenItem(Broken):
    """An item that fits no type: kept, shown as a stand-in, reported."""

    @property
    def start_ticks(self) -> int:
        """Give the start, or 0 where it is unreadable."""
        return self._ticks("startTicks")

    @property
    def duration_ticks(self) -> int:
        """Give the length, or 0 where it is unreadable."""
        return self._ticks("durationTicks")

    @property
    def end_ticks(self) -> int:
        """Give the first tick after the item."""
        return self.start_ticks + self.duration_ticks

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, self.type or "Unreadable item", _GREY)
