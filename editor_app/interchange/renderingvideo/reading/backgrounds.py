"""What lies behind everything in a config: the canvas's colour or gradient, or its lowest clips."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

from editor_app.css import is_color
from editor_app.interchange.renderingvideo.check import is_number, list_of, object_of
from editor_app.interchange.renderingvideo.reading.assets import Shelf
from editor_app.interchange.renderingvideo.reading.notes import Node
from editor_app.interchange.renderingvideo.reading.place import Canvas
from editor_app.interchange.renderingvideo.reading.records import Json, Made
from editor_app.interchange.renderingvideo.reading.shapes import solid
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.interchange.renderingvideo.vocabulary import PLACEHOLDER
from editor_app.render.picture.background import SIGMA_PX

BLACK: Json = {"type": "color", "color": "#000000", "gradient": None}
_WHOLE = 1e-3


def canvas_background(meta: Node) -> Json:
    """Read `meta.background`."""
    value = meta.fields.get("background", "#000000")
    if value == "transparent":
        return {"type": "none"}
    if isinstance(value, str) and is_color(value):
        return {"type": "color", "color": value, "gradient": None}
    if isinstance(value, Mapping):
        return _gradient(meta.part("background"))
    meta.refuse("background", "must be a colour, “transparent” or a gradient")
    return BLACK


def _gradient(node: Node) -> Json:
    kind = node.choice("type", ("linear", "radial", "conic"), "linear")
    stops = list(_stops(node))
    if kind == "conic":
        node.refuse("type", "“conic” cannot be drawn: the editor has linear and radial gradients")
    if len(stops) < 2 or kind == "conic":
        if len(stops) < 2:
            node.refuse("stops", "must be at least two, each with an offset and a colour")
        return {"type": "color", "color": stops[0][1] if stops else "#000000", "gradient": None}
    listed = ", ".join(f"{color} {tidy(100 * offset)}%" for offset, color in stops)
    head = f"{tidy(node.number('angle', 180.0))}deg, " if kind == "linear" else ""
    why = "Angles are read as in CSS; no source says in which direction the schema counts them."
    node.notes.lose("", "background gradient", why)
    return {"type": "color", "color": stops[0][1], "gradient": f"{kind}-gradient({head}{listed})"}


def _stops(node: Node) -> Iterator[tuple[float, str]]:
    for stop in node.parts("stops"):
        color, offset = stop.fields.get("color"), stop.fields.get("offset")
        if isinstance(color, str) and is_color(color) and is_number(offset):
            yield float(offset), color
        else:
            stop.refuse("color" if is_number(offset) else "offset", "cannot be read")


def lowest_clips(
    made: Sequence[Made], clips: Mapping[str, Node], canvas: Canvas, shelf: Shelf
) -> tuple[Json, list[Made]] | None:
    """Give the background that the lowest clips make, and those clips; None where they make none.

    One picture under everything for the whole time is a picture background; blurred copies of clips
    above are a blurred one. `clips` are the config's clips by item.
    """
    seen = [m for m in made if m.is_seen]
    if not seen:
        return None
    z = min(m.z for m in seen)
    low = [m for m in seen if m.z == z and _covers_canvas(clips[m.item["id"]], m.item, canvas)]
    if not low or len(low) < sum(m.z == z for m in seen):
        return None
    end = max(m.end for m in made)
    sigmas = {_blur(clips[m.item["id"]]) for m in low}
    if len(sigmas) == 1 and (sigma := sigmas.pop()) is not None:
        sources = {m.item.get("assetId") for m in seen if m not in low}
        if all(m.item["assetId"] in sources for m in low):
            level = min(range(len(SIGMA_PX)), key=lambda index: abs(SIGMA_PX[index] - sigma * canvas.factor))
            return {"type": "blur", "level": level}, low
        return None
    (first, *rest) = low
    if rest or first.item["type"] != "image" or first.start > 0 or first.end < end:
        return None
    asset = first.item["assetId"]
    address = shelf.addresses.get(asset) or PLACEHOLDER + quote(asset, safe="")
    return {
        "type": "image",
        "imageAssetId": asset,
        "imageUrl": address,
        "source": "custom",
    }, low


def lasting(ticks: int, names: Container[str]) -> Json:
    """Give an item that nobody sees and that makes the project last `ticks`."""
    name = next(
        f"length{suffix}" for suffix in ("", *map(str, range(2, 999))) if f"length{suffix}" not in names
    )
    sides = {
        "left": 0,
        "top": 0,
        "width": 2,
        "height": 2,
        "scaleX": 1,
        "scaleY": 1,
        "opacity": 0,
        "rotation": 0,
    }
    return {
        "id": name,
        "type": "solid",
        "startTicks": 0,
        "durationTicks": ticks,
        "isDraggingInTimeline": False,
        **{key: {"value": value, "keyframes": []} for key, value in sides.items()},
        **solid("rectangle", "#000000", {"value": 0, "keyframes": []}),
    }


def _covers_canvas(clip: Node, item: Json, canvas: Canvas) -> bool:
    fields = cast("Any", clip.fields)
    style = fields.get("style", {})
    if item["type"] not in ("image", "video") or not isinstance(style, Mapping):
        return False
    if cast("Any", style).get("objectFit") != "cover" or any(
        k in fields for k in ("keyframes", "transition")
    ):
        return False
    numbers = {key: item[key] for key in ("scaleX", "scaleY", "opacity", "rotation", "borderRadius")}
    if any(n["keyframes"] for n in numbers.values()) or "animations" in item:
        return False
    if [n["value"] for n in numbers.values()] != [1, 1, 1, 0, 0]:
        return False
    sides = [item[key]["value"] for key in ("left", "top", "width", "height")]
    width, height = canvas.width * canvas.factor, canvas.height * canvas.factor
    wholes = (0, 0, width, height)
    return all(abs(side - whole) < _WHOLE * width for side, whole in zip(sides, wholes, strict=True))


def _blur(clip: Node) -> float | None:
    """Give the blur of a clip whose only filter it is."""
    filters = list_of(object_of(clip.fields.get("style")).get("filters"))
    entry = object_of(filters[0] if len(filters) == 1 else None)
    value = entry.get("value")
    return float(value) if entry.get("type") == "blur" and is_number(value) else None
