"""Choosing a side, what is gone, which moment shows it, and a copy of what is given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.merge import Conflict, merge
from editor_app.services.sync.choosing import (
    all_mine,
    choices_of,
    chosen,
    difference,
    is_gone,
    keep_copy,
    moment,
)
from editor_app.services.sync.details import DetailsConflict
from editor_app.state import EditorState
from editor_app.store.cloud_link import CloudLink, read_link
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.project import load_project
from editor_app.store.recent import read_recent
from editor_app.store.sidecar import Sidecar
from tests.document.edits import SECOND, moved, small_state
from tests.edits.picture import state_of


def collided() -> tuple[EditorState, Conflict]:
    base = small_state()
    merged = merge(base, moved(base, "a", 10 * SECOND), moved(base, "a", 20 * SECOND))
    (conflict,) = merged.conflicts
    return merged.state, conflict


def test_a_side_of_a_clip_and_of_a_title() -> None:
    state, conflict = collided()
    work = Work(state, Sidecar(title="Film"))
    new, sidecar = chosen(work, conflict, "theirs")
    assert new.items["a"].start_ticks == 20 * SECOND
    assert sidecar is work.sidecar
    title = DetailsConflict("title", "Film", "Evening")
    assert choices_of(title) == ("mine", "theirs")
    assert chosen(work, title, "theirs") == (state, Sidecar(title="Evening"))
    described = DetailsConflict("description", "", "Of the sea")
    assert chosen(work, described, "theirs")[1].description == "Of the sea"


def test_all_mine_is_one_change_and_tells_what_is_done() -> None:
    sides = ("V1: A[0-2] B[2-3]", "V1: A[0-2]", "V1: A[0-2] B[4-5]")
    merged = merge(*map(state_of, sides))
    title = DetailsConflict("title", "Film", "Evening")
    gone = Conflict("items", "nobody", "opacity", 1, 2, 3)
    work = Work(merged.state, Sidecar(title="Evening"))
    state, sidecar, done = all_mine(work, (*merged.conflicts, title, gone))
    assert "B" not in state.items
    assert sidecar.title == "Film"
    assert done == (*merged.conflicts, title, gone)


@pytest.mark.parametrize(
    ("collection", "key", "part", "gone"),
    [
        ("items", "a", "opacity", False),
        ("items", "x", "opacity", True),
        ("items", "x", "", False),
        ("tracks", "top", "hidden", False),
        ("tracks", "x", "hidden", True),
        ("assets", "x", "filename", True),
        ("transitions", "x", "type", True),
        ("root", "canvas", "", False),
    ],
)
def test_what_is_gone_cannot_be_chosen(collection: str, key: str, part: str, gone: bool) -> None:
    conflict = Conflict(collection, key, part, 1, 2, 3)  # type: ignore[arg-type]
    assert is_gone(small_state(), conflict) == gone


@pytest.mark.parametrize(
    ("collection", "key", "tick"),
    [
        ("items", "b", SECOND + SECOND // 2),
        ("items", "x", 7),
        ("tracks", "low", SECOND + SECOND // 2),
        ("assets", "x", 7),
        ("transitions", "x", 7),
        ("root", "canvas", 7),
    ],
)
def test_the_moment_that_shows_it(collection: str, key: str, tick: int) -> None:
    conflict = Conflict(collection, key, "part", 1, 2, 3)  # type: ignore[arg-type]
    assert moment(small_state(), conflict, 7) == tick


@pytest.mark.parametrize(
    ("there", "playhead", "tick"),
    [
        ({}, 7, 7),
        ({"b": 10 * SECOND}, 7, SECOND + SECOND // 2),
        ({"b": 10 * SECOND}, SECOND, SECOND),
        ({"b": 10 * SECOND}, 10 * SECOND + 5, 10 * SECOND + 5),
        ({"c": 10 * SECOND, "b": 20 * SECOND}, 7, SECOND + SECOND // 2),
    ],
)
def test_two_documents_are_shown_where_they_differ(there: dict[str, int], playhead: int, tick: int) -> None:
    theirs = small_state()
    for key, start in there.items():
        theirs = moved(theirs, key, start)
    assert difference(small_state(), theirs, playhead) == tick


def test_what_is_given_up_is_a_project_of_its_own(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    work = Work(small_state(), Sidecar(title="Film"), {}, CloudLink("https://service.example", "p1"))
    first = keep_copy(work, folders, "Film (mine)", "Film (mine)")
    second = keep_copy(work, folders, "Film (mine)", "Film (mine)")
    assert first != second
    kept = load_project(first)
    assert kept.state.items.keys() == work.state.items.keys()
    assert kept.title == "Film (mine)"
    assert read_link(kept.root) is None
    assert {Path(entry.path) for entry in read_recent(folders.recent)} == {first, second}
    assert all(folders.is_untitled(path) for path in (first, second))
