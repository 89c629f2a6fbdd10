# ruff: noqa: E501
"""Writes the templates and their pictures: `python -m tests.templates.build`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from editor_app.demo.document import _moves, _number, _solid, _text, _weight  # pyright: ignore[reportPrivateUsage]
from editor_app.resources import resources_dir

Json = dict[str, Any]


def box(left: float, top: float, width: float, height: float, /, **changes: Json) -> Json:
    """Give a box that stands still unless `changes` say otherwise."""
    numbers = {"left": left, "top": top, "width": width, "height": height}
    return {k: _number(v) for k, v in {**numbers, "scaleX": 1, "scaleY": 1, "opacity": 1, "rotation": 0}.items()} | changes  # fmt: skip


def circle(name: str, start: float, end: float, place: Json, tint: str) -> Json:
    """Give a disc."""
    return _solid(name, start, end, place, tint) | {"shape": "circle"}


def slot(name: str, start: float, end: float, place: Json, tint: str, ink: str, words: str, radius: float = 0) -> list[Json]:  # fmt: skip
    """Give a place for a picture: a card that says so."""
    mark = {key: {"value": value["value"], "keyframes": value["keyframes"]} for key, value in place.items()}
    label = _text(f"{name}-label", start, end, words, mark, align="center", color=ink, fontSize=34, fontStyle=_weight(600))  # fmt: skip
    return [label, _solid(name, start, end, place, tint, radius)]


def state(
    width: int, height: int, ratio: str, gradient: str, items: list[Json], transitions: list[Json]
) -> Json:
    """Give the document: every item on a track of its own, but those that share a `lane`."""
    lanes: dict[str, list[str]] = {}
    for item in items:
        lanes.setdefault(item.pop("lane", item["id"]), []).append(item["id"])
    return {
        "stateSchemaVersion": "v1",
        "compositionWidth": width,
        "compositionHeight": height,
        "timebaseTicksPerSecond": 240_000,
        "outputRatio": ratio,
        "tracks": [
            {"id": f"track-{name}", "items": ids, "hidden": False, "muted": False}
            for name, ids in lanes.items()
        ],
        "assets": {},
        "items": {item["id"]: item for item in items},
        "transitions": {item["id"]: item for item in transitions},
        "globalBackground": {"type": "color", "color": "#101014", "gradient": gradient},
    }


def join(name: str, lane: str, first: str, second: str, kind: str, **params: str) -> Json:
    """Give a transition of three quarters of a second."""
    made = {"id": name, "trackId": f"track-{lane}", "fromClipId": first, "toClipId": second, "type": kind, "durationTicks": 180_000, "easing": "ease-in-out"}  # fmt: skip
    return made | ({"params": params} if params else {})


def teaser() -> Json:
    """A product in three steps, upright."""
    big: Json = {"fontSize": 150, "lineHeight": 0.98, "letterSpacing": -5, "fontStyle": _weight(800)}
    zoom = _number(1, (0, 1), (5, 1.06))
    items = [
        _text("brand", 0.4, 15, "YOUR BRAND", box(90, 130, 900, 44), fontSize=32, letterSpacing=8, color="#43130b", animations=_moves("fade", "fade")),
        _text("hook", 0.5, 5, "Meet\nthe new\none", box(90, 240, 900, 450), **big, color="#2a0d08", animations=_moves("slide-up", "fade"), lane="h"),
        _text("why", 5.2, 10, "Made\nto last", box(90, 240, 900, 300), **big, color="#2a0d08", animations=_moves("slide-up", "fade"), lane="h"),
        _text("call", 10.2, 15, "Out\nFriday", box(90, 240, 900, 300), **big, color="#2a0d08", animations=_moves("zoom-in", "fade"), lane="h"),
        _text("line", 5.8, 10, "One sentence about what\nmakes it different.", box(90, 570, 900, 120), fontSize=44, lineHeight=1.35, color="#4d1a10", fontStyle=_weight(500), animations=_moves("fade", "fade"), lane="l"),
        _text("button", 10.8, 15, "yourshop.com", box(90, 590, 460, 96), fontSize=42, align="center", color="#fff4e6", fontStyle=_weight(700), animations=_moves("fade", "fade"), lane="l"),
        _solid("pill", 10.8, 15, box(90, 590, 460, 96), "#2a0d08", 48) | {"animations": _moves("fade", "fade")},
        _text("slot-label", 0.3, 15, "Replace me with\na photo of your product", box(140, 1240, 800, 130), align="center", color="#8a3b2a", fontSize=40, lineHeight=1.3, fontStyle=_weight(600)),
        circle("sun", 0, 15, box(240, 930, 600, 600, scaleX=zoom, scaleY=zoom), "#ffe3b8"),
        _solid("card-a", 0, 5.2, box(90, 780, 900, 1000), "#fff1dc", 56) | {"lane": "card"},
        _solid("card-b", 5.2, 10.2, box(90, 780, 900, 1000), "#ffd9c2", 56) | {"lane": "card"},
        _solid("card-c", 10.2, 15, box(90, 780, 900, 1000), "#fff1dc", 56) | {"lane": "card"},
    ]  # fmt: skip
    joins = [
        join("to-b", "card", "card-a", "card-b", "fade"),
        join("to-c", "card", "card-b", "card-c", "fade"),
    ]
    return state(
        1080, 1920, "9:16", "linear-gradient(160deg, #ffd98a 0%, #ff9d76 55%, #f0605f 100%)", items, joins
    )


def quote() -> Json:
    """A sentence worth keeping, square."""
    serif: Json = {"fontFamily": "Playfair Display", "fontStyle": _weight(600)}
    items = [
        _text("mark", 0.2, 8, "“", box(96, 110, 300, 300), **serif, fontSize=320, lineHeight=1.0, color="#8fb0ff", animations=_moves("fade", "fade")),
        _text("words", 0.6, 8, "Make the thing\nyou wanted\nto watch.", box(110, 350, 860, 390), **serif, fontSize=104, lineHeight=1.18, letterSpacing=-1.5, animations=_moves("slide-up", "fade", 0.9)),
        _text("who", 1.6, 8, "Name of the speaker", box(190, 850, 780, 50), fontSize=36, fontStyle=_weight(600), animations=_moves("fade", "fade")),
        _text("what", 1.8, 8, "what they do", box(190, 902, 780, 44), fontSize=30, color="#b9c7f5", fontStyle=_weight(400), animations=_moves("fade", "fade")),
        _solid("rule", 1.4, 8, box(114, 862, 8, 80, height=_number(0, (0, 0), (0.5, 80))), "#8fb0ff", 4),
        circle("moon", 0, 8, box(620, -240, 760, 760, left=_number(620, (0, 620), (7.9, 560)), opacity=_number(0.16)), "#8fb0ff"),
        circle("moon-2", 0, 8, box(-320, 700, 640, 640, left=_number(-320, (0, -320), (7.9, -260)), opacity=_number(0.14)), "#5f7dff"),
    ]  # fmt: skip
    return state(
        1080, 1080, "1:1", "linear-gradient(135deg, #0d1430 0%, #1c2b78 60%, #3b57da 100%)", items, []
    )


def titles() -> Json:
    """Three credits between moving bars, wide."""
    huge: Json = {
        "fontFamily": "Bebas Neue",
        "fontStyle": _weight(400),
        "fontSize": 260,
        "lineHeight": 1.0,
        "letterSpacing": 6,
    }
    small: Json = {"fontSize": 34, "letterSpacing": 9, "fontStyle": _weight(600), "color": "#f4c95d"}
    rows = (("a", 0.4, 4.2, "A STUDIO PRESENTS", "YOUR NAME"), ("b", 4.2, 8, "A FILM BY", "SOMEONE ELSE"), ("c", 8, 12, "COMING SOON", "THE TITLE"))  # fmt: skip
    items: list[Json] = []
    for key, start, end, above, name in rows:
        items.append(_text(f"above-{key}", start, end, above, box(160, 376, 1600, 46), **small, animations=_moves("fade", "fade"), lane="above"))  # fmt: skip
        items.append(_text(f"name-{key}", start, end, name, box(154, 440, 1610, 260), **huge, animations=_moves("slide-left", "fade", 0.8), lane="name"))  # fmt: skip
    wide = _number(0, (0, 0), (1.2, 520), (11, 520), (11.8, 0))
    items += [
        _solid("rule", 0, 12, box(162, 730, 520, 6, width=wide), "#f4c95d", 3),
        _solid("bar-1", 0, 12, box(1500, -200, 120, 1500, left=_number(1500, (0, 1900), (11.9, 1380)), rotation=_number(18)), "#1f6f58"),
        _solid("bar-2", 0, 12, box(1680, -200, 260, 1500, left=_number(1680, (0, 2050), (11.9, 1560)), rotation=_number(18), opacity=_number(0.7)), "#2f9a78"),
    ]  # fmt: skip
    return state(
        1920, 1080, "16:9", "linear-gradient(120deg, #07120f 0%, #0d2a22 60%, #124536 100%)", items, []
    )


def talk() -> Json:
    """A speaker's picture with names and points, wide."""
    items = [
        _text("name", 1, 6.5, "Name of the speaker", box(150, 822, 900, 72), fontSize=54, fontStyle=_weight(700), animations=_moves("fade", "fade"), lane="n"),
        _text("point-1", 7, 13, "The first thing to remember", box(150, 836, 1100, 90), fontSize=58, fontStyle=_weight(700), animations=_moves("slide-up", "fade"), lane="n"),
        _text("point-2", 13.5, 19.5, "The second thing to remember", box(150, 836, 1100, 90), fontSize=58, fontStyle=_weight(700), animations=_moves("slide-up", "fade"), lane="n"),
        _text("role", 1.2, 6.5, "what they do, and where", box(150, 896, 900, 50), fontSize=34, color="#c9d4e4", fontStyle=_weight(400), animations=_moves("fade", "fade")),
        _solid("edge", 0.7, 20, box(110, 812, 10, 146, height=_number(0, (0, 0), (0.5, 146))), "#ff7a59", 5),
        _solid("plate", 0.7, 20, box(110, 812, 1200, 146, width=_number(0, (0, 0), (0.6, 1200)), opacity=_number(0.86)), "#0f1720", 14),
        _text("slot-label", 0, 20, "Replace me with your video", box(510, 470, 900, 60), align="center", color="#5f7c9c", fontSize=40, fontStyle=_weight(600)),
        circle("head", 0, 20, box(810, 180, 300, 300), "#a9c0d8"),
        _solid("body", 0, 20, box(640, 560, 640, 700), "#8fabc8", 320),
    ]  # fmt: skip
    return state(1920, 1080, "16:9", "linear-gradient(180deg, #dfe9f3 0%, #b9cde2 100%)", items, [])


BUILT = {"product-teaser": teaser, "quote-card": quote, "title-sequence": titles, "talk": talk}


def main() -> None:
    """Write all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from editor_app.ui.projects.templates import templates
    from tests.templates.covers import paint_cover

    folder: Path = resources_dir() / "templates"
    for name, build in BUILT.items():
        text = json.dumps(build(), ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    for template in templates():
        paint_cover(template).save(str(template.cover), quality=88)  # pyright: ignore


if __name__ == "__main__":
    main()
