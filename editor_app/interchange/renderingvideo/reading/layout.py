"""Layouts of a config: their children laid out as a row or column, each then a clip of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from editor_app.drawing import Box, TextStyle
from editor_app.interchange.renderingvideo.check import is_number, list_of
from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.reading.place import length_of
from editor_app.interchange.renderingvideo.spelling import percent
from editor_app.items.context import Measure

_ALIGN = ("start", "center", "end", "stretch")
_JUSTIFY = ("start", "center", "end", "space-between", "space-around")
_FADES = ("fadeIn", "fadeOut")
_UNSHARED = ("animations", "keyframes", "transition", "start", "duration", "zIndex")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a layout is: its size and middle in px of the config, its turn and scale."""

    width: float
    height: float
    x: float
    y: float
    rotation: float
    scale: tuple[float, float]


def children_of(layout: Node, frame: Frame, canvas: tuple[float, float], measure: Measure) -> Iterator[Node]:
    """Give the children as clips with places of their own, on screen as long as the layout is."""
    row = layout.choice("direction", ("horizontal", "vertical"), "horizontal") == "horizontal"
    children = list(layout.parts("children")) if "children" in layout else []
    top, right, bottom, left = _padding(layout)
    inner = frame.width - left - right, frame.height - top - bottom
    sizes = [_size(child, inner, measure) for child in children]
    known = [(c, s) for c, s in zip(children, sizes, strict=True) if s is not None]
    for child, size in zip(children, sizes, strict=True):
        if size is None and child.fields.get("type") != "audio":
            child.refuse("transform", "must state width and height, as the size in a layout is not known")
    main, cross = (0, 1) if row else (1, 0)
    starts, gap = _along(layout, [size[main] for _, size in known], inner[main])
    align = layout.choice("alignItems", _ALIGN, "start")
    at = starts
    for child, size in known:
        across, thick = _across(align, size[cross], inner[cross])
        box = Box(at, across, size[0], thick) if row else Box(across, at, thick, size[1])
        at += size[main] + gap
        yield _placed(
            layout, child, frame, Box(box.left + left, box.top + top, box.width, box.height), canvas
        )
    yield from (_shared(layout, child, {}) for child in children if child.fields.get("type") == "audio")


def _padding(layout: Node) -> tuple[float, float, float, float]:
    value = layout.fields.get("padding", 0)
    if is_number(value):
        side = float(value)
        return side, side, side, side
    sides = [float(side) for side in list_of(value) if is_number(side)]
    if len(sides) == len(list_of(value)) == 4:
        return sides[0], sides[1], sides[2], sides[3]
    layout.refuse("padding", "must be a number or a list of four")
    return 0.0, 0.0, 0.0, 0.0


def _size(child: Node, inner: tuple[float, float], measure: Measure) -> tuple[float, float] | None:
    """Give a child's size in px; None where it is not known."""
    fields: Mapping[str, Any] = child.fields
    if fields.get("type") in ("circle", "polygon"):
        size = child.number("size", 0.0)
        return size, size
    transform = child.part("transform")
    sides = [length_of(transform.fields.get(k), w) for k, w in zip(("width", "height"), inner, strict=True)]
    if fields.get("type") == "text":
        style = child.part("style")
        look = TextStyle(style.text("fontFamily", "Arial"), style.number("fontSize", 48.0, at_least=1))
        natural = measure(child.text("text", ""), look)
        sides = [side if side is not None else own for side, own in zip(sides, natural, strict=True)]
    width, height = sides
    return None if width is None or height is None else (width, height)


def _along(layout: Node, sizes: Sequence[float], room: float) -> tuple[float, float]:
    """Give where the first child starts on the main axis, and the space between two."""
    gap = layout.number("gap", 0.0)
    free = room - sum(sizes) - gap * max(0, len(sizes) - 1)
    how = layout.choice("justifyContent", _JUSTIFY, "start")
    if how == "space-between" and len(sizes) > 1:
        return 0.0, gap + max(0.0, free) / (len(sizes) - 1)
    if how == "space-around" and sizes:
        share = max(0.0, free) / len(sizes)
        return share / 2, gap + share
    return {"center": free / 2, "end": free}.get(how, 0.0), gap


def _across(align: str, size: float, room: float) -> tuple[float, float]:
    """Give where a child starts on the cross axis, and its size there."""
    if align == "stretch":
        return 0.0, room
    return {"center": (room - size) / 2, "end": room - size}.get(align, 0.0), size


def _placed(layout: Node, child: Node, frame: Frame, box: Box, canvas: tuple[float, float]) -> Node:
    dx = (box.center[0] - frame.width / 2) * frame.scale[0]
    dy = (box.center[1] - frame.height / 2) * frame.scale[1]
    angle = math.radians(frame.rotation)
    x = frame.x + dx * math.cos(angle) - dy * math.sin(angle)
    y = frame.y + dx * math.sin(angle) + dy * math.cos(angle)
    own = child.part("transform")
    scale, turn = own.pair("scale", (1.0, 1.0)), own.number("rotation", 0.0)
    transform: dict[str, Any] = {
        **own.fields,
        "x": percent(x / canvas[0]),
        "y": percent(y / canvas[1]),
        "width": box.width,
        "height": box.height,
        "anchor": "center",
        "scale": [scale[0] * frame.scale[0], scale[1] * frame.scale[1]],
        "rotation": turn + frame.rotation,
    }
    return _shared(layout, child, {"transform": transform})


def _shared(layout: Node, child: Node, more: Mapping[str, Any]) -> Node:
    """Give a child with its layout's time, height in the stack, opacity and fades."""
    fields = {key: value for key, value in child.fields.items() if key not in _UNSHARED}
    fields |= {key: layout.fields[key] for key in ("start", "duration", "zIndex") if key in layout}
    style, outer = child.part("style"), layout.part("style")
    opacity = style.number("opacity", child.number("opacity", 1.0))
    opacity *= outer.number("opacity", layout.number("opacity", 1.0))
    fades = [a.fields for a in layout.parts("animations") if a.fields.get("type") in _FADES]
    shared: dict[str, Any] = {"style": {**style.fields, "opacity": opacity}, **more}
    return Node({**fields, **shared, **({"animations": fades} if fades else {})}, child.path, child.notes)
