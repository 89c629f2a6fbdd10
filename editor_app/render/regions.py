"""Parts of a picture that are painted while the rest stays as it is: pure arithmetic in whole pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_GRID_PX = 32
"""Regions lie on a grid, so that a moving item does not ask for converters of a new size every frame."""
_REACH_PX, _SEAM_PX = 8, 4
_WORTH_PX = 1 << 14
_MOST_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of whole pixels; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Give the width in px."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Give the height in px."""
        return self.bottom - self.top

    @property
    def pixels(self) -> int:
        """Count the pixels; none where the rectangle is empty or inside out."""
        return max(self.width, 0) * max(self.height, 0)

    def united(self, other: Region) -> Region:
        """Give the smallest rectangle that holds both."""
        return Region(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def moved(self, dx: int, dy: int) -> Region:
        """Give the rectangle as far right and down as asked."""
        return Region(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def meets(self, other: Region) -> bool:
        """Tell whether the two share a pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def regions_around(touched: Sequence[Region], size: tuple[int, int]) -> tuple[Region, ...] | None:
    """Give separate regions of a picture of `size` px around what is touched, None where they are most of it.

    They reach a few pixels further, so that `kept` of each holds everything touched.
    """
    found: list[Region] = []
    for part in touched:
        region = _snapped(part, size)
        if region.pixels:
            _add(found, region)
    if sum(region.pixels for region in found) > _MOST_SHARE * size[0] * size[1]:
        return None
    return tuple(sorted(found, key=lambda region: (region.top, region.left)))


def kept(region: Region, size: tuple[int, int]) -> Region:
    """Give the part of a converted region that is right to its edge: beyond, chroma lacks its neighbours."""
    width, height = size
    return Region(
        region.left + _SEAM_PX * (region.left > 0),
        region.top + _SEAM_PX * (region.top > 0),
        region.right - _SEAM_PX * (region.right < width),
        region.bottom - _SEAM_PX * (region.bottom < height),
    )


def _snapped(part: Region, size: tuple[int, int]) -> Region:
    if not part.pixels or not part.meets(Region(0, 0, *size)):
        return Region(0, 0, 0, 0)
    return Region(
        max(part.left - _REACH_PX, 0) // _GRID_PX * _GRID_PX,
        max(part.top - _REACH_PX, 0) // _GRID_PX * _GRID_PX,
        min(-(-(part.right + _REACH_PX) // _GRID_PX) * _GRID_PX, size[0]),
        min(-(-(part.bottom + _REACH_PX) // _GRID_PX) * _GRID_PX, size[1]),
    )


def _add(found: list[Region], region: Region) -> None:
    """Add a region; those that overlap it, or nearly touch it, become one with it."""
    merged = True
    while merged:
        merged = False
        for other in found:
            union = region.united(other)
            if region.meets(other) or union.pixels <= region.pixels + other.pixels + _WORTH_PX:
                found.remove(other)
                region, merged = union, True
                break
    found.append(region)
