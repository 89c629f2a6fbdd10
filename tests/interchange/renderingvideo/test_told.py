"""What a config does not say, or says in vain, is told; nothing comes over otherwise without a word."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.demo.document import editor_state
from editor_app.interchange.renderingvideo import to_editor_state, to_schema
from editor_app.interchange.renderingvideo.curves import Points, value_at
from editor_app.items import AudioItem
from editor_app.state import read
from editor_app.timebase import ticks_from_seconds
from tests.interchange.renderingvideo.test_reading import clip, config, opened, rect

TEXT = {"x": "50%", "y": "50%", "width": 200}


def told(value: dict[str, Any]) -> dict[str, str]:
    """Give the report as whys by whats."""
    _, reading = opened(value)
    return {loss.what: loss.why for loss in reading.report}


@pytest.mark.parametrize(
    ("size", "here", "scale"),
    [((3840, 2160), "1920 × 1080", "scale 2 "), ((2000, 100), "1920 × 96", "scale 1.042 ")],
)
def test_another_size_is_told(size: tuple[int, int], here: str, scale: str) -> None:
    why = told(config([rect()], meta={"width": size[0], "height": size[1]}))["size"]
    assert here in why
    assert scale in why


def test_a_size_within_the_limits_is_not_told() -> None:
    assert told(config([rect()])) == {}


@pytest.mark.parametrize(
    ("size", "told_of"),
    [
        ((1_000_000, 360), "meta.width is 1000000, which is too large beside 360 px"),
        ((1, 360), "meta.width is 1, which is too small beside 360 px"),
        ((360, 1), "meta.height is 1, which is too small beside 360 px"),
    ],
)
def test_a_shape_that_there_cannot_be_is_refused_with_its_side(size: tuple[int, int], told_of: str) -> None:
    reading = to_editor_state(config([rect()], meta={"width": size[0], "height": size[1]}))
    (refusal,) = reading.refusals
    assert refusal.path == f"$.{told_of.partition(' ')[0]}"
    assert refusal.message.startswith(told_of)


def test_what_is_stated_in_vain_is_told() -> None:
    moved = rect(keyframes=[{"property": "x", "frames": []}])
    assert "“x” has no frames" in told(config([moved]))["keyframes"]
    assert told(config([rect()], video={"width": 1}))["unknown fields"] == "Passed over: video."


@pytest.mark.parametrize("missing", ["x", "y"])
def test_a_text_without_a_place_is_told(missing: str) -> None:
    whole = clip("text", text="Hello", transform=TEXT)
    assert "x and y" not in told(config([whole]))
    lacking = {key: value for key, value in TEXT.items() if key != missing}
    assert "middle" in told(config([clip("text", text="Hello", transform=lacking)]))["x and y"]


def test_media_to_be_found_are_told_by_name() -> None:
    shown = clip("image", src="asset:my%20house", transform={"width": 10, "height": 10})
    state, _ = opened(config([shown]))
    (asset,) = state.assets.values()
    assert getattr(asset, "filename", "") == "my house.png"
    assert told(config([shown]))["media"].startswith("“my house.png” [my house] has no address.")


def test_the_demo_gains_no_sound_and_hardly_a_point_on_its_way_to_and_fro() -> None:
    names = ("sunrise.mp4", "evening.mp4", "vessels.jpg", "scrim.png", "music.m4a")
    sizes: dict[str, int] = {name: 9 for name in names}
    first, _ = read(editor_state(sizes))
    config_once = to_schema(first, fps=30, addresses={}).config
    again, _ = read(to_editor_state(config_once).document)
    config_twice = to_schema(again, fps=30, addresses={}).config
    assert sounds_of(config_once) == sounds_of(config_twice) == ["music"]
    (music,) = (item for item in again.items.values() if isinstance(item, AudioItem))
    written = envelope_of(config_once)
    heard = music.decibel_adjustment
    for tick in range(0, music.duration_ticks, 2_400):
        gain = 10 ** (heard.at(tick, music.duration_ticks) / 20)
        assert gain == pytest.approx(value_at(written, tick), abs=0.013)
    assert len(heard.keyframes) <= len(written)
    assert len(envelope_of(config_twice)) <= 2 * len(written)


def envelope_of(value: dict[str, Any]) -> Points:
    """Give the course of the one sound's volume."""
    (sound,) = (c for track in value["tracks"] for c in track["clips"] if c["type"] == "audio")
    return tuple((ticks_from_seconds(p["time"]), p["volume"]) for p in sound["gainEnvelope"])


def sounds_of(value: dict[str, Any]) -> list[str]:
    """Give the ids of all clips that are sounds."""
    return [c["id"] for track in value["tracks"] for c in track["clips"] if c["type"] == "audio"]
