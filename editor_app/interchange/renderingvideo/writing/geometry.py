"""An item's box, scale, turn and opacity as a clip's transform, style and keyframes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from editor_app.interchange.renderingvideo.curves import Points, clamped, combined, product, value_at
from editor_app.interchange.renderingvideo.spelling import percent, seconds_of, tidy
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import CaptionsItem, TextItem

UNVERIFIED = "RenderingVideo promises keyframes for opacity only; these may not move there."


@dataclass(frozen=True, slots=True)
class Geometry:
    """Curves in the time of the clip; x, y are the middle, all px those of the composition.

    The size stands still: where an item's box grows, its scale does.
    """

    x: Points
    y: Points
    width: float
    height: float
    scale_x: Points
    scale_y: Points
    rotation: Points
    opacity: Points


def geometry_of(desk: Desk, stay: Stay) -> Geometry:
    """Give where the item is during its clip, before its clip animations."""
    item: Any = stay.item
    width, height = stay.curve(item.width), stay.curve(item.height)
    wide, high = _size(width), _size(height)
    is_text = isinstance(item, TextItem | CaptionsItem)
    if is_text and len(width) > 1:
        desk.lose(
            item.id,
            stay.track.id,
            "text width",
            "Its lines break as at the start, as the width does not move there.",
        )
    elif not is_text and (len(width) > 1 or len(height) > 1):
        desk.lose(item.id, stay.track.id, "size", "It is scaled there instead of changing its size.")
    return Geometry(
        combined((stay.curve(item.left), width), lambda v: v[0] + v[1] / 2),
        combined((stay.curve(item.top), height), lambda v: v[0] + v[1] / 2),
        wide,
        high,
        _grown(stay.curve(item.scale_x, 1.0), ((0, wide),) if is_text else width, wide),
        _grown(stay.curve(item.scale_y, 1.0), ((0, high),) if is_text else height, high),
        stay.curve(getattr(item, "rotation", None)),
        clamped(stay.curve(item.opacity, 1.0), 0.0, 1.0),
    )


def _size(points: Points) -> float:
    """Give the size that stands for a box whose size moves: the first, or the largest if that is none."""
    return value_at(points, 0) if value_at(points, 0) > 0 else max(v for _, v in points)


def _grown(scale: Points, size: Points, still: float) -> Points:
    if len(size) == 1 or still <= 0:
        return scale
    return product(scale, tuple((t, v / still) for t, v in size))


def placed(desk: Desk, stay: Stay, geometry: Geometry, *, with_height: bool = True) -> Json:
    """Write the geometry as a clip's `transform`, `style` (to be added to) and `keyframes`."""
    transform: Json = {
        "x": percent(geometry.x[0][1] / desk.width),
        "y": percent(geometry.y[0][1] / desk.height),
        "width": desk.px(geometry.width),
        **({"height": desk.px(geometry.height)} if with_height else {}),
        "anchor": "center",
    }
    scale = tidy(geometry.scale_x[0][1]), tidy(geometry.scale_y[0][1])
    if scale != (1, 1):
        transform["scale"] = list(scale)
    if geometry.rotation[0][1]:
        transform["rotation"] = tidy(geometry.rotation[0][1])
    clip: Json = {"transform": transform, "style": {}}
    if geometry.opacity[0][1] != 1:
        clip["style"]["opacity"] = tidy(geometry.opacity[0][1])
    frames = list(_keyframes(desk, stay, geometry))
    if frames:
        clip["keyframes"] = frames
    return clip


def _keyframes(desk: Desk, stay: Stay, geometry: Geometry) -> list[Json]:
    written: list[Json] = []
    plain: Sequence[tuple[str, Points, Callable[[float], Any]]] = (
        ("opacity", geometry.opacity, tidy),
        ("x", geometry.x, lambda value: percent(value / desk.width)),
        ("y", geometry.y, lambda value: percent(value / desk.height)),
        ("rotation", geometry.rotation, tidy),
    )
    for name, points, write in plain:
        if len(points) > 1:
            frames = [{"time": seconds_of(t), "value": write(v)} for t, v in points]
            written.append({"property": name, "frames": frames})
    if len(geometry.scale_x) > 1 or len(geometry.scale_y) > 1:
        times = sorted({t for points in (geometry.scale_x, geometry.scale_y) for t, _ in points})
        frames = [
            {
                "time": seconds_of(t),
                "value": [tidy(value_at(p, t)) for p in (geometry.scale_x, geometry.scale_y)],
            }
            for t in times
        ]
        written.append({"property": "scale", "frames": frames})
    if any(entry["property"] != "opacity" for entry in written):
        desk.lose(stay.item.id, stay.track.id, "keyframes", UNVERIFIED)
    return written
