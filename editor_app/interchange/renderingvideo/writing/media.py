"""Images, videos and sounds as clips."""

from __future__ import annotations

from typing import Any

from editor_app.interchange.renderingvideo.curves import Points, value_at
from editor_app.interchange.renderingvideo.writing.clip import clip_of, visual
from editor_app.interchange.renderingvideo.writing.crops import edges_of, is_covering, is_cropped, is_empty
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.prerenders import of_content
from editor_app.interchange.renderingvideo.writing.sound import (
    is_plain,
    is_silent,
    loudness,
    source_of,
    volume_of,
)
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import AudioItem, ImageItem, VideoItem
from editor_app.items.media import PictureItem
from editor_app.timebase import TICKS_PER_SECOND, ticks_from_seconds


def image_clips(desk: Desk, stay: Stay, item: ImageItem) -> list[Json]:
    """Give an image; a cropped one as a still drawn beforehand."""
    if is_empty(stay, item):
        return []
    moves = any(len(edge) > 1 for edge in edges_of(stay, item)) or len(stay.curve(item.border_radius)) > 1
    drawn = _beforehand(desk, stay, item, "webm" if moves else "png")
    return [drawn or picture(desk, stay, item, "image", "images")]


def video_clips(desk: Desk, stay: Stay, item: VideoItem) -> list[Json]:
    """Give a video, and its sound as a clip of its own where the video clip cannot carry it."""
    drawn = _beforehand(desk, stay, item, "webm")
    if drawn is not None:
        return [drawn]
    note_source(desk, stay, item)
    clip = picture(desk, stay, item, "video", "videos")
    asset: Any = desk.state.assets.get(item.asset_id)
    clip |= source_of(desk, stay, item)
    if stay.track.hidden:
        clip = unseen(clip)
    has_sound = getattr(asset, "has_audio_track", True) and not stay.track.muted
    if not has_sound or is_silent(item, stay):
        return [{**clip, "muted": True}]  # also so that nobody who reads it back expects a sound
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
    note_source(desk, stay, item)
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


def _beforehand(desk: Desk, stay: Stay, item: PictureItem, kind: str) -> Json | None:
    """Plan a film or still of what the schema cannot crop or round; gives its clip once it is there."""
    if stay.track.hidden:
        return None
    is_cropped_otherwise = is_cropped(stay, item) and not is_covering(desk, stay, item)
    if not is_cropped_otherwise and len(stay.curve(item.border_radius)) == 1:
        return None
    return of_content(desk, stay, "crop" if is_cropped_otherwise else "border radius", kind)


def unseen(clip: Json) -> Json:
    """Give a clip that is heard but not seen."""
    kept = {key: value for key, value in clip.items() if key not in ("animations", "keyframes", "transition")}
    return {**kept, "style": {"opacity": 0, "objectFit": "fill"}}


def note_source(desk: Desk, stay: Stay, item: AudioItem | VideoItem) -> None:
    """Note where a clip wants more of its medium than there is."""
    asset = desk.state.assets.get(item.asset_id)
    seconds = getattr(asset, "duration_in_seconds", 0)
    last = item.source_start_ticks + (stay.offset + stay.length) * item.playback_rate
    if seconds and last > ticks_from_seconds(seconds) + item.playback_rate * TICKS_PER_SECOND / desk.fps:
        what = "Here its last picture stays" if isinstance(item, VideoItem) else "Here it is silent"
        why = f"The clip goes on after the end of its medium. {what}; it may be otherwise there."
        desk.lose(item.id, stay.track.id, "end of the medium", why)


def picture(desk: Desk, stay: Stay, item: PictureItem, kind: str, pool: str) -> Json:
    """Give a picture that fills its box."""
    clip = visual(desk, stay, kind)
    clip["src"] = desk.source(item.asset_id, pool)
    fit = "fill"
    if is_cropped(stay, item):
        fit = "cover"
        if not is_covering(desk, stay, item):
            why = "It is not cropped as here: its middle fills the box."
            desk.lose(item.id, stay.track.id, "crop", why)
    clip["style"] |= {"objectFit": fit, **rounded(desk, stay, stay.curve(item.border_radius))}
    return clip


def rounded(desk: Desk, stay: Stay, radius: Points) -> Json:
    """Give the corner radius."""
    if len(radius) > 1:
        why = "The corners keep the radius that they have at the start."
        desk.lose(stay.item.id, stay.track.id, "border radius", why)
    value = max(0.0, value_at(radius, 0))
    item: Any = stay.item
    if value and (len(stay.curve(item.width)) > 1 or len(stay.curve(item.height)) > 1):
        desk.lose(item.id, stay.track.id, "border radius", "As the size is scaled, the corners are too.")
    return {"borderRadius": desk.px(value)} if value else {}
