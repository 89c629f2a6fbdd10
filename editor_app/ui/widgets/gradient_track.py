"""Where the stops of a gradient lie on its bar. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from editor_app.ui.theme import HIT_PX

MARGIN_PX = 11


@dataclass(frozen=True, slots=True)
class Track:
    """Where offsets lie on a bar of some width."""

    width_px: int

    @property
    def ends(self) -> tuple[float, float]:
        """Give where offsets 0 and 1 lie."""
        return float(MARGIN_PX), float(max(self.width_px - MARGIN_PX, MARGIN_PX + 1))

    def x_of(self, offset: float) -> float:
        """Give the place of an offset."""
        left, right = self.ends
        return left + offset * (right - left)

    def offset_at(self, x: float) -> float:
        """Give the offset at a place, 0 and 1 beyond the ends."""
        left, right = self.ends
        return min(max((x - left) / (right - left), 0.0), 1.0)

    def offset_by(self, dx: float) -> float:
        """Give how far a distance leads."""
        left, right = self.ends
        return dx / (right - left)

    def stop_at(self, offsets: Iterable[float], x: float, chosen: int) -> int | None:
        """Give the stop that is met, the nearest; of several in one place the chosen one, else the last."""
        near = [(abs(self.x_of(offset) - x), place != chosen, -place) for place, offset in enumerate(offsets)]
        found = min(near, default=None)
        return -found[2] if found is not None and found[0] <= HIT_PX / 2 else None
