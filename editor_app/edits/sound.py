"""Taking the sound of a video onto a track of its own."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.assets import AudioAsset, VideoAsset
from editor_app.edits.assets import asset_of
from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import MismatchError, NothingToDoError, called
from editor_app.edits.ids import NewId, fresh_id, random_id
from editor_app.edits.indexes import link_groups
from editor_app.items import AudioItem, VideoItem
from editor_app.items.values import AnimatedNumber
from editor_app.state import BrokenTrack, EditorState

SILENCE_DB = -120.0
"""The format cannot mute one clip, and JSON has no -infinity; this is below the last bit of 16-bit sound."""

_BOX = ("top", "left", "width", "height", "scale_x", "scale_y", "opacity")


def detach_sound(
    state: EditorState, *, item_id: str, new_id: NewId = random_id, locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Put a video's sound on the track below it as an audio clip, linked with it, and silence the video.

    ```
        V1 |  clip.mp4  |   ->   V1 |  clip.mp4  |╮    (silent)
                                 A1 |  clip.mp4  |╯
    ```
    If the track below has pictures or no room, a new one opens. The schema wants an audio asset for audio
    items, so one is added that names the video's own file. Raise MismatchError, NothingToDoError.
    """
    draft = Draft(state, locked=locked)
    video = draft.item(item_id)
    if not isinstance(video, VideoItem):
        raise MismatchError(f"The {called(state, item_id)} is no video.", item_id)
    asset = asset_of(state, video.asset_id)
    if not isinstance(asset, VideoAsset) or not asset.has_audio_track:
        raise NothingToDoError(f"The {called(state, item_id)} has no sound.", item_id)
    home = draft.home(item_id)
    group = video.link_group_id or fresh_id(new_id, link_groups(state))
    sound = _sound(video, draft.fresh(new_id), _audio_asset(draft, asset, new_id), group)
    draft.place(sound.id, sound, _track_below(draft, home, video, new_id, locked))
    muted = {
        "decibel_adjustment": AnimatedNumber.constant(SILENCE_DB),
        "audio_fade_in_duration_ticks": 0,
        "audio_fade_out_duration_ticks": 0,
        "link_group_id": group,
    }
    draft.put(item_id, video.replace(**muted))
    return draft.finish()


def _audio_asset(draft: Draft, video: VideoAsset, new_id: NewId) -> str:
    """Give the key of an audio asset for the video's file; the one that exists, or a new one."""
    same = ("filename", "size", "remote_url", "remote_key", "duration_in_seconds")
    for key, asset in draft.state.assets.items():
        if isinstance(asset, AudioAsset) and all(getattr(asset, n) == getattr(video, n) for n in same):
            return key
    asset_id = draft.fresh(new_id)
    fields = {name: getattr(video, name) for name in (*same, "mime_type")}
    draft.put_asset(asset_id, AudioAsset.model_validate(fields | {"id": asset_id}, by_name=True))
    return asset_id


def _sound(video: VideoItem, item_id: str, asset_id: str, group: str) -> AudioItem:
    shared = [name for name in AudioItem.model_fields if name in VideoItem.model_fields and name != "type"]
    fields = {name: getattr(video, name) for name in shared}
    box = {name: AnimatedNumber.constant(getattr(video, name).value) for name in _BOX}
    own = {"id": item_id, "asset_id": asset_id, "link_group_id": group}
    return AudioItem.model_validate(fields | box | own, by_name=True)


def _track_below(draft: Draft, home: int, video: VideoItem, new_id: NewId, locked: Collection[str]) -> int:
    track = draft.tracks.get(home + 1)
    items = draft.state.items
    if (
        track is not None
        and not isinstance(track, BrokenTrack)
        and track.id not in locked
        and track.items
        and all(isinstance(items.get(key), AudioItem) for key in track.items)
        and not any(draft.clashes(video.start_ticks, video.end_ticks, home + 1, ()))
    ):
        return home + 1
    return draft.new_track(draft.fresh(new_id), home + 1)
