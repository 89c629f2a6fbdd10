"""New clips: of an asset, of text, of a shape, with a sensible box; and the places that they find."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from editor_app.assets import AnyAsset, AudioAsset, CaptionAsset
from editor_app.edits.assets import asset_of
from editor_app.edits.clips import add_clip
from editor_app.edits.draft import NO_TRACKS
from editor_app.edits.errors import MismatchError
from editor_app.edits.ids import NewId, fresh_id, random_id
from editor_app.edits.indexes import lane
from editor_app.edits.placing import OnOverlap
from editor_app.edits.tracks import add_track
from editor_app.items import (
    AudioItem,
    GifItem,
    ImageItem,
    Item,
    LottieItem,
    SolidItem,
    TextItem,
    VideoItem,
)
from editor_app.items.values import AnimatedNumber
from editor_app.state import BrokenTrack, EditorState
from editor_app.timebase import TICKS_PER_SECOND, ticks_from_seconds

STILL_TICKS = 5 * TICKS_PER_SECOND
"""How long a new clip lasts that has no length of its own."""
_SMALL = 0.5
"""A picture smaller than this share of the composition, both ways, keeps its own size."""

Point = tuple[float, float]
_PLAYING = ("video", "audio", "gif", "lottie")
_OF_ASSET: Mapping[str, type[Item]] = {
    "image": ImageItem,
    "video": VideoItem,
    "gif": GifItem,
    "audio": AudioItem,
    "lottie": LottieItem,
}


def new_length(asset: AnyAsset) -> int:
    """Give how many ticks a new clip of an asset lasts: its medium's length, or five seconds."""
    seconds = getattr(asset, "duration_in_seconds", 0)
    return ticks_from_seconds(seconds) or STILL_TICKS


def asset_clip(
    state: EditorState, *, asset_id: str, item_id: str, start_ticks: int = 0, center: Point | None = None
) -> Item:
    """Make a clip of an asset, contained in the composition or about `center`; raise EditError.

    ```
        ┌────────┐   a.mp4       ┌─┬────┬─┐
        │        │ + ┌───┐  ->   │ │ a  │ │
        └────────┘   └───┘       └─┴────┴─┘
    ```
    """
    asset = asset_of(state, asset_id)
    if isinstance(asset, CaptionAsset):
        raise MismatchError("Captions are placed from their own panel.", asset_id)
    fields: dict[str, Any] = {"asset_id": asset_id, "keep_aspect_ratio": True}
    if asset.type in _PLAYING:
        fields |= {"source_start_ticks": 0, "playback_rate": 1.0}
    if asset.type in ("video", "audio"):
        fields |= {"audio_fade_in_duration_ticks": 0, "audio_fade_out_duration_ticks": 0}
        fields["decibel_adjustment"] = AnimatedNumber.constant(0)
    size = _fitted(state, asset)
    box = _box(state, size, center)
    return _make(_OF_ASSET[asset.type], item_id, start_ticks, new_length(asset), box, fields)


def text_clip(
    state: EditorState,
    *,
    item_id: str,
    text: str,
    style: Mapping[str, Any] | None = None,
    start_ticks: int = 0,
    duration_ticks: int = STILL_TICKS,
    center: Point | None = None,
) -> TextItem:
    """Make a text in the middle of the composition or about `center`; `style` replaces fields by name.

    Sizes in `style` are for a composition 1080 px high or wide, whichever is less, and are scaled to fit.
    `middle` in it gives the place of the middle, as shares of the composition; `share` the box's width.
    """
    scale = min(state.composition_width, state.composition_height) / 1080
    given = dict(style or {})
    middle: Point = given.pop("middle", (0.5, 0.5))
    share: float = given.pop("share", 0.8)
    fields: dict[str, Any] = {
        "text": text,
        "color": "#ffffff",
        "align": "center",
        "font_family": "Inter",
        "font_style": {"variant": "normal", "weight": "700"},
        "font_size": 96.0,
        "line_height": 1.2,
        "letter_spacing": 0.0,
        "resize_on_edit": False,
        "direction": "ltr",
        "stroke_width": 0.0,
        "stroke_color": "#000000",
        **given,
    }
    for name in ("font_size", "letter_spacing", "stroke_width"):
        fields[name] = round(fields[name] * scale, 2)
    fields["font_size"] = max(1.0, fields["font_size"])
    if background := fields.get("background"):
        fields["background"] = {
            **background,
            "horizontal_padding": round(background["horizontal_padding"] * scale, 2),
            "border_radius": round(background["border_radius"] * scale, 2),
        }
    lines = 1 + text.count("\n")
    size = (state.composition_width * share, lines * fields["font_size"] * fields["line_height"])
    where = center or (state.composition_width * middle[0], state.composition_height * middle[1])
    made = _make(TextItem, item_id, start_ticks, duration_ticks, _box(state, size, where), fields)
    assert isinstance(made, TextItem)
    return made


def shape_clip(
    state: EditorState,
    *,
    item_id: str,
    shape: str,
    color: str,
    radius_share: float = 0.0,
    aspect: float = 1.0,
    start_ticks: int = 0,
    duration_ticks: int = STILL_TICKS,
    center: Point | None = None,
) -> SolidItem:
    """Make a shape in the middle or about `center`; `radius_share` is of its height."""
    height = round(min(state.composition_width / max(aspect, 1), state.composition_height) * 0.4)
    size = (round(height * aspect), height)
    fields = {
        "color": color,
        "shape": shape,
        "keep_aspect_ratio": False,
        "border_radius": AnimatedNumber.constant(round(height * radius_share)),
    }
    made = _make(SolidItem, item_id, start_ticks, duration_ticks, _box(state, size, center), fields)
    assert isinstance(made, SolidItem)
    return made


def place_clips(
    state: EditorState,
    *,
    items: Sequence[Item],
    track_id: str | None = None,
    new_track_at: int | None = None,
    on_overlap: OnOverlap = "new-track",
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Put clips one after the other, from the first one's start, on one track; raise EditError.

    ```
        V1 | A |        ->   V1 | A |
        V2                   V2     | x | y |
    ```
    On the track named; on a new one at `new_track_at`; or where there is room: on the topmost track (sound:
    the lowest that has only sound) or a new one beyond it. `on_overlap` is for the track named (`place_all`).
    """
    if not items:
        return state
    laid = _in_a_row(items)
    if track_id is None and new_track_at is not None:
        old = {track.id for track in state.tracks}
        state = add_track(state, at=new_track_at, new_id=new_id)
        track_id = next(track.id for track in state.tracks if track.id not in old)
    if track_id is None:
        track_id = _roomy_track(state, laid, locked)
    for item in laid:
        before = {track.id for track in state.tracks}
        state = add_clip(
            state, item=item, track_id=track_id, on_overlap=on_overlap, new_id=new_id, locked=locked
        )
        opened: list[str] = [track.id for track in state.tracks if track.id not in before]
        track_id = opened[0] if opened else track_id
    return state


def place_assets(
    state: EditorState,
    *,
    asset_ids: Sequence[str],
    start_ticks: int,
    track_id: str | None = None,
    new_track_at: int | None = None,
    center: Point | None = None,
    on_overlap: OnOverlap = "new-track",
    item_ids: Sequence[str] = (),
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Put clips of assets one after the other, as `place_clips` does.

    ```
        V1 | A |        ->   V1 | A | a.mp4 | b.jpg |
                             A1     | song.mp3            |
    ```
    Sounds among pictures go below them, beside each other, from the same start. `item_ids` are those of the
    new clips, where given.
    """
    made: list[Item] = []
    taken: set[str] = set()
    given = iter(item_ids)
    for asset_id in asset_ids:
        item_id = next(given, None) or fresh_id(new_id, state.items, taken)
        taken.add(item_id)
        made.append(
            asset_clip(state, asset_id=asset_id, item_id=item_id, start_ticks=start_ticks, center=center)
        )
    sounds = [item for item in made if isinstance(item, AudioItem)]
    pictures = [item for item in made if not isinstance(item, AudioItem)]
    put = partial(place_clips, on_overlap=on_overlap, new_id=new_id, locked=locked)
    if not sounds or not pictures:
        return put(state, items=made, track_id=track_id, new_track_at=new_track_at)
    own = track_id if track_id is None or not _has_only_sound(state, track_id) else None
    state = put(state, items=pictures, track_id=own, new_track_at=new_track_at)
    return put(state, items=sounds, track_id=track_id if own is None else None)


def _has_only_sound(state: EditorState, track_id: str) -> bool:
    listed = next((track.items for track in state.tracks if track.id == track_id), ())
    return bool(listed) and all(isinstance(state.items.get(key), AudioItem) for key in listed)


def _in_a_row(items: Sequence[Item]) -> list[Item]:
    at, laid = items[0].start_ticks, list[Item]()
    for item in items:
        laid.append(item.model_copy(update={"start_ticks": at}) if item.start_ticks != at else item)
        at += item.duration_ticks
    return laid


def _roomy_track(state: EditorState, items: Sequence[Item], locked: Collection[str]) -> str | None:
    """Give the track at the edge of the stack if all of it has room there, else None: a new one."""
    start, end = items[0].start_ticks, items[-1].end_ticks
    is_sound = all(isinstance(item, AudioItem) for item in items)
    place = len(state.tracks) - 1 if is_sound else 0
    track = state.tracks[place]
    if isinstance(track, BrokenTrack) or track.id in locked or track.hidden:
        return None
    holds_sound = [isinstance(state.items.get(key), AudioItem) for key in track.items]
    if holds_sound and (not all(holds_sound) if is_sound else all(holds_sound)):
        return None
    is_taken = any(True for _ in lane(state, place).between(start, end))
    return None if is_taken else track.id


def _fitted(state: EditorState, asset: AnyAsset) -> Point:
    """Give the size of an asset's box: contained in the composition; a small picture keeps its own."""
    if isinstance(asset, AudioAsset | CaptionAsset):
        return 100.0, 100.0
    width, height = state.composition_width, state.composition_height
    scale = min(width / asset.width, height / asset.height)
    if asset.type != "video" and asset.width < width * _SMALL and asset.height < height * _SMALL:
        scale = 1.0
    return max(1, round(asset.width * scale)), max(1, round(asset.height * scale))


def _box(state: EditorState, size: Point, center: Point | None) -> dict[str, AnimatedNumber]:
    x, y = center or (state.composition_width / 2, state.composition_height / 2)
    values = {
        "left": round(x - size[0] / 2, 2),
        "top": round(y - size[1] / 2, 2),
        "width": round(size[0], 2),
        "height": round(size[1], 2),
        "scale_x": 1,
        "scale_y": 1,
        "opacity": 1,
        "rotation": 0,
    }
    return {name: AnimatedNumber.constant(value) for name, value in values.items()}


def _make(
    model: type[Item],
    item_id: str,
    start_ticks: int,
    duration_ticks: int,
    box: Mapping[str, AnimatedNumber],
    fields: Mapping[str, Any],
) -> Item:
    known = model.model_fields
    values: dict[str, Any] = {
        "border_radius": AnimatedNumber.constant(0),
        **box,
        **fields,
        "id": item_id,
        "start_ticks": start_ticks,
        "duration_ticks": duration_ticks,
        "is_dragging_in_timeline": False,
    }
    return model.model_validate({k: v for k, v in values.items() if k in known}, by_name=True)
