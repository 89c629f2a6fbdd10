"""Lining boxes up in the composition, as they stand at one moment."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from editor_app.edits.draft import Draft
from editor_app.edits.errors import MismatchError, NothingToDoError, called
from editor_app.edits.numbers import raise_number
from editor_app.items import AudioItem, Item, PlacedItem
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState

Side = Literal["left", "center", "right", "top", "middle", "bottom"]
Axis = Literal["horizontal", "vertical"]


@dataclass(frozen=True, slots=True)
class Span:
    """From `near` (left, top) to `far` (right, bottom), in px."""

    near: float
    far: float

    @property
    def middle(self) -> float:
        """Give the point half-way."""
        return (self.near + self.far) / 2


def align_clips(
    state: EditorState,
    *,
    item_ids: Collection[str],
    side: Side,
    at_ticks: int,
    to: Literal["composition", "selection"] = "composition",
) -> EditorState:
    """Line clips up by a side, or their middles, with the composition or with all of them together.

    ```
        ┌────────────┐        ┌────────────┐
        │   ▭        │        │▭           │
        │      ▭     │   ->   │▭           │     "left"
        └────────────┘        └────────────┘
    ```
    What lines up is the picture as it is seen at the tick: scaled and turned. A path of keyframes moves as
    a whole.
    """
    axis: Axis = "horizontal" if side in ("left", "center", "right") else "vertical"
    draft = Draft(state)
    spans = {item_id: _span(draft, item_id, axis, at_ticks) for item_id in item_ids}
    whole = _whole(state, axis) if to == "composition" or not spans else _around(spans)
    for item_id, span in spans.items():
        by = {
            "left": whole.near - span.near,
            "top": whole.near - span.near,
            "right": whole.far - span.far,
            "bottom": whole.far - span.far,
        }.get(side, whole.middle - span.middle)
        _move(draft, item_id, axis, by)
    return draft.finish()


def distribute_clips(
    state: EditorState, *, item_ids: Collection[str], axis: Axis, at_ticks: int
) -> EditorState:
    """Leave equal room between clips; the outermost two stay. Raise NothingToDoError for fewer than three.

    ```
        │▭ ▭       ▭│   ->   │▭    ▭    ▭│
    ```
    """
    draft = Draft(state)
    spans = {item_id: _span(draft, item_id, axis, at_ticks) for item_id in item_ids}
    if len(spans) < 3:
        raise NothingToDoError("Distributing takes three clips or more.", *item_ids)
    ordered = sorted(spans, key=lambda key: spans[key].middle)
    whole = Span(spans[ordered[0]].near, spans[ordered[-1]].far)
    room = (whole.far - whole.near - sum(span.far - span.near for span in spans.values())) / (len(spans) - 1)
    near = spans[ordered[0]].far + room
    for key in ordered[1:-1]:
        _move(draft, key, axis, near - spans[key].near)
        near += spans[key].far - spans[key].near + room
    return draft.finish()


def _whole(state: EditorState, axis: Axis) -> Span:
    return Span(0, state.composition_width if axis == "horizontal" else state.composition_height)


def _around(spans: Mapping[str, Span]) -> Span:
    return Span(min(span.near for span in spans.values()), max(span.far for span in spans.values()))


def _span(draft: Draft, item_id: str, axis: Axis, at_ticks: int) -> Span:
    """Give what a clip covers along an axis: its box, scaled and turned about its middle."""
    item = _placed(draft, item_id)
    time = min(max(at_ticks - item.start_ticks, 0), item.duration_ticks - 1)

    def at(number: AnimatedNumber | None) -> float:
        return number.at(time, item.duration_ticks) if number else 0.0

    across = at(item.width) * abs(at(item.scale_x))
    down = at(item.height) * abs(at(item.scale_y))
    angle = math.radians(at(getattr(item, "rotation", None)))
    if axis == "horizontal":
        middle = at(item.left) + at(item.width) / 2
        half = (across * abs(math.cos(angle)) + down * abs(math.sin(angle))) / 2
    else:
        middle = at(item.top) + at(item.height) / 2
        half = (across * abs(math.sin(angle)) + down * abs(math.cos(angle))) / 2
    return Span(middle - half, middle + half)


def _placed(draft: Draft, item_id: str) -> PlacedItem:
    item = draft.item(item_id)
    if not isinstance(item, PlacedItem) or isinstance(item, AudioItem):
        raise MismatchError(f"The {called(draft.state, item_id)} has no place in the picture.", item_id)
    return item


def _move(draft: Draft, item_id: str, axis: Axis, by: float) -> None:
    item: Item = draft.item(item_id)
    if by and isinstance(item, PlacedItem):
        name = "left" if axis == "horizontal" else "top"
        draft.put(item_id, item.replace(**{name: raise_number(getattr(item, name), round(by, 6))}))
