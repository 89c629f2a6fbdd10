"""Fixes of what a text template, a chart or captions hold, and of fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from editor_app.assets import CaptionAsset
from editor_app.edits.errors import MismatchError, NothingToDoError
from editor_app.edits.fixes.clips import changed
from editor_app.edits.fixes.fix import MOST_CHOICES, Fix, Where
from editor_app.edits.fixes.removing import removal
from editor_app.items import BrokenItem, TextTemplateItem
from editor_app.items.text_template import ImageNode, TextNode
from editor_app.problem import PathPart, Problem
from editor_app.record import Broken, Record
from editor_app.state import EditorState, dialects


def template_nodes(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a text template has too many parts, or too few."""
    key = str(where[1])
    item = state.items.get(key)
    if isinstance(item, TextTemplateItem):
        kinds = [type(node) for node in item.nodes]
        if ImageNode in kinds and TextNode in kinds:
            yield Fix("Keep the first picture and texts", partial(changed, key=key, change=_first_nodes))
    yield removal(key)


def _first_nodes(item: TextTemplateItem) -> Mapping[str, object]:
    image = next(node for node in item.nodes if isinstance(node, ImageNode))
    texts = [node for node in item.nodes if isinstance(node, TextNode)][:3]
    return {"nodes": tuple(n for n in item.nodes if n is image or any(n is text for text in texts))}


def chart(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where values and series do not match."""
    yield Fix("Remove what does not match", partial(_matched_chart, key=str(where[1])))


def _matched_chart(state: EditorState, key: str) -> EditorState:
    """Take values without a series, and series without a value, out of a chart."""
    item = state.items.get(key)
    if item is None or isinstance(item, BrokenItem):
        raise NothingToDoError("The chart is gone.", key)
    raw = dict(item.raw)
    data = raw["data"] = dict(raw["data"])
    known = {series["key"] for series in data["series"]}
    if "rows" in data:
        data["rows"] = [
            {**row, "values": {name: value for name, value in row["values"].items() if name in known}}
            for row in data["rows"]
        ]
        met = {name for row in data["rows"] for name in row["values"]}
    else:
        data["points"] = [point for point in data["points"] if point["seriesKey"] in known]
        met = {point["seriesKey"] for point in data["points"]}
    data["series"] = [series for series in data["series"] if series["key"] in met]
    return _reread(state, "items", key, raw)


def _reread(state: EditorState, name: str, key: str, raw: Any) -> EditorState:
    read = dialects.read_item if name == "items" else dialects.read_asset
    old: Record | Broken = getattr(state, name)[key]
    new = read(raw, state.dialect)
    if isinstance(new, Broken) or len(new.faults) > len(old.faults):
        raise MismatchError("Without that, nothing would be left.", key)
    changed: dict[str, Any] = {name: {**getattr(state, name), key: new}}
    return state.replace(**changed)


FONT_MISSING = "LOCAL_FONT_MISSING"


def fonts(where: Where, fonts: Sequence[str]) -> Iterator[Fix]:
    """Offer fonts that are there."""
    for family in fonts[:MOST_CHOICES]:
        yield Fix(f"Use {family}", partial(_with_font, where=where, family=family))


def _with_font(state: EditorState, where: Where, family: str) -> EditorState:
    item = state.items.get(str(where[1]))
    if item is None or isinstance(item, BrokenItem):
        raise NothingToDoError("The text is gone.", str(where[1]))
    raw = dict(item.raw)
    if where[2] == "nodes" and isinstance(where[3], int):
        nodes = raw["nodes"] = list(raw["nodes"])
        nodes[where[3]] = {**nodes[where[3]], "fontFamily": family}
    else:
        raw["fontFamily"] = family
    return _reread(state, "items", str(where[1]), raw)


def caption_times(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a caption ends before it starts."""
    key, index = str(where[1]), where[3]
    yield Fix(
        "Put its times in order", partial(_timed_caption, key=key, start_ms=_start_of(state, key, index))
    )
    yield Fix("Remove the caption", partial(_without_caption, key=key, start_ms=_start_of(state, key, index)))


def _start_of(state: EditorState, key: str, index: PathPart) -> tuple[float, float, str]:
    asset = state.assets[key]
    assert isinstance(asset, CaptionAsset)
    assert isinstance(index, int)
    entry = asset.captions[index]
    return entry.start_ms, entry.end_ms, entry.text


def _captions(state: EditorState, key: str) -> CaptionAsset:
    asset = state.assets.get(key)
    if not isinstance(asset, CaptionAsset):
        raise NothingToDoError("The captions are gone.", key)
    return asset


def _timed_caption(state: EditorState, key: str, start_ms: tuple[float, float, str]) -> EditorState:
    asset = _captions(state, key)
    low, high = sorted(start_ms[:2])
    if low == high:
        later = [entry.start_ms for entry in asset.captions if entry.start_ms > low]
        high = min([*later, low + 1000])
    times = {"start_ms": low, "end_ms": high}
    entries = tuple(
        entry.model_copy(update=times) if (entry.start_ms, entry.end_ms, entry.text) == start_ms else entry
        for entry in asset.captions
    )
    return state.replace(assets={**state.assets, key: asset.replace(captions=entries)})


def _without_caption(state: EditorState, key: str, start_ms: tuple[float, float, str]) -> EditorState:
    asset = _captions(state, key)
    entries = tuple(e for e in asset.captions if (e.start_ms, e.end_ms, e.text) != start_ms)
    return state.replace(assets={**state.assets, key: asset.replace(captions=entries)})
