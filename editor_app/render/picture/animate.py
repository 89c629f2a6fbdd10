"""An item's container: its box at a time, how it is turned and scaled, and its clip animations. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.drawing import (
    Affine,
    Box,
    Group,
    Operation,
    about,
    rotation,
    scaling,
    then,
    translation,
)
from editor_app.items import BrokenItem, Item
from editor_app.items.values import AnimatedNumber, Animations, ClipAnimation
from editor_app.render.picture.easing import ease

AnyItem = Item | BrokenItem

_SLIDE = {"slide-up": (0, -1), "slide-down": (0, 1), "slide-left": (-1, 0), "slide-right": (1, 0)}
# Scale at the far end of the animation, as `in` and as `out`.
ZOOM = {"zoom-in": (0.6, 1.4), "zoom-out": (1.4, 0.6)}


@dataclass(frozen=True, slots=True)
class Motion:
    """What a clip animation does to its container at one moment."""

    opacity: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0


def box_at(item: AnyItem, time_ticks: int) -> Box | None:
    """Give the item's box at a clip-local time; None where it has none (effects, unreadable items)."""
    sides = [_number(item, name, time_ticks, None) for name in ("left", "top", "width", "height")]
    left, top, width, height = sides
    if left is None or top is None or width is None or height is None:
        return None
    return Box(left, top, width, height)


def contain(
    item: AnyItem,
    time_ticks: int,
    box: Box,
    content: tuple[Operation, ...],
    *,
    animate_in: bool = True,
    animate_out: bool = True,
) -> Group:
    """Put an item's content into its container: rotated and scaled about the box centre, moved, faded.

    `animate_in`, `animate_out`: whether the clip animation on that side counts; a transition replaces it.
    """
    animations = getattr(item, "animations", None)
    motion = Motion()
    if isinstance(animations, Animations):
        motion = motion_at(
            animations.in_ if animate_in else None,
            animations.out if animate_out else None,
            time_ticks,
            item.duration_ticks,
            box,
        )
    turned = then(
        scaling(
            (_number(item, "scale_x", time_ticks, 1.0) or 0.0) * motion.scale,
            (_number(item, "scale_y", time_ticks, 1.0) or 0.0) * motion.scale,
        ),
        rotation(_number(item, "rotation", time_ticks, 0.0) or 0.0),
    )
    transform: Affine = then(about(box.center, turned), translation(motion.dx, motion.dy))
    own = _number(item, "opacity", time_ticks, 1.0) or 0.0
    return Group(content, transform, min(max(own, 0.0), 1.0) * motion.opacity)


def motion_at(
    enter: ClipAnimation | None, leave: ClipAnimation | None, time_ticks: int, duration_ticks: int, box: Box
) -> Motion:
    """Give what the animations do at a clip-local time (conventions §4).

    `in` runs over the first ticks, `out` over the last; where both do not fit, they shrink in proportion.
    """
    enter_ticks = float(enter.duration_ticks) if enter else 0.0
    leave_ticks = float(leave.duration_ticks) if leave else 0.0
    shrink = min(1.0, duration_ticks / (enter_ticks + leave_ticks)) if enter_ticks + leave_ticks else 1.0
    enter_ticks, leave_ticks = enter_ticks * shrink, leave_ticks * shrink
    if enter and time_ticks < enter_ticks:
        share = ease(enter.easing, time_ticks / enter_ticks, "ease-out")
        return _motion(enter.type, 1.0 - share, box, entering=True)
    if leave and time_ticks >= duration_ticks - leave_ticks:
        share = ease(leave.easing, (time_ticks - duration_ticks + leave_ticks) / leave_ticks, "ease-in")
        return _motion(leave.type, share, box, entering=False)
    return Motion()


def _motion(kind: str, away: float, box: Box, *, entering: bool) -> Motion:
    """Give the motion of a clip that is `away` 0..1 from its place."""
    if kind in _SLIDE:
        x, y = _SLIDE[kind]
        reach = -away if entering else away
        return Motion(1.0 - away, x * box.width * reach, y * box.height * reach)
    if kind in ZOOM:
        far = ZOOM[kind][0 if entering else 1]
        return Motion(1.0 - away, scale=1.0 + (far - 1.0) * away)
    return Motion(1.0 - away)


def _number(item: AnyItem, name: str, time_ticks: int, fallback: float | None) -> float | None:
    value = getattr(item, name, None)
    return value.at(time_ticks, item.duration_ticks) if isinstance(value, AnimatedNumber) else fallback
