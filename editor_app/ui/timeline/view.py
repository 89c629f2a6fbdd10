"""Where time and tracks lie on the widget: scroll, zoom, and the way between ticks and pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor_app.session import COARSEST_TICKS_PER_PX, FINEST_TICKS_PER_PX, HEADER_PX
from editor_app.timebase import TICKS_PER_SECOND

_FAR_PX = 1e7
LEAD_PX = 16
"""Room before tick 0, so that the first edge can be grabbed."""


@dataclass(frozen=True, slots=True)
class View:
    """The window onto the timeline; all lengths in (logical) px, the scroll in whole ones."""

    width_px: int
    height_px: int
    ticks_per_px: float = 2400.0
    scroll_x_px: int = 0
    scroll_y_px: int = 0
    header_px: int = HEADER_PX
    ruler_px: int = 34

    @property
    def px_per_tick(self) -> float:
        """Give the length of a tick."""
        return 1 / self.ticks_per_px

    @property
    def px_per_second(self) -> float:
        """Give the length of a second."""
        return TICKS_PER_SECOND / self.ticks_per_px

    def x_of(self, tick: float) -> float:
        """Give where a tick lies; what lies too far out for Qt's 32-bit pixels, far out."""
        x = self.header_px + LEAD_PX - self.scroll_x_px + tick * self.px_per_tick
        return min(max(x, -_FAR_PX), _FAR_PX)

    def tick_at(self, x: float) -> int:
        """Give the tick nearest to `x`; negative before the timeline's start."""
        return round((x - self.header_px - LEAD_PX + self.scroll_x_px) / self.px_per_tick)

    def ticks(self, length_px: float) -> int:
        """Give how many ticks a length covers."""
        return round(length_px / self.px_per_tick)

    @property
    def first_tick(self) -> int:
        """Give the first tick that shows."""
        return self.tick_at(self.header_px)

    @property
    def last_tick(self) -> int:
        """Give the last tick that shows."""
        return self.tick_at(self.width_px)

    @property
    def lanes_px(self) -> int:
        """Give the height that the tracks have."""
        return max(0, self.height_px - self.ruler_px)

    def zoomed(self, ticks_per_px: float, about_x: float) -> View:
        """Give the view with another zoom; what lies under `about_x` stays there."""
        wanted = min(max(ticks_per_px, FINEST_TICKS_PER_PX), COARSEST_TICKS_PER_PX)
        tick = (about_x - self.header_px - LEAD_PX + self.scroll_x_px) * self.ticks_per_px
        scroll = tick / wanted - (about_x - self.header_px - LEAD_PX)
        return replace(self, ticks_per_px=wanted, scroll_x_px=max(0, round(scroll)))

    def fitted(self, length_ticks: int) -> View:
        """Give the view with the whole length in it, and some room behind."""
        room = max(self.width_px - self.header_px - 3 * LEAD_PX, 80)
        wanted = max(length_ticks, TICKS_PER_SECOND) / room
        return replace(
            self, ticks_per_px=min(max(wanted, FINEST_TICKS_PER_PX), COARSEST_TICKS_PER_PX), scroll_x_px=0
        )

    def fitted_to(self, start_ticks: int, end_ticks: int) -> View:
        """Give the view with a stretch of the timeline in it, and a little room on both sides."""
        near = self.fitted(end_ticks - start_ticks)
        return replace(near, scroll_x_px=max(0, round(start_ticks * near.px_per_tick) - LEAD_PX))

    def content_px(self, length_ticks: int) -> int:
        """Give the width of a timeline of this length: half a screen of room follows its end."""
        room = (self.width_px - self.header_px) // 2
        return round(LEAD_PX + length_ticks * self.px_per_tick) + room
