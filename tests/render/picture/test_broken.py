"""An item that cannot be read is told by a stand-in, which never hides the whole picture."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.drawing import Box
from editor_app.items import BrokenItem
from editor_app.render.picture.broken import broken_box
from editor_app.state.dialects import read
from editor_app.state.model import EditorState
from tests.render.picture.scene import SECOND, H, Json, W, frame, item, pixel, solid

FRAME = Box(0.0, 0.0, 320.0, 180.0)
PLATE = Box(7.2, 7.2, 96.0, 36.0)
BLUE = (0x22, 0x44, 0xAA)


def over_blue(raw: Json) -> EditorState:
    names = ("x", "s")
    tracks = [{"id": f"t-{name}", "items": [name], "hidden": False, "muted": False} for name in names]
    value: Json = {
        "stateSchemaVersion": "v1",
        "compositionWidth": W,
        "compositionHeight": H,
        "timebaseTicksPerSecond": SECOND,
        "tracks": tracks,
        "assets": {},
        "items": {"x": raw, "s": solid("s", color="#2244aa")},
        "transitions": {},
    }
    return read(value)[0]


def without(raw: Json, *names: str) -> Json:
    return {name: value for name, value in raw.items() if name not in names}


SMALL: dict[str, Any] = {"left": 40, "top": 30, "width": 100, "height": 60}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (item("hologram", "x", **SMALL), Box(40.0, 30.0, 100.0, 60.0)),
        (item("solid", "x", color=7, **SMALL), Box(40.0, 30.0, 100.0, 60.0)),
        (item("hologram", "x"), PLATE),
        (item("hologram", "x", **{**SMALL, "width": 320.0}), Box(40.0, 30.0, 320.0, 60.0)),
        (item("hologram", "x", **{**SMALL, "width": 1e300, "height": 1e300}), PLATE),
        (item("hologram", "x", **{**SMALL, "width": 0}), PLATE),
        (item("hologram", "x", **{**SMALL, "height": -50}), PLATE),
        (item("hologram", "x", **{**SMALL, "height": 10**400}), PLATE),
        (item("hologram", "x", **{**SMALL, "width": {"value": "wide"}}), PLATE),
        (item("hologram", "x", **{**SMALL, "left": {"value": True}}), PLATE),
        (without(item("hologram", "x"), "left", "top", "width", "height"), PLATE),
        (item("audio", "x"), None),
        (item("effect", "x"), None),
    ],
)
def test_the_place_of_what_cannot_be_read(raw: Json, expected: Box | None) -> None:
    state = over_blue(raw)
    broken = state.items["x"]
    assert isinstance(broken, BrokenItem)
    found = broken_box(broken, FRAME)
    assert (found is None) is (expected is None)
    if found and expected:
        assert (found.left, found.top, found.width, found.height) == pytest.approx(
            (expected.left, expected.top, expected.width, expected.height)
        )


@pytest.mark.parametrize("raw", [item("hologram", "x"), without(item("hologram", "x"), "width")])
def test_what_lies_below_stays_to_be_seen(raw: Json) -> None:
    picture = frame(over_blue(raw))
    assert pixel(picture, W // 2, H // 2) == BLUE
    assert pixel(picture, W - 1, H - 1) == BLUE
    plate = {pixel(picture, x, y) for x in range(8, 102) for y in range(8, 42)}
    assert max(min(colour) for colour in plate) > 150  # its label can be read
