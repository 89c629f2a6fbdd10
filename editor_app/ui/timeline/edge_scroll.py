"""Scrolling along while something is held near an edge of the tracks: faster the further out it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from editor_app.ui.timeline.view import View

if TYPE_CHECKING:
    from editor_app.ui.timeline.surface import TimelineSurface

_EVERY_MS, _EDGE_PX, _MOST_PX = 16, 28, 28


def pull(at: float, low: float, high: float) -> int:
    """Give how many px to scroll for a pointer near or beyond an edge; 0 between the edges."""
    if at < low + _EDGE_PX:
        return -min(_MOST_PX, round((low + _EDGE_PX - at) / 2) + 1)
    if at > high - _EDGE_PX:
        return min(_MOST_PX, round((at - high + _EDGE_PX) / 2) + 1)
    return 0


def step_at(view: View, x: float, y: float) -> tuple[int, int]:
    """Give by how much to scroll, in px to the right and down, for a pointer held there."""
    dx = pull(x, view.header_px, view.width_px)
    dy = pull(y, view.ruler_px, view.height_px) if y >= 0 else 0
    return (0 if dx < 0 and view.scroll_x_px == 0 else dx), dy


class EdgeScroller:
    """Scrolls a surface as long as it runs; `scrolled` is called after each bit."""

    def __init__(
        self,
        surface: TimelineSurface,
        step: Callable[[], tuple[int, int]],
        scrolled: Callable[[], object],
    ) -> None:
        self._surface, self._step, self._scrolled = surface, step, scrolled
        self._timer = QTimer(surface)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.scroll)

    @property
    def is_running(self) -> bool:
        """Tell whether it scrolls where the pointer is at an edge."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin, if it has not."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Leave the tracks where they are."""
        self._timer.stop()

    def scroll(self) -> None:
        """Scroll one bit, if the pointer is where that is wanted."""
        dx, dy = self._step()
        if dx or dy:
            self._surface.scroll_by(dx, dy)
            self._scrolled()
            self._surface.update()
