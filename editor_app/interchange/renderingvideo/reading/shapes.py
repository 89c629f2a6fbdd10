"""Rectangles, circles, polygons and drawings of a config."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from editor_app.css import is_color
from editor_app.interchange.renderingvideo.curves import Points, combined
from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.reading.place import Place
from editor_app.interchange.renderingvideo.reading.records import Json
from editor_app.interchange.renderingvideo.writing.drawings import SHAPES, drawing

_SVG = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (?P<w>[\d.]+) (?P<h>[\d.]+)"[^<>]*>'
    r'<\w+ [^<>]*fill="(?P<fill>[^"<>]*)"[^<>]*/></svg>'
)
_RIGHT_ANGLE_SIDES = 4


def fill_color(style: Node, default: str, item_id: str, key: str = "fill") -> str:
    """Read a fill; of a gradient the colour in its middle."""
    value = style.fields.get(key, style.fields.get("color", default))
    if isinstance(value, Mapping):
        stops = cast("Mapping[str, Any]", value).get("stops")
        listed = (
            cast("Sequence[Any]", stops) if isinstance(stops, Sequence) and not isinstance(stops, str) else ()
        )
        colors = [
            color
            for stop in listed
            if isinstance(stop, Mapping)
            and isinstance(color := cast("Mapping[str, Any]", stop).get("color"), str)
            and is_color(color)
        ]
        if colors:
            style.notes.lose(
                item_id, key, "The editor has no gradients on shapes and texts: one colour stands for it."
            )
            return colors[len(colors) // 2]
        style.refuse(key, "must be a colour, or a gradient with stops")
        return default
    if not isinstance(value, str) or not is_color(value):
        style.refuse(key, "is not a colour that can be read")
        return default
    return value


def solid(shape: str, color: str, radius: Json) -> Json:
    """Give the fields of a solid."""
    return {"color": color, "shape": shape, "keepAspectRatio": False, "borderRadius": radius}


def note_outline(style: Node, item_id: str) -> None:
    """Note what the editor's shapes do not have."""
    if "stroke" in style and style.fields.get("strokeWidth", 1):
        style.notes.lose(item_id, "stroke", "The editor's shapes have no outline.", "missing")
    if style.fields.get("shadowColor") or style.fields.get("shadowBlur"):
        style.notes.lose(item_id, "shadow", "The editor has no shadows.", "missing")


def polygon(clip: Node, place: Place) -> tuple[str, Place] | None:
    """Give the shape and place of a regular polygon: a triangle, a square on its tip; None for others."""
    sides, size = round(clip.number("sides", 3)), clip.number("size", 0.0)
    radius = size / 2
    if sides == _RIGHT_ANGLE_SIDES:
        side: Points = ((0, radius * math.sqrt(2)),)
        turned = combined((place.rotation,), lambda v: v[0] + 45)
        return "rectangle", replace(place, width=side, height=side, rotation=turned)
    if sides != 3:
        return None
    angle = combined((place.rotation,), lambda v: math.radians(v[0]))
    shift = combined((place.scale_y,), lambda v: -v[0] * radius / 4)
    return "triangle", replace(
        place,
        width=((0, radius * math.sqrt(3)),),
        height=((0, radius * 1.5),),
        x=combined((place.x, shift, angle), lambda v: v[0] - v[1] * math.sin(v[2])),
        y=combined((place.y, shift, angle), lambda v: v[0] + v[1] * math.cos(v[2])),
    )


def known_drawing(markup: str) -> tuple[str, str] | None:
    """Give the shape and the colour of a drawing that `writing.drawings` made; None for any other."""
    match = _SVG.fullmatch(markup)
    if match is None:
        return None
    width, height = float(match["w"]), float(match["h"])
    for shape in SHAPES:
        if drawing(shape, width, height, match["fill"]) == markup:
            return shape, match["fill"]
    return None


def data_url(markup: str) -> str:
    """Give inline markup as an address."""
    return "data:image/svg+xml;base64," + base64.b64encode(markup.encode("utf-8", "replace")).decode("ascii")
