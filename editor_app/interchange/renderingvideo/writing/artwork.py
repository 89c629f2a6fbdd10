"""What the schema has no clips for: Lottie, gifs, charts, illustrations, motion graphics."""

from __future__ import annotations

from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.media import picture
from editor_app.interchange.renderingvideo.writing.prerenders import of_content
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import (
    ChartItem,
    GifItem,
    IllustrationItem,
    LottieItem,
    MotionGraphicItem,
)

Drawn = LottieItem | ChartItem | IllustrationItem | MotionGraphicItem


def drawn_clips(desk: Desk, stay: Stay, item: Drawn) -> list[Json]:
    """Give artwork as a film or still drawn beforehand; without it, it is missing."""
    is_still = isinstance(item, IllustrationItem) or (
        isinstance(item, ChartItem) and not item.animation_duration_ticks
    )
    clip = of_content(desk, stay, item.type, "png" if is_still else "webm")
    if clip is not None:
        return [clip]
    why = "RenderingVideo cannot show it; draw it here beforehand to have it in the film."
    desk.lose(item.id, stay.track.id, item.type, why, "missing")
    return []


def gif_clips(desk: Desk, stay: Stay, item: GifItem) -> list[Json]:
    """Give a gif as a film drawn beforehand; without it, as a still picture."""
    clip = of_content(desk, stay, "gif", "webm")
    if clip is not None:
        return [clip]
    why = "It stands still there, on its first picture."
    desk.lose(item.id, stay.track.id, "gif", why)
    return [picture(desk, stay, item, "image", "images")]
