"""The three-layer scene that every peer renders: its numbers, and the document for our renderer."""

from __future__ import annotations

from typing import Any

FPS = 30
WIDTH, HEIGHT = 1920, 1080
CLIP_WIDTH, CLIP_HEIGHT = 640, 360
CLIP_LEFT, CLIP_TOP = 1100, 560
DEGREES = 60
OPACITY = 0.85
TITLE, TITLE_SIZE, TITLE_TOP = "Three layers, one file", 96, 120


def document(seconds: int) -> dict[str, Any]:
    """Give the editorState: title over turning clip over background, assets `bg` and `clip`."""
    ticks = seconds * 240_000
    turn = {
        "value": 0,
        "keyframes": [{"timeTicks": 0, "value": 0}, {"timeTicks": ticks - 1, "value": DEGREES}],
    }
    return {
        "stateSchemaVersion": "v1",
        "compositionWidth": WIDTH,
        "compositionHeight": HEIGHT,
        "timebaseTicksPerSecond": 240_000,
        "tracks": [
            {"id": f"t-{name}", "items": [name], "hidden": False, "muted": False}
            for name in ("title", "pip", "back")
        ],
        "assets": {"bg": _asset("bg", WIDTH, HEIGHT, seconds), "clip": _asset("clip", 1280, 720, seconds)},
        "items": {
            "title": _title(ticks),
            "pip": _video(
                "pip", "clip", ticks, (CLIP_LEFT, CLIP_TOP, CLIP_WIDTH, CLIP_HEIGHT), turn, OPACITY
            ),
            "back": _video("back", "bg", ticks, (0, 0, WIDTH, HEIGHT), _still(0), 1),
        },
        "transitions": {},
    }


def _still(value: float) -> dict[str, Any]:
    return {"value": value, "keyframes": []}


def _geometry(left: float, top: float, width: float, height: float) -> dict[str, Any]:
    numbers = {"left": left, "top": top, "width": width, "height": height, "scaleX": 1, "scaleY": 1}
    return {name: _still(value) for name, value in numbers.items()}


def _video(
    item: str,
    asset: str,
    ticks: int,
    box: tuple[float, float, float, float],
    turn: dict[str, Any],
    opacity: float,
) -> dict[str, Any]:
    return {
        "id": item,
        "type": "video",
        "startTicks": 0,
        "durationTicks": ticks,
        "isDraggingInTimeline": False,
        **_geometry(*box),
        "opacity": _still(opacity),
        "assetId": asset,
        "keepAspectRatio": True,
        "borderRadius": _still(0),
        "rotation": turn,
        "sourceStartTicks": 0,
        "decibelAdjustment": _still(0),
        "playbackRate": 1,
        "audioFadeInDurationTicks": 0,
        "audioFadeOutDurationTicks": 0,
    }


def _title(ticks: int) -> dict[str, Any]:
    return {
        "id": "title",
        "type": "text",
        "startTicks": 0,
        "durationTicks": ticks,
        "isDraggingInTimeline": False,
        **_geometry(0, TITLE_TOP, WIDTH, TITLE_SIZE * 1.25),
        "opacity": _still(1),
        "text": TITLE,
        "color": "#ffffff",
        "strokeColor": "#000000",
        "strokeWidth": 0,
        "fontFamily": "Inter",
        "fontStyle": {"variant": "normal", "weight": "400"},
        "fontSize": TITLE_SIZE,
        "lineHeight": 1.25,
        "letterSpacing": 0,
        "align": "center",
        "direction": "ltr",
        "resizeOnEdit": False,
    }


def _asset(asset: str, width: int, height: int, seconds: int) -> dict[str, Any]:
    return {
        "id": asset,
        "type": "video",
        "filename": f"{asset}.mp4",
        "size": 1,
        "mimeType": "video/mp4",
        "durationInSeconds": seconds,
        "hasAudioTrack": False,
        "width": width,
        "height": height,
    }
