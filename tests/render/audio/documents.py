"""Small documents with sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from editor_app.state.dialects import read
from editor_app.state.model import EditorState

SECOND = 240_000


def number(value: float, *keys: tuple[int, float]) -> dict[str, Any]:
    """Make an animated number; keys as (ticks, value)."""
    return {"value": value, "keyframes": [{"timeTicks": time, "value": at} for time, at in keys]}


def clip(start: float, length: float, asset: str = "m", kind: str = "audio", **fields: Any) -> dict[str, Any]:
    """Make an audio or video item, times in seconds."""
    item = {
        "type": kind,
        "startTicks": round(start * SECOND),
        "durationTicks": round(length * SECOND),
        "isDraggingInTimeline": False,
        **{name: number(1) for name in ("top", "left", "width", "height", "scaleX", "scaleY", "opacity")},
        "assetId": asset,
        "sourceStartTicks": 0,
        "decibelAdjustment": number(0),
        "playbackRate": 1,
        "audioFadeInDurationTicks": 0,
        "audioFadeOutDurationTicks": 0,
    }
    if kind == "video":
        item |= {"keepAspectRatio": True, "borderRadius": number(0), "rotation": number(0)}
    return item | fields


def track(*items: str, **fields: Any) -> dict[str, Any]:
    """Make a track."""
    return {"id": "track", "items": list(items), "hidden": False, "muted": False, **fields}


def transition(first: str, second: str, seconds: float, **fields: Any) -> dict[str, Any]:
    """Make a fade between two clips."""
    return {
        "trackId": "track",
        "fromClipId": first,
        "toClipId": second,
        "type": "fade",
        "durationTicks": round(seconds * SECOND),
        **fields,
    }


def document(
    items: Mapping[str, dict[str, Any]],
    tracks: Sequence[dict[str, Any]] | None = None,
    transitions: Mapping[str, dict[str, Any]] | None = None,
) -> EditorState:
    """Make a state; the items lie on one track unless `tracks` says otherwise."""
    state, _ = read(
        {
            "stateSchemaVersion": "v1",
            "compositionWidth": 640,
            "compositionHeight": 360,
            "timebaseTicksPerSecond": SECOND,
            "tracks": [track(*items)] if tracks is None else list(tracks),
            "assets": {},
            "items": {key: {"id": key, **item} for key, item in items.items()},
            "transitions": {key: {"id": key, **value} for key, value in (transitions or {}).items()},
        }
    )
    return state
