"""The structure check: what is wrong with a config, each thing with its path."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.interchange.renderingvideo import check_config, to_editor_state
from editor_app.state import read
from tests.documents import ODD_VALUES, JsonPath, paths

GOOD: dict[str, Any] = {
    "meta": {"version": "2.0.0", "width": 1280, "height": 720, "fps": 30, "background": "#000000"},
    "assets": {
        "images": [{"id": "photo", "src": "https://x.example/photo.jpg"}],
        "videos": [{"id": "film", "src": "https://x.example/film.mp4"}],
        "subtitles": [{"id": "said", "words": [{"word": "Hello", "start": 0, "end": 0.5}]}],
    },
    "tracks": [
        {
            "clips": [
                {
                    "id": "t",
                    "type": "text",
                    "text": "Hello",
                    "start": 0,
                    "duration": 2,
                    "transform": {"x": "50%", "y": "20%", "scale": [1, 2], "anchor": "top"},
                    "style": {"fill": "#fff", "fontSize": 60, "opacity": 0.5},
                    "animations": [
                        {"type": "slideIn", "direction": "up", "duration": 0.5, "easing": "easeOutBack"}
                    ],
                    "keyframes": [
                        {"property": "opacity", "frames": [{"time": 0, "value": 0}, {"time": 1, "value": 1}]}
                    ],
                },
                {
                    "type": "image",
                    "src": {"$ref": "photo"},
                    "start": 2,
                    "duration": 2,
                    "style": {"objectFit": "cover"},
                },
                {
                    "type": "video",
                    "src": {"$ref": "film"},
                    "start": 3.5,
                    "duration": 2,
                    "source": {"start": 1, "end": 3},
                    "transition": {"type": "wipe", "duration": 0.5, "direction": "left"},
                },
            ]
        },
        {
            "clips": [
                {"type": "circle", "size": 100, "start": 0, "duration": 1, "style": {"fill": "red"}},
                {"type": "audio", "src": "https://x.example/a.mp3", "start": 0, "duration": 4, "fadeIn": 1},
                {
                    "type": "subtitle",
                    "words": {"$ref": "said"},
                    "start": 0,
                    "duration": 1,
                    "config": {"fontSize": 30},
                },
            ]
        },
    ],
}


def changed(path: JsonPath, value: Any = ...) -> dict[str, Any]:
    """Give the good config with another value at a path, or without one."""
    config = copy.deepcopy(GOOD)
    parent: Any = config
    for step in path[:-1]:
        parent = parent[step]
    if value is ...:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return config


TRACKS = ("tracks", 0, "clips")


def test_a_good_config_has_nothing_wrong() -> None:
    assert check_config(GOOD) == ()


@pytest.mark.parametrize(
    ("config", "path"),
    [
        (None, "$"),
        ([], "$"),
        ({"config": GOOD}, "$.config"),
        (changed(("meta",)), "$.meta"),
        (changed(("meta", "version")), "$.meta.version"),
        (changed(("meta", "width"), "1280"), "$.meta.width"),
        (changed(("meta", "height"), 0), "$.meta.height"),
        (changed(("meta", "fps")), "$.meta.fps"),
        (changed(("meta", "fps"), 29.97), "$.meta.fps"),
        (changed(("meta", "width"), float("nan")), "$.meta.width"),
        (changed(("meta", "width"), True), "$.meta.width"),
        (changed(("tracks",)), "$.tracks"),
        (changed(("tracks",), {}), "$.tracks"),
        (changed(("tracks", 0), 7), "$.tracks[0]"),
        (changed(("tracks", 0, "clips")), "$.tracks[0].clips"),
        (changed((*TRACKS, 0), None), "$.tracks[0].clips[0]"),
        (changed((*TRACKS, 0, "type")), "$.tracks[0].clips[0].type"),
        (changed((*TRACKS, 0, "type"), "gif"), "$.tracks[0].clips[0].type"),
        (changed((*TRACKS, 0, "text")), "$.tracks[0].clips[0].text"),
        (changed((*TRACKS, 0, "start"), -1), "$.tracks[0].clips[0].start"),
        (changed((*TRACKS, 0, "start"), "1"), "$.tracks[0].clips[0].start"),
        (changed((*TRACKS, 0, "duration"), 0), "$.tracks[0].clips[0].duration"),
        (changed((*TRACKS, 0, "duration"), float("inf")), "$.tracks[0].clips[0].duration"),
        (changed((*TRACKS, 1, "src")), "$.tracks[0].clips[1].src"),
        (changed((*TRACKS, 1, "src"), {"$ref": "nobody"}), "$.tracks[0].clips[1].src"),
        (changed(("tracks", 1, "clips", 0, "size")), "$.tracks[1].clips[0].size"),
        (changed(("tracks", 1, "clips", 2, "words"), {"$ref": "x"}), "$.tracks[1].clips[2].words"),
        (changed(("assets",), []), "$.assets"),
        (changed(("assets", "images"), {}), "$.assets.images"),
        (changed(("assets", "images", 0, "id"), "film"), "$.assets.videos[0].id"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(config: Any, path: str) -> None:
    refusals = check_config(config)
    assert path in [refusal.path for refusal in refusals]
    assert all(refusal.message.endswith(".") for refusal in refusals)


def test_assets_may_be_an_old_map_by_id() -> None:
    assets = {
        "photo": {"type": "image", "src": "https://x.example/p.jpg"},
        "film": {"type": "video", "src": "f"},
    }
    config = changed(("assets",), {**assets, "said": {"type": "subtitle", "words": []}})
    assert check_config(config) == ()


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([p for p in paths(GOOD) if p]), st.sampled_from([*ODD_VALUES, float("nan"), ...])
        ),
        max_size=4,
    )
)
def test_no_config_breaks_check_or_reading(changes: list[tuple[JsonPath, Any]]) -> None:
    config = copy.deepcopy(GOOD)
    for path, value in changes:
        parent: Any = config
        try:
            for step in path[:-1]:
                parent = parent[step]
            if value is ...:
                del parent[path[-1]]
            else:
                parent[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away
    check_config(config)
    reading = to_editor_state(config)
    _, problems = read(reading.document)
    assert problems == ()
