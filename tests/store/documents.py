"""Small documents for the tests of project files and commands."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

SECOND = 240_000


def number(value: float) -> Json:
    """Give an animated number that stands still."""
    return {"value": value, "keyframes": []}


def box(left: float = 0, top: float = 0, width: float = 320, height: float = 180) -> Json:
    """Give the geometry of an item."""
    values = {"left": left, "top": top, "width": width, "height": height, "scaleX": 1, "scaleY": 1}
    return {name: number(value) for name, value in values.items()} | {
        "opacity": number(1),
        "rotation": number(0),
    }


def clip(name: str, kind: str, start: float = 0, seconds: float = 1) -> Json:
    """Give what every item has."""
    return {
        "id": name,
        "type": kind,
        "startTicks": round(start * SECOND),
        "durationTicks": round(seconds * SECOND),
        "isDraggingInTimeline": False,
    }


def solid(name: str = "solid", start: float = 0, seconds: float = 1, color: str = "#336699") -> Json:
    """Give a full-frame rectangle."""
    return {
        **clip(name, "solid", start, seconds),
        **box(),
        "color": color,
        "shape": "rectangle",
        "keepAspectRatio": False,
        "borderRadius": number(0),
    }


def image(name: str, asset: str, start: float = 0, seconds: float = 1) -> Json:
    """Give a full-frame image."""
    return {
        **clip(name, "image", start, seconds),
        **box(),
        "assetId": asset,
        "keepAspectRatio": True,
        "borderRadius": number(0),
    }


def video(name: str, asset: str, start: float = 0, seconds: float = 1) -> Json:
    """Give a full-frame video with its sound as it is."""
    return {
        **image(name, asset, start, seconds),
        "type": "video",
        "sourceStartTicks": 0,
        "decibelAdjustment": number(0),
        "playbackRate": 1,
        "audioFadeInDurationTicks": 0,
        "audioFadeOutDurationTicks": 0,
    }


def asset(name: str, kind: str, filename: str, size: int = 1, **more: Any) -> Json:
    """Give an asset; images and videos are 320 × 180."""
    extra: Json = {"width": 320, "height": 180} if kind in ("image", "video", "gif") else {}
    if kind in ("video", "audio", "gif"):
        extra["durationInSeconds"] = 1
    if kind == "video":
        extra["hasAudioTrack"] = False
    return {
        "id": name,
        "type": kind,
        "filename": filename,
        "size": size,
        "mimeType": "application/octet-stream",
        "remoteUrl": None,
        "remoteKey": None,
        **extra,
        **more,
    }


def state(*items: Json, assets: tuple[Json, ...] = (), **root: Any) -> Json:
    """Give a document of 320 × 180 in the newer form, its items on one track."""
    return {
        "stateSchemaVersion": "v1",
        "compositionWidth": 320,
        "compositionHeight": 180,
        "timebaseTicksPerSecond": SECOND,
        "tracks": [{"id": "t1", "items": [item["id"] for item in items], "hidden": False, "muted": False}],
        "assets": {entry["id"]: entry for entry in assets},
        "items": {item["id"]: item for item in items},
        "transitions": {},
        **root,
    }


def project(document: Json, **parts: Any) -> Json:
    """Give a project file's JSON."""
    return {"format": "editor-app/1", "editorState": document, **parts}
