"""What documents may use: the format's own lists, and presets of ours for each entry."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from editor_app.items import EffectItem, FilterItem, SolidItem
from editor_app.items.values import CaptionAnimation, ClipAnimation
from editor_app.record import Record, Value
from editor_app.state import Transition

Json = dict[str, Any]

VERSION = "sandbox-1"

_SIDES = ("from-left", "from-right", "from-top", "from-bottom")
_CORNERS = ("from-top-left", "from-top-right", "from-bottom-left", "from-bottom-right")
_DIRECTIONS = {"slide": _SIDES, "flip": _SIDES, "wipe": (*_SIDES, *_CORNERS)}
_EFFECT_PARAMS: dict[str, Json] = {
    "blurred-opening": {"maxBlurPx": 24},
    "flash-to-black": {"brightTicks": 24_000, "darkTicks": 24_000, "tailDarkTicks": 24_000, "maxOpacity": 1},
}
_LOOPS = ("jitter", "rainbow", "sweep-shine")
_OUTS = ("curtain-close", "center-type-out", "converge", "lay-down")
_COLORS = ("#000000", "#ffffff", "#0f172a", "#1d4ed8", "#0e7490", "#15803d", "#b45309", "#b91c1c", "#7e22ce")
_GRADIENTS = (
    "linear-gradient(135deg, #0f172a 0%, #1e293b 100%)",
    "linear-gradient(135deg, #1d4ed8 0%, #7e22ce 100%)",
    "linear-gradient(180deg, #f59e0b 0%, #b91c1c 100%)",
    "linear-gradient(90deg, #0e7490 0%, #15803d 100%)",
)


@cache
def capabilities() -> Json:
    """Give the reply's data; the presets are ours, the service does not publish its own."""
    transitions, effects = _values(Transition, "type"), _values(EffectItem, "effect_type")
    filters = _values(FilterItem, "filter_type")
    return {
        "version": VERSION,
        "animations": _values(ClipAnimation, "type"),
        "captionAnimations": _caption_animations(),
        "transitions": transitions,
        "transitionPresets": [preset for kind in transitions for preset in _transition_presets(kind)],
        "effects": effects,
        "effectPresets": [_preset(kind, _EFFECT_PARAMS.get(kind), 1.0) for kind in effects],
        "filters": filters,
        "filterPresets": [_preset(kind, {"blend": 0.8}, 3.0) for kind in filters],
        "shapes": _values(SolidItem, "shape"),
        "backgroundPresets": {
            "colors": list(_COLORS),
            "gradients": list(_GRADIENTS),
            "images": [],
            "blurLevels": [0, 1, 2, 3, 4],
        },
    }


def _values(model: type[Record | Value], field: str) -> list[str]:
    return list(get_args(model.model_fields[field].annotation))


def _caption_animations() -> Json:
    kinds = _values(CaptionAnimation, "type")
    groups = {
        "in": [kind for kind in kinds if kind not in _LOOPS],
        "out": [kind for kind in kinds if kind in _OUTS],
        "loop": [kind for kind in kinds if kind in _LOOPS],
    }
    return {
        group: [
            {"id": f"{group}-{kind}", "type": kind, "label": _label(kind), "preview": _label(kind)}
            for kind in kinds
        ]
        for group, kinds in groups.items()
    }


def _transition_presets(kind: str) -> list[Json]:
    plain = {"id": kind, "type": kind, "label": _label(kind)}
    return [
        {
            "id": f"{kind}-{direction}",
            "type": kind,
            "label": f"{_label(kind)} {direction.replace('-', ' ')}",
            "params": {"direction": direction},
        }
        for direction in _DIRECTIONS.get(kind, ())
    ] or [plain]


def _preset(kind: str, params: Json | None, seconds: float) -> Json:
    preset: Json = {
        "id": kind,
        "type": kind,
        "label": _label(kind),
        "defaultDurationInSeconds": seconds,
        "defaultIntensity": 1.0,
    }
    return preset | ({"params": params} if params else {})


def _label(kind: str) -> str:
    return kind.replace("-", " ").capitalize()
