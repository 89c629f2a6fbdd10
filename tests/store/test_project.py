"""Project files open, say what is wrong with them, and lose nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from editor_app.store.project import ProjectError, load_project, new_project, project_bytes, save_project
from tests.store.documents import project, solid, state


def write(path: Path, value: Any, **options: Any) -> Path:
    path.write_text(json.dumps(value, **options), encoding="utf-8")
    return path


def edited(loaded: Any) -> Any:
    """Give the project with one number of its document changed."""
    item = loaded.state.items["solid"]
    items = {**loaded.state.items, "solid": item.replace(duration_ticks=480_000)}
    return loaded.with_state(loaded.state.replace(items=items))


def test_a_project_and_a_bare_state_open_alike(tmp_path: Path) -> None:
    document = state(solid())
    whole = load_project(write(tmp_path / "a.editorproj", project(document)))
    bare = load_project(write(tmp_path / "b.json", document))
    assert whole.state.items.keys() == bare.state.items.keys() == {"solid"}
    assert whole.title == "a"
    assert bare.root is None
    assert whole.problems == bare.problems == ()


def test_what_surrounds_the_document_is_read(tmp_path: Path) -> None:
    parts: dict[str, Any] = {
        "project": {"title": "Harbour", "description": "", "cloud": {"id": 1}},
        "media": {
            "a": {"path": "clips/a.mp4"},
            "b": {"path": "../b.png", "sha256": "AB", "size": 3},
            "c": {"path": "/far/c.wav"},
            "d": {"sha256": "no path"},
            "e": "nonsense",
        },
        "sidecar": {"editRate": 60},
    }
    loaded = load_project(write(tmp_path / "a.editorproj", project(state(), **parts)))
    assert loaded.title == "Harbour"
    assert loaded.edit_rate == 60
    places = loaded.media
    assert list(places) == ["a", "b", "c"]
    assert places["a"].path == tmp_path / "clips" / "a.mp4"
    assert (places["b"].sha256, places["b"].size_bytes) == ("ab", 3)
    assert places["c"].path == Path("/far/c.wav")


def test_an_unedited_project_is_not_rewritten(tmp_path: Path) -> None:
    path = write(tmp_path / "a.editorproj", project(state(solid())), indent=3)
    before = path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns
    loaded = load_project(path)
    assert save_project(loaded) is False
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == before
    assert save_project(loaded, tmp_path / "copy.editorproj") is True
    assert (tmp_path / "copy.editorproj").read_bytes() == before[0]


def test_an_edit_keeps_every_other_key_its_order_and_its_kind_of_number(tmp_path: Path) -> None:
    document = state(solid()) | {"unknownRoot": {"b": 1.0, "a": [1, None, "\ud800"]}}
    value = {
        "zebra": 1e3,
        "sidecar": {"editRate": 30},
        "editorState": document,
        "apple": 2,
        "format": "editor-app/1",
    }
    path = write(tmp_path / "a.editorproj", value)
    assert save_project(edited(load_project(path))) is True
    saved = json.loads(path.read_text(encoding="utf-8"))
    wanted = json.loads(json.dumps(value))
    wanted["editorState"]["items"]["solid"]["durationTicks"] = 480_000
    assert json.dumps(saved) == json.dumps(wanted)


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.editorproj", project(state(solid())))
    before = path.read_bytes()
    changed = edited(load_project(path))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_project(changed)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_project_opens_again(tmp_path: Path) -> None:
    document = load_project(write(tmp_path / "b.json", state(solid()))).state
    path = tmp_path / "new.editorproj"
    assert save_project(new_project(path, document)) is True
    assert load_project(path).state.items.keys() == {"solid"}


def test_the_sidecar_never_enters_the_document(tmp_path: Path) -> None:
    path = write(tmp_path / "a.editorproj", project(state(solid()), sidecar={"markers": [1]}))
    saved = json.loads(project_bytes(edited(load_project(path))))
    assert "sidecar" not in saved["editorState"]
    assert saved["sidecar"] == {"markers": [1]}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"format": "editor-app/2", "editorState": {}}, r"newer Editor App"),
        ({"format": "editor-app/1"}, "without an editorState"),
        ({"editorState": {}}, "lacks “format”"),
        ({"format": "gltf/2", "scenes": []}, "JSON of another kind"),
        ({"version": "5.7", "layers": [], "w": 1}, "JSON of another kind"),
        ({"meta": {"version": "2.0.0"}, "tracks": [], "assets": {}}, "JSON of another kind"),
        ([1, 2], "its root is no object"),
        ("text", "its root is no object"),
        (project([1]), "“.*editorproj” cannot be opened"),
        (project(None), "“.*editorproj” cannot be opened"),
    ],
)
def test_other_json_is_refused_in_words(tmp_path: Path, value: Any, sentence: str) -> None:
    with pytest.raises(ProjectError, match=sentence):
        load_project(write(tmp_path / "a.editorproj", value))


def test_what_is_no_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="does not exist"):
        load_project(tmp_path / "none.json")
    with pytest.raises(ProjectError, match="is not a file"):
        load_project(tmp_path)
    with pytest.raises(ProjectError, match="cannot be read"):
        load_project(tmp_path / ("x" * 5000))
