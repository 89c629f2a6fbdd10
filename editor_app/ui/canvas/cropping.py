"""Cropping: a window over the whole picture, which itself stays where it is. Pure.

Crops are shares of the source's sides, and what is left fills the box (conventions §3): so a crop changes the
box as well, or the picture would be stretched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor_app.items.media import PictureItem
from editor_app.items.values import AnimatedNumber
from editor_app.ui.canvas.geometry import ItemBox, Point, turned
from editor_app.ui.canvas.resizing import HANDLES

_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Crop:
    """`whole` is the box of the uncropped picture; the rest are the shares taken away at each side."""

    whole: ItemBox
    left: float
    top: float
    right: float
    bottom: float

    @property
    def window(self) -> ItemBox:
        """Give the box of what is left."""
        x, y = self.whole.place((self.left + 1 - self.right) / 2, (self.top + 1 - self.bottom) / 2)
        width = self.whole.width * (1 - self.left - self.right)
        height = self.whole.height * (1 - self.top - self.bottom)
        return replace(self.whole, left=x - width / 2, top=y - height / 2, width=width, height=height)

    def dragged(self, handle: str, to: Point) -> Crop:
        """Give the crop with a handle of its window at a point."""
        u, v = self.whole.share(*to)
        side_x, side_y = HANDLES[handle]
        made = self
        if side_x == 0:
            made = replace(made, left=min(max(u, 0.0), 1 - self.right - _LEAST_SHARE))
        elif side_x == 1:
            made = replace(made, right=min(max(1 - u, 0.0), 1 - self.left - _LEAST_SHARE))
        if side_y == 0:
            made = replace(made, top=min(max(v, 0.0), 1 - self.bottom - _LEAST_SHARE))
        elif side_y == 1:
            made = replace(made, bottom=min(max(1 - v, 0.0), 1 - self.top - _LEAST_SHARE))
        return made

    def moved(self, start: Point, to: Point) -> Crop:
        """Give the crop with its window moved over the picture, as far as there is picture."""
        (u0, v0), (u1, v1) = self.whole.share(*start), self.whole.share(*to)
        du = min(max(u1 - u0, -self.left), self.right)
        dv = min(max(v1 - v0, -self.top), self.bottom)
        return replace(
            self, left=self.left + du, right=self.right - du, top=self.top + dv, bottom=self.bottom - dv
        )

    def values(self) -> dict[str, float]:
        """Give the fields of the item that is cropped so."""
        window = self.window
        return {
            **{name: round(getattr(window, name), 2) for name in ("left", "top", "width", "height")},
            "crop_left": round(self.left, 6),
            "crop_top": round(self.top, 6),
            "crop_right": round(self.right, 6),
            "crop_bottom": round(self.bottom, 6),
        }

    def whole_values(self) -> dict[str, float]:
        """Give the fields of the item with nothing cropped, to be shown while one crops."""
        return Crop(self.whole, 0, 0, 0, 0).values()


def crop_of(item: PictureItem, box: ItemBox, tick: int) -> Crop:
    """Give an item's crop at a tick, found back from its box."""
    time = tick - item.start_ticks

    def share(number: AnimatedNumber | None) -> float:
        return max(0.0, number.at(time, item.duration_ticks)) if number else 0.0

    left, top = share(item.crop_left), share(item.crop_top)
    right, bottom = share(item.crop_right), share(item.crop_bottom)
    width = box.width / max(1 - left - right, _LEAST_SHARE)
    height = box.height / max(1 - top - bottom, _LEAST_SHARE)
    dx, dy = turned(
        (right - left) / 2 * width * box.scale_x, (bottom - top) / 2 * height * box.scale_y, box.rotation
    )
    x, y = box.center[0] + dx, box.center[1] + dy
    whole = replace(box, left=x - width / 2, top=y - height / 2, width=width, height=height)
    return Crop(whole, left, top, right, bottom)
