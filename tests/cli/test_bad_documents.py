"""Bad documents get a clear sentence and the right exit code, from every command that opens them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.store.documents import image, project, solid, state

GOOD = project(state(solid()))


def cyclic() -> dict[str, Any]:
    document = state(solid("a"), solid("b", start=1), solid("c", start=2))
    document["transitions"] = {
        name: {
            "id": name,
            "trackId": "t1",
            "fromClipId": first,
            "toClipId": second,
            "type": "fade",
            "durationTicks": 100,
        }
        for name, first, second in (("x", "a", "b"), ("y", "b", "c"), ("z", "c", "a"))
    }
    return document


def deep(levels: int) -> bytes:
    return b'{"format": "editor-app/1", "editorState": ' + b"[" * levels + b"]" * levels + b"}"


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "not JSON": (b"hello", "not JSON"),
    "binary": (bytes(range(256)) * 4, "not JSON"),
    "not UTF-8": (b'{"a": "\xff"}', "not UTF-8"),
    "UTF-16": (json.dumps(GOOD).encode("utf-16"), "not UTF-8"),
    "truncated": (json.dumps(GOOD).encode()[:-40], "cut off"),
    "truncated in a text": (json.dumps(GOOD).encode()[:20], "cut off"),
    "another kind": (b'{"type": "FeatureCollection", "features": []}', "another kind"),
    "a list": (b"[1, 2, 3]", "no object"),
    "a number": (b"7", "no object"),
    "NaN": (b'{"format": "editor-app/1", "editorState": {"x": NaN}}', "NaN"),
    "Infinity": (b'{"format": "editor-app/1", "editorState": {"x": -Infinity}}', "Infinity"),
    "a huge number": (b'{"format": "editor-app/1", "editorState": {"x": 1e999}}', "too large"),
    "a huge integer": (
        b'{"format": "editor-app/1", "editorState": {"x": 1' + b"0" * 5000 + b"}}",
        "too large",
    ),
    "deep": (deep(100_000), "deep"),
    "a little too deep": (deep(250), "deep"),
    "a newer format": (b'{"format": "editor-app/9", "editorState": {}}', "newer Editor App"),
    "no state": (b'{"format": "editor-app/1"}', "without an editorState"),
    "the state is a list": (b'{"format": "editor-app/1", "editorState": []}', "not an object"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_an_unreadable_file_is_named_with_its_reason(
    case: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    content, reason = UNREADABLE[case]
    path = write("bad.editorproj", content)
    out = tmp_path / "out.mp4"
    for arguments in (("validate", path), ("info", path), ("render", path, "-o", out)):
        ended = app(*arguments)
        assert ended.code == 2
        assert "bad.editorproj" in ended.err
        assert reason in ended.err
        assert len(ended.err) < 600
    assert list(tmp_path.iterdir()) == [path]


def with_state(**changes: Any) -> dict[str, Any]:
    return state(solid(), **changes)


INVALID: dict[str, tuple[dict[str, Any], str]] = {
    "wrong type": (with_state(compositionWidth="wide"), "$.compositionWidth"),
    "huge canvas": (with_state(compositionWidth=30_000), "$.compositionWidth"),
    "dangling item": (
        with_state(tracks=[{"id": "t1", "items": ["solid", "gone"], "hidden": False, "muted": False}]),
        "gone",
    ),
    "dangling asset": (state(image("i", "gone")), "gone"),
    "cyclic transitions": (cyclic(), "z"),
    "unknown item type": (with_state(items={"solid": solid() | {"type": "hologram"}}), "$.items.solid"),
    "an item is a number": (with_state(items={"solid": 5}), "$.items.solid"),
    "items is a list": (with_state(items=[]), "$.items"),
}


@pytest.mark.parametrize("case", INVALID)
def test_an_invalid_document_is_refused_until_forced(
    case: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    document, mark = INVALID[case]
    path = write("bad.json", document)
    ended = app("validate", path)
    assert ended.code == 1
    assert mark in ended.out
    ended = app("render", path, "-o", tmp_path / "out.mp4")
    assert ended.code == 1
    assert "--force" in ended.err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("case", ["dangling asset", "unknown item type"])
def test_force_paints_what_can_be_painted(
    case: str, write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("bad.json", INVALID[case][0])
    ended = app("frame", path, "--at", "0", "-o", tmp_path / "out.png", "--force")
    assert ended.code == 0, ended.err
    assert (tmp_path / "out.png").stat().st_size > 0


def test_half_a_character_pair_breaks_nothing(
    write: Callable[..., Path], app: Callable[..., Any], tmp_path: Path
) -> None:
    path = write("odd.json", state(solid("\udc00", color="\ud800"), image("i", "\udfff", start=1)))
    ended = app("validate", path)
    assert ended.code == 1
    assert "\\udfff" in ended.out
    ended = app("frame", path, "--at", "0", "-o", tmp_path / "out.png", "--force")
    assert ended.code == 0, ended.err


def test_all_files_are_checked_and_the_worst_code_wins(
    write: Callable[..., Path], app: Callable[..., Any]
) -> None:
    good, bad = write("good.json", state(solid())), write("bad.json", with_state(compositionWidth=1))
    broken = write("broken.json", b"{")
    assert app("validate", good).code == 0
    assert app("validate", good, bad, good).code == 1
    ended = app("validate", broken, bad, good)
    assert ended.code == 2
    assert "bad.json: 1 error" in ended.out
    assert "good.json: valid" in ended.out


def test_json_reports_every_file(write: Callable[..., Path], app: Callable[..., Any]) -> None:
    bad, broken = write("bad.json", with_state(compositionWidth=1)), write("broken.json", b"{")
    ended = app("validate", "--json", bad, broken)
    first, second = ended.json
    assert ended.code == 2
    assert (first["valid"], first["exitCode"], first["error"]) == (False, 1, None)
    assert first["problems"][0]["path"] == "$.compositionWidth"
    assert first["problems"][0]["code"] == "EDITOR_SCHEMA_INVALID"
    assert set(first["problems"][0]) == {"code", "path", "message", "severity"}
    assert (second["valid"], second["exitCode"], second["problems"]) == (False, 2, [])
    assert "broken.json" in second["error"]


def test_warnings_and_stand_ins_do_not_fail(write: Callable[..., Path], app: Callable[..., Any]) -> None:
    ended = app("validate", write("a.json", state(solid(), outputRatio="1:1")))
    assert ended.code == 0
    assert "LOCAL_RATIO_MISMATCH" in ended.out
    assert ended.out.endswith("a.json: valid, 1 warning\n")
    broken = state(solid(), outputRatio="1:1", transitions={"x": {}, "y": {}})
    counted = app("validate", write("a.json", broken)).out.splitlines()[-1]
    assert counted.endswith(" errors, 1 warning")


def test_a_hundred_megabytes_open(write: Callable[..., Path], app: Callable[..., Any]) -> None:
    filler = ["x" * 1000] * 100_000
    ended = app("validate", write("large.json", state(solid(), filler=filler)))
    assert ended.code == 0, ended.err


def test_a_key_that_stands_twice_is_told(write: Callable[..., Path], app: Callable[..., Any]) -> None:
    text = json.dumps(state(solid("a"), solid("b", 1))).replace('"b": {', '"a": {', 1)
    ended = app("validate", write("p.json", text), "--json")
    assert "LOCAL_KEY_TWICE $.items.a" in {f"{p['code']} {p['path']}" for p in ended.json[0]["problems"]}
