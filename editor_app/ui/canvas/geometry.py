"""Where items lie in the composition at a tick: the renderer's rules of box, scale and turn (conventions §3).

Clip animations are left out on purpose: what one takes hold of is the place where a clip comes to rest.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from editor_app.items import AudioItem, PlacedItem
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState
from editor_app.state.queries import visible_items

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Keeps = Literal["always", "corners", "never"]
"""Which handles keep the proportions unless Shift is held."""


@dataclass(frozen=True, slots=True)
class ItemBox:
    """An item's box, scaled and turned about its middle; `font_size` where text grows with it."""

    item_id: str
    left: float
    top: float
    width: float
    height: float
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    keeps: Keeps = "never"
    font_size: float | None = None
    turns: bool = True

    @property
    def center(self) -> Point:
        """Give the middle, which neither scale nor turn moves."""
        return self.left + self.width / 2, self.top + self.height / 2

    def place(self, u: float, v: float) -> Point:
        """Give the point at a share of the width and of the height: (0, 0) is the left top corner."""
        x, y = self.center
        dx, dy = turned(
            (u - 0.5) * self.width * self.scale_x, (v - 0.5) * self.height * self.scale_y, self.rotation
        )
        return x + dx, y + dy

    def offset(self, x: float, y: float) -> Point:
        """Give how far a point lies from the middle, in px of the box before it is scaled and turned."""
        cx, cy = self.center
        dx, dy = turned(x - cx, y - cy, -self.rotation)
        return dx / (self.scale_x or 1e-9), dy / (self.scale_y or 1e-9)

    def share(self, x: float, y: float) -> Point:
        """Give the shares of width and height at which a point lies; the way back from `place`."""
        dx, dy = self.offset(x, y)
        return dx / (self.width or 1e-9) + 0.5, dy / (self.height or 1e-9) + 0.5

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Give the corners: left top, right top, right bottom, left bottom."""
        return self.place(0, 0), self.place(1, 0), self.place(1, 1), self.place(0, 1)

    @property
    def bounds(self) -> Bounds:
        """Give the upright rectangle around it."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def is_upright(self) -> bool:
        """Tell whether its sides run along the composition's."""
        return self.rotation % 90 == 0

    def contains(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Tell whether a point lies in it, or at most `slack` composition px beside it."""
        dx, dy = self.offset(x, y)
        return (
            abs(dx) * abs(self.scale_x) <= self.width * abs(self.scale_x) / 2 + slack
            and abs(dy) * abs(self.scale_y) <= self.height * abs(self.scale_y) / 2 + slack
        )


def turned(x: float, y: float, degrees: float) -> Point:
    """Turn a vector clockwise, as y grows downwards."""
    angle = math.radians(degrees)
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def box_of(item: object, tick: int) -> ItemBox | None:
    """Give an item's box at a tick; None where it has none: sound, effects, unreadable ones."""
    if not isinstance(item, PlacedItem) or isinstance(item, AudioItem):
        return None
    time = tick - item.start_ticks

    def at(name: str, otherwise: float) -> float:
        value = getattr(item, name, None)
        return value.at(time, item.duration_ticks) if isinstance(value, AnimatedNumber) else otherwise

    size = getattr(item, "font_size", None)
    return ItemBox(
        item.id,
        at("left", 0.0),
        at("top", 0.0),
        at("width", 0.0),
        at("height", 0.0),
        at("scale_x", 1.0),
        at("scale_y", 1.0),
        at("rotation", 0.0),
        _keeps(item),
        float(size) if isinstance(size, int | float) else None,
        "rotation" in type(item).model_fields,
    )


def _keeps(item: PlacedItem) -> Keeps:
    if item.type == "text":
        return "corners"
    return "always" if getattr(item, "keep_aspect_ratio", False) else "never"


def ids_at(state: EditorState, tick: int, locked: Collection[str] = ()) -> tuple[str, ...]:
    """Give what can be taken hold of at a tick, the topmost first: not what is hidden or locked."""
    return tuple(
        placed.item_id
        for placed in visible_items(state, tick)
        if state.tracks[placed.track_index].id not in locked
    )


def boxes_of(state: EditorState, item_ids: Iterable[str], tick: int) -> tuple[ItemBox, ...]:
    """Give the boxes of items at a tick, in their order, of those that have one."""
    found = (box_of(state.items.get(key), tick) for key in item_ids)
    return tuple(box for box in found if box is not None)


def covers(box: ItemBox, composition: tuple[int, int]) -> bool:
    """Tell whether a box leaves nothing of the composition free."""
    width, height = composition
    return all(box.contains(x, y, 0.5) for x in (0, width) for y in (0, height))


def hit_stack(boxes: Sequence[ItemBox], x: float, y: float) -> tuple[str, ...]:
    """Give what lies under a point of the composition, the topmost first."""
    return tuple(box.item_id for box in boxes if box.contains(x, y))


def next_below(stack: Sequence[str], current: str | None) -> str | None:
    """Give what lies under `current` in a stack, from the top again after the last."""
    if not stack:
        return None
    if current not in stack:
        return stack[0]
    return stack[(stack.index(current) + 1) % len(stack)]


def touched(boxes: Iterable[ItemBox], area: Bounds) -> tuple[str, ...]:
    """Give what a rectangle of the composition touches."""
    return tuple(box.item_id for box in boxes if _meets(box, area))


def _meets(box: ItemBox, area: Bounds) -> bool:
    """Tell whether a turned box and an upright rectangle share a point: no side of either parts them."""
    left, top, right, bottom = area
    a, b, c, d = box.bounds
    if right < a or c < left or bottom < b or d < top:
        return False
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    us, vs = zip(*(box.share(*corner) for corner in corners), strict=True)
    return not (max(us) < 0 or min(us) > 1 or max(vs) < 0 or min(vs) > 1)


def around(boxes: Sequence[ItemBox]) -> ItemBox:
    """Give the upright box around several; it stands for all of them as one."""
    lefts, tops, rights, bottoms = zip(*(box.bounds for box in boxes), strict=True)
    left, top = min(lefts), min(tops)
    turns = all(box.turns for box in boxes)
    return ItemBox("", left, top, max(rights) - left, max(bottoms) - top, keeps="always", turns=turns)


def frame_of(boxes: Sequence[ItemBox]) -> ItemBox:
    """Give the box whose handles show: that of the only one, or the one around several."""
    return boxes[0] if len(boxes) == 1 else around(boxes)
