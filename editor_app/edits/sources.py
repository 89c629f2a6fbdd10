"""How far a clip's medium reaches, and what a clip becomes when its edges move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from editor_app.assets import AudioAsset, GifAsset, LottieAsset, VideoAsset
from editor_app.edits.errors import OutOfRangeError, called
from editor_app.edits.numbers import cut_number
from editor_app.items import AudioItem, CaptionsItem, GifItem, Item, LottieItem, VideoItem
from editor_app.items.values import (
    AnimatedNumber,
    Animations,
    CaptionAnimation,
    CaptionAnimations,
    ClipAnimation,
)
from editor_app.state import EditorState
from editor_app.timebase import ticks_from_seconds

Edge = Literal["start", "end"]
Sounding = VideoItem | AudioItem
Playing = VideoItem | AudioItem | GifItem | LottieItem
"""Items that play a medium from a start within it, at a speed."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The ticks between which a clip's medium lets it start and end; None where nothing limits it."""

    earliest_start: int | None
    latest_start: int
    latest_end: int | None

    def check(self, state: EditorState, item_id: str, start: int, end: int) -> None:
        """Raise OutOfRangeError where a clip may not lie on [start, end)."""
        name = called(state, item_id)
        if end <= start:
            raise OutOfRangeError(f"The {name} must last at least one tick.", item_id)
        if self.earliest_start is not None and start < self.earliest_start:
            raise OutOfRangeError(f"The {name} has nothing before that.", item_id)
        if start > self.latest_start:
            raise OutOfRangeError(f"The {name} cannot start after the zero of its captions.", item_id)
        if self.latest_end is not None and end > self.latest_end:
            raise OutOfRangeError(f"The {name} has nothing after that.", item_id)


def reach(state: EditorState, item: Item) -> Reach:
    """Give how far a clip's medium lets its edges go, at its speed and with its content where it is.

    Video and sound end where their asset does, or where the clip does already. Pictures, and what repeats,
    have no end. Captions may start at any time up to their content's zero.
    """
    start, end = item.start_ticks, item.end_ticks
    if isinstance(item, CaptionsItem):
        return Reach(None, start + item.content_start_offset_ticks, None)
    if not isinstance(item, Sounding):
        return Reach(None, end - 1, None)
    first = start - int(item.source_start_ticks / item.playback_rate)
    length = source_length(state, item)
    if not length:
        return Reach(first, end - 1, None)
    last = start + int((length - item.source_start_ticks) / item.playback_rate)
    return Reach(first, end - 1, max(end, last))


def source_length(state: EditorState, item: Item) -> int:
    """Give the length in ticks of the medium an item plays; 0 where it has none or it is not known."""
    asset = state.assets.get(getattr(item, "asset_id", ""))
    if isinstance(asset, VideoAsset | AudioAsset | GifAsset | LottieAsset):
        return ticks_from_seconds(asset.duration_in_seconds)
    return 0


def trimmed(state: EditorState, item: Item, start: int, end: int, *, at: int | None = None) -> Item:
    """Give an item with its edges at `start` and `end`, what it shows standing still in time.

    Keyframes keep their absolute time, fades and animations shrink to fit; then it lies at `at`, if given.
    Limits are the caller's to check.
    """
    shift, old, new = start - item.start_ticks, item.duration_ticks, end - start
    changes: dict[str, object] = {"start_ticks": start if at is None else at, "duration_ticks": new}
    for name, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber):
            changes[name] = cut_number(value, shift_ticks=shift, old_ticks=old, new_ticks=new)
    if isinstance(item, Playing):
        changes["source_start_ticks"] = _source_start(state, item, shift)
    if isinstance(item, CaptionsItem):
        changes["content_start_offset_ticks"] = max(0, item.content_start_offset_ticks - shift)
    return item.replace(**changes, **fitted(item, new))


def _source_start(state: EditorState, item: Playing, shift: int) -> int:
    start = item.source_start_ticks + round(shift * item.playback_rate)
    if start < 0 and isinstance(item, GifItem | LottieItem) and (length := source_length(state, item)):
        return start % length  # What repeats has been here before.
    return max(0, start)


def fitted(item: Item, duration_ticks: int) -> dict[str, Any]:
    """Give the fields of an item's fades and animations that shrink to fit `duration_ticks`.

    Where start and end do not fit together, both shrink in proportion (conventions §4).
    """
    changes: dict[str, Any] = {}
    if isinstance(item, Sounding):
        fades = (item.audio_fade_in_duration_ticks, item.audio_fade_out_duration_ticks)
        if sum(fades) > duration_ticks:
            head, tail = _shrunk(*fades, duration_ticks)
            changes |= {"audio_fade_in_duration_ticks": head, "audio_fade_out_duration_ticks": tail}
    for name in ("animations", "caption_animations"):
        held = getattr(item, name, None)
        if isinstance(held, Animations | CaptionAnimations) and (change := _fitted(held, duration_ticks)):
            changes[name] = change
    return changes


def _fitted(
    held: Animations | CaptionAnimations, duration_ticks: int
) -> Animations | CaptionAnimations | None:
    head, tail = _length(held.in_), _length(held.out)
    if head + tail <= duration_ticks:
        return None
    head, tail = _shrunk(head, tail, duration_ticks)
    return held.model_copy(update={"in_": _of_length(held.in_, head), "out": _of_length(held.out, tail)})


def _length(animation: ClipAnimation | CaptionAnimation | None) -> int:
    return animation.duration_ticks if animation else 0


def _of_length(
    animation: ClipAnimation | CaptionAnimation | None, ticks: int
) -> ClipAnimation | CaptionAnimation | None:
    return animation.model_copy(update={"duration_ticks": ticks}) if animation and ticks else None


def _shrunk(head: int, tail: int, room: int) -> tuple[int, int]:
    shorter = head * room // (head + tail)
    return (shorter, room - shorter) if tail else (room, 0)
