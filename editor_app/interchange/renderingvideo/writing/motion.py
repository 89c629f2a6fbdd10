"""An item's clip animations as animations of the schema, or as keyframes where both would move one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from editor_app.drawing import Box
from editor_app.interchange.renderingvideo.curves import Points, combined, product, simplified
from editor_app.interchange.renderingvideo.spelling import seconds_of, tidy
from editor_app.interchange.renderingvideo.vocabulary import EASING_OF
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.geometry import Geometry
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items.values import Animations, ClipAnimation
from editor_app.render.picture.animate import ZOOM, Motion, box_at, motion_at

_STEPS = 24
_DEFAULT = {"in": "ease-out", "out": "ease-in"}


def animated(desk: Desk, stay: Stay, geometry: Geometry) -> tuple[Geometry, list[Json]]:
    """Give the geometry with what could not be an animation, and the animations.

    An animation at a transition is dropped, as the transition replaces it.
    """
    animations = getattr(stay.item, "animations", None)
    if not isinstance(animations, Animations):
        return geometry, []
    enter = animations.in_ if stay.windows.incoming is None else None
    leave = animations.out if stay.windows.outgoing is None else None
    enter_ticks, leave_ticks = _lengths(enter, leave, stay.item.duration_ticks)
    if enter and stay.offset >= enter_ticks:
        enter_ticks, enter = 0, None
    begins = stay.item.duration_ticks - leave_ticks - stay.offset
    if leave and begins >= stay.length:
        leave_ticks, leave = 0, None
    if not enter and not leave:
        return geometry, []
    is_cut = (enter and (stay.offset > 0 or enter_ticks > stay.length)) or (
        leave and (begins < 0 or begins + leave_ticks > stay.length)
    )
    if is_cut or any(_collides(a, geometry) for a in (enter, leave) if a):
        return _baked(desk, stay, geometry, animations, (enter, leave)), []
    written: list[Json] = []
    if enter:
        written += _written(desk, stay, geometry, enter, "in", 0, enter_ticks)
    if leave:
        written += _written(desk, stay, geometry, leave, "out", begins, leave_ticks)
    return geometry, written


def _lengths(enter: ClipAnimation | None, leave: ClipAnimation | None, duration: int) -> tuple[int, int]:
    first, last = (a.duration_ticks if a else 0 for a in (enter, leave))
    if first + last <= duration:
        return first, last
    first = round(first * duration / (first + last))
    return first, duration - first


def _collides(animation: ClipAnimation, geometry: Geometry) -> bool:
    moves: dict[str, tuple[Points, ...]] = {
        "slide": (geometry.x, geometry.y, geometry.opacity),
        "zoom": (geometry.scale_x, geometry.scale_y, geometry.opacity),
        "fade": (geometry.opacity,),
    }
    return any(len(points) > 1 for points in moves[animation.type.split("-")[0]])


def _written(
    desk: Desk, stay: Stay, geometry: Geometry, animation: ClipAnimation, side: str, begins: int, length: int
) -> list[Json]:
    name = animation.easing or _DEFAULT[side]
    how: Json = {"duration": seconds_of(length)}
    if begins:
        how["delay"] = seconds_of(begins)
    if name != "linear":
        how["easing"] = EASING_OF[name]
        why = "It starts and stops a little differently, by at most 2.4 % of its way."
        desk.lose(stay.item.id, stay.track.id, "animation", why)
    way = side.capitalize()
    written: list[Json] = [{"type": f"fade{way}", **how}]
    if animation.type.startswith("slide"):
        direction = animation.type.removeprefix("slide-")
        size = geometry.height if direction in ("up", "down") else geometry.width
        written.append({"type": f"slide{way}", **how, "direction": direction, "distance": desk.px(size)})
        why = "It may slide in from the other side there."
        desk.lose(stay.item.id, stay.track.id, "animation", why)
    elif animation.type in ZOOM:
        own = [tidy(geometry.scale_x[0][1]), tidy(geometry.scale_y[0][1])]
        factor = ZOOM[animation.type][side == "out"]
        far = [tidy(geometry.scale_x[0][1] * factor), tidy(geometry.scale_y[0][1] * factor)]
        ends = (far, own) if side == "in" else (own, far)
        written.append({"type": "scale", **how, "from": ends[0], "to": ends[1]})
        why = "It may zoom from another size there."
        desk.lose(stay.item.id, stay.track.id, "animation", why)
    return written


def _baked(
    desk: Desk,
    stay: Stay,
    geometry: Geometry,
    animations: Animations,
    shown: tuple[ClipAnimation | None, ClipAnimation | None],
) -> Geometry:
    """Put the animations into the curves, as far as they lie within the clip."""
    item: Any = stay.item
    enter = animations.in_ if stay.windows.incoming is None else None
    leave = animations.out if stay.windows.outgoing is None else None
    lengths = _lengths(enter, leave, item.duration_ticks)
    times = {0, stay.length}
    for length, begins in zip(lengths, (0, item.duration_ticks - lengths[1]), strict=True):
        times |= {begins + length * i // _STEPS - stay.offset for i in range(_STEPS + 1)}
    moments = [t for t in sorted(times) if 0 <= t <= stay.length]

    def motion(tick: int) -> Motion:
        local = tick + stay.offset
        box = box_at(item, local) or Box(0.0, 0.0, 0.0, 0.0)
        return motion_at(enter, leave, local, item.duration_ticks, box)

    path = [(t, motion(t)) for t in moments]
    fade: Points = simplified([(t, m.opacity) for t, m in path])
    dx, dy = simplified([(t, m.dx) for t, m in path]), simplified([(t, m.dy) for t, m in path])
    zoom = simplified([(t, m.scale) for t, m in path])
    return replace(
        geometry,
        x=combined((geometry.x, dx), lambda v: v[0] + v[1]),
        y=combined((geometry.y, dy), lambda v: v[0] + v[1]),
        scale_x=product(geometry.scale_x, zoom),
        scale_y=product(geometry.scale_y, zoom),
        opacity=product(geometry.opacity, fade),
    )
