"""What can be inspected of each type of item: its fields, found in their annotations. Pure.

Whatever has a `Hint` is shown; how, follows from its type. A new type of item needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from editor_app.items import ITEM_TYPES
from editor_app.items.values import AnimatedNumber, Animations, CaptionAnimations, FontStyle, TextBackground
from editor_app.record import Hint
from editor_app.record.hints import Group
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

    @property
    def moves(self) -> bool:
        """Tell whether keyframes can move it."""
        return self.kind == "moving"


@lru_cache(maxsize=64)
def fields_of(kind: str) -> tuple[Field, ...]:
    """Give the fields of a type of item in the order of the model, but those of time last."""
    model = ITEM_TYPES.get(kind)
    if model is None:
        return ()
    found = tuple(field for name in model.model_fields if (field := _field(model, name)) is not None)
    if kind == "audio":  # sound has a box in the format, which means nothing
        return tuple(field for field in found if field.group != "layout" or field.kind == "time")
    return tuple(sorted(found, key=lambda field: field.kind == "time" and field.group == "layout"))


def common_fields(kinds: Iterable[str]) -> tuple[Field, ...]:
    """Give the fields that all of several types have alike."""
    lists = [fields_of(kind) for kind in dict.fromkeys(kinds)]
    if not lists:
        return ()
    return tuple(field for field in lists[0] if all(field in others for others in lists[1:]))


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
        measure = Measure(
            measure.unit,
            measure.decimals,
            measure.step,
            None if low is None else low * factor,
            None if high is None else high * factor,
        )
    choices = tuple(map(str, get_args(plain))) if kind == "choice" else ()
    return Field(name, hint.label, hint.group, kind, measure, factor, choices, is_optional)


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
    if not isinstance(plain, type):
        return None
    if plain in _MODELS:
        return _MODELS[plain]
    if plain is int:
        return "time" if hint.unit == "ticks" else "whole"
    if plain is float:
        return "number"
    return _text_kind(name) if plain is str else None


def _text_kind(name: str) -> Kind:
    if name == "color" or name.endswith("_color"):
        return "colour"
    if name == "font_family":
        return "font"
    return "text" if name == "text" else "line"


_PERCENT = Measure("%", 1, 1.0)
_SPECIAL: dict[str, tuple[Measure, float]] = {
    "opacity": (Measure("%", 1, 1.0, 0.0, 100.0), 100.0),
    "crop_left": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "crop_top": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "crop_right": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "crop_bottom": (Measure("%", 1, 0.5, 0.0, 100.0), 100.0),
    "intensity": (_PERCENT, 100.0),
    "decibel_adjustment": (Measure("dB", 1, 0.5, -120.0, 24.0), 1.0),
    "playback_rate": (Measure("×", 2, 0.05), 1.0),
}


def _measure(name: str, kind: Kind, hint: Hint) -> tuple[Measure, float]:
    if name in _SPECIAL:
        return _SPECIAL[name]
    if kind == "time":
        return Measure("s", 3, 0.1), 1 / TICKS_PER_SECOND
    if hint.unit == "×":
        return Measure("×", 2, 0.01), 1.0
    if kind == "whole":
        return Measure(hint.unit, 0, 1.0), 1.0
    return Measure(hint.unit, 1, 1.0), 1.0


def _range(marks: Iterable[Any]) -> tuple[float | None, float | None]:
    low = high = None
    for mark in marks:
        low = getattr(mark, "ge", getattr(mark, "at_least", low))
        high = getattr(mark, "le", getattr(mark, "at_most", high))
    return low, high
