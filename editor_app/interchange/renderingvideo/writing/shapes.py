"""Solids as rectangles, circles and drawings."""

from __future__ import annotations

from editor_app.css import is_color
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.interchange.renderingvideo.writing.clip import visual
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.drawings import drawing
from editor_app.interchange.renderingvideo.writing.media import rounded
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import SolidItem


def solid_clips(desk: Desk, stay: Stay, item: SolidItem) -> list[Json]:
    """Give a solid."""
    color = item.color if is_color(item.color) else "#000000"
    if item.shape == "rectangle":
        clip = visual(desk, stay, "rect")
        clip["style"] |= {"fill": color, **rounded(desk, stay, stay.curve(item.border_radius))}
        return [clip]
    if item.shape == "circle":
        return [_circle(visual(desk, stay, "circle"), color)]
    clip = visual(desk, stay, "svg")
    transform = clip["transform"]
    clip["svg"] = drawing(item.shape, transform["width"] or 1, transform["height"] or 1, color)
    return [clip]


def _circle(clip: Json, color: str) -> Json:
    """Give a circle as large as the shorter side, scaled to the ellipse that fills the box."""
    transform = clip["transform"]
    width, height = transform.pop("width"), transform.pop("height")
    size = min(width, height)
    clip["size"] = size
    clip["style"]["fill"] = color
    if width == height or size <= 0:
        return clip
    own = width / size, height / size
    x, y = transform.get("scale", [1, 1])
    transform["scale"] = [tidy(x * own[0]), tidy(y * own[1])]
    for track in clip.get("keyframes", ()):
        if track["property"] == "scale":
            for frame in track["frames"]:
                frame["value"] = [tidy(v * o) for v, o in zip(frame["value"], own, strict=True)]
    for animation in clip.get("animations", ()):
        if animation["type"] == "scale":
            for key in ("from", "to"):
                animation[key] = [tidy(v * o) for v, o in zip(animation[key], own, strict=True)]
    return clip
