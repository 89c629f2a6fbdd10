"""A clip's animations: those that the editor has stay what they are, the others become keyframes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from editor_app.interchange.renderingvideo.curves import Points, combined, simplified, value_at
from editor_app.interchange.renderingvideo.easing import editor_easing
from editor_app.interchange.renderingvideo.reading.notes import Node, pair_of
from editor_app.interchange.renderingvideo.reading.place import Canvas, Place, eased
from editor_app.interchange.renderingvideo.vocabulary import (
    ANIMATIONS,
    DEFAULT_SLIDE_PX,
    EASINGS,
    SIDES,
)
from editor_app.render.picture.animate import ZOOM
from editor_app.timebase import ticks_from_seconds

_SIDE = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_TOLERANCE_TICKS = 12
_MOST_CYCLES = 500


@dataclass(frozen=True, slots=True)
class Animation:
    """One animation of a clip, its times in ticks from the clip's start."""

    node: Node
    kind: str
    delay: int
    duration: int
    easing: str
    cycles: int

    @property
    def end(self) -> int:
        """Give the tick at which it is over."""
        return self.delay + self.cycles * self.duration

    def cycle(self, a: float, b: float) -> list[tuple[int, float]]:
        """Give the way from `a` to `b`, once for every cycle."""
        points: list[tuple[int, float]] = []
        for index in range(self.cycles):
            start = self.delay + index * self.duration
            piece = eased(start, a, start + self.duration, b, self.easing)
            if points:
                piece[0] = (start + 1, a)
            points += piece
        return points


def read_motion(clip: Node, place: Place, duration: int, canvas: Canvas) -> tuple[Place, dict[str, Any]]:
    """Give the place with what animations do to it, and the clip animations that stay as they are."""
    found = list(_animations(clip, duration))
    kept: dict[str, Any] = {}
    for side in ("in", "out"):
        group = [a for a in found if _is_at(a, side, duration)]
        animation = _as_clip_animation(group, place, side)
        if animation is not None:
            kept[side] = animation
            found = [a for a in found if a not in group]
    if len(kept) == 2 and sum(a["durationTicks"] for a in kept.values()) > duration:
        kept["out"]["durationTicks"] = max(1, duration - kept["in"]["durationTicks"])
    for animation in found:
        place = _baked(animation, place, canvas)
    return place, kept


def slide_distance(clip: Node, duration: int, axis: str) -> float | None:
    """Give how far the clip slides with its fade along an axis: for the editor that is its own size."""
    sides = ("up", "down") if axis == "y" else ("left", "right")
    for animation in _animations(Node(clip.fields, clip.path, type(clip.notes)()), duration):
        is_slide = animation.kind in ("slideIn", "slideOut")
        if is_slide and animation.node.fields.get("direction") in sides:
            return animation.node.number("distance", DEFAULT_SLIDE_PX)
    return None


def _animations(clip: Node, duration: int) -> Iterator[Animation]:
    if "animations" not in clip:
        return
    for node in clip.parts("animations"):
        kind = node.choice("type", ANIMATIONS, "")
        length = ticks_from_seconds(node.number("duration", 0.0, at_least=0))
        if not kind:
            continue
        if length < 1:
            node.refuse("duration", "must be a number of seconds above 0")
            continue
        delay = ticks_from_seconds(node.number("delay", 0.0, at_least=0))
        loop = node.fields.get("loop", False)
        cycles = 1
        if loop is True:
            cycles = max(1, -(-(duration - delay) // length))
        elif not isinstance(loop, bool):
            cycles = max(1, int(node.number("loop", 1)))
        cycles = min(cycles, _MOST_CYCLES)
        yield Animation(node, kind, delay, length, node.choice("easing", EASINGS, "linear"), cycles)


def _is_at(animation: Animation, side: str, duration: int) -> bool:
    if animation.cycles != 1 or editor_easing(animation.easing) is None:
        return False
    if side == "in":
        return animation.delay == 0 and animation.kind in ("fadeIn", "slideIn", "scale")
    is_last = abs(animation.end - duration) <= _TOLERANCE_TICKS
    return is_last and animation.kind in ("fadeOut", "slideOut", "scale")


def _as_clip_animation(group: Sequence[Animation], place: Place, side: str) -> dict[str, Any] | None:
    """Give the editor's animation that a fade, alone or with one other, makes; None where there is none."""
    fade = next((a for a in group if a.kind.startswith("fade")), None)
    if fade is None or len(group) > 2:
        return None
    others = [a for a in group if a is not fade]
    kind = "fade"
    if others:
        other = others[0]
        if (other.delay, other.duration, other.easing) != (fade.delay, fade.duration, fade.easing):
            return None
        found = _slide(other, place) if other.kind.startswith("slide") else _zoom(other, place, side)
        if found is None:
            return None
        kind = found
    easing = editor_easing(fade.easing)
    return {"type": kind, "durationTicks": fade.duration, "easing": easing}


def _slide(animation: Animation, place: Place) -> str | None:
    direction = animation.node.choice("direction", SIDES, "left")
    size = place.height if direction in ("up", "down") else place.width
    distance = animation.node.number("distance", DEFAULT_SLIDE_PX)
    if size is None or len(size) > 1 or abs(value_at(size, 0) - distance) > 1e-3 * max(1.0, distance):
        return None
    return f"slide-{direction}"


def _zoom(animation: Animation, place: Place, side: str) -> str | None:
    start, end = pair_of(animation.node.fields.get("from")), pair_of(animation.node.fields.get("to"))
    if start is None or end is None or len(place.scale_x) > 1 or len(place.scale_y) > 1:
        return None
    far, near = (start, end) if side == "in" else (end, start)
    own = value_at(place.scale_x, 0), value_at(place.scale_y, 0)
    for name, shares in ZOOM.items():
        factor = shares[side == "out"]
        expected = own[0] * factor, own[1] * factor
        if _near(near, own) and _near(far, expected):
            return name
    return None


def _near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return all(abs(x - y) <= 1e-4 * max(1.0, abs(y)) for x, y in zip(a, b, strict=True))


def _baked(animation: Animation, place: Place, canvas: Canvas) -> Place:
    kind, node = animation.kind, animation.node
    if kind in ("fadeIn", "fadeOut", "zoomIn", "zoomOut"):
        share = animation.cycle(*((0.0, 1.0) if kind.endswith("In") else (1.0, 0.0)))
        names = ("opacity",) if kind.startswith("fade") else ("scale_x", "scale_y")
        return replace(place, **{name: _times(getattr(place, name), share) for name in names})
    if kind in ("slideIn", "slideOut"):
        across, down = _SIDE[node.choice("direction", SIDES, "left")]
        distance = node.number("distance", DEFAULT_SLIDE_PX)
        away = (-distance, 0.0) if kind == "slideIn" else (0.0, distance)
        path = animation.cycle(*away)
        return replace(place, x=_plus(place.x, path, across), y=_plus(place.y, path, down))
    if kind == "filter":
        return place  # filters are read with the clip's other filters
    return _tween(animation, place, canvas)


def _tween(animation: Animation, place: Place, canvas: Canvas) -> Place:
    names = {"move": ("x", "y"), "scale": ("scale_x", "scale_y"), "rotate": ("rotation",)}[animation.kind]
    ends: list[tuple[float, float]] = []
    for key in ("from", "to"):
        value = animation.node.fields.get(key)
        pair = pair_of(value) if value is not None else None
        if value is not None and pair is None:
            animation.node.refuse(key, "must be a number, or two of them")
        if pair is None:
            at = animation.delay
            pair = tuple[float, float](value_at(getattr(place, name), at) for name in (*names, *names)[:2])
        elif animation.kind == "move":
            pair = canvas.width / 2 + pair[0], canvas.height / 2 + pair[1]
        ends.append(pair)
    changes: dict[str, Points] = {}
    for index, name in enumerate(names):
        path = animation.cycle(ends[0][index], ends[1][index])
        changes[name] = _instead(getattr(place, name), path)
    return replace(place, **changes)


def _times(points: Points, share: list[tuple[int, float]]) -> Points:
    return combined((points, tuple(share)), lambda v: v[0] * v[1])


def _plus(points: Points, path: list[tuple[int, float]], sign: int) -> Points:
    return combined((points, tuple(path)), lambda v: v[0] + sign * v[1]) if sign else points


def _instead(points: Points, path: list[tuple[int, float]]) -> Points:
    """Let a path take over from its first point on; what it ends with stays."""
    first = path[0][0]
    if first <= 0:
        return simplified(path)
    before = [(t, v) for t, v in points if t < first - 1]
    return simplified([*before, (first - 1, value_at(points, first - 1)), *path])
