"""What the panel offers ready-made: titles, shapes, transitions, backgrounds; and the clips they become."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QMimeData

from editor_app.edits.new_clips import STILL_TICKS, shape_clip, text_clip
from editor_app.items import Item
from editor_app.state import EditorState
from editor_app.ui.widgets.dropping import PRESET_MIME

Kind = Literal["text", "shape", "transition", "background"]


@dataclass(frozen=True, slots=True, eq=False)
class Preset:
    """One of them, the same only as itself; `text` is what a title says, `look` what makes it so."""

    kind: Kind
    id: str
    name: str
    text: str = ""
    look: Mapping[str, Any] = field(default_factory=dict[str, Any])


def _weight(weight: int, variant: str = "normal") -> dict[str, str]:
    return {"variant": variant, "weight": str(weight)}


TITLES = (
    Preset(
        "text",
        "heading",
        "Heading",
        "Your headline",
        {"font_family": "Montserrat", "font_size": 132.0, "font_style": _weight(800), "letter_spacing": -2.0},
    ),
    Preset(
        "text",
        "subtitle",
        "Subtitle",
        "A line that explains it",
        {"font_size": 56.0, "font_style": _weight(400), "middle": (0.5, 0.62), "color": "#e8eaed"},
    ),
    Preset(
        "text",
        "lower-third",
        "Lower third",
        "Ada Lovelace",
        {
            "font_size": 54.0,
            "font_style": _weight(700),
            "align": "left",
            "middle": (0.3, 0.84),
            "share": 0.5,
            "background": {"color": "#1f6feb", "horizontal_padding": 28, "border_radius": 8},
        },
    ),
    Preset(
        "text",
        "quote",
        "Quote",
        "“Less, but better.”",
        {
            "font_family": "Playfair Display",
            "font_size": 104.0,
            "font_style": _weight(500, "italic"),
            "line_height": 1.3,
        },
    ),
    Preset(
        "text",
        "caption",
        "Caption",
        "words people read",
        {
            "font_family": "Poppins",
            "font_size": 68.0,
            "font_style": _weight(800),
            "color": "#ffd60a",
            "stroke_width": 8.0,
            "middle": (0.5, 0.82),
        },
    ),
    Preset(
        "text",
        "number",
        "Big number",
        "87%",
        {"font_family": "Bebas Neue", "font_size": 420.0, "line_height": 1.0, "color": "#ffb454"},
    ),
    Preset(
        "text",
        "script",
        "Signature",
        "with love",
        {"font_family": "Dancing Script", "font_size": 150.0, "font_style": _weight(600)},
    ),
    Preset(
        "text",
        "label",
        "Label",
        "NEW",
        {
            "font_family": "Roboto Mono",
            "font_size": 64.0,
            "font_style": _weight(600),
            "letter_spacing": 8.0,
            "color": "#141619",
            "middle": (0.5, 0.2),
            "share": 0.4,
            "background": {"color": "#41e0a3", "horizontal_padding": 32, "border_radius": 60},
        },
    ),
)
SHAPES = (
    Preset("shape", "rectangle", "Rectangle", look={"shape": "rectangle", "color": "#5b8def", "aspect": 1.6}),
    Preset(
        "shape",
        "rounded",
        "Rounded rectangle",
        look={"shape": "rectangle", "color": "#41b883", "aspect": 1.6, "radius_share": 0.16},
    ),
    Preset("shape", "square", "Square", look={"shape": "rectangle", "color": "#e2704b"}),
    Preset("shape", "circle", "Circle", look={"shape": "circle", "color": "#f0b04a"}),
    Preset("shape", "ellipse", "Ellipse", look={"shape": "circle", "color": "#b38cf0", "aspect": 1.7}),
    Preset("shape", "triangle", "Triangle", look={"shape": "triangle", "color": "#ef5f8f", "aspect": 1.15}),
    Preset("shape", "star", "Star", look={"shape": "star", "color": "#ffd60a"}),
    Preset(
        "shape",
        "pill",
        "Pill",
        look={"shape": "rectangle", "color": "#2bb3c0", "aspect": 3.2, "radius_share": 0.5},
    ),
)
TRANSITIONS = (
    Preset("transition", "fade", "Fade"),
    Preset("transition", "slide", "Slide"),
    Preset("transition", "wipe", "Wipe"),
    Preset("transition", "flip", "Flip"),
    Preset("transition", "clock-wipe", "Clock wipe"),
    Preset("transition", "iris", "Iris"),
)


def _colour(key: str, name: str, color: str) -> Preset:
    look = {"type": "color", "color": color, "gradient": None}
    return Preset("background", key, name, look=look)


def _gradient(key: str, name: str, first: str, last: str, angle: int = 135) -> Preset:
    gradient = f"linear-gradient({angle}deg, {first} 0%, {last} 100%)"
    return Preset("background", key, name, look={"type": "color", "color": first, "gradient": gradient})


BACKGROUNDS = (
    _colour("black", "Black", "#000000"),
    _colour("white", "White", "#ffffff"),
    _colour("graphite", "Graphite", "#23272e"),
    _colour("navy", "Navy", "#12233f"),
    _colour("forest", "Forest", "#1d4034"),
    _colour("clay", "Clay", "#b4573c"),
    _colour("sand", "Sand", "#ead9c0"),
    _colour("rose", "Rose", "#e9a6b3"),
    _gradient("dusk", "Dusk", "#1b2a49", "#8a5a83"),
    _gradient("sea", "Sea", "#0f4c5c", "#5fb0b7"),
    _gradient("sunrise", "Sunrise", "#f6a04d", "#d9486e", 160),
    _gradient("mint", "Mint", "#d7f5e3", "#7cc8a4"),
    _gradient("night", "Night", "#0f172a", "#1e293b"),
    _gradient("violet", "Violet", "#4527a0", "#b06ab3"),
    Preset("background", "blur-2", "Soft blur", look={"type": "blur", "level": 2}),
    Preset("background", "blur-4", "Strong blur", look={"type": "blur", "level": 4}),
    Preset("background", "none", "None", look={"type": "none"}),
)
_ALL = {(one.kind, one.id): one for one in (*TITLES, *SHAPES, *TRANSITIONS, *BACKGROUNDS)}


def clip_of(
    preset: Preset,
    state: EditorState,
    *,
    item_id: str,
    text: str,
    start_ticks: int = 0,
    duration_ticks: int = STILL_TICKS,
    center: tuple[float, float] | None = None,
) -> Item:
    """Make the clip that a title or shape becomes."""
    where: dict[str, Any] = {
        "item_id": item_id,
        "start_ticks": start_ticks,
        "duration_ticks": duration_ticks,
        "center": center,
    }
    if preset.kind == "text":
        return text_clip(state, text=text, style=preset.look, **where)
    return shape_clip(state, **preset.look, **where)


def to_mime(preset: Preset) -> QMimeData:
    """Give what a drag of a preset carries."""
    mime = QMimeData()
    mime.setData(PRESET_MIME, json.dumps({"kind": preset.kind, "id": preset.id}).encode())
    return mime


def from_mime(mime: QMimeData) -> Preset | None:
    """Give the preset that is dragged, if it is one."""
    if not mime.hasFormat(PRESET_MIME):
        return None
    try:
        value = json.loads(bytes(mime.data(PRESET_MIME).data()))
        return _ALL.get((value["kind"], value["id"]))
    except (ValueError, KeyError, TypeError):
        return None
