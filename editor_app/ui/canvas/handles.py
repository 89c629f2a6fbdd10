"""Where the handles of a box lie on the screen, which one is meant, and what the pointer looks like there."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import Qt

from editor_app.ui.canvas.geometry import ItemBox, Point, turned
from editor_app.ui.canvas.resizing import CORNERS, HANDLES
from editor_app.ui.canvas.view import View

ROTATE = "rotate"
REACH_PX = 14
"""Half of `theme.HIT_PX`: a handle is easier to hit than it is large."""
STALK_PX = 26
_ROOM_FOR_SIDES_PX = 44
_EDGE_PX = 8
_INWARD = 0.35


def handle_points(box: ItemBox, view: View, *, corners_only: bool = False) -> dict[str, Point]:
    """Give the handles by name; sides too short for three have only those at their ends."""
    found: dict[str, Point] = {}
    a, b, _, d = (view.to_screen(*corner) for corner in box.corners)
    across, down = math.dist(a, b), math.dist(a, d)
    for name, share in HANDLES.items():
        room = across if name in ("n", "s") else down
        if name not in CORNERS and (corners_only or room < _ROOM_FOR_SIDES_PX):
            continue
        found[name] = view.to_screen(*box.place(*share))
    return found


def rotate_point(box: ItemBox, view: View) -> Point:
    """Give the rotate handle: beyond the upper side, the lower one, or else within, where it is in sight."""
    sign = -1 if box.scale_y < 0 else 1
    up = turned(0, -STALK_PX * sign, box.rotation)
    top, bottom = view.to_screen(*box.place(0.5, 0)), view.to_screen(*box.place(0.5, 1))
    places = (
        (top[0] + up[0], top[1] + up[1]),
        (bottom[0] - up[0], bottom[1] - up[1]),
        (top[0] - up[0], top[1] - up[1]),
    )
    for x, y in places:
        if _EDGE_PX <= x <= view.width_px - _EDGE_PX and _EDGE_PX <= y <= view.height_px - _EDGE_PX:
            return x, y
    return places[0]


def handle_at(
    box: ItemBox, view: View, x: float, y: float, *, corners_only: bool = False, turns: bool = True
) -> str | None:
    """Give the handle that a press there takes; corners before sides, none deep inside a small box."""
    points = handle_points(box, view, corners_only=corners_only)
    if turns and math.dist(rotate_point(box, view), (x, y)) <= REACH_PX:
        return ROTATE
    near = {name: math.dist(point, (x, y)) for name, point in points.items()}
    u, v = box.share(*view.to_composition(x, y))
    a, b, _, d = (view.to_screen(*corner) for corner in box.corners)
    least = min(math.dist(a, b), math.dist(a, d))
    is_inside = 0 < u < 1 and 0 < v < 1
    reach = min(REACH_PX, least * _INWARD / 2) if is_inside else REACH_PX
    hits = [(name not in CORNERS, distance, name) for name, distance in near.items() if distance <= reach]
    return min(hits)[2] if hits else None


_SHAPES = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)
_ANGLES: Mapping[str, int] = {"e": 0, "se": 45, "s": 90, "sw": 135, "w": 180, "nw": 225, "n": 270, "ne": 315}


def cursor_of(handle: str, box: ItemBox) -> Qt.CursorShape:
    """Give the pointer's shape over a handle, turned with its box."""
    if handle == ROTATE:
        return Qt.CursorShape.CrossCursor
    angle = _ANGLES[handle] * (-1 if box.scale_x * box.scale_y < 0 else 1) + box.rotation
    return _SHAPES[round(angle / 45) % 4]
