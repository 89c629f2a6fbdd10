"""Images, videos and sounds as clips."""

from __future__ import annotations

from typing import Any

from editor_app.interchange.renderingvideo.curves import Points
from editor_app.interchange.renderingvideo.writing.clip import clip_of, visual
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.sound import is_plain, loudness, source_of, volume_of
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import AudioItem, ImageItem, VideoItem
from editor_app.items.media import PictureItem


def image_clips(desk: Desk, stay: Stay, item: ImageItem) -> list[Json]:
    """Give an image."""
    return [picture(desk, stay, item, "image", "images")]


def video_clips(desk: Desk, stay: Stay, item: VideoItem) -> list[Json]:
    """Give a video, and its sound as a clip of its own where the video clip cannot carry it."""
    clip = picture(desk, stay, item, "video", "videos")
    asset: Any = desk.state.assets.get(item.asset_id)
    clip |= source_of(desk, stay, item)
    if not getattr(asset, "has_audio_track", True):
        return [clip]
    if stay.track.muted:
        return [{**clip, "muted": True}]
    if is_plain(item, stay):
        return [{**clip, **volume_of(desk, stay, stay.curve(item.decibel_adjustment)[0][1])}]
    return [{**clip, "muted": True}, sound_of(desk, stay, item)]


def sound_of(desk: Desk, stay: Stay, item: VideoItem) -> Json:
    """Give the sound of a video as an audio clip."""
    why = "A video has neither fades nor an envelope: its sound is a clip of its own, fed by the video file."
    desk.lose(item.id, stay.track.id, "sound", why)
    clip = clip_of(stay, "audio", f"{item.id}-sound")
    del clip["zIndex"]
    return {
        **clip,
        "src": desk.source(item.asset_id, "audios"),
        **source_of(desk, stay, item),
        **loudness(desk, stay, item),
    }


def audio_clips(desk: Desk, stay: Stay, item: AudioItem) -> list[Json]:
    """Give a sound; nothing on a muted track."""
    if stay.track.muted:
        return []
    clip = clip_of(stay, "audio")
    del clip["zIndex"]
    return [
        {
            **clip,
            "src": desk.source(item.asset_id, "audios"),
            **source_of(desk, stay, item),
            **loudness(desk, stay, item),
        }
    ]


def picture(desk: Desk, stay: Stay, item: PictureItem, kind: str, pool: str) -> Json:
    """Give a picture that fills its box."""
    clip = visual(desk, stay, kind)
    clip["src"] = desk.source(item.asset_id, pool)
    clip["style"] |= {"objectFit": "fill", **rounded(desk, stay, stay.curve(item.border_radius))}
    return clip


def rounded(desk: Desk, stay: Stay, radius: Points) -> Json:
    """Give the corner radius."""
    if len(radius) > 1:
        why = "The schema does not move the corner radius; the first value stays."
        desk.lose(stay.item.id, stay.track.id, "border radius", why)
    value = max(0.0, radius[0][1])
    return {"borderRadius": desk.px(value)} if value else {}
