"""What a film is made of, as far as its size depends on it."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

import pytest

from editor_app.render.export.content import Content, content_of
from editor_app.render.export.estimate import estimate
from editor_app.render.export.run import plan_target
from editor_app.render.export.settings import ExportSettings
from editor_app.resources import resources_dir
from editor_app.state.dialects import read, to_bytes
from editor_app.state.model import EditorState
from tests.render.export.films import HEIGHT, SECOND, WIDTH, asset, document, item, moving, solid

WHOLE = (0, 0, WIDTH, HEIGHT)
HALF = (0, 0, WIDTH / 2, HEIGHT)
LENGTH = 4 * SECOND


def video(box: tuple[float, float, float, float] = WHOLE, **fields: Any) -> dict[str, Any]:
    """Give a clip of the asset `clip`."""
    return item("video", LENGTH, box, assetId="clip", **fields)


def clip(bits: float, **fields: Any) -> dict[str, Any]:
    """Give an asset whose file has so many bits for each pixel of each frame."""
    size = round(bits * 96 * 54 * 30 * 100 / 8)
    return {**asset("clip", "video", 100), "size": size, **fields}


def seen(*items: dict[str, Any], assets: tuple[dict[str, Any], ...] = ()) -> list[float]:
    """Give what is found in a document, to the hundredth."""
    state = document(*items, assets=assets)
    found = content_of(state, plan_target(state, ExportSettings()))
    return [round(value, 2) for value in astuple(found)]


@pytest.mark.parametrize(
    ("items", "clips", "expected"),
    [
        ([solid(LENGTH, WHOLE, "#102030")], (), [0, 0, 0, 0]),
        ([video()], (clip(0.16),), [1, 0, 1, 0]),
        ([video()], (clip(0.04),), [0.5, 0, 0.5, 0]),
        ([video()], (clip(90.0),), [1.3, 0, 1.3, 0]),
        # A size that cannot be true tells nothing.
        ([video()], (asset("clip", "video", 100),), [1, 0, 1, 0]),
        ([video(HALF)], (clip(0.16),), [0.5, 0, 0.5, 0]),
        ([video(), video()], (clip(0.16),), [1, 0, 1, 0]),
        ([solid(LENGTH, WHOLE, "#102030"), video()], (clip(0.16),), [0, 0, 0, 0]),
        ([solid(LENGTH, HALF, "#102030"), video()], (clip(0.16),), [0.5, 0, 0.5, 0]),
        ([video()], (clip(0.16, hasAudioTrack=True),), [1, 0, 1, 1]),
        ([solid(LENGTH, WHOLE, "#102030", left=moving((0, 0), (LENGTH, 50)))], (), [0, 0.4, 0, 0]),
        # It stands still in the second half.
        ([solid(LENGTH, WHOLE, "#102030", left=moving((0, 0), (LENGTH // 2, 50)))], (), [0, 0.2, 0, 0]),
    ],
)
def test_shares_of_the_frame(items, clips, expected: list[float]) -> None:
    assert seen(*items, assets=clips) == expected


def test_hidden_and_muted_tracks_count_for_nothing() -> None:
    shown = document(video(), assets=(clip(0.16, hasAudioTrack=True),))
    value = json.loads(to_bytes(shown))
    value["tracks"][0].update(hidden=True, muted=True)
    hidden = read(value)[0]
    assert content_of(hidden, plan_target(hidden, ExportSettings())) == Content(0, 0, 0, 0)


def template(name: str) -> EditorState:
    """Give one of the templates."""
    value = json.loads((resources_dir() / "templates" / f"{name}.json").read_text("utf-8"))
    return read(value.get("editorState", value))[0]


TITLES = "title-sequence"
MEASURED = [
    # What the renderer made of them, in bytes; the ranges are in seconds.
    ("talk", ExportSettings("mp4"), 372_000),
    ("talk", ExportSettings("mp4", scale=2 / 3), 261_000),
    ("talk", ExportSettings("mp4", scale=0.6, preset="ultrafast", crf=28), 373_000),
    ("talk", ExportSettings("m4a"), 6_400),
    ("talk", ExportSettings("png", start_tick=3 * SECOND), 56_000),
    ("talk", ExportSettings("jpg", start_tick=3 * SECOND), 113_000),
    (TITLES, ExportSettings("mp4"), 836_000),
    (TITLES, ExportSettings("mp4", scale=2 / 3), 503_000),
    (TITLES, ExportSettings("mp4", scale=0.6, preset="ultrafast", crf=28), 759_000),
    (TITLES, ExportSettings("webm", end_tick=6 * SECOND), 584_000),
    (TITLES, ExportSettings("png-sequence", start_tick=2 * SECOND, end_tick=4 * SECOND), 11_405_000),
    (TITLES, ExportSettings("mkv", start_tick=2 * SECOND, end_tick=4 * SECOND), 8_516_000),
    ("quote-card", ExportSettings("mp4"), 508_000),
    ("quote-card", ExportSettings("jpg", start_tick=3 * SECOND), 122_000),
    ("quote-card", ExportSettings("png-sequence", start_tick=2 * SECOND, end_tick=4 * SECOND), 18_679_000),
    ("product-teaser", ExportSettings("mp4"), 628_000),
    ("product-teaser", ExportSettings("webm", end_tick=6 * SECOND), 460_000),
    ("product-teaser", ExportSettings("gif", 15, size=(270, 480)), 279_000),
    ("product-teaser", ExportSettings("jpg", start_tick=3 * SECOND), 148_000),
]


@pytest.mark.parametrize(("name", "settings", "size"), MEASURED)
def test_titles_and_cards_are_not_taken_for_moving_pictures(name: str, settings, size: int) -> None:
    state = template(name)
    target = plan_target(state, settings)
    assert 0.8 <= estimate(target, content_of(state, target)).size_bytes / size <= 1.75
