"""Where the window stands on the screens that there are. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

FRAME_PX = 40
"""What a system's title bar takes at most, on top of the window's own height."""
EDGE_PX = 8
"""And what its frame takes at the other edges."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the desktop, in px that do not depend on the screen's scaling."""

    left: int
    top: int
    width: int
    height: int

    def overlap(self, other: Rect) -> int:
        """Give the area that both cover."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(across, 0) * max(down, 0)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a window stands, or will stand once it is no longer maximised."""

    rect: Rect
    is_maximised: bool = False

    def to_text(self) -> str:
        """Write it down."""
        return json.dumps([*astuple(self.rect), self.is_maximised])


def read_placement(text: str) -> Placement | None:
    """Read what `to_text` wrote; None for anything else."""
    try:
        values: Any = json.loads(text)
    except ValueError:
        return None
    if not isinstance(values, list) or len(values) != 5 or not isinstance(values[4], bool):
        return None
    left, top, width, height = values[:4]
    if any(type(value) is not int for value in (left, top, width, height)) or width <= 0 or height <= 0:
        return None
    return Placement(Rect(left, top, width, height), values[4])


def brought_in(wanted: Rect, screens: Sequence[Rect]) -> Rect:
    """Give where a window can stand: as wanted if the screens show all of it, else whole on one of them.

    `screens` are what is free of each, the main one first. The one that shows most of the window is taken,
    and the main one where none does. A window that is moved leaves room for the system's frame.
    """
    if not screens or sum(wanted.overlap(screen) for screen in screens) >= wanted.width * wanted.height:
        return wanted
    screen = max(screens, key=wanted.overlap)
    left, width = _fitted(wanted.left, wanted.width, screen.left + EDGE_PX, screen.width - 2 * EDGE_PX)
    top, height = _fitted(
        wanted.top, wanted.height, screen.top + FRAME_PX, screen.height - FRAME_PX - EDGE_PX
    )
    return Rect(left, top, width, height)


def _fitted(start: int, length: int, room_start: int, room: int) -> tuple[int, int]:
    length = min(length, room)
    return min(max(start, room_start), room_start + room - length), length
