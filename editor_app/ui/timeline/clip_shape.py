"""The parts of a clip's body: title, pictures, sound, the level line, fades; plain numbers, no painting."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.assets import VideoAsset
from editor_app.edits.numbers import points
from editor_app.items import AudioItem, BrokenItem, Item, VideoItem
from editor_app.state import EditorState
from editor_app.ui.timeline.keys import LEVEL_FIELD
from editor_app.ui.timeline.levels import share_of_level

TITLE_PX = 17
COMPACT_PX = 36
"""Bodies no higher than this have one line of text and nothing else."""
NARROW_PX = 24
"""Narrower clips are not drawn one by one, and have no handles."""
_PICTURED = frozenset({"video", "image", "gif", "lottie"})

Band = tuple[float, float]
"""Top and bottom, in px from the clip's top."""


@dataclass(frozen=True, slots=True)
class Bands:
    """What lies where in a clip's body."""

    title: Band
    pictures: Band | None = None
    sound: Band | None = None


def has_sound(state: EditorState, item: Item | BrokenItem) -> bool:
    """Tell whether a clip sounds."""
    if isinstance(item, VideoItem):
        asset = state.assets.get(item.asset_id)
        return isinstance(asset, VideoAsset) and asset.has_audio_track
    return isinstance(item, AudioItem)


def bands_of(state: EditorState, item: Item | BrokenItem, height_px: float) -> Bands:
    """Divide a clip's height."""
    sounds = has_sound(state, item)
    if height_px <= COMPACT_PX:
        return Bands((0, height_px), None, (0, height_px) if sounds else None)
    if isinstance(item, AudioItem):
        return Bands((0, TITLE_PX), None, (TITLE_PX, height_px))
    if item.type not in _PICTURED:
        return Bands((0, height_px))
    if not sounds:
        return Bands((0, TITLE_PX), (TITLE_PX, height_px))
    split = TITLE_PX + (height_px - TITLE_PX) * 0.6
    return Bands((0, TITLE_PX), (TITLE_PX, split), (split, height_px))


def level_points(item: AudioItem | VideoItem, band: Band) -> list[tuple[int, float]]:
    """Give the level line as (clip-local ticks, px from the clip's top), one point or more."""
    number = getattr(item, LEVEL_FIELD)
    curve = points(number, item.duration_ticks) or [(0, number.value)]
    return [(time, level_y(value, band)) for time, value in curve]


def level_y(level_db: float, band: Band) -> float:
    """Give where a level lies in a band."""
    top, bottom = band[0] + 2, band[1] - 2
    return bottom - (bottom - top) * share_of_level(level_db)


def level_line_y(item: AudioItem | VideoItem, band: Band, local_tick: float) -> float:
    """Give the height of the level line at a clip-local time."""
    level = getattr(item, LEVEL_FIELD).at(round(local_tick), item.duration_ticks)
    return level_y(level, band)


def fades_of(item: Item | BrokenItem) -> tuple[int, int] | None:
    """Give the fade-in and fade-out in ticks; None for what cannot fade."""
    if isinstance(item, AudioItem | VideoItem):
        return item.audio_fade_in_duration_ticks, item.audio_fade_out_duration_ticks
    return None
