"""A document as a config of schema v2: the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from editor_app.css import is_color
from editor_app.interchange.renderingvideo.report import Conversion
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.interchange.renderingvideo.vocabulary import VERSION
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.media import audio_clips, image_clips, video_clips
from editor_app.interchange.renderingvideo.writing.shapes import solid_clips
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.interchange.renderingvideo.writing.text import text_clips
from editor_app.items import AudioItem, BrokenItem, ImageItem, SolidItem, TextItem, VideoItem
from editor_app.items.context import Measure, rough_measure
from editor_app.render.windows import ClipWindows, transition_windows
from editor_app.state.backgrounds import ColorBackground
from editor_app.state.model import EditorState
from editor_app.state.queries import placed_items, project_length
from editor_app.timebase import TICKS_PER_SECOND


def to_schema(
    state: EditorState,
    *,
    fps: int,
    scale: float = 1.0,
    range_ticks: tuple[int, int] | None = None,
    addresses: Mapping[str, str],
    prerendered: Mapping[str, str] = {},
    measure: Measure | None = None,
) -> Conversion:
    """Write a document, or the ticks `range_ticks` of it, as a config, `scale` times as large.

    `addresses` gives the public address of assets by id, `prerendered` those of the plan's prerenders by
    key. What has no address yet stands in the plan and has a placeholder in the config.
    """
    start, end = range_ticks or (0, project_length(state))
    desk = Desk(state, fps, scale, start, end, addresses, prerendered, measure or rough_measure)
    tracks = list(_tracks(desk))
    config: Json = {"meta": _meta(desk)}
    if desk.pools:
        config["assets"] = {pool: list(entries.values()) for pool, entries in desk.pools.items()}
    config["tracks"] = tracks
    return Conversion(config, tuple(desk.losses.values()), desk.plan())


def _meta(desk: Desk) -> Json:
    return {
        "version": VERSION,
        "width": even(desk.width * desk.k),
        "height": even(desk.height * desk.k),
        "fps": desk.fps,
        "background": _background(desk),
    }


def even(px: float) -> int:
    """Round to the nearest even number, as every output of ours is."""
    return max(2, 2 * round(px / 2))


def _background(desk: Desk) -> Any:
    chosen = desk.state.global_background
    if isinstance(chosen, ColorBackground) and is_color(chosen.color):
        return chosen.color
    return "#000000"


def _tracks(desk: Desk) -> Iterator[Json]:
    count = len(desk.state.tracks)
    clips: list[list[Json]] = [[] for _ in desk.state.tracks]
    windows = transition_windows(desk.state)
    for placed in placed_items(desk.state):
        track = desk.state.tracks[placed.track_index]
        item = placed.item
        start, end = max(item.start_ticks, desk.start), min(item.end_ticks, desk.end)
        if start >= end:
            continue
        if isinstance(item, BrokenItem):
            desk.lose(placed.item_id, track.id, item.type or "item", "It cannot be read.", "missing")
            continue
        found = windows.get(placed.item_id, ClipWindows())
        stay = Stay(
            item, track, start, end, 100 * (count - placed.track_index), ClipWindows() if found else found
        )
        clips[placed.track_index] += _clips(desk, stay)
    for track, listed in zip(desk.state.tracks, clips, strict=True):
        if listed:
            for clip in listed:
                clip["start"] = tidy(clip["start"] - desk.start / TICKS_PER_SECOND)
            yield {"id": track.id, "clips": listed}


def _clips(desk: Desk, stay: Stay) -> list[Json]:
    item: Any = stay.item
    match item:
        case AudioItem():
            return audio_clips(desk, stay, item)
        case VideoItem():
            return video_clips(desk, stay, item)
        case ImageItem():
            return image_clips(desk, stay, item)
        case SolidItem():
            return solid_clips(desk, stay, item)
        case TextItem():
            return text_clips(desk, stay, item)
        case _:
            desk.lose(item.id, stay.track.id, item.type, "The schema has no such clip.", "missing")
            return []
