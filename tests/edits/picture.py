"""Timelines as text: `V1: A[0-4]~2~B[4-6] | V2: C:video[1-3 src=2 rate=2 link=g off=1]`, in seconds.

A clip without a kind is a solid; `~2~` is a transition of two seconds. Tracks stand from the top.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from editor_app.state import BrokenTrack, EditorState, Transition, read
from editor_app.timebase import TICKS_PER_SECOND as S

SOURCE_SECONDS = 10
_CLIP = re.compile(r"(?:~(?P<seam>[\d.]+)~)?(?P<id>\w+)(?::(?P<kind>[\w-]+))?\[(?P<span>[^\]]*)\]")
_ASSETS = {"image": "i", "video": "v", "gif": "g", "audio": "s", "captions": "c", "lottie": "l"}
_SIDES = ("top", "left", "width", "height", "scaleX", "scaleY", "opacity")


def ids(*names: str) -> Callable[[], str]:
    """Give the names one after the other, then n1, n2 …"""
    rest = iter([*names, *(f"n{count}" for count in range(1, 1000))])
    return lambda: next(rest)


def state_of(
    text: str, *, dialect: str = "newer", edit: Callable[[Any], None] = lambda _: None
) -> EditorState:
    """Read a picture; `edit` may change the JSON before it is read."""
    document = document_of(text, dialect=dialect)
    edit(document)
    return read(document)[0]


def document_of(text: str, *, dialect: str = "newer") -> dict[str, Any]:
    """Give the JSON of a picture."""
    items: dict[str, Any] = {}
    transitions: dict[str, Any] = {}
    tracks: list[dict[str, Any]] = []
    for part in text.split("|"):
        name, _, clips = part.strip().partition(":")
        listed: list[str] = []
        for match in _CLIP.finditer(clips):
            if match["seam"]:
                key = f"{listed[-1]}{match['id']}"
                transitions[key] = transition_json(key, name, listed[-1], match["id"], _ticks(match["seam"]))
            listed.append(match["id"])
            span, *options = match["span"].split()
            start, _, end = span.partition("-")
            items[match["id"]] = item_json(
                match["id"],
                match["kind"] or "solid",
                _ticks(start),
                _ticks(end) - _ticks(start),
                dialect,
                **dict(option.split("=") for option in options),
            )
        tracks.append({"id": name, "items": listed, "hidden": False, "muted": False})
    version = {"stateSchemaVersion": "v1"} if dialect == "newer" else {}
    return version | {
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "timebaseTicksPerSecond": S,
        "tracks": tracks,
        "assets": assets_json(),
        "items": items,
        "transitions": transitions,
    }


def number(value: float, *keys: tuple[int, float]) -> dict[str, Any]:
    """Give an animated number as JSON."""
    return {"value": value, "keyframes": [{"timeTicks": time, "value": v} for time, v in keys]}


def transition_json(key: str, track: str, first: str, second: str, ticks: int) -> dict[str, Any]:
    """Give a fade as JSON."""
    return {
        "id": key,
        "trackId": track,
        "fromClipId": first,
        "toClipId": second,
        "type": "fade",
        "durationTicks": ticks,
    }


def item_json(key: str, kind: str, start: int, length: int, dialect: str, **options: str) -> dict[str, Any]:
    """Give an item as JSON, its fields in the dialect's names."""
    item: dict[str, Any] = {
        "id": key,
        "type": kind,
        "startTicks": start,
        "durationTicks": length,
        "isDraggingInTimeline": False,
    }
    if kind not in ("effect", "filter"):
        item |= {side: number(1 if side in ("scaleX", "scaleY", "opacity") else 100) for side in _SIDES}
    if kind in _ASSETS:
        item["assetId"] = _ASSETS[kind]
    item |= _own_fields(kind)
    if kind in ("video", "audio", "gif", "lottie"):
        item["playbackRate"] = float(options.get("rate", "1"))
        source = _ticks(options.get("src", "0"))
        seed_name = f"{kind}StartFromInSeconds"
        item |= {"sourceStartTicks": source} if dialect == "newer" else {seed_name: source / S}
    if kind in ("video", "audio"):
        item["decibelAdjustment"] = number(0)
        for side in ("In", "Out"):
            unit = "Ticks" if dialect == "newer" else "InSeconds"
            item[f"audioFade{side}Duration{unit}"] = 0
    if kind == "captions":
        offset = _ticks(options.get("off", "0"))
        newer = {"pageDurationTicks": S, "contentStartOffsetTicks": offset}
        seed = {"pageDurationInMilliseconds": 1000, "contentStartOffsetMs": offset / S * 1000}
        item |= newer if dialect == "newer" else seed
    if "link" in options:
        item["linkGroupId"] = options["link"]
    return item


_TEXT = {
    "color": "#fff",
    "align": "left",
    "fontFamily": "Inter",
    "fontStyle": {"variant": "normal", "weight": "400"},
    "fontSize": 40,
    "lineHeight": 1.2,
    "letterSpacing": 0,
    "direction": "ltr",
    "strokeWidth": 0,
    "strokeColor": "#000",
}
_PICTURE = {"keepAspectRatio": True, "borderRadius": number(0), "rotation": number(0)}


def _own_fields(kind: str) -> dict[str, Any]:
    captions = {"highlightColor": "#ff0", "maxLines": 2, "source": "manual", "captionGroupId": None}
    fields: dict[str, dict[str, Any]] = {
        "solid": {"color": "#f00", "shape": "rectangle", **_PICTURE},
        "image": _PICTURE,
        "video": _PICTURE,
        "gif": _PICTURE,
        "lottie": {"keepAspectRatio": True, "rotation": number(0)},
        "text": {**_TEXT, "text": "Hello", "resizeOnEdit": True},
        "captions": {**_TEXT, **captions, "background": None},
        "effect": {"effectType": "blur", "intensity": 1},
        "filter": {"filterType": "lemon-cyan", "intensity": 1},
    }
    return dict(fields.get(kind, {}))


def assets_json() -> dict[str, Any]:
    """Give one asset of every type, ten seconds long; the captions have a line every second."""
    lines = [
        {
            "text": f"line {n}",
            "startMs": 1000 * n,
            "endMs": 1000 * n + 900,
            "timestampMs": None,
            "confidence": None,
        }
        for n in range(10)
    ]
    own: dict[str, dict[str, Any]] = {
        "image": {"width": 100, "height": 100},
        "video": {"durationInSeconds": 10, "hasAudioTrack": True, "width": 100, "height": 100},
        "gif": {"durationInSeconds": 2, "width": 100, "height": 100, "loopBehavior": "loop"},
        "audio": {"durationInSeconds": 10},
        "captions": {"captions": lines, "timingGranularity": "line"},
        "lottie": {
            "durationInSeconds": 2,
            "width": 100,
            "height": 100,
            "resourceType": "lottie",
            "resourceJson": {"v": "5"},
        },
    }
    return {
        key: {
            "id": key,
            "type": "caption" if kind == "captions" else kind,
            "filename": f"{kind}.bin",
            "size": 10,
            "mimeType": "application/octet-stream",
            **own[kind],
        }
        for kind, key in _ASSETS.items()
    }


def _ticks(seconds: str) -> int:
    return round(float(seconds) * S)


def text_of(state: EditorState) -> str:
    """Draw a state as a picture."""
    return " | ".join(f"{track.id}: {_track(state, track.items)}".strip() for track in state.tracks)


def _track(state: EditorState, listed: tuple[str, ...]) -> str:
    drawn = ""
    for index, item_id in enumerate(listed):
        between = (listed[index - 1] if index else "", item_id)
        seam = next(
            (t for t in state.transitions.values() if isinstance(t, Transition) and _ends(t) == between), None
        )
        drawn += f"~{_seconds(seam.duration_ticks)}~" if seam else " " if drawn else ""
        drawn += _clip(state, item_id)
    return drawn


def _ends(transition: Transition) -> tuple[str, str]:
    return transition.from_clip_id, transition.to_clip_id


def _clip(state: EditorState, item_id: str) -> str:
    item: Any = state.items[item_id]
    kind = "" if item.type == "solid" else f":{item.type}"
    options = {
        "src": _seconds(getattr(item, "source_start_ticks", 0)),
        "rate": f"{getattr(item, 'playback_rate', 1):g}",
        "link": getattr(item, "link_group_id", None) or "",
        "off": _seconds(getattr(item, "content_start_offset_ticks", 0)),
    }
    plain = {"src": "0", "rate": "1", "link": "", "off": "0"}
    shown = "".join(f" {name}={value}" for name, value in options.items() if value != plain[name])
    return f"{item_id}{kind}[{_seconds(item.start_ticks)}-{_seconds(item.end_ticks)}{shown}]"


def _seconds(ticks: int) -> str:
    return f"{ticks / S:g}"


def is_readable(state: EditorState) -> bool:
    """Tell whether every record of a state fits its type."""
    records = (*state.tracks, *state.items.values(), *state.assets.values(), *state.transitions.values())
    return not any(isinstance(record, BrokenTrack) or getattr(record, "faults", ()) for record in records)
