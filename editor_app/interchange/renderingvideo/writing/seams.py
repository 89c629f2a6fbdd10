"""Transitions: the incoming clip begins early and lies above, the outgoing one ends late."""

from __future__ import annotations

from editor_app.interchange.renderingvideo.spelling import seconds_of
from editor_app.interchange.renderingvideo.vocabulary import EASING_OF
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import AudioItem, ImageItem, Item, SolidItem, VideoItem
from editor_app.items.values import AnimatedNumber
from editor_app.render.windows import TransitionWindow

PRERENDERED = ("flip", "clock-wipe")
"""What the schema has no transition for."""
_MOTION = {"from-left": "right", "from-right": "left", "from-top": "down", "from-bottom": "up"}
_KINDS = {"fade": "fade", "slide": "push", "wipe": "wipe", "iris": "iris"}
_STANDS = "RenderingVideo has no such transition and shows a fade."
_ONE_CLIP = "It may play a little differently there."


def transition_of(desk: Desk, stay: Stay, outgoing: Item, window: TransitionWindow) -> Json:
    """Give the transition by which a clip comes, its time cut to what the clip shows of it."""
    transition = window.transition
    kind = _KINDS.get(transition.type)
    if window.start_ticks < desk.start or desk.end < window.end_ticks:
        why = "The range cuts through it: all of it plays in what is left of its time."
        desk.lose(stay.item.id, stay.track.id, "transition", why)
    length = max(0, min(window.end_ticks, stay.end) - max(window.start_ticks, stay.start))
    written: Json = {"type": kind or "fade", "duration": seconds_of(length)}
    if kind is None:
        desk.lose(stay.item.id, stay.track.id, f"transition {transition.type}", _STANDS)
    if kind in ("push", "wipe"):
        direction = str((transition.params or {}).get("direction", "from-left"))
        side = _MOTION.get(direction)
        if side is None:
            side = _MOTION.get("from-" + direction.rpartition("-")[2], "right")
            why = "It wipes from a side there, not across a corner."
            desk.lose(stay.item.id, stay.track.id, "direction", why)
        written["direction"] = side
    if transition.easing and transition.easing != "linear":
        written["easing"] = EASING_OF[transition.easing]
    if kind == "fade" and not _covers(desk, stay.item, outgoing):
        why = "The clip that comes fades in over the one that goes, which does not fade out."
        desk.lose(stay.item.id, stay.track.id, "transition fade", why)
    elif kind is not None:
        desk.lose(stay.item.id, stay.track.id, f"transition {transition.type}", _ONE_CLIP)
    return written


def earliest_start(item: Item) -> int:
    """Give the tick before which an item's medium has nothing."""
    source = getattr(item, "source_start_ticks", None)
    if not isinstance(source, int):
        return -1
    return item.start_ticks - int(source / getattr(item, "playback_rate", 1.0))


def early_start(desk: Desk, item: Item, window: TransitionWindow, track_id: str) -> int:
    """Give when the incoming clip begins: at the window's start, or as early as its medium reaches."""
    earliest = earliest_start(item)
    if earliest <= window.start_ticks:
        return window.start_ticks
    if not isinstance(item, AudioItem):  # a sound is silent before its medium begins, here too
        why = "The film has no frames before this cut, so the next clip comes a little later there."
        desk.lose(item.id, track_id, "transition", why)
    return earliest


def _covers(desk: Desk, incoming: Item, outgoing: Item) -> bool:
    """Tell whether the incoming picture surely hides the outgoing one."""
    if not isinstance(incoming, ImageItem | VideoItem | SolidItem):
        return False
    asset = desk.state.assets.get(getattr(incoming, "asset_id", ""))
    mime = getattr(asset, "mime_type", "")
    if isinstance(incoming, ImageItem) and mime != "image/jpeg":
        return False
    if isinstance(incoming, SolidItem) and incoming.shape != "rectangle":
        return False
    sides = ("left", "top", "width", "height", "scale_x", "scale_y", "rotation", "opacity", "border_radius")
    numbers = [_still(incoming, name) for name in sides]
    others = [_still(outgoing, name) for name in sides]
    if None in numbers or None in others:
        return False
    left, top, width, height, *rest = (value or 0.0 for value in numbers)
    a, b, c, d, *turned = (value or 0.0 for value in others)
    if rest != [1.0, 1.0, 0.0, 1.0, 0.0]:
        return False
    if left <= 0 and top <= 0 and left + width >= desk.width and top + height >= desk.height:
        return True
    is_straight = turned[:3] == [1.0, 1.0, 0.0]
    return is_straight and left <= a and top <= b and left + width >= a + c and top + height >= b + d


def _still(item: Item, name: str) -> float | None:
    """Give a number of an item that does not move; None where it moves."""
    value = getattr(item, name, None)
    if not isinstance(value, AnimatedNumber):
        return 1.0 if name in ("scale_x", "scale_y", "opacity") else 0.0
    return value.value if not value.keyframes else None
