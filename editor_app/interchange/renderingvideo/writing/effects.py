"""Effects and filters over the whole picture: black covers, and filters on every clip below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from editor_app.interchange.renderingvideo.curves import Points, between, value_at
from editor_app.interchange.renderingvideo.looks import BLUR_PX, RECIPES, mixed
from editor_app.interchange.renderingvideo.spelling import seconds_of, tidy
from editor_app.interchange.renderingvideo.writing.clip import clip_of
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.prerenders import DRAWN, over_frame, planned, whole_canvas
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import AudioItem, EffectItem, FilterItem
from editor_app.state.queries import Placed, placed_items
from editor_app.timebase import ticks_from_seconds

COVERS = ("flash-to-black", "fade-in", "fade-out")
_MOST_FLASHES = 2_000


def effect_clips(desk: Desk, stay: Stay, item: EffectItem | FilterItem) -> list[Json]:
    """Give the clips of an effect: a black cover, or a film of the whole picture drawn beforehand.

    Without that film blurs and looks are put on the clips themselves, by `treat`.
    """
    if isinstance(item, EffectItem) and item.effect_type in COVERS:
        cover = _cover(desk, stay, item)
        return [cover] if cover else []
    if item.intensity <= 0:
        return []
    shown = tuple(
        placed.item_id
        for placed in placed_items(desk.state)
        if placed.item.start_ticks < stay.film[1]
        and stay.film[0] < placed.item.end_ticks
        and not isinstance(placed.item, AudioItem)
        and not desk.state.tracks[placed.track_index].hidden
        and (placed.item_id == item.id or _comes_before(desk, placed, stay))
    )
    prerender, address = planned(desk, shown, stay.film, "webm")
    if address is None:
        return []
    desk.lose(item.id, stay.track.id, _name(item), DRAWN, "prerender")
    return [over_frame(desk, stay, prerender, address, muted=True)]


def _comes_before(desk: Desk, placed: Placed, stay: Stay) -> bool:
    """Tell whether an effect treats what an item shows: effects of lower tracks come first."""
    if not isinstance(placed.item, EffectItem | FilterItem):
        return True
    return placed.track_index > desk.state.tracks.index(stay.track)


def _name(item: EffectItem | FilterItem) -> str:
    return f"effect {item.effect_type}" if isinstance(item, EffectItem) else f"filter {item.filter_type}"


def _cover(desk: Desk, stay: Stay, item: EffectItem) -> Json | None:
    points = between(_opacity(item), stay.offset, stay.offset + stay.length)
    if all(value <= 0 for _, value in points):
        return None
    clip = clip_of(stay, "rect")
    clip["transform"] = whole_canvas(desk)
    own = {"opacity": tidy(value_at(points, 0))} if value_at(points, 0) != 1 else {}
    clip["style"] = {"fill": "#000000", **own}
    if len(points) > 1:
        frames = [{"time": seconds_of(t), "value": tidy(v)} for t, v in points]
        clip["keyframes"] = [{"property": "opacity", "frames": frames}]
    return clip


def _opacity(item: EffectItem) -> Points:
    """Give how black the cover is in the time of the item (conventions §6)."""
    full, length = min(1.0, item.intensity), item.duration_ticks
    if item.effect_type == "fade-in":
        return (0, full), (length, 0.0)
    if item.effect_type == "fade-out":
        return (0, 0.0), (length, full)
    flash = item.flash
    dark = min(1.0, flash.max_opacity * item.intensity)
    tail = max(0, length - flash.tail_dark_ticks)
    steps: list[tuple[int, float]] = [(0, 0.0 if flash.bright_ticks else dark)]
    period = flash.bright_ticks + flash.dark_ticks
    if period and flash.dark_ticks:
        for start in range(0, min(tail, period * _MOST_FLASHES), period):
            steps += [(start, 0.0), (start + flash.bright_ticks, dark)]
    if flash.tail_dark_ticks:
        steps = [(t, v) for t, v in steps if t < tail] + [(tail, dark)]
    return _as_steps(steps)


def _as_steps(steps: Iterable[tuple[int, float]]) -> Points:
    """Give a curve that jumps: one tick before each step it still has the old value."""
    points: dict[int, float] = {}
    now = 0.0
    for tick, value in steps:
        if tick > 0 and value != now:
            points.setdefault(tick - 1, now)
        points[tick] = now = value
    return tuple(sorted(points.items()))


def treat(desk: Desk, tracks: Iterable[list[Json]], windows: Iterable[Stay]) -> None:
    """Put what was not drawn beforehand on every image and video clip below, for the time of the effect."""
    clips = [clip for track in tracks for clip in track if clip["type"] in ("image", "video")]
    for stay in windows:
        item: Any = stay.item
        if (item.id, _name(item), DRAWN) in desk.losses:
            continue
        why = "It is put on each image and video; texts, shapes and the background stay as they are."
        desk.lose(item.id, stay.track.id, _name(item), why)
        for clip in clips:
            start = max(stay.start, ticks_from_seconds(clip["start"]))
            end = min(stay.end, ticks_from_seconds(clip["start"] + clip["duration"]))
            if start < end:
                begins = start - ticks_from_seconds(clip["start"])
                clip.setdefault("animations", []).extend(_filters(desk, stay, item, begins, start, end))


def _filters(
    desk: Desk, stay: Stay, item: EffectItem | FilterItem, begins: int, start: int, end: int
) -> Iterator[Json]:
    when: Json = {"duration": seconds_of(end - start), **({"delay": seconds_of(begins)} if begins else {})}
    if isinstance(item, FilterItem):
        blend = (item.params or {}).get("blend", 1)
        share = blend if isinstance(blend, int | float) else 1.0
        share = min(1.0, max(0.0, share)) * min(1.0, item.intensity)
        for kind, value in mixed(RECIPES[item.filter_type], share):
            yield {"type": "filter", "filter": kind, "from": tidy(value), "to": tidy(value), **when}
        return
    if item.effect_type == "blur":
        sigma = desk.px(BLUR_PX * item.intensity)
        yield {"type": "filter", "filter": "blur", "from": sigma, "to": sigma, **when}
        return
    most = (item.params or {}).get("maxBlurPx", BLUR_PX)
    sigma = (most if isinstance(most, int | float) else BLUR_PX) * item.intensity
    left = [1 - (t - item.start_ticks) / item.duration_ticks for t in (start, end)]
    ends = [desk.px(sigma * share) for share in left]
    easing = {"easing": "easeOutSine"} if left == [1.0, 0.0] else {}
    yield {"type": "filter", "filter": "blur", "from": ends[0], "to": ends[1], **when, **easing}
