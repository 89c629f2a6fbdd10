"""What a film is made of, as far as its size depends on it: seen in a few moments, without drawing. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from editor_app.assets import Asset, GifAsset, ImageAsset, VideoAsset
from editor_app.css import parse_gradient
from editor_app.drawing import Box, LinearGradient, RadialGradient
from editor_app.items import AudioItem, BrokenItem, Item, SolidItem, VideoItem
from editor_app.items.values import AnimatedNumber, Animations
from editor_app.render.export.settings import Target
from editor_app.render.picture.animate import box_at
from editor_app.render.windows import transition_windows
from editor_app.state.backgrounds import ColorBackground, ImageBackground
from editor_app.state.model import EditorState
from editor_app.state.queries import Placed, items_at
from editor_app.timebase import tick_of_frame

_MOMENTS = 24
_FILM_BITS, _PHOTO_BITS, _LOSSLESS_BITS = 0.16, 1.6, 10.0
"""Bits a pixel that files of moving pictures and photographs usually have: such a file is as rich as 1."""
_LEAST_RICH, _MOST_RICH, _DRAWN_RICH, _MOVING_RICH = 0.15, 1.3, 0.06, 0.4
_LEAST_KNOWN_BYTES = 1000
_SLANTED_RICH = 0.17
"""Of a slanted gradient from black to a full colour; a level or upright one repeats its lines."""
_USUAL_FPS = 30
_OPAQUE_FROM = 0.99
_OPAQUE = ("image/jpeg", "video/mp4", "video/quicktime")


@dataclass(frozen=True, slots=True)
class Content:
    """Shares of the frame, 0 to 1, over the whole film; what is richer or poorer than usual counts so.

    `film` is filled by moving pictures, `moved` by still ones, shapes and texts that move, `detail` by
    whatever has any. `sound` is the share of the time in which anything may be heard.
    """

    film: float = 1.0
    moved: float = 0.0
    detail: float = 1.0
    sound: float = 1.0


USUAL = Content()


def content_of(state: EditorState, target: Target) -> Content:
    """Look at the stretch of a project that is made."""
    known = _known.get(state)
    if known is None or known[0] != target:
        behind = _background(state)
        seen = [_moment(state, tick, target.fps, behind) for tick in _ticks(target)]
        known = target, Content(*(sum(values) / len(seen) for values in zip(*seen, strict=True)))
        _known[state] = known
    return known[1]


_known: WeakKeyDictionary[EditorState, tuple[Target, Content]] = WeakKeyDictionary()


def _ticks(target: Target) -> Iterator[int]:
    count = min(_MOMENTS, target.frames)
    for n in range(count):
        yield target.start_tick + tick_of_frame((2 * n + 1) * target.frames // (2 * count), target.fps)


def _moment(state: EditorState, tick: int, fps: int, behind: float) -> tuple[float, float, float, float]:
    """Give film, moved, detail and sound, from the topmost item down: what covers takes from those below."""
    film, moved, detail, left = 0.0, 0.0, 0.0, 1.0
    playing = items_at(state, tick)
    for placed in playing:
        item = placed.item
        if isinstance(item, BrokenItem | AudioItem) or state.tracks[placed.track_index].hidden:
            continue
        area, rich = min(left, _area(state, item, tick - item.start_ticks)), _richness(state, item)
        if isinstance(item, VideoItem) or isinstance(_asset_of(state, item), GifAsset):
            film += area * rich
        elif _is_moving(state, placed, tick, fps):
            moved += area * max(rich, _MOVING_RICH)
        detail += area * rich
        if _covers(state, item, tick):
            left -= area
    return film, moved, detail + left * behind, float(any(_is_heard(state, p) for p in playing))


def _area(state: EditorState, item: Item, time_ticks: int) -> float:
    """Give the share of the frame that an item's box has, not more than all of it."""
    whole = state.composition_width * state.composition_height
    box = box_at(item, time_ticks)
    return min(1.0, abs(box.width * box.height) / whole) if box is not None and whole else 0.0


def _asset_of(state: EditorState, item: Item) -> Asset | None:
    found = state.assets.get(getattr(item, "asset_id", ""))
    return found if isinstance(found, ImageAsset | VideoAsset | GifAsset) else None


def _covers(state: EditorState, item: Item, tick: int) -> bool:
    """Tell whether nothing is seen through an item, as far as can be told without looking into its file."""
    opacity, asset = getattr(item, "opacity", None), _asset_of(state, item)
    time = tick - item.start_ticks
    if isinstance(opacity, AnimatedNumber) and opacity.at(time, item.duration_ticks) < _OPAQUE_FROM:
        return False
    return isinstance(item, SolidItem) or (asset is not None and asset.mime_type in _OPAQUE)


def _richness(state: EditorState, item: Item) -> float:
    """Give how much detail an item has, by the bits that its file takes for a pixel."""
    asset = _asset_of(state, item)
    if asset is None:
        return 0.0 if isinstance(item, SolidItem) else _DRAWN_RICH
    return _richness_of(asset)


def _richness_of(asset: Asset) -> float:
    if not isinstance(asset, ImageAsset | VideoAsset | GifAsset) or asset.size < _LEAST_KNOWN_BYTES:
        return 1.0 if isinstance(asset, VideoAsset) else _DRAWN_RICH
    frames = 1.0 if isinstance(asset, ImageAsset) else max(1.0, asset.duration_in_seconds * _USUAL_FPS)
    usual = _FILM_BITS if isinstance(asset, VideoAsset) else _PHOTO_BITS
    if asset.mime_type in ("image/png", "image/bmp", "image/tiff"):
        usual = _LOSSLESS_BITS
    bits = asset.size * 8 / max(1.0, asset.width * asset.height * frames)
    return min(_MOST_RICH, max(_LEAST_RICH, (bits / usual) ** 0.5))


def _is_moving(state: EditorState, placed: Placed, tick: int, fps: int) -> bool:
    """Tell whether a still thing changes from this frame to the next."""
    item = placed.item
    if isinstance(item, BrokenItem):
        return False
    windows = transition_windows(state).get(placed.item_id)
    seams = (windows.incoming, windows.outgoing) if windows is not None else ()
    if any(seam is not None and seam.start_ticks <= tick < seam.end_ticks for seam in seams):
        return True
    time, length = tick - item.start_ticks, item.duration_ticks
    later = time + tick_of_frame(1, fps)
    for value in item.__dict__.values():
        if isinstance(value, AnimatedNumber) and value.keyframes:
            if value.at(time, length) != value.at(later, length):
                return True
        elif isinstance(value, Animations) and _comes_or_goes(value, time, length):
            return True
    return False


def _comes_or_goes(animations: Animations, time: int, length: int) -> bool:
    comes, goes = animations.in_, animations.out
    is_coming = comes is not None and time < comes.duration_ticks
    return is_coming or (goes is not None and time >= length - goes.duration_ticks)


def _background(state: EditorState) -> float:
    chosen = state.global_background
    if isinstance(chosen, ImageBackground):
        asset = state.assets.get(chosen.image_asset_id or "")
        return _richness_of(asset) if isinstance(asset, Asset) else 0.0
    if not isinstance(chosen, ColorBackground) or not chosen.gradient:
        return 0.0
    brush = parse_gradient(chosen.gradient, Box(0, 0, state.composition_width, state.composition_height))
    if not isinstance(brush, LinearGradient | RadialGradient) or _is_level(brush):
        return 0.0
    first, last = brush.stops[0].color, brush.stops[-1].color
    span = sum(abs(getattr(first, part) - getattr(last, part)) for part in ("red", "green", "blue"))
    return _SLANTED_RICH * min(1.0, span)


def _is_level(brush: LinearGradient | RadialGradient) -> bool:
    if isinstance(brush, RadialGradient):
        return False
    return abs(brush.x2 - brush.x1) < 1 or abs(brush.y2 - brush.y1) < 1


def _is_heard(state: EditorState, placed: Placed) -> bool:
    item, track = placed.item, state.tracks[placed.track_index]
    if track.muted or isinstance(item, BrokenItem):
        return False
    asset = state.assets.get(getattr(item, "asset_id", ""))
    return isinstance(item, AudioItem) or (isinstance(asset, VideoAsset) and asset.has_audio_track)
