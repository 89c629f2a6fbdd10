"""What a field is reset to. Pure."""

from __future__ import annotations

from typing import Any

from editor_app.items import Item
from editor_app.state import EditorState
from editor_app.ui.inspector.fields import Field

_PLAIN: dict[str, Any] = {
    "scale_x": 1.0,
    "scale_y": 1.0,
    "opacity": 1.0,
    "rotation": 0.0,
    "border_radius": 0.0,
    "crop_left": 0.0,
    "crop_top": 0.0,
    "crop_right": 0.0,
    "crop_bottom": 0.0,
    "decibel_adjustment": 0.0,
    "playback_rate": 1.0,
    "audio_fade_in_duration_ticks": 0,
    "audio_fade_out_duration_ticks": 0,
    "intensity": 1.0,
    "color": "#ffffff",
    "font_family": "Inter",
    "line_height": 1.2,
    "letter_spacing": 0.0,
    "align": "center",
    "direction": "ltr",
    "stroke_width": 0.0,
    "stroke_color": "#000000",
    "background": None,
    "animations": None,
    "caption_animations": None,
    "keep_aspect_ratio": True,
}
_NONE = object()


def default_of(field: Field, state: EditorState, item: Item) -> Any:
    """Give a field's default for an item, or None where there is none to go back to (see `has_default`)."""
    if field.name in _PLAIN:
        return _PLAIN[field.name]
    if field.name == "left":
        return (state.composition_width - _size(item, "width")) / 2
    if field.name == "top":
        return (state.composition_height - _size(item, "height")) / 2
    return None


def has_default(field: Field) -> bool:
    """Tell whether a field can be reset."""
    return field.name in _PLAIN or field.name in ("left", "top")


def _size(item: Item, name: str) -> float:
    number = getattr(item, name, None)
    return float(getattr(number, "value", 0.0))
