"""Where the timeline scrolls to so that clips come in sight. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editor_app.ui.timeline.following import shown
from editor_app.ui.timeline.view import View

_LEAST_PX, _MARGIN_PX = 24, 2


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a clip lies: ticks, half-open, and px from the top of the first row."""

    start_ticks: int
    end_ticks: int
    top_px: int
    bottom_px: int


def revealed(view: View, extents: Sequence[Extent]) -> tuple[int, int]:
    """Give the px to scroll away, across and down, so that clips are in sight: no more than that takes.

    In time it is enough to see a part of one of them; else the first comes in sight with its start. Of rows
    that are higher together than there is room, the upper ones are seen.
    """
    if not extents:
        return view.scroll_x_px, view.scroll_y_px
    left = view.scroll_x_px
    if not any(_is_seen(view, extent) for extent in extents):
        left = shown(view, min(extent.start_ticks for extent in extents))
    return left, _down(view, min(e.top_px for e in extents), max(e.bottom_px for e in extents))


def _down(view: View, top_px: int, bottom_px: int) -> int:
    if view.scroll_y_px <= top_px and bottom_px <= view.scroll_y_px + view.lanes_px:
        return view.scroll_y_px
    lowest = bottom_px + _MARGIN_PX - view.lanes_px
    return max(0, min(max(view.scroll_y_px, lowest), top_px - _MARGIN_PX))


def _is_seen(view: View, extent: Extent) -> bool:
    return (
        view.x_of(extent.end_ticks) >= view.header_px + _LEAST_PX
        and view.x_of(extent.start_ticks) <= view.width_px - _LEAST_PX
    )
