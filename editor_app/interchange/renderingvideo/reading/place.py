"""Where a clip is: its middle, size, scale, turn and opacity as curves."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from editor_app.interchange.renderingvideo.check import is_number, list_of
from editor_app.interchange.renderingvideo.curves import Points, combined, simplified
from editor_app.interchange.renderingvideo.easing import easing
from editor_app.interchange.renderingvideo.reading.notes import Node, pair_of
from editor_app.interchange.renderingvideo.vocabulary import ANCHORS, EASINGS
from editor_app.timebase import ticks_from_seconds

EASED_STEPS = 12
"""Straight pieces that stand for an eased one."""
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(%|px)\s*")


@dataclass(frozen=True, slots=True)
class Canvas:
    """The canvas of a config in px, and by what its px are multiplied to be those of the composition."""

    width: float
    height: float
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A clip's place in px of the config; x and y are its middle. None: of a size not stated."""

    x: Points
    y: Points
    width: Points | None
    height: Points | None
    scale_x: Points
    scale_y: Points
    rotation: Points
    opacity: Points


def read_place(clip: Node, canvas: Canvas, item_id: str) -> Place:
    """Read where a clip is; what is only guessed of it is noted."""
    transform, style = clip.part("transform"), clip.part("style")
    x = _position(transform, "x", canvas.width, item_id)
    y = _position(transform, "y", canvas.height, item_id)
    if clip.fields.get("type") == "text" and not ("x" in transform and "y" in transform):
        why = "Its place is not stated; it is taken to stand in the middle of the canvas. No source says."
        clip.notes.lose(item_id, "x and y", why)
    scale = transform.pair("scale", (1.0, 1.0))
    opacity = style.number("opacity", clip.number("opacity", 1.0))
    place = Place(
        _still(x),
        _still(y),
        _size(transform, "width", canvas.width),
        _size(transform, "height", canvas.height),
        _still(scale[0]),
        _still(scale[1]),
        _still(transform.number("rotation", 0.0)),
        _still(opacity),
    )
    if transform.pair("skew", (0.0, 0.0)) != (0.0, 0.0):
        transform.refuse("skew", "cannot be drawn: the editor has no skew")
    return _with_keyframes(clip, place, canvas, item_id)


def anchored(clip: Node, place: Place, item_id: str) -> Place:
    """Give the place with its middle, where x and y were those of another point; needs a size."""
    transform = clip.part("transform")
    name = transform.choice("anchor", tuple(ANCHORS), "center")
    across, down = ANCHORS[name]
    if name == "center" or place.width is None or place.height is None:
        return place
    curves = (place.width, place.height, place.scale_x, place.scale_y, place.rotation)
    if sum(len(curve) > 1 for curve in curves) > 1 or len(place.rotation) > 1:
        clip.notes.lose(item_id, "anchor", f"Moves about its {name} only roughly as it does there.")

    def offset(values: tuple[float, ...]) -> tuple[float, float]:
        _, w, h, sx, sy, degrees = values
        dx, dy, angle = -across * w * sx, -down * h * sy, math.radians(degrees)
        return (
            dx * math.cos(angle) - dy * math.sin(angle),
            dx * math.sin(angle) + dy * math.cos(angle),
        )

    return replace(
        place,
        x=combined((place.x, *curves), lambda v: v[0] + offset(v)[0]),
        y=combined((place.y, *curves), lambda v: v[0] + offset(v)[1]),
    )


def length_of(value: object, whole: float) -> float | None:
    """Read a length: px as a number or with its unit, or a percentage of `whole`."""
    if is_number(value):
        return float(value)  # pyright: ignore[reportArgumentType]
    match = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    return float(match[1]) * (whole / 100 if match[2] == "%" else 1.0)


def position_of(value: object, whole: float) -> float | None:
    """Read a place on the canvas: a percentage from its left or top, or px from its middle."""
    found = length_of(value, whole)
    if found is None:
        return None
    return found if isinstance(value, str) and "%" in value else whole / 2 + found


def _position(transform: Node, key: str, whole: float, item_id: str) -> float:
    if key not in transform:
        return whole / 2
    value = transform.fields[key]
    found = position_of(value, whole)
    if found is None:
        transform.refuse(key, "must be a number of px or a percentage such as “50%”")
        return whole / 2
    if is_number(value) and value != 0:
        transform.notes.lose(
            item_id, key, "A place in px is taken to count from the middle of the canvas; no source says."
        )
    return found


def _size(transform: Node, key: str, whole: float) -> Points | None:
    if key not in transform:
        return None
    found = length_of(transform.fields[key], whole)
    if found is None or found < 0:
        transform.refuse(key, "must be a size in px or a percentage such as “50%”")
        return None
    return _still(found)


def _still(value: float) -> Points:
    return ((0, value),)


def _with_keyframes(clip: Node, place: Place, canvas: Canvas, item_id: str) -> Place:
    if "keyframes" not in clip:
        return place
    curves: dict[str, Points] = {}
    for track in clip.parts("keyframes"):
        name = track.text("property", "")
        if not list_of(track.fields.get("frames")):
            why = f"“{name[:40]}” has no frames, so nothing moves."
            clip.notes.lose(item_id, "keyframes", why, "missing")
        for field, read in _readers(name, canvas).items():
            points = _frames(track, read)
            if points:
                curves[field] = points
        if name and not _readers(name, canvas):
            track.refuse("property", f"“{name[:40]}” cannot be moved here")
    return replace(place, **curves)


Read = Callable[[Any], float | None]


def _readers(name: str, canvas: Canvas) -> Mapping[str, Read]:
    """Tell which curves a property moves, and how its values are read."""

    def number(value: Any) -> float | None:
        return float(value) if is_number(value) else None

    def part(index: int) -> Read:
        def read(value: Any) -> float | None:
            pair = pair_of(value)
            return None if pair is None else pair[index]

        return read

    readers: dict[str, Mapping[str, Read]] = {
        "opacity": {"opacity": number},
        "rotation": {"rotation": number},
        "x": {"x": lambda value: position_of(value, canvas.width)},
        "y": {"y": lambda value: position_of(value, canvas.height)},
        "width": {"width": lambda value: length_of(value, canvas.width)},
        "height": {"height": lambda value: length_of(value, canvas.height)},
        "scale": {"scale_x": part(0), "scale_y": part(1)},
        "scaleX": {"scale_x": number},
        "scaleY": {"scale_y": number},
    }
    plain = {"scale.x": "scaleX", "scale.y": "scaleY", "position.x": "x", "position.y": "y"}
    return readers.get(plain.get(name, name).removeprefix("transform.").removeprefix("style."), {})


def _frames(track: Node, read: Read) -> Points | None:
    found: dict[int, tuple[float, str]] = {}
    for frame in track.parts("frames"):
        value = read(frame.fields.get("value"))
        if value is None:
            frame.refuse("value", "cannot be read as a value of this property")
            continue
        time = ticks_from_seconds(frame.number("time", 0.0, at_least=0))
        found[time] = value, frame.choice("easing", EASINGS, "linear")
    points = [(time, value) for time, (value, _) in sorted(found.items())]
    if not points:
        return None
    more: list[tuple[int, float]] = []
    for (start, a), (end, b) in pairwise(points):
        more += eased(start, a, end, b, found[end][1])[1:-1]
    return simplified(sorted([*points, *more]))


def eased(start: int, a: float, end: int, b: float, name: str) -> list[tuple[int, float]]:
    """Give the way from `a` to `b` on a curve, in straight pieces."""
    steps = 1 if name == "linear" or end - start < EASED_STEPS else EASED_STEPS
    curve = easing(name)
    return [
        (
            start + (end - start) * i // steps,
            a + (b - a) * (curve(i / steps) if 0 < i < steps else i // steps),
        )
        for i in range(steps + 1)
    ]
