"""What handles do to boxes: resize, turn, and the same for several as one. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from editor_app.ui.canvas.geometry import ItemBox, Point, turned

HANDLES: Mapping[str, Point] = {
    "nw": (0.0, 0.0),
    "n": (0.5, 0.0),
    "ne": (1.0, 0.0),
    "e": (1.0, 0.5),
    "se": (1.0, 1.0),
    "s": (0.5, 1.0),
    "sw": (0.0, 1.0),
    "w": (0.0, 0.5),
}
"""Each handle's share of width and height."""
CORNERS = frozenset({"nw", "ne", "se", "sw"})
LEAST_PX = 1.0
TURN_STEP = 15.0


def resized(box: ItemBox, handle: str, to: Point, *, keeps: bool, from_center: bool = False) -> ItemBox:
    """Give the box with a handle at a point; the opposite side or corner, or the middle, stays.

    ```
        ┏━━━━━┓            ┏━━━━━━━━━┓
        ┃     ┃     ->     ┃         ┃        "se": the left top corner stays, turned or not
        ┗━━━━━▪            ┃         ┃
                           ┗━━━━━━━━━▪
    ```
    """
    u, v = HANDLES[handle]
    sign_x, sign_y = round(2 * u - 1), round(2 * v - 1)
    pull_x, pull_y = box.offset(*to)
    fixed_x = 0.0 if from_center else -sign_x * box.width / 2
    fixed_y = 0.0 if from_center else -sign_y * box.height / 2
    times = 2 if from_center else 1
    width = sign_x * (pull_x - fixed_x) * times if sign_x else box.width
    height = sign_y * (pull_y - fixed_y) * times if sign_y else box.height
    if keeps:
        factor = _factor(box, (sign_x, sign_y), (width, height))
        width, height = box.width * factor, box.height * factor
    width = max(width, min(LEAST_PX, box.width))
    height = max(height, min(LEAST_PX, box.height))
    middle_x = 0.0 if from_center else fixed_x + sign_x * width / 2
    middle_y = 0.0 if from_center else fixed_y + sign_y * height / 2
    dx, dy = turned(middle_x * box.scale_x, middle_y * box.scale_y, box.rotation)
    x, y = box.center[0] + dx, box.center[1] + dy
    grown = height / box.height if box.height else 1.0
    size = _font(box, grown) if keeps else box.font_size
    return replace(box, left=x - width / 2, top=y - height / 2, width=width, height=height, font_size=size)


def _font(box: ItemBox, factor: float) -> float | None:
    return None if box.font_size is None else max(box.font_size * factor, LEAST_PX)


def _factor(box: ItemBox, signs: tuple[int, int], wanted: tuple[float, float]) -> float:
    """Give by how much to grow; at a corner the pointer counts as far as it goes along the diagonal."""
    across, down = box.width * box.scale_x, box.height * box.scale_y
    if signs[0] and signs[1]:
        pull = wanted[0] * box.scale_x * across + wanted[1] * box.scale_y * down
        factor = pull / (across**2 + down**2 or 1e-9)
    elif signs[0]:
        factor = wanted[0] / (box.width or 1e-9)
    else:
        factor = wanted[1] / (box.height or 1e-9)
    return max(factor, min(1.0, LEAST_PX / max(min(box.width, box.height), 1e-9)))


def on_line(box: ItemBox, handle: str, *, x: float | None = None, y: float | None = None) -> Point | None:
    """Give where on the line that a handle runs along with kept proportions x or y is so; None if nowhere."""
    u, v = HANDLES[handle]
    (ax, ay), (bx, by) = box.place(1 - u, 1 - v), box.place(u, v)
    if x is not None and abs(bx - ax) > 1e-6:
        share = (x - ax) / (bx - ax)
    elif y is not None and abs(by - ay) > 1e-6:
        share = (y - ay) / (by - ay)
    else:
        return None
    return ax + (bx - ax) * share, ay + (by - ay) * share


def turn_between(center: Point, start: Point, to: Point) -> float:
    """Give the clockwise degrees, -180..180, by which `to` lies further about `center` than `start`."""
    a = math.atan2(start[1] - center[1], start[0] - center[0])
    b = math.atan2(to[1] - center[1], to[0] - center[0])
    return (math.degrees(b - a) + 180) % 360 - 180


def stepped(degrees: float) -> float:
    """Give the nearest of the steps that Shift keeps to."""
    return round(degrees / TURN_STEP) * TURN_STEP


def scaled_with(boxes: Sequence[ItemBox], old: ItemBox, new: ItemBox) -> tuple[ItemBox, ...]:
    """Give the boxes as they grow with the box around them, by one factor both ways."""
    factor = new.width / (old.width or 1e-9)
    made: list[ItemBox] = []
    for box in boxes:
        x, y = new.place(*old.share(*box.center))
        width, height = box.width * factor, box.height * factor
        size = _font(box, factor)
        made.append(
            replace(box, left=x - width / 2, top=y - height / 2, width=width, height=height, font_size=size)
        )
    return tuple(made)


def turned_about(boxes: Sequence[ItemBox], center: Point, degrees: float) -> tuple[ItemBox, ...]:
    """Give the boxes turned about a common point."""
    made: list[ItemBox] = []
    for box in boxes:
        dx, dy = turned(box.center[0] - center[0], box.center[1] - center[1], degrees)
        x, y = center[0] + dx, center[1] + dy
        made.append(
            replace(box, left=x - box.width / 2, top=y - box.height / 2, rotation=box.rotation + degrees)
        )
    return tuple(made)


def changes(old: ItemBox, new: ItemBox) -> dict[str, float]:
    """Give the fields that differ, for the edit; px to hundredths, degrees to tenths."""
    found: dict[str, float] = {}
    for name, digits in _DIGITS.items():
        before, after = getattr(old, name), getattr(new, name)
        if after is not None and abs(after - before) > 1e-9:
            found[name] = round(after, digits)
    return found


_DIGITS = {"left": 2, "top": 2, "width": 2, "height": 2, "rotation": 1, "font_size": 2}
