"""Crops, which the schema does not have: as `cover` where that is the same, else drawn beforehand."""

from __future__ import annotations

from editor_app.interchange.renderingvideo.curves import Points, points_of
from editor_app.interchange.renderingvideo.writing.desk import Desk
from editor_app.interchange.renderingvideo.writing.geometry import geometry_of
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items.media import PictureItem

_NEAR = 0.005


def edges_of(stay: Stay, item: PictureItem) -> tuple[Points, Points, Points, Points]:
    """Give how much is cut from the left, top, right and bottom, in shares of the medium."""
    left, top, right, bottom = (
        tuple((t, max(0.0, v)) for t, v in points_of(edge, item.duration_ticks))
        for edge in (item.crop_left, item.crop_top, item.crop_right, item.crop_bottom)
    )
    return left, top, right, bottom


def is_cropped(stay: Stay, item: PictureItem) -> bool:
    """Tell whether anything is cut off at any time."""
    return any(value > 0 for edge in edges_of(stay, item) for _, value in edge)


def is_empty(stay: Stay, item: PictureItem) -> bool:
    """Tell whether a crop that stands still leaves nothing."""
    edges = edges_of(stay, item)
    left, top, right, bottom = (edge[0][1] for edge in edges)
    return all(len(edge) == 1 for edge in edges) and (left + right >= 1 or top + bottom >= 1)


def is_covering(desk: Desk, stay: Stay, item: PictureItem) -> bool:
    """Tell whether the crop is what `objectFit: cover` cuts off in the same box."""
    edges = edges_of(stay, item)
    asset = desk.state.assets.get(item.asset_id)
    width, height = getattr(asset, "width", 0), getattr(asset, "height", 0)
    box = geometry_of(desk, stay)
    if any(len(edge) > 1 for edge in edges) or not width or not height or box.height <= 0:
        return False
    left, top, right, bottom = (edge[0][1] for edge in edges)
    is_even = abs(left - right) < _NEAR and abs(top - bottom) < _NEAR and (left == 0 or top == 0)
    kept = width * (1 - left - right) / (height * (1 - top - bottom))
    return is_even and abs(kept / (box.width / box.height) - 1) < _NEAR
