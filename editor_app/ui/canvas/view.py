"""Where the composition lies on the canvas: zoom, pan, and the way between screen and composition px."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

MARGIN_PX = 24
LEAST_ZOOM, MOST_ZOOM = 0.02, 16.0
_KEPT_PX = 48
"""So much of the composition stays in sight however far it is pushed."""


@dataclass(frozen=True, slots=True)
class View:
    """A canvas of `width_px` × `height_px` that shows a composition.

    `zoom` is in px of the screen (not of the device) a composition px; `left_px`, `top_px` are where the
    composition begins.
    """

    width_px: int
    height_px: int
    composition: tuple[int, int]
    zoom: float
    left_px: float
    top_px: float

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the composition lies on the canvas."""
        return self.left_px + x * self.zoom, self.top_px + y * self.zoom

    def to_composition(self, x: float, y: float) -> tuple[float, float]:
        """Give what point of the composition lies there on the canvas."""
        return (x - self.left_px) / self.zoom, (y - self.top_px) / self.zoom

    @property
    def size_px(self) -> tuple[float, float]:
        """Give how large the whole composition is on the screen."""
        return self.composition[0] * self.zoom, self.composition[1] * self.zoom

    @property
    def overflows(self) -> bool:
        """Tell whether not all of it has room."""
        across, down = self.size_px
        return across > self.width_px or down > self.height_px

    def zoomed(self, zoom: float, x: float, y: float) -> View:
        """Give the view at another zoom, with the same point of the composition under (x, y)."""
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        u, v = self.to_composition(x, y)
        return replace(self, zoom=zoom, left_px=x - u * zoom, top_px=y - v * zoom).held()

    def moved(self, dx: float, dy: float) -> View:
        """Give the view pushed by px of the screen."""
        return replace(self, left_px=self.left_px + dx, top_px=self.top_px + dy).held()

    def held(self) -> View:
        """Give the view with at least a corner of the composition in sight."""
        across, down = self.size_px
        return replace(
            self,
            left_px=min(max(self.left_px, _KEPT_PX - across), self.width_px - _KEPT_PX),
            top_px=min(max(self.top_px, _KEPT_PX - down), self.height_px - _KEPT_PX),
        )

    def resized(self, width_px: int, height_px: int) -> View:
        """Give the view of a canvas of another size, with the same point in the middle."""
        dx, dy = (width_px - self.width_px) / 2, (height_px - self.height_px) / 2
        return replace(
            self, width_px=width_px, height_px=height_px, left_px=self.left_px + dx, top_px=self.top_px + dy
        ).held()

    def aligned(self, ratio: float) -> View:
        """Give the view with the composition's corner on a px of the device, so that pictures are sharp."""
        return replace(
            self, left_px=round(self.left_px * ratio) / ratio, top_px=round(self.top_px * ratio) / ratio
        )

    def device_size(self, ratio: float) -> tuple[int, int]:
        """Give the composition's size in px of the device."""
        across, down = self.size_px
        return max(1, round(across * ratio)), max(1, round(down * ratio))


def fitted(width_px: int, height_px: int, composition: tuple[int, int], ratio: float = 1.0) -> View:
    """Give the view in which the whole composition has room, as large as can be, in whole device px."""
    room_x = max(width_px - 2 * MARGIN_PX, 16)
    room_y = max(height_px - 2 * MARGIN_PX, 16)
    zoom = min(room_x / composition[0], room_y / composition[1])
    zoom = max(1, math.floor(composition[0] * zoom * ratio)) / (composition[0] * ratio)
    return centred(width_px, height_px, composition, zoom).aligned(ratio)


def centred(width_px: int, height_px: int, composition: tuple[int, int], zoom: float) -> View:
    """Give the view with the composition in the middle."""
    left = (width_px - composition[0] * zoom) / 2
    top = (height_px - composition[1] * zoom) / 2
    return View(width_px, height_px, composition, zoom, left, top)
