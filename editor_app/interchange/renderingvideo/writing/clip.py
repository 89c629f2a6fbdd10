"""What every clip begins with."""

from __future__ import annotations

from editor_app.interchange.renderingvideo.spelling import seconds_of
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.geometry import geometry_of, placed
from editor_app.interchange.renderingvideo.writing.motion import animated
from editor_app.interchange.renderingvideo.writing.stay import Stay


def clip_of(stay: Stay, kind: str, clip_id: str | None = None) -> Json:
    """Give a clip's id, type, time and height in the stack."""
    start = seconds_of(stay.start)
    return {
        "id": clip_id or stay.item.id,
        "type": kind,
        "start": start,
        "duration": seconds_of(stay.length),
        "zIndex": stay.z,
    }


def visual(desk: Desk, stay: Stay, kind: str, *, with_height: bool = True) -> Json:
    """Give a clip with the item's place, motion and animations; its `style` is to be joined."""
    geometry, animations = animated(desk, stay, geometry_of(desk, stay))
    clip = {**clip_of(stay, kind), **placed(desk, stay, geometry, with_height=with_height)}
    if animations:
        clip["animations"] = animations
    return clip
