"""The editor's JSON that a config's clips become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from editor_app.interchange.renderingvideo.curves import Points, between, combined, simplified, value_at
from editor_app.interchange.renderingvideo.reading.place import Place
from editor_app.interchange.renderingvideo.spelling import tidy

Json = dict[str, Any]


@dataclass(slots=True)
class Made:
    """An item that was read, with what decides its place among the others."""

    item: Json
    z: float
    order: int
    track: int
    is_seen: bool = True
    transition: Json | None = None

    @property
    def start(self) -> int:
        """Give the item's first tick."""
        return self.item["startTicks"]

    @property
    def end(self) -> int:
        """Give the first tick after the item."""
        return self.item["startTicks"] + self.item["durationTicks"]


def moving(points: Points, duration: int) -> Json:
    """Write a curve as an animated number of a clip of `duration` ticks; keyframes lie before its end."""
    last = max(0, duration - 1)
    head = [(0, value_at(points, 0))] if points[0][0] <= 0 else []
    tail = [(last, value_at(points, last))] if points[-1][0] >= last > 0 else []
    frames = simplified([*head, *((t, v) for t, v in points if 0 < t < last), *tail])
    if len(frames) == 1:
        return {"value": tidy(frames[0][1]), "keyframes": []}
    keys = [{"timeTicks": t, "value": tidy(v)} for t, v in frames]
    return {"value": keys[0]["value"], "keyframes": keys}


def scaled(points: Points, factor: float) -> Points:
    """Multiply a curve by a number."""
    return tuple((t, v * factor) for t, v in points) if factor != 1 else points


def boxed(place: Place, size: tuple[Points, Points], duration: int, factor: float) -> Json:
    """Write a place as the box, scale, turn and opacity of an item; `size` for where it states none."""
    width, height = place.width or size[0], place.height or size[1]
    left = combined((place.x, width), lambda v: v[0] - v[1] / 2)
    top = combined((place.y, height), lambda v: v[0] - v[1] / 2)
    curves: Sequence[tuple[str, Points]] = (
        ("left", scaled(left, factor)),
        ("top", scaled(top, factor)),
        ("width", scaled(width, factor)),
        ("height", scaled(height, factor)),
        ("scaleX", place.scale_x),
        ("scaleY", place.scale_y),
        ("opacity", place.opacity),
        ("rotation", place.rotation),
    )
    return {name: moving(points, duration) for name, points in curves}


def cut(item: Json, first: int, last: int) -> Json:
    """Give the part [first, last) of an item's own time as an item; what moves goes on from there."""
    made = {**item, "startTicks": item["startTicks"] + first, "durationTicks": last - first}
    for key, value in item.items():
        if isinstance(value, dict) and "keyframes" in value:
            frames = [(k["timeTicks"], k["value"]) for k in cast("Json", value)["keyframes"]]
            points = tuple(frames) or ((0, cast("Json", value)["value"]),)
            made[key] = moving(between(points, first, last), last - first)
    if "sourceStartTicks" in item:
        made["sourceStartTicks"] += round(first * item["playbackRate"])
    if "contentStartOffsetTicks" in item:
        made["contentStartOffsetTicks"] = max(0, item["contentStartOffsetTicks"] - first)
    return made
