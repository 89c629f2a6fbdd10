"""What a command will not do: write over what is not its own, or make what cannot be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import write_mp4
from tests.store.documents import asset, project, solid, state, video


@pytest.mark.parametrize("name", ["other.editorproj", "OTHER.EDITORPROJ", "other.json"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_film_is_never_given_a_projects_name(
    name: str, is_there: bool, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path, other = write("p.editorproj", project(state(solid(seconds=0.1)))), tmp_path / name
    if is_there:
        write(name, "[]")
    ended = app("render", path, "-o", other, "--format", "mp4")
    assert (ended.code, name in ended.err) == (2, True)
    assert other.read_text() == "[]" if is_there else not other.exists()


@pytest.mark.parametrize("content", [project(state(solid())), state(solid())])
@pytest.mark.parametrize("command", ["render", "frame"])
def test_a_project_of_whatever_name_is_not_overwritten(
    command: str, content: Any, write: Callable[..., Path], app: Callable[..., Any]
) -> None:
    path = write("p.editorproj", project(state(solid(seconds=0.1))))
    other = write("other.png" if command == "frame" else "other.mp4", content)
    before = other.read_bytes()
    ended = app(command, path, "-o", other, *(("--at", "0") if command == "frame" else ()))
    assert (ended.code, "is a project" in ended.err) == (2, True)
    assert other.read_bytes() == before


def test_a_text_that_is_no_project_may_be_written_over(
    write: Callable[..., Path], app: Callable[..., Any]
) -> None:
    path = write("p.editorproj", project(state(solid(seconds=0.1))))
    assert app("frame", path, "--at", "0", "-o", write("out.png", '{"a": 1}')).code == 0


@pytest.mark.parametrize("command", ["render", "frame"])
def test_where_a_medium_is_expected_nothing_else_is_written(
    command: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    name = "v.png" if command == "frame" else "v.mp4"
    document = state(video("i", "a", seconds=0.1), assets=(asset("a", "video", name),))
    path = write("p.editorproj", project(document, media={"a": {"path": name}}))
    extra = ("--at", "0") if command == "frame" else ()
    ended = app(command, path, "-o", tmp_path / "." / name, "--allow-missing", *extra)
    assert (ended.code, "looks for one of its media" in ended.err) == (4, True)
    assert not (tmp_path / name).exists()


def test_a_medium_that_no_clip_uses_is_not_overwritten(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    source = write_mp4(tmp_path / "v.mp4")
    document = state(solid(seconds=0.1), assets=(asset("a", "video", "v.mp4"),))
    path, before = (
        write("p.editorproj", project(document, media={"a": {"path": "v.mp4"}})),
        source.read_bytes(),
    )
    ended = app("render", path, "-o", source)
    assert (ended.code, "own media" in ended.err) == (4, True)
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("frame", "--at", "9" * 5000),
        ("frame", "--at", "9" * 5000 + "f"),
        ("render", "--range", "0:" + "9" * 5000),
    ],
)
def test_a_time_of_thousands_of_digits_is_wrong_usage(
    arguments: tuple[str, ...], write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    command, *rest = arguments
    path, out = write("p.json", state(solid())), tmp_path / ("o.png" if command == "frame" else "o.mp4")
    ended = app(command, path, "-o", out, *rest)
    assert (ended.code, out.exists()) == (2, False)
    assert len(ended.err) < 400


@pytest.mark.parametrize(
    ("changes", "arguments", "says"),
    [
        ({"compositionWidth": 1920, "compositionHeight": 1080}, ("--scale", "8"), "larger than H.264 allows"),
        ({}, ("--scale", "9"), "must lie between"),
        ({}, ("--alpha",), "cannot be transparent"),
    ],
)
def test_a_wrong_request_is_refused_before_media_are_opened(
    changes: dict[str, Any],
    arguments: tuple[str, ...],
    says: str,
    write: Callable[..., Path],
    app: Callable[..., Any],
    tmp_path: Path,
) -> None:
    document = state(video("i", "a", seconds=0.1), assets=(asset("a", "video", "gone.mp4"),)) | changes
    ended = app("render", write("p.json", document), "-o", tmp_path / "o.mp4", *arguments)
    assert (ended.code, says in ended.err) == (2, True)
    assert "gone.mp4" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("render", "{gone}", "-o", "{folder}/o.mp4", "--json"), 2),
        (("frame", "{gone}", "--at", "x", "-o", "{folder}/o.png", "--json"), 2),
        (("info", "{gone}", "--json"), 2),
        (("render", "{empty}", "-o", "{folder}/o.mp4", "--json"), 1),
    ],
)
def test_a_failure_is_told_in_json_too(
    arguments: tuple[str, ...], code: int, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    places = {"gone": tmp_path / "gone.json", "empty": write("e.json", state()), "folder": tmp_path}
    ended = app(*(text.format(**places) for text in arguments))
    error = ended.json["error"]
    assert (ended.code, error["code"]) == (code, code)
    assert error["message"]
    assert error["message"] in ended.err
    assert set(json.loads(ended.out)) == {"error"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("info", ""),
        ("validate", ""),
        ("demo", ""),
        ("render", "", "-o", "o.mp4"),
        ("render", "p", "-o", ""),
        ("frame", "", "--at", "0", "-o", "o.png"),
    ],
)
def test_an_empty_name_is_wrong_usage(arguments: tuple[str, ...], app: Callable[..., Any]) -> None:
    ended = app(*arguments)
    assert ended.code == 2
    assert "this one is empty" in ended.err


@pytest.mark.parametrize("name", [".", ".."])
def test_a_folder_without_a_name_is_named(name: str, app: Callable[..., Any]) -> None:
    ended = app("info", name)
    assert (ended.code, f"“{name}” is a folder" in ended.err) == (2, True)
