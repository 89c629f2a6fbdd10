"""Text templates: their texts as clips of their own; the artwork only as a film drawn beforehand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from editor_app.css import is_color
from editor_app.drawing import Box
from editor_app.interchange.renderingvideo.writing.clip import clip_of
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.geometry import Geometry, geometry_of, placed
from editor_app.interchange.renderingvideo.writing.motion import animated
from editor_app.interchange.renderingvideo.writing.prerenders import of_whole
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.interchange.renderingvideo.writing.text import look_of
from editor_app.items import TextTemplateItem
from editor_app.items.text_template import TextNode


def template_clips(desk: Desk, stay: Stay, item: TextTemplateItem) -> list[Json]:
    """Give a template as a film, or its texts."""
    drawn = of_whole(desk, stay, "text template")
    if drawn is not None:
        return [drawn]
    lose = item.id, stay.track.id
    desk.lose(*lose, "artwork", "Only the service of the template has its picture.", "missing")
    desk.lose(*lose, "text template", "Each of its texts becomes a text of its own, without its movements.")
    geometry, animations = animated(desk, stay, geometry_of(desk, stay))
    bounds = _bounds([Box(node.x, node.y, node.width, node.height) for node in item.nodes])
    clips: list[Json] = []
    for node in item.nodes:
        if isinstance(node, TextNode) and node.text.strip():
            clip: Json = {
                **clip_of(stay, "text", f"{item.id}-{node.id}"),
                **placed(desk, stay, _node_place(geometry, node, bounds), with_height=False),
                "text": node.text,
            }
            clip["style"] |= {
                "fill": node.color if is_color(node.color) else "#ffffff",
                **look_of(desk, node),
            }
            kept = [a for a in animations if not a["type"].startswith("slide") and a["type"] != "scale"]
            clips.append({**clip, "animations": kept} if kept else clip)
    return clips


def _bounds(boxes: Sequence[Box]) -> Box:
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    right, bottom = max(b.left + b.width for b in boxes), max(b.top + b.height for b in boxes)
    return Box(left, top, max(1e-6, right - left), max(1e-6, bottom - top))


def _node_place(geometry: Geometry, node: TextNode, bounds: Box) -> Geometry:
    """Give where a node is whose item's box holds `bounds`, at the item's first moment."""
    grow_x, grow_y = geometry.width / bounds.width, geometry.height / bounds.height
    scale_x, scale_y = geometry.scale_x[0][1], geometry.scale_y[0][1]
    dx = (node.x + node.width / 2 - bounds.center[0]) * grow_x * scale_x
    dy = (node.y + node.height / 2 - bounds.center[1]) * grow_y * scale_y
    angle = math.radians(geometry.rotation[0][1])
    x = dx * math.cos(angle) - dy * math.sin(angle)
    y = dx * math.sin(angle) + dy * math.cos(angle)
    return replace(
        geometry,
        x=tuple((t, v + x) for t, v in geometry.x),
        y=tuple((t, v + y) for t, v in geometry.y),
        width=node.width,
        height=node.height,
        scale_x=tuple((t, v * grow_x) for t, v in geometry.scale_x),
        scale_y=tuple((t, v * grow_y) for t, v in geometry.scale_y),
    )
