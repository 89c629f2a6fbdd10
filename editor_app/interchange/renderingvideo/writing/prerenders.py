"""What our own renderer draws beforehand, and the clips that show it."""

from __future__ import annotations

from dataclasses import replace as replaced
from hashlib import sha256
from typing import Any

from editor_app.drawing import Box
from editor_app.interchange.renderingvideo.report import Prerender
from editor_app.interchange.renderingvideo.spelling import seconds_of
from editor_app.interchange.renderingvideo.writing.clip import clip_of, visual
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.geometry import geometry_of
from editor_app.interchange.renderingvideo.writing.reduced import reduced_state
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import VideoItem
from editor_app.state.dialects import to_bytes

DRAWN = "Our own renderer draws it beforehand."


def planned(
    desk: Desk,
    item_ids: tuple[str, ...],
    span: tuple[int, int],
    kind: str,
    box: Box | None = None,
    *,
    content: bool = False,
) -> tuple[Prerender, str | None]:
    """Put a prerender into the plan; gives it, and its address where there is one already.

    Its key changes with everything in the document that it shows, and with size and rate. A film's frames
    are frames of the whole film, so it may begin before `span` and end after it, by less than one.

    ```
    frames of the film   |     |     |     |     |
    span                    [           )
    prerender            [                 )
    ```
    """
    # Begun between two frames, each picture of it would stand for a later moment than it shows.
    span = span if kind == "png" else desk.on_frames(span)
    frame = box or Box(0.0, 0.0, desk.width, desk.height)
    plain = Prerender("", item_ids, "png" if kind == "png" else "webm", *span, frame, content)
    shown = to_bytes(reduced_state(desk.state, plain))
    seal = sha256(shown + f"{span} {kind} {desk.fps} {desk.k:g}".encode()).hexdigest()[:16]
    prerender = replaced(plain, key=f"{'-'.join(item_ids)[:40]}-{seal}")
    desk.prerenders[prerender.key] = prerender
    return prerender, desk.prerendered.get(prerender.key)


def of_content(desk: Desk, stay: Stay, what: str, kind: str) -> Json | None:
    """Plan the inside of an item's box; gives the clip that shows it once it has an address."""
    geometry = geometry_of(desk, replaced(stay, start=stay.film[0], end=stay.film[1]))
    if geometry.width <= 0 or geometry.height <= 0:
        return None
    item: Any = stay.item
    box = Box(
        geometry.x[0][1] - geometry.width / 2,
        geometry.y[0][1] - geometry.height / 2,
        geometry.width,
        geometry.height,
    )
    prerender, address = planned(desk, (item.id,), stay.film, kind, box, content=True)
    if address is None:
        return None
    desk.lose(item.id, stay.track.id, what, DRAWN, "prerender")
    clip = visual(desk, stay, "image" if kind == "png" else "video")
    clip["style"]["objectFit"] = "fill"
    asset: Any = desk.state.assets.get(item.asset_id) if isinstance(item, VideoItem) else None
    has_sound = asset is not None and getattr(asset, "has_audio_track", True) and not stay.track.muted
    return {**clip, **_source(desk, prerender, address, stay, muted=not has_sound)}


def of_whole(desk: Desk, stay: Stay, what: str, *, muted: bool = True) -> Json | None:
    """Plan an item as it lies in the frame; gives the clip that shows it once it has an address."""
    prerender, address = planned(desk, (stay.item.id,), stay.film, "webm")
    if address is None:
        return None
    desk.lose(stay.item.id, stay.track.id, what, DRAWN, "prerender")
    return over_frame(desk, stay, prerender, address, muted=muted)


def over_frame(
    desk: Desk, stay: Stay, prerender: Prerender, address: str, *, muted: bool, clip_id: str | None = None
) -> Json:
    """Give a clip over the whole canvas that shows a prerender."""
    clip: Json = {**clip_of(stay, "image" if prerender.kind == "png" else "video", clip_id)}
    clip["transform"] = whole_canvas(desk)
    clip["style"] = {"objectFit": "fill"}
    return {**clip, **_source(desk, prerender, address, stay, muted=muted)}


def whole_canvas(desk: Desk) -> Json:
    """Give the transform of a clip over the whole canvas."""
    return {
        "x": "50%",
        "y": "50%",
        "width": desk.px(desk.width),
        "height": desk.px(desk.height),
        "anchor": "center",
    }


def _source(desk: Desk, prerender: Prerender, address: str, stay: Stay, *, muted: bool) -> Json:
    pool = "images" if prerender.kind == "png" else "videos"
    source: Json = {"src": desk.refer(f"prerender-{prerender.key}", pool, address)}
    if prerender.kind == "webm":
        begin = stay.start - prerender.start_tick
        source["source"] = {"start": seconds_of(begin), "end": seconds_of(begin + stay.length)}
        if muted:
            source["muted"] = True
    return source
