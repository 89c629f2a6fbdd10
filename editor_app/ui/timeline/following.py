"""Where the timeline scrolls to when the playhead moves. Pure."""

from __future__ import annotations

from editor_app.session import FollowMode
from editor_app.ui.timeline.view import LEAD_PX, View

_NEAR_LEFT_PX, _NEAR_RIGHT_PX = 8, 24
_PAGE_SHARE = 8
"""A new page begins with the playhead an eighth of it in."""


def followed(view: View, mode: FollowMode, tick: int, *, playing: bool) -> int:
    """Give the px to scroll away, so that a playhead at `tick` is seen as `mode` wants.

    ```
        page:    |      ▼|  ->  |▼      |
        smooth:  |   ▼   |  ->  |   ▼   |
    ```
    What stands still, or is moved by hand, must not slip away under the pointer: then smooth is as page.
    """
    if mode == "none":
        return view.scroll_x_px
    if mode == "smooth" and playing:
        return _scrolled(view, tick, (view.width_px - view.header_px) // 2)
    return shown(view, tick)


def shown(view: View, tick: int) -> int:
    """Give the px to scroll away so that a tick is in sight: those of now where it is already."""
    if view.header_px + _NEAR_LEFT_PX <= view.x_of(tick) <= view.width_px - _NEAR_RIGHT_PX:
        return view.scroll_x_px
    return _scrolled(view, tick, (view.width_px - view.header_px) // _PAGE_SHARE)


def _scrolled(view: View, tick: int, from_header_px: int) -> int:
    """Give the scroll with which a tick lies so far right of the headers; 0 where it lies before that."""
    return max(0, round(LEAD_PX + tick * view.px_per_tick) - from_header_px)
