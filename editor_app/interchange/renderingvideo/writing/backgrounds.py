"""What lies behind everything: a colour, a gradient, a picture, or the lowest clip, blurred."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

from editor_app.css import color_text, is_color, parse_color, parse_gradient
from editor_app.drawing import Box, Color, LinearGradient, RadialGradient, Stop
from editor_app.interchange.renderingvideo.spelling import seconds_of, tidy
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json, is_public
from editor_app.interchange.renderingvideo.writing.prerenders import whole_canvas
from editor_app.interchange.renderingvideo.writing.sound import source_of
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import ImageItem, VideoItem
from editor_app.render.picture.background import SIGMA_PX
from editor_app.render.windows import ClipWindows
from editor_app.state.backgrounds import BlurBackground, ColorBackground, ImageBackground
from editor_app.state.queries import placed_items, visible_items

_BLACK = Color(0.0, 0.0, 0.0)
TRACK = "background"


def canvas_background(desk: Desk) -> Any:
    """Give `meta.background`."""
    chosen = desk.state.global_background
    if not isinstance(chosen, ColorBackground):
        return "#000000"
    base = parse_color(chosen.color, _BLACK)
    brush = parse_gradient(chosen.gradient, Box(0, 0, desk.width, desk.height)) if chosen.gradient else None
    if isinstance(brush, LinearGradient | RadialGradient):
        return _gradient(desk, brush, base)
    return chosen.color if is_color(chosen.color) else "#000000"


def _gradient(desk: Desk, brush: LinearGradient | RadialGradient, base: Color) -> Json:
    why = "The gradient may run in another direction there."
    written: Json = {"type": "linear"}
    if isinstance(brush, LinearGradient):
        angle = math.degrees(math.atan2(brush.x2 - brush.x1, brush.y1 - brush.y2)) % 360
        written["angle"] = tidy(round(angle, 3))
    else:
        written["type"] = "radial"
        why = "The middle and reach of a round gradient may differ there."
    desk.lose("", None, "background gradient", why)
    stops = [{"offset": tidy(stop.offset), "color": color_text(_over(stop, base))} for stop in brush.stops]
    return {**written, "stops": stops}


def _over(stop: Stop, base: Color) -> Color:
    """Lay a stop's colour over the background's."""
    top, share = stop.color, stop.color.alpha
    red, green, blue = (
        a * share + b * (1 - share)
        for a, b in zip((top.red, top.green, top.blue), (base.red, base.green, base.blue), strict=True)
    )
    return Color(red, green, blue)


def background_clips(desk: Desk) -> list[Json]:
    """Give the clips that lie below all others, their times counted in the project."""
    chosen = desk.state.global_background
    if isinstance(chosen, ImageBackground):
        source = _picture_source(desk, chosen)
        if source is None:
            desk.lose("", None, "background picture", "It has no public address.", "missing")
            return []
        return [{**_below(desk, "image", "background", desk.start, desk.end), "src": source}]
    if isinstance(chosen, BlurBackground):
        return list(_blurred(desk, SIGMA_PX[chosen.level]))
    return []


def _picture_source(desk: Desk, chosen: ImageBackground) -> Any:
    if chosen.image_asset_id is not None and chosen.image_asset_id in desk.state.assets:
        return desk.source(chosen.image_asset_id, "images")
    return desk.refer("background", "images", chosen.image_url) if is_public(chosen.image_url) else None


def _below(desk: Desk, kind: str, clip_id: str, start: int, end: int) -> Json:
    return {
        "id": clip_id,
        "type": kind,
        "start": seconds_of(start),
        "duration": seconds_of(end - start),
        "zIndex": 0,
        "transform": whole_canvas(desk),
        "style": {"objectFit": "cover"},
    }


def _blurred(desk: Desk, sigma: float) -> Iterator[Json]:
    """Give, for each time, the lowest image or video that shows then, over the whole canvas."""
    why = "It may be blurred more or less there, and changes at the cut of a transition."
    desk.lose("", None, "background blur", why)
    for count, (start, end, item) in enumerate(_lowest_by_time(desk), start=1):
        kind = "image" if isinstance(item, ImageItem) else "video"
        clip = _below(desk, kind, f"background-{count}", start, end)
        clip["src"] = desk.source(item.asset_id, f"{kind}s")
        clip["style"]["filters"] = [{"type": "blur", "value": desk.px(sigma)}]
        if isinstance(item, VideoItem):
            track = desk.state.tracks[0]
            clip |= {**source_of(desk, Stay(item, track, start, end, 0, ClipWindows()), item), "muted": True}
        yield clip


def _lowest_by_time(desk: Desk) -> Iterator[tuple[int, int, ImageItem | VideoItem]]:
    edges = {desk.start, desk.end}
    for placed in placed_items(desk.state):
        edges |= {t for t in (placed.item.start_ticks, placed.item.end_ticks) if desk.start < t < desk.end}
    times = sorted(edges)
    run: tuple[int, int, ImageItem | VideoItem] | None = None
    for start, end in itertools.pairwise(times):
        pictures = [
            p.item for p in visible_items(desk.state, start) if isinstance(p.item, ImageItem | VideoItem)
        ]
        lowest = pictures[-1] if pictures else None
        if run is not None and lowest is run[2]:
            run = (run[0], end, run[2])
            continue
        if run is not None:
            yield run
        run = (start, end, lowest) if lowest is not None else None
    if run is not None:
        yield run
