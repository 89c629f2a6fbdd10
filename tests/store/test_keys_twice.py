"""A key that stands twice in a file is told of when the file is opened, and the file is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor_app.store.folders import Folders
from editor_app.store.project import key_problems, load_project, save_project
from editor_app.store.reopening import open_project
from tests.store.documents import Json, project, solid, state


def twice(document: Json) -> bytes:
    """Give a document in which the item “b” has the key of “a”."""
    return json.dumps(document).replace('"b": {', '"a": {', 1).encode()


def two_solids() -> Json:
    return state(solid("a", 0), solid("b", 1))


@pytest.mark.parametrize("content", [twice(two_solids()), twice(project(two_solids()))])
def test_an_item_that_is_passed_over_is_told_with_its_path(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.editorproj"
    path.write_bytes(content)
    opened = load_project(path)
    (found,) = key_problems(opened)
    assert (found.code, found.path, found.severity) == ("LOCAL_KEY_TWICE", "$.items.a", "warning")
    assert "“a” stands twice" in found.message
    assert "saved; then the first is lost" in found.message
    assert not save_project(opened)
    assert path.read_bytes() == content


def test_a_key_around_the_document_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "p.editorproj"
    content = json.dumps(project(two_solids(), media={"m": {"path": "x"}}))
    path.write_text(content.replace('"m":', '"m": {"path": "y"}, "m":'))
    (found,) = key_problems(load_project(path))
    assert (found.path, "“m”" in found.message) == ("$", True)


def test_other_files_have_no_such_problem(tmp_path: Path) -> None:
    path = tmp_path / "p.editorproj"
    path.write_text(json.dumps(project(two_solids()), indent=1))
    assert key_problems(load_project(path)) == ()


def test_opening_for_editing_tells(tmp_path: Path) -> None:
    path = tmp_path / "p.editorproj"
    path.write_bytes(twice(project(two_solids())))
    opened = open_project(path, Folders(tmp_path / "data"))
    opened.lock.release()
    (notice,) = opened.notices
    assert "p.editorproj" in notice
    assert "$.items.a" in notice
