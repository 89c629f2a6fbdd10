"""The values of both sides in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel
from pydantic.alias_generators import to_snake
from PySide6.QtCore import QCoreApplication

from editor_app.items import ITEM_TYPES
from editor_app.items.values import Animations, CaptionAnimations, FontStyle, TextBackground
from editor_app.merge import ABSENT
from editor_app.record import Hint
from editor_app.state import Transition
from editor_app.state.model import Root
from editor_app.timebase import format_length
from editor_app.ui.conflicts.texts import tr

_MOST_LETTERS = 160
_PARTS: Mapping[str, type[BaseModel]] = {
    "font_style": FontStyle,
    "background": TextBackground,
    "animations": Animations,
    "caption_animations": CaptionAnimations,
}
_PERCENT = ("opacity", "cropLeft", "cropTop", "cropRight", "cropBottom", "intensity")
_OWN: Mapping[str, str] = {
    "text": "Text",
    "assetId": "Medium",
    "hidden": "Hidden",
    "muted": "Muted",
    "syncLocked": "Kept in step",
    "filename": "File",
    "captions": "Captions",
    "items": "Clips",
    "transitions": "Transitions",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a field is called, and its unit."""

    label: str
    unit: str = ""


def field_named(collection: str, kind: str, part: str) -> Named:
    """Name a field, or one inside a field, as the inspector does."""
    names = part.split(".")
    model: type[BaseModel] | None = {"root": Root, "transitions": Transition}.get(collection)
    if collection == "items":
        model = ITEM_TYPES.get(kind)
    hint = _hint(model, names[0])
    label = _label(names[0], hint)
    inside = _hint(_PARTS.get(to_snake(names[0])), names[1]) if len(names) > 1 else None
    if inside is not None:
        return Named(f"{label}, {_label(names[1], inside)}", inside.unit)
    if len(names) > 1 and not names[1].isdecimal():
        label = f"{label}, {_label(names[1], None)}"
    return Named(label, "%" if names[0] in _PERCENT else hint.unit if hint else "")


def value_in_words(value: Any, unit: str) -> str:
    """Say a value; one that moves says where it begins and how many keyframes it has."""
    if value is ABSENT or value is None:
        return tr("Not set")
    if isinstance(value, bool):
        return tr("On") if value else tr("Off")
    if isinstance(value, int | float):
        return _number(value, unit)
    if isinstance(value, str):
        return _short(value.strip()) or tr("Nothing")
    if isinstance(value, list):
        return _list(cast("list[Any]", value))
    return _object(cast("Mapping[str, Any]", value), unit)


def _object(value: Mapping[str, Any], unit: str) -> str:
    if "value" in value and set(value) <= {"value", "keyframes", "easing"}:
        start = value_in_words(value["value"], unit)
        keyframes = len(value.get("keyframes") or ())
        if not keyframes:
            return start
        text = tr("{start}, 1 keyframe") if keyframes == 1 else tr("{start}, {count} keyframes")
        return text.format(start=start, count=keyframes)
    if {"compositionWidth", "compositionHeight"} <= set(value):
        return f"{value['compositionWidth']} × {value['compositionHeight']}"
    return _short(", ".join(_parts(value))) or tr("Nothing")


def _parts(value: Mapping[str, Any]) -> Iterator[str]:
    """Name what an object is, then each of its values that is set; what it is called for needs no name."""
    kind = value.get("type")
    if isinstance(kind, str):
        yield _label(kind, None)
    for name, part in value.items():
        if name == "type" or part is None:
            continue
        words = value_in_words(part, "")
        yield words if name == kind else f"{_label(name, None)}: {words}"


def _list(value: Sequence[Any]) -> str:
    if all(isinstance(entry, str) for entry in value):
        return _short(", ".join(value)) or tr("Nothing")
    return (tr("1 entry") if len(value) == 1 else tr("{count} entries")).format(count=len(value))


def _number(value: float, unit: str) -> str:
    if unit == "ticks":
        return format_length(round(value))
    if unit == "%":
        value = 100 * value
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    joint = "" if unit in ("", "°", "×") else " "
    return f"{text}{joint}{unit}"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1].rstrip() + "…"


def _hint(model: type[BaseModel] | None, name: str) -> Hint | None:
    fields = model.model_fields if model is not None else {}
    info = fields.get(to_snake(name)) or fields.get(f"{name}_")
    return next((mark for mark in info.metadata if isinstance(mark, Hint)), None) if info else None


def _label(name: str, hint: Hint | None) -> str:
    if hint is not None:
        return QCoreApplication.translate("Inspector", hint.label)
    words = to_snake(name).replace("_", " ")
    return tr(_OWN.get(name, words[:1].upper() + words[1:]))
