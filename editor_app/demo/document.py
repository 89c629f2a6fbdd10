"""The demo's editorState: three shots, their titles, the music, as plain JSON in the newer form."""

from __future__ import annotations

from typing import Any

from editor_app.timebase import ticks_from_seconds

WIDTH, HEIGHT = 1920, 1080
CUTS = (0.0, 4.5, 8.25, 12.0)
"""Where the shots begin and end, in seconds; all on a beat of the music."""

Json = dict[str, Any]


def editor_state(sizes: dict[str, int]) -> Json:
    """Build the document; `sizes` gives the bytes of each media file by name."""
    items = [*_shots(), *_titles(), *_marks(), _music()]
    return {
        "stateSchemaVersion": "v1",
        "compositionWidth": WIDTH,
        "compositionHeight": HEIGHT,
        "timebaseTicksPerSecond": 240_000,
        "outputRatio": "16:9",
        "tracks": [
            _track("veil", "veil"),
            _track("titles", "headline", "made", "open"),
            _track("lines", "place", "thrown", "date"),
            _track("marks", "rule", "rule-2", "pill"),
            _track("scrim", "scrim"),
            _track("shots", "sunrise", "vessels", "evening"),
            _track("music", "music"),
        ],
        "assets": _assets(sizes),
        "items": {item["id"]: item for item in items},
        "transitions": {
            "dawn-to-studio": _transition("dawn-to-studio", "fade", "sunrise", "vessels", 0.75),
            "studio-to-night": _transition(
                "studio-to-night", "slide", "vessels", "evening", 0.75, {"direction": "from-right"}
            ),
        },
        "globalBackground": {"type": "color", "color": "#100f26", "gradient": None},
    }


def _track(name: str, *items: str) -> Json:
    return {"id": f"track-{name}", "items": list(items), "hidden": False, "muted": False}


def _transition(
    name: str, kind: str, first: str, second: str, length: float, params: Json | None = None
) -> Json:
    made = {
        "id": name,
        "trackId": "track-shots",
        "fromClipId": first,
        "toClipId": second,
        "type": kind,
        "durationTicks": ticks_from_seconds(length),
        "easing": "ease-in-out",
    }
    return made | ({"params": params} if params else {})


def _assets(sizes: dict[str, int]) -> Json:
    film: Json = {"durationInSeconds": 5.0, "hasAudioTrack": False, "width": 1280, "height": 720}
    rows: list[tuple[str, str, str, str, Json]] = [
        ("sunrise", "video", "sunrise.mp4", "video/mp4", film),
        ("evening", "video", "evening.mp4", "video/mp4", film),
        ("vessels", "image", "vessels.jpg", "image/jpeg", {"width": 1920, "height": 1080}),
        ("scrim", "image", "scrim.png", "image/png", {"width": 360, "height": 64}),
        ("music", "audio", "music.m4a", "audio/mp4", {"durationInSeconds": 12.0}),
    ]
    return {
        f"asset-{name}": {
            "id": f"asset-{name}",
            "type": kind,
            "filename": filename,
            "size": sizes[filename],
            "mimeType": mime,
            "remoteUrl": None,
            "remoteKey": None,
            **extra,
        }
        for name, kind, filename, mime, extra in rows
    }


def _number(value: float, *keys: tuple[float, float]) -> Json:
    """Give an animated number; `keys` are (seconds into the clip, value)."""
    return {
        "value": value,
        "keyframes": [{"timeTicks": ticks_from_seconds(at), "value": number} for at, number in keys],
    }


def _clip(name: str, kind: str, start: float, end: float) -> Json:
    return {
        "id": name,
        "type": kind,
        "startTicks": ticks_from_seconds(start),
        "durationTicks": ticks_from_seconds(end) - ticks_from_seconds(start),
        "isDraggingInTimeline": False,
    }


def _box(left: float = 0, top: float = 0, width: float = WIDTH, height: float = HEIGHT) -> Json:
    return {
        "left": _number(left),
        "top": _number(top),
        "width": _number(width),
        "height": _number(height),
        "scaleX": _number(1),
        "scaleY": _number(1),
        "opacity": _number(1),
        "rotation": _number(0),
    }


def _media(name: str, **changes: Json) -> Json:
    return {
        **_box(),
        "assetId": f"asset-{name}",
        "keepAspectRatio": True,
        "borderRadius": _number(0),
        **changes,
    }


def _sound(gain: Json, fade_in: float = 0, fade_out: float = 0) -> Json:
    return {
        "sourceStartTicks": 0,
        "decibelAdjustment": gain,
        "playbackRate": 1,
        "audioFadeInDurationTicks": ticks_from_seconds(fade_in),
        "audioFadeOutDurationTicks": ticks_from_seconds(fade_out),
    }


def _shots() -> list[Json]:
    """Lay the three shots edge to edge; the still is never still: it drifts closer."""
    zoom = _number(1.04, (0, 1.04), (3.7, 1.12))
    drift = _number(0, (0, 0), (3.7, -34))
    sunrise = _clip("sunrise", "video", CUTS[0], CUTS[1]) | _media("sunrise") | _sound(_number(0))
    vessels = _clip("vessels", "image", CUTS[1], CUTS[2]) | _media(
        "vessels", scaleX=zoom, scaleY=zoom, left=drift
    )
    evening = _clip("evening", "video", CUTS[2], CUTS[3]) | _media("evening") | _sound(_number(0))
    return [sunrise, vessels, evening]


def _text(name: str, start: float, end: float, text: str, box: Json, **style: Any) -> Json:
    return {
        **_clip(name, "text", start, end),
        **box,
        "text": text,
        "color": "#ffffff",
        "align": "left",
        "fontFamily": "Inter",
        "fontStyle": {"variant": "normal", "weight": "600"},
        "fontSize": 40,
        "lineHeight": 1.2,
        "letterSpacing": 0,
        "resizeOnEdit": True,
        "direction": "ltr",
        "strokeWidth": 0,
        "strokeColor": "#000000",
        "background": None,
        **style,
    }


def _moves(into: str, out: str, lead: float = 0.6) -> Json:
    return {
        "in": {"type": into, "durationTicks": ticks_from_seconds(lead), "easing": "ease-out"},
        "out": {"type": out, "durationTicks": ticks_from_seconds(0.4), "easing": "ease-in"},
    }


def _weight(number: int) -> Json:
    return {"variant": "normal", "weight": str(number)}


def _titles() -> list[Json]:
    big: Json = {"fontSize": 168, "lineHeight": 1.02, "letterSpacing": -6, "fontStyle": _weight(800)}
    middle: Json = {"fontSize": 112, "lineHeight": 1.06, "letterSpacing": -3.5, "fontStyle": _weight(800)}
    small: Json = {"fontSize": 34, "letterSpacing": 7, "fontStyle": _weight(600)}
    return [
        _text(
            "headline",
            0.75,
            4.1,
            "Summer\nLaunch",
            _box(150, 150, 1000, 344),
            **big,
            animations=_moves("slide-up", "fade", 0.75),
        ),
        _text(
            "place",
            1.5,
            4.1,
            "HARBOUR STUDIO",
            _box(158, 560, 900, 44),
            **small,
            animations=_moves("fade", "fade"),
        ),
        _text(
            "made",
            5.0,
            7.85,
            "Made\nby the sea",
            _box(150, 210, 800, 240),
            **middle,
            color="#3a2318",
            animations=_moves("slide-up", "fade"),
        ),
        _text(
            "thrown",
            5.6,
            7.85,
            "Twelve pieces, thrown and\nglazed by hand",
            _box(156, 514, 640, 104),
            fontSize=38,
            lineHeight=1.36,
            fontStyle=_weight(500),
            color="#6b4330",
            animations=_moves("fade", "fade"),
        ),
        _text(
            "open",
            9.0,
            12.0,
            "We open the doors",
            _box(260, 258, 1400, 150),
            **(big | {"fontSize": 132, "letterSpacing": -4.5}),
            align="center",
            animations={"in": _moves("zoom-in", "fade", 0.75)["in"]},
        ),
        _text(
            "date",
            9.75,
            12.0,
            "SATURDAY 12 JUNE",
            _box(560, 452, 800, 42),
            **small,
            align="center",
            color="#ffd9a0",
            animations={"in": _moves("fade", "fade")["in"]},
        ),
    ]


def _solid(name: str, start: float, end: float, box: Json, tint: str, radius: float = 0) -> Json:
    return {
        **_clip(name, "solid", start, end),
        **box,
        "color": tint,
        "shape": "rectangle",
        "keepAspectRatio": False,
        "borderRadius": _number(radius),
    }


def _marks() -> list[Json]:
    """Draw the rules that grow under the titles, the shade behind them and the closing veil."""
    rule = _box(160, 524, 120, 6) | {
        "width": _number(0, (0, 0), (0.5, 120)),
        "opacity": _number(1, (2.2, 1), (2.55, 0)),
    }
    second = _box(158, 484, 96, 5) | {
        "width": _number(0, (0, 0), (0.5, 96)),
        "opacity": _number(1, (2.05, 1), (2.4, 0)),
    }
    veil = _box() | {"opacity": _number(0, (0, 0), (0.75, 1))}
    scrim = _clip("scrim", "image", 0.0, 4.5) | _media(
        "scrim", width=_number(1180), opacity=_number(0, (0.3, 0), (1.2, 0.8), (3.7, 0.8), (4.3, 0))
    )
    pill = {
        **_box(900, 424, 120, 5),
        "width": _number(0, (0, 0), (0.5, 120)),
        "left": _number(960, (0, 960), (0.5, 900)),
    }
    return [
        _solid("rule", 1.5, 4.1, rule, "#ffd59a", 3),
        _solid("rule-2", 5.4, 7.85, second, "#d98e4f", 3),
        _solid("pill", 9.75, 12.0, pill, "#ff9f7a", 3),
        _solid("veil", 11.2, 12.0, veil, "#0b0a18"),
        scrim,
    ]


def _music() -> Json:
    gain = _number(-2, (0, -2), (8.25, -2), (9.0, 0))
    return {
        **_clip("music", "audio", 0.0, CUTS[-1]),
        **_box(),
        "assetId": "asset-music",
        **_sound(gain, 0.05, 0.6),
    }
