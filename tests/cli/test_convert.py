"""`editor-app convert` in both directions: what it makes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.store.project import load_project
from tests.store.documents import asset, image, project, solid, state, video

CONFIG = {
    "meta": {"version": "2.0.0", "width": 1280, "height": 720, "fps": 30},
    "tracks": [{"clips": [{"type": "text", "text": "Hello", "start": 0, "duration": 2}]}],
}

Write = Callable[..., Path]
App = Callable[..., Any]


def test_a_project_becomes_a_config_and_a_project_again(write: Write, app: App, tmp_path: Path) -> None:
    document = state(solid(), image("i", "a", start=1), assets=(asset("a", "image", "beach.jpg"),))
    path, config = write("p.editorproj", project(document)), tmp_path / "c.json"
    before = path.read_bytes()
    ended = app("convert", path, "--to", "renderingvideo", "-o", config)
    assert (ended.code, "to upload: beach.jpg [a]" in ended.out) == (0, True)
    assert path.read_bytes() == before
    ended = app("convert", config, "--to", "editor", "-o", tmp_path / "again.editorproj")
    assert ended.code == 0
    again = load_project(tmp_path / "again.editorproj").state
    assert {key: (i.type, i.start_ticks) for key, i in again.items.items()} == {
        "solid": ("solid", 0),
        "i": ("image", 240_000),
    }


@pytest.mark.parametrize("command", [("convert", "--to", "renderingvideo"), ("render", "-o", "film.mp4")])
def test_a_config_that_is_taken_for_a_project_has_a_way_on(
    command: tuple[str, ...], write: Write, app: App
) -> None:
    path = write("c.json", CONFIG)
    ended = app(command[0], path, *command[1:])
    assert ended.code == 2
    assert f"“editor-app convert {path} --to editor” makes a project of it" in ended.err


def test_the_report_names_each_item_what_differs_and_why(write: Write, app: App) -> None:
    clip = video("v", "a") | {"decibelAdjustment": {"value": 6, "keyframes": []}}
    document = state(clip, assets=(asset("a", "video", "beach.mp4", hasAudioTrack=True),))
    ended = app("convert", write("p.json", document), "--to", "renderingvideo")
    (line,) = (line for line in ended.err.splitlines() if "beach.mp4  " in line)
    assert ("roughly" in line, "volume" in line, "6.0 dB louder" in line) == (True, True, True)
    assert json.loads(ended.out)["tracks"][0]["clips"][0]["type"] == "video"


def test_json_has_config_report_and_plan(write: Write, app: App) -> None:
    document = state(image("i", "a", seconds=4), assets=(asset("a", "image", "beach.jpg"),))
    path = write("p.json", document)
    addresses = write("addresses.json", {"a": "https://media.example/beach.jpg"})
    options = ("--fps", "25", "--scale", "0.5", "--range", "1:3", "--addresses", addresses, "--json")
    ended = app("convert", path, "--to", "renderingvideo", *options)
    (clip,) = ended.json["config"]["tracks"][0]["clips"]
    assert (ended.json["plan"], ended.json["report"]) == ({"uploads": [], "prerenders": []}, [])
    assert (ended.json["config"]["meta"]["fps"], clip["start"], clip["duration"]) == (25, 0, 2)
    assert ended.json["config"]["assets"]["images"] == [{"id": "a", "src": "https://media.example/beach.jpg"}]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--fps", "0"), 2, "--fps: 0 is not from 1 to 240"),
        (("--scale", "99"), 2, "--scale: 99 is not from"),
        (("--range", "9:12"), 1, "ends before the range starts"),
        (("--addresses", "none.json"), 2, "none.json” cannot be read"),
        (("-o", "p.editorproj"), 4, "is what is converted"),
        (("-o", "other.editorproj"), 4, "is a project, and stays"),
        (("-o", "new.editorproj"), 2, "has the name of a project"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    arguments: tuple[str, ...],
    code: int,
    sentence: str,
    write: Write,
    app: App,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("p.editorproj", "other.editorproj"):
        write(name, project(state(solid())))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    ended = app("convert", "p.editorproj", "--to", "renderingvideo", *arguments)
    assert (ended.code, sentence in ended.err) == (code, True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_cannot_be_drawn_stops_the_import_unless_it_is_forced(
    write: Write, app: App, tmp_path: Path
) -> None:
    config = json.loads(json.dumps(CONFIG))
    config["tracks"][0]["clips"].append({"type": "three", "start": 0, "duration": 1})
    path = write("c.json", config)
    ended = app("convert", path, "--to", "editor")
    assert (ended.code, "$.tracks[0].clips[1].type" in ended.err) == (1, True)
    assert not (tmp_path / "c.editorproj").exists()
    ended = app("convert", path, "--to", "editor", "--force")
    assert ended.code == 0
    (line,) = (line for line in ended.out.splitlines() if "$.tracks[0].clips[1].type" in line)
    assert line.startswith("left out: tracks[0].clips[1].type “three” cannot be drawn")
    assert "Everything comes over" not in ended.out + ended.err
    assert [item.type for item in load_project(tmp_path / "c.editorproj").state.items.values()] == ["text"]


def test_the_body_of_a_request_is_opened_too(write: Write, app: App, tmp_path: Path) -> None:
    path = write("body.json", {"config": CONFIG, "metadata": {"a": 1}})
    assert app("convert", path, "--to", "editor").code == 0
    assert len(load_project(tmp_path / "body.editorproj").state.items) == 1


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": 1}', b'{"meta": NaN}'])
def test_what_is_no_config_is_said(content: bytes, write: Write, app: App) -> None:
    ended = app("convert", write("c.json", content), "--to", "editor")
    assert (ended.code, "c.json” cannot be opened" in ended.err) == (2, True)


def test_a_file_that_is_there_is_not_written_over(write: Write, app: App) -> None:
    path, there = write("c.json", CONFIG), write("c.editorproj", "mine")
    assert app("convert", path, "--to", "editor").code == 4
    assert there.read_text() == "mine"
