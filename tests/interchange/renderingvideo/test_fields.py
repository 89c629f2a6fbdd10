"""No field is dropped silently: set away from its default it changes the config, or is in the report."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from editor_app.interchange.renderingvideo import Conversion, to_schema
from editor_app.items import ITEM_TYPES
from editor_app.record import wire_name
from editor_app.state import read
from tests.documents import RICH
from tests.edits.picture import number

UNSEEN: dict[str, frozenset[str]] = {
    "": frozenset({"id", "type", "isDraggingInTimeline", "linkGroupId", "keepAspectRatio"}),
    "image": frozenset({"stickerId", "stickerVersion"}),
    "lottie": frozenset({"stickerId", "stickerVersion"}),
    "text": frozenset({"resizeOnEdit"}),
    "captions": frozenset({"source", "captionGroupId"}),
    "audio": frozenset({"left", "top", "width", "height", "scaleX", "scaleY", "opacity"}),
    "text-template": frozenset({"schemaVersion", "templateCategory"}),
}
"""What makes no picture and no sound: the editor's own notes, and the box of a sound."""

NAMED: dict[str, Any] = {
    "startTicks": 12_345,
    "durationTicks": 300_001,
    "assetId": "other",
    "text": "Other words",
    "color": "#010203",
    "highlightColor": "#010203",
    "themeColor": "#010203",
    "strokeColor": "#010203",
    "strokeWidth": 7,
    "fontFamily": "Poppins",
    "fontStyle": {"variant": "italic", "weight": "900"},
    "fontSize": 31,
    "lineHeight": 1.75,
    "letterSpacing": 4.5,
    "align": "right",
    "direction": "rtl",
    "background": {"color": "#0000ff", "horizontalPadding": 33, "borderRadius": 5},
    "animations": {"in": {"type": "slide-left", "durationTicks": 12_000, "easing": "linear"}},
    "captionAnimations": {"out": {"type": "jitter", "durationTicks": 12_000}},
    "sourceStartTicks": 60_000,
    "playbackRate": 1.75,
    "audioFadeInDurationTicks": 9_000,
    "audioFadeOutDurationTicks": 9_000,
    "pageDurationTicks": 100,
    "maxLines": 7,
    "contentStartOffsetTicks": 24_000,
    "shape": "circle",
    "illustrationName": "IHello",
    "intensity": 0.25,
    "effectType": "fade-out",
    "filterType": "lemon-cyan",
    "params": {"blend": 0.125, "maxBlurPx": 3},
    "chartType": "bar",
    "animationDurationTicks": 77_000,
    "motionGraphicId": "another",
    "motionGraphicVersion": 9,
    "props": {"a": "b"},
    "slots": {"s": "t"},
    "templateId": "6f1c2b8e-0b1d-4c56-9a39-1f2e3d4c5b6b",
    "data": {"series": [{"key": "z", "label": "Z"}], "rows": [{"label": "r", "values": {"z": 42}}]},
}
"""Another value for every field that is no animated number."""


def _cases() -> Iterator[tuple[str, str]]:
    for kind, model in ITEM_TYPES.items():
        hidden = UNSEEN[""] | UNSEEN.get(kind, frozenset())
        for field in model.model_fields:
            name = wire_name(model, field)
            if name not in hidden:
                yield kind, name


def _document(kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a document with one item of a kind on its one track, and that item."""
    document = copy.deepcopy(RICH["newer"])
    item = next(item for item in document["items"].values() if item["type"] == kind)
    if kind == "effect":
        item |= {"effectType": "blurred-opening", "params": {"maxBlurPx": 24}, "intensity": 1}
    if kind == "solid":
        item["shape"] = "rectangle"
    if kind == "captions":
        item.pop("captionAnimations", None)
        document["assets"]["a-lines"]["timingGranularity"] = "word"
    document |= {"items": {item["id"]: item}, "transitions": {}}
    document["tracks"] = [{"id": "t", "items": [item["id"]], "hidden": False, "muted": False}]
    below = next(i for i in RICH["newer"]["items"].values() if i["type"] == "image")
    if kind in ("effect", "filter"):  # they treat what is below
        document["items"]["under"] = {
            **copy.deepcopy(below),
            "id": "under",
            "startTicks": 0,
            "durationTicks": 9**7,
        }
        document["tracks"].append({"id": "u", "items": ["under"], "hidden": False, "muted": False})
    return document, item


def _convert(document: dict[str, Any]) -> tuple[Conversion, Conversion]:
    """Convert as it is, and with everything there that can be drawn beforehand."""
    state, problems = read(document)
    assert not [p for p in problems if p.severity == "error"], problems
    first = to_schema(state, fps=30, addresses={})
    # The name of a film changes with all that it shows; here only how it is shown counts.
    drawn = {p.key: "https://x.example/film.webm" for p in first.plan.prerenders}
    return first, to_schema(state, fps=30, addresses={}, prerendered=drawn)


def _told(conversions: tuple[Conversion, Conversion]) -> tuple[Any, ...]:
    first, drawn = conversions
    plan = [(p.key, p.start_tick, p.end_tick) for p in first.plan.prerenders]
    config = json.dumps(first.config, sort_keys=True)
    clips = [clip | {"src": ""} for track in drawn.config["tracks"] for clip in track["clips"]]
    return config, set(first.report), plan, json.dumps(clips, sort_keys=True)


@pytest.mark.parametrize(("kind", "name"), [*_cases()])
def test_a_changed_field_shows_in_config_report_or_plan(kind: str, name: str) -> None:
    document, item = _document(kind)
    before = _convert(copy.deepcopy(document))
    if kind == "pie" or (name == "data" and item.get("chartType") == "pie"):
        item["data"] = {"slices": [{"label": "x", "value": 42}]}
    elif name == "nodes":
        item["nodes"][1]["text"] = "Other words"
    elif name == "chartType":
        item["chartType"] = "area" if item["chartType"] != "area" else "line"
    elif name == "assetId":
        document["assets"]["other"] = {**document["assets"][item["assetId"]], "id": "other"}
        item["assetId"] = "other"
    elif name in NAMED:
        assert item.get(name) != NAMED[name]
        item[name] = NAMED[name]
    else:
        value = 0.25 if name.startswith(("crop", "opacity", "scale")) else 11
        item[name] = number(value)
    if name == "startTicks" and kind in ("effect", "filter"):
        item["startTicks"] = 480_123
    assert _told(_convert(document)) != _told(before)


@pytest.mark.parametrize(
    "name", [name for name in ("left", "width", "scaleX", "rotation", "opacity", "borderRadius", "cropTop")]
)
def test_what_moves_has_keyframes_or_an_entry(name: str) -> None:
    document, item = _document("image")
    item.pop("animations", None)
    for edge in ("cropLeft", "cropTop", "cropRight", "cropBottom"):
        item.pop(edge, None)
    item[name] = number(0.1, (0, 0.1), (100_000, 0.4))
    conversion, _ = _convert(document)
    (clip,) = (clip for track in conversion.config["tracks"] for clip in track["clips"])
    whats = {loss.what for loss in conversion.report}
    assert "keyframes" in clip or whats & {"border radius", "crop"}
