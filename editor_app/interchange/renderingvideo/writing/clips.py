"""One item as clips of a config, by its type."""

from __future__ import annotations

from editor_app.interchange.renderingvideo.writing.artwork import drawn_clips, gif_clips
from editor_app.interchange.renderingvideo.writing.captions import caption_clips
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.effects import effect_clips
from editor_app.interchange.renderingvideo.writing.media import audio_clips, image_clips, video_clips
from editor_app.interchange.renderingvideo.writing.seams import transition_of
from editor_app.interchange.renderingvideo.writing.shapes import solid_clips
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.interchange.renderingvideo.writing.templates import template_clips
from editor_app.interchange.renderingvideo.writing.text import text_clips
from editor_app.items import (
    AudioItem,
    BrokenItem,
    CaptionsItem,
    ChartItem,
    EffectItem,
    FilterItem,
    GifItem,
    IllustrationItem,
    ImageItem,
    LottieItem,
    MotionGraphicItem,
    SolidItem,
    TextItem,
    TextTemplateItem,
    VideoItem,
)


def clips_of(desk: Desk, stay: Stay) -> list[Json]:
    """Give an item's clips; what a hidden track holds is only heard."""
    item = stay.item
    if stay.track.hidden and not isinstance(item, AudioItem | VideoItem):
        return []
    if isinstance(item, VideoItem) and stay.track.hidden and not _sounds(desk, stay, item):
        return []
    clips = _clips(desk, stay)
    if clips and not stay.track.hidden:
        _come_in(desk, stay, clips)
    return clips


def _sounds(desk: Desk, stay: Stay, item: VideoItem) -> bool:
    asset = desk.state.assets.get(item.asset_id)
    return not stay.track.muted and getattr(asset, "has_audio_track", True)


def _clips(desk: Desk, stay: Stay) -> list[Json]:
    item = stay.item
    match item:
        case VideoItem():
            return video_clips(desk, stay, item)
        case ImageItem():
            return image_clips(desk, stay, item)
        case GifItem():
            return gif_clips(desk, stay, item)
        case AudioItem():
            return audio_clips(desk, stay, item)
        case SolidItem():
            return solid_clips(desk, stay, item)
        case EffectItem() | FilterItem():
            return effect_clips(desk, stay, item)
        case LottieItem() | ChartItem() | IllustrationItem() | MotionGraphicItem():
            return drawn_clips(desk, stay, item)
        case _:
            return _written(desk, stay, item)


def _written(desk: Desk, stay: Stay, item: TextItem | CaptionsItem | TextTemplateItem) -> list[Json]:
    match item:
        case TextItem():
            return text_clips(desk, stay, item)
        case CaptionsItem():
            return caption_clips(desk, stay, item)
        case TextTemplateItem():
            return template_clips(desk, stay, item)


def _come_in(desk: Desk, stay: Stay, clips: list[Json]) -> None:
    """Put the transition by which an item comes on each of its clips that is seen."""
    window = stay.windows.incoming
    if window is None or stay.start >= window.end_ticks:
        return
    outgoing = desk.state.items[window.transition.from_clip_id]
    if isinstance(outgoing, BrokenItem):
        return
    transition = transition_of(desk, stay, outgoing, window)
    for clip in clips:
        if clip["type"] != "audio":
            clip["transition"] = transition
