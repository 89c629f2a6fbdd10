"""What can be inspected of each type of item: its fields, found in their annotations. Pure.

Whatever has a `Hint` is shown; how, follows from its type. A new type of item needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from editor_app.edits.stretch import FASTEST, SLOWEST
from editor_app.items import ITEM_TYPES
from editor_app.items.values import AnimatedNumber, Animations, CaptionAnimations, FontStyle, TextBackground
from editor_app.record import Group, Hint, Value
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.widgets.number_field import Measure

Kind = Literal[
    "moving",
    "number",
    "whole",
    "time",
    "switch",
    "choice",
    "colour",
    "font",
    "text",
    "line",
    "font-style",
    "background",
    "animations",
    "letters",
    "texts",
    "settings",
    "summary",
]
GROUPS: tuple[Group, ...] = ("layout", "style", "motion", "sound", "data")
_MODELS: dict[type, Kind] = {
    AnimatedNumber: "moving",
    FontStyle: "font-style",
    TextBackground: "background",
    Animations: "animations",
    CaptionAnimations: "letters",
    bool: "switch",
}
MODELS: dict[Kind, type[Value]] = {
    "font-style": FontStyle,
    "background": TextBackground,
    "animations": Animations,
    "letters": CaptionAnimations,
}
PARTS: dict[Kind, tuple[str, ...]] = {kind: tuple(model.model_fields) for kind, model in MODELS.items()}
"""Values with parts, which can be changed one by one."""
BLANKS: dict[Kind, Value] = {
    "background": TextBackground(color="rgba(0, 0, 0, 0.6)", horizontal_padding=16.0, border_radius=8.0)
}
"""What a value begins with where it was absent."""
_PLAIN = Measure()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: by attribute name; values are shown as `factor` times what the document holds."""

    name: str
    label: str
    group: Group
    kind: Kind
    measure: Measure = _PLAIN
    factor: float = 1.0
    choices: tuple[str, ...] = ()
    is_optional: bool = False
    is_fixed: bool = False

    @property
    def moves(self) -> bool:
        """Tell whether keyframes can move it."""
        return self.kind == "moving"


_FIRST = (
    *("left", "top", "width", "height", "scale_x", "scale_y", "rotation", "opacity", "keep_aspect_ratio"),
    *("font_family", "font_style", "font_size", "color", "align", "line_height", "letter_spacing"),
    *("stroke_width", "stroke_color", "background", "start_ticks", "duration_ticks", "playback_rate"),
)
_PLACES = {name: place for place, name in enumerate(_FIRST)}
"""The order in which people look for what most clips have; whatever else there is follows."""


@lru_cache(maxsize=64)
def fields_of(kind: str) -> tuple[Field, ...]:
    """Give the fields of a type of item in the order of the model, but those of time last."""
    model = ITEM_TYPES.get(kind)
    if model is None:
        return ()
    names = sorted(model.model_fields, key=lambda name: _PLACES.get(name, len(_PLACES)))
    found = tuple(field for name in names if (field := _field(model, name)) is not None)
    if kind == "audio":  # sound has a box in the format, which means nothing
        return tuple(field for field in found if field.group != "layout" or field.kind == "time")
    return tuple(sorted(found, key=lambda field: field.kind == "time" and field.group == "layout"))


def common_fields(kinds: Iterable[str]) -> tuple[Field, ...]:
    """Give the fields that all of several types have alike."""
    lists = [fields_of(kind) for kind in dict.fromkeys(kinds)]
    if not lists:
        return ()
    alike = [{(field.name, field.kind, field.choices) for field in others} for others in lists[1:]]
    return tuple(
        field for field in lists[0] if all((field.name, field.kind, field.choices) in a for a in alike)
    )


def _field(model: type[BaseModel], name: str) -> Field | None:
    info = model.model_fields[name]
    hint = next((mark for mark in info.metadata if isinstance(mark, Hint)), None)
    if hint is None:
        return None
    plain, is_optional = _plain(info.annotation)
    kind = _kind(name, plain, hint)
    if kind is None:
        return None
    measure, factor = _measure(name, kind, hint)
    low, high = _range(info.metadata)
    if low is not None or high is not None:
        measure = replace(
            measure,
            low=measure.low if low is None else max(low * factor, _or(measure.low, low * factor)),
            high=measure.high if high is None else min(high * factor, _or(measure.high, high * factor)),
        )
    choices = tuple(map(str, get_args(plain))) if kind == "choice" else ()
    return Field(name, hint.label, hint.group, kind, measure, factor, choices, is_optional, name in _FIXED)


def _plain(annotation: Any) -> tuple[Any, bool]:
    """Take apart an annotation: the type that counts, and whether nothing may stand there."""
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        if len(parts) == 1:
            return _plain(parts[0])[0], True
        return annotation, False
    if hasattr(annotation, "__metadata__"):
        return _plain(annotation.__origin__)
    return annotation, False


def _kind(name: str, plain: Any, hint: Hint) -> Kind | None:
    if get_origin(plain) is Literal:
        return "choice"
    if get_origin(plain) in _OF_ORIGIN:
        return _OF_ORIGIN[get_origin(plain)]
    if not isinstance(plain, type):
        return None
    if plain in _MODELS:
        return _MODELS[plain]
    if plain is int:
        return "time" if hint.unit == "ticks" else "whole"
    if plain is float:
        return "number"
    return _text_kind(name) if plain is str else None


_OF_ORIGIN: dict[Any, Kind] = {tuple: "texts", Mapping: "settings", Union: "summary", UnionType: "summary"}


def _text_kind(name: str) -> Kind:
    if name == "color" or name.endswith("_color"):
        return "colour"
    if name == "font_family":
        return "font"
    return "text" if name == "text" else "line"


_FIXED = frozenset({"content_start_offset_ticks", "template_id", "motion_graphic_id", "illustration_name"})
"""Shown, but not for typing: names of the service's catalogues, and an offset that trimming keeps."""
_PERCENT = Measure("%", 1, 1.0)
_SPECIAL: dict[str, tuple[Measure, float]] = {
    "opacity": (Measure("%", 1, 1.0, 0.0, 100.0), 100.0),
    "crop_left": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "crop_top": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "crop_right": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "crop_bottom": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "intensity": (_PERCENT, 100.0),
    "width": (Measure("px", 1, 1.0, 0.0), 1.0),
    "height": (Measure("px", 1, 1.0, 0.0), 1.0),
    "border_radius": (Measure("px", 1, 1.0, 0.0), 1.0),
    "decibel_adjustment": (Measure("dB", 1, 0.5, -120.0, 24.0), 1.0),
    "playback_rate": (Measure("×", 2, 0.05, SLOWEST, FASTEST, trims_zeros=False), 1.0),
}


def _measure(name: str, kind: Kind, hint: Hint) -> tuple[Measure, float]:
    if name in _SPECIAL:
        return _SPECIAL[name]
    if kind == "time":
        return Measure("s", 3, 0.1), 1 / TICKS_PER_SECOND
    if hint.unit == "×":
        return Measure("×", 2, 0.01, trims_zeros=False), 1.0
    if kind == "whole":
        return Measure(hint.unit, 0, 1.0), 1.0
    return Measure(hint.unit, 1, 1.0), 1.0


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _range(marks: Iterable[Any]) -> tuple[float | None, float | None]:
    low = high = None
    for mark in marks:
        low = getattr(mark, "ge", getattr(mark, "at_least", low))
        high = getattr(mark, "le", getattr(mark, "at_most", high))
    return low, high
