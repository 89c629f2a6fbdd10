"""Rules about one item by itself (and the asset it names)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, get_args

from editor_app.assets import CaptionAsset, LottieAsset
from editor_app.items import (
    BrokenItem,
    CaptionsItem,
    ChartItem,
    IllustrationItem,
    Item,
    LottieItem,
    MotionGraphicItem,
    TextItem,
    TextTemplateItem,
)
from editor_app.items.chart import PieData, RowData, ScatterData
from editor_app.items.media import PictureItem
from editor_app.items.text_template import ImageNode, TextNode
from editor_app.items.values import AnimatedNumber, Animations
from editor_app.problem import Problem, problem, quoted
from editor_app.record import wire_name
from editor_app.state import EditorState
from editor_app.timebase import format_length

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

ClipRule = Callable[[EditorState, str, Item], Iterable[Problem]]


def over_items(rule: ClipRule) -> Callable[[EditorState], Iterator[Problem]]:
    """Make a rule about one item a rule about all items that are not broken."""

    def check_items(state: EditorState) -> Iterator[Problem]:
        for key, item in state.items.items():
            if not isinstance(item, BrokenItem):
                yield from rule(state, key, item)

    return check_items


@cache
def _animated_fields(model: type[Item]) -> tuple[tuple[str, str], ...]:
    """List a type's animated numbers by attribute and wire name."""
    return tuple(
        (name, wire_name(model, name))
        for name, field in model.model_fields.items()
        if _is_animated(field.annotation)
    )


def _is_animated(annotation: Any) -> bool:
    return annotation is AnimatedNumber or any(map(_is_animated, get_args(annotation)))


def keyframe_bounds(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report keyframes at or after the end of the item."""
    fields = item.__dict__
    moving = [(wire, n) for name, wire in _animated_fields(type(item)) if (n := fields[name]) and n.keyframes]
    return _late_keys(key, item, moving) if moving else ()


def _late_keys(key: str, item: Item, numbers: list[tuple[str, AnimatedNumber]]) -> Iterator[Problem]:
    for wire, number in numbers:
        for index, keyframe in enumerate(number.keyframes):
            if keyframe.time_ticks >= item.duration_ticks:
                message = (
                    f"The keyframe lies {format_length(keyframe.time_ticks)} after the clip's start, "
                    f"and the clip lasts {format_length(item.duration_ticks)}: it must lie before the end."
                )
                where = ("items", key, wire, "keyframes", index, "timeTicks")
                yield problem("KEYFRAME_OUT_OF_BOUNDS", where, message)


def animations_fit(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report in and out animations that together are longer than the item."""
    animations: Animations | None = item.__dict__.get("animations")
    if animations is None:
        return ()
    length = sum(a.duration_ticks for a in (animations.in_, animations.out) if a)
    if length <= item.duration_ticks:
        return ()
    message = (
        f"The animations take {format_length(length)}, and the clip lasts "
        f"{format_length(item.duration_ticks)}; both are shortened."
    )
    return (problem("LOCAL_ANIMATIONS_TOO_LONG", ("items", key, "animations"), message),)


def crop(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report opposite crops that at some time add up to the whole picture or more."""
    if not isinstance(item, PictureItem):
        return ()
    pairs = (("cropLeft", item.crop_left, item.crop_right), ("cropTop", item.crop_top, item.crop_bottom))
    return [
        problem(
            "LOCAL_CROP_TOO_LARGE", ("items", key, wire), "The crops leave nothing of the picture to see."
        )
        for wire, near, far in pairs
        if near and far and _largest_sum(near, far, item.duration_ticks) >= 1
    ]


def _largest_sum(a: AnimatedNumber, b: AnimatedNumber, duration_ticks: int) -> float:
    if not a.keyframes and not b.keyframes:
        return a.value + b.value
    # Both are linear between these times, so the sum is largest at one of them.
    times = {0, duration_ticks - 1, *(k.time_ticks for k in (*a.keyframes, *b.keyframes))}
    return max(a.at(t, duration_ticks) + b.at(t, duration_ticks) for t in times)


def word_timing(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report caption animations on captions that are timed word by word."""
    if not isinstance(item, CaptionsItem) or item.caption_animations is None:
        return ()
    asset, animations = state.assets.get(item.asset_id), item.caption_animations
    is_animated = animations.in_ or animations.out or animations.loop
    if not is_animated or not isinstance(asset, CaptionAsset) or asset.timing_granularity != "word":
        return ()
    message = "Captions that are timed word by word cannot have letter animations."
    where = ("items", key, "captionAnimations")
    return (problem("EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT", where, message),)


def whole_characters(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report texts with half of a character pair, which no font can show."""
    if not isinstance(item, TextItem) or item.text.isascii() or not _LONE_SURROGATE.search(item.text):
        return ()
    message = "The text holds half of a character pair (a cut-off emoji?); it shows as a replacement sign."
    return (problem("LOCAL_TEXT_INVALID", ("items", key, "text"), message),)


def template_nodes(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report text templates without exactly one image node and one to three text nodes."""
    if not isinstance(item, TextTemplateItem):
        return ()
    images = sum(isinstance(node, ImageNode) for node in item.nodes)
    texts = sum(isinstance(node, TextNode) for node in item.nodes)
    if images == 1 and 1 <= texts <= 3:
        return ()
    message = f"A text template has 1 image node and 1 to 3 text nodes; this one has {images} and {texts}."
    return (problem("LOCAL_TEXT_TEMPLATE_NODES", ("items", key, "nodes"), message),)


def chart_keys(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report values of no series, and series of no values."""
    if not isinstance(item, ChartItem) or isinstance(item.data, PieData):
        return ()
    return _unmatched(("items", key, "data"), item.data)


def _unmatched(where: tuple[str, ...], data: RowData | ScatterData) -> Iterator[Problem]:
    if isinstance(data, RowData):
        used = {
            (*where, "rows", index, "values", name): name
            for index, row in enumerate(data.rows)
            for name in row.values
        }
    else:
        used = {
            (*where, "points", index, "seriesKey"): point.series_key
            for index, point in enumerate(data.points)
        }
    known, met = {series.key for series in data.series}, set(used.values())
    for place, name in used.items():
        if name not in known:
            message = f"No series has the key {quoted(name)}, so this value is not drawn."
            yield problem("LOCAL_CHART_KEY_UNMATCHED", place, message)
    for index, series in enumerate(data.series):
        if series.key not in met:
            message = f"The series {quoted(series.key)} has no values."
            yield problem("LOCAL_CHART_KEY_UNMATCHED", (*where, "series", index, "key"), message)


def artwork(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Tell where a stand-in is drawn because only the service has the artwork."""
    name = _artwork_of_service(state, item)
    if name is None:
        return ()
    message = f"{name} is drawn as a stand-in here; the service draws the real one."
    return (problem("LOCAL_ARTWORK_STAND_IN", ("items", key), message),)


def _artwork_of_service(state: EditorState, item: Item) -> str | None:
    match item:
        case IllustrationItem():
            return f"The illustration {quoted(item.illustration_name)}"
        case MotionGraphicItem():
            return f"The motion graphic {quoted(item.motion_graphic_id)}"
        case TextTemplateItem():
            has_own = any(isinstance(n, ImageNode) and n.image_lottie_json is not None for n in item.nodes)
            return None if has_own else f"The text template {quoted(item.template_id)}"
        case LottieItem():
            asset: Any = state.assets.get(item.asset_id)
            is_elsewhere = isinstance(asset, LottieAsset) and asset.resource_json is None
            return f"The component of {quoted(item.asset_id)}" if is_elsewhere else None
        case _:
            return None


CLIP_RULES: tuple[ClipRule, ...] = (
    keyframe_bounds,
    animations_fit,
    crop,
    word_timing,
    whole_characters,
    template_nodes,
    chart_keys,
    artwork,
)
