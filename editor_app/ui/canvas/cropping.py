"""Cropping: a window over the whole picture, which itself stays where it is. Pure.

Crops are shares of the source's sides, and what is left fills the box (conventions §3): so a crop changes the
box as well, or the picture would be stretched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from editor_app.items.media import PictureItem
from editor_app.items.values import AnimatedNumber
from editor_app.ui.canvas.geometry import ItemBox, Point, turned
from editor_app.ui.canvas.resizing import HANDLES

FREE, ORIGINAL = "free", "original"
RATIOS: Mapping[str, float | None] = {
    FREE: None,
    ORIGINAL: None,
    "1:1": 1.0,
    "4:5": 4 / 5,
    "16:9": 16 / 9,
    "9:16": 9 / 16,
    "4:3": 4 / 3,
}
"""What a crop may be kept to: width by height as it shows; ORIGINAL is that of the whole picture."""
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

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is taken away."""
        return not (self.left or self.top or self.right or self.bottom)

    def reset(self) -> Crop:
        """Give the crop that takes nothing away."""
        return Crop(self.whole, 0, 0, 0, 0)

    def ratio_of(self, name: str) -> float | None:
        """Give width by height for one of RATIOS; None where both are free."""
        return _ratio(self.whole) if name == ORIGINAL else RATIOS[name]

    @property
    def ratio(self) -> float:
        """Give width by height of the window as it shows."""
        return _ratio(self.window)

    def fitted(self, ratio: float) -> Crop:
        """Give the largest window of a ratio that lies within this one, with the same middle.

        ```
            ┏━━━━━━━━━┓        ┏━━┳━━━┳━━┓
            ┃         ┃   ->   ┃  ┃   ┃  ┃
            ┗━━━━━━━━━┛        ┗━━┻━━━┻━━┛
        ```
        """
        wide, high = 1 - self.left - self.right, 1 - self.top - self.bottom
        shares = self._shares(ratio)
        across = min(wide, high * shares)
        over_x, over_y = (wide - across) / 2, (high - across / shares) / 2
        return replace(
            self,
            left=self.left + over_x,
            right=self.right + over_x,
            top=self.top + over_y,
            bottom=self.bottom + over_y,
        )

    def dragged(self, handle: str, to: Point, ratio: float | None = None) -> Crop:
        """Give the crop with a handle of its window at a point, or as near to it as a ratio lets it be.

        A corner leaves the opposite one where it is; a side leaves the opposite side, and what grows
        beside it grows from its middle, and on where the picture ends at one end.
        """
        if ratio is not None:
            return self._dragged_keeping(handle, to, ratio)
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

    def _dragged_keeping(self, handle: str, to: Point, ratio: float) -> Crop:
        u, v = self.whole.share(*to)
        side_x, side_y = HANDLES[handle]
        shares = self._shares(ratio)
        across, down = _Span(self.left, 1 - self.right), _Span(self.top, 1 - self.bottom)
        wide, high = across.pulled(side_x, u), down.pulled(side_y, v)
        if wide is None:
            wanted = (high or 0.0) * shares
        elif high is None:
            wanted = wide
        else:  # the pointer counts as far as it goes along the diagonal
            wanted = (ratio**2 * wide + shares * high) / (ratio**2 + 1)
        most = min(across.room(side_x), down.room(side_y) * shares)
        wide = min(max(wanted, _LEAST_SHARE, _LEAST_SHARE * shares), most)
        left, top = across.begin(side_x, wide), down.begin(side_y, wide / shares)
        return Crop(self.whole, left, top, max(0.0, 1 - left - wide), max(0.0, 1 - top - wide / shares))

    def _shares(self, ratio: float) -> float:
        """Give a ratio as share of the width by share of the height."""
        return ratio / _ratio(self.whole)

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
        return self.reset().values()


def is_cropped_at(item: PictureItem, tick: int) -> bool:
    """Tell whether something of the picture is taken away at a tick."""
    return any(_taken(item, tick))


def crop_of(item: PictureItem, box: ItemBox, tick: int) -> Crop:
    """Give an item's crop at a tick, found back from its box."""
    left, top, right, bottom = _taken(item, tick)
    width = box.width / max(1 - left - right, _LEAST_SHARE)
    height = box.height / max(1 - top - bottom, _LEAST_SHARE)
    dx, dy = turned(
        (right - left) / 2 * width * box.scale_x, (bottom - top) / 2 * height * box.scale_y, box.rotation
    )
    x, y = box.center[0] + dx, box.center[1] + dy
    whole = replace(box, left=x - width / 2, top=y - height / 2, width=width, height=height)
    return Crop(whole, left, top, right, bottom)


def _taken(item: PictureItem, tick: int) -> tuple[float, float, float, float]:
    """Give the shares taken away: left, top, right, bottom."""
    time = tick - item.start_ticks

    def share(number: AnimatedNumber | None) -> float:
        return max(0.0, number.at(time, item.duration_ticks)) if number else 0.0

    return share(item.crop_left), share(item.crop_top), share(item.crop_right), share(item.crop_bottom)


@dataclass(frozen=True, slots=True)
class _Span:
    """What the window takes of one side of the picture, in shares."""

    low: float
    high: float

    def pulled(self, side: float, to: float) -> float | None:
        """Give how long it would be with its low (0) or high (1) end there; None where no end is pulled."""
        if side == 0.5:
            return None
        return self.high - to if side == 0 else to - self.low

    def room(self, side: float) -> float:
        """Give how long it may become."""
        if side == 0.5:
            return 1.0
        return self.high if side == 0 else 1 - self.low

    def begin(self, side: float, length: float) -> float:
        """Give where it begins once it has another length."""
        if side == 0.5:
            return min(max((self.low + self.high - length) / 2, 0.0), 1 - length)
        return max(0.0, self.high - length) if side == 0 else self.low


def _ratio(box: ItemBox) -> float:
    return box.width * abs(box.scale_x) / (box.height * abs(box.scale_y) or 1e-9) or 1e-9
