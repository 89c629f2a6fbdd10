"""The easing curves of schema v2, by Penner's formulas, and the editor's where one is near enough."""

from __future__ import annotations

import math
from collections.abc import Callable

from editor_app.interchange.renderingvideo.vocabulary import EASING_OF

Curve = Callable[[float], float]
_BACK = 1.70158


def easing(name: str) -> Curve:
    """Give the curve of that name: 0..1 to progress, which Back and Elastic overshoot."""
    if name.startswith("easeInOut"):
        inward = _IN[name.removeprefix("easeInOut")]
        return lambda t: inward(2 * t) / 2 if t < 0.5 else 1 - inward(2 - 2 * t) / 2
    if name.startswith("easeIn"):
        return _IN[name.removeprefix("easeIn")]
    if name.startswith("easeOut"):
        inward = _IN[name.removeprefix("easeOut")]
        return lambda t: 1 - inward(1 - t)
    return lambda t: t


def editor_easing(name: str) -> str | None:
    """Give the editor's name of a curve that is nowhere more than 0.024 away; None where none is."""
    return _EDITORS.get(name)


_EDITORS = {schema: editor for editor, schema in EASING_OF.items()}


def _bounce(t: float) -> float:
    """Bounce as easeIn; the well-known parabolas are its mirror."""
    t = 1 - t
    _end, middle, floor = next(arc for arc in _ARCS if t < arc[0] / 2.75 or arc is _ARCS[-1])
    return 1 - (7.5625 * (t - middle / 2.75) ** 2 + floor)


_ARCS = ((1.0, 0.0, 0.0), (2.0, 1.5, 0.75), (2.5, 2.25, 0.9375), (2.75, 2.625, 0.984375))


def _elastic(t: float) -> float:
    if t in (0, 1):
        return t
    return -(2 ** (10 * t - 10)) * math.sin((t * 10 - 10.75) * math.tau / 3)


_IN: dict[str, Curve] = {
    "Sine": lambda t: 1 - math.cos(t * math.pi / 2),
    "Quad": lambda t: t**2,
    "Cubic": lambda t: t**3,
    "Quart": lambda t: t**4,
    "Back": lambda t: (_BACK + 1) * t**3 - _BACK * t**2,
    "Elastic": _elastic,
    "Bounce": _bounce,
}
