"""What is taken off the list of recent projects, and comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from editor_app.store.folders import Folders
from editor_app.store.recent import (
    RecentProject,
    Removal,
    forget,
    name_of,
    put_back,
    read_recent,
    remember,
    take_off,
    with_put_back,
)


def entries(names: str) -> tuple[RecentProject, ...]:
    """Give a project for each letter; a capital is the same one, opened later."""
    return tuple(RecentProject(name.lower(), "", "later" if name.isupper() else "") for name in names)


@pytest.mark.parametrize(
    ("before", "taken", "now", "then"),
    [
        ("abc", "b", "ac", "abc"),
        ("abc", "abc", "", "abc"),
        ("abc", "b", "xac", "xabc"),  # x was opened since
        ("abc", "b", "Bac", "Bac"),  # b itself was opened since
        ("abc", "b", "Ca", "Cab"),  # c was opened again since
        ("abc", "b", "a", "ab"),  # c was taken off since, and stays off
    ],
)
def test_what_was_taken_off_comes_back_to_its_place(before: str, taken: str, now: str, then: str) -> None:
    removal = Removal(entries(before), entries(taken))
    assert with_put_back(entries(now), removal) == entries(then)


def test_taking_off_and_putting_back_on_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "recent.json"
    for name in "abcd":
        remember(file, tmp_path / name, name)
    removal = take_off(file, lambda entry: entry.title in "bd")
    assert [entry.title for entry in removal.taken] == ["d", "b"]
    assert [entry.title for entry in read_recent(file)] == ["c", "a"]
    put_back(file, removal)
    assert [entry.title for entry in read_recent(file)] == ["d", "c", "b", "a"]


def test_taking_nothing_off_writes_nothing(tmp_path: Path) -> None:
    assert take_off(tmp_path / "recent.json", lambda _entry: True).taken == ()
    assert not (tmp_path / "recent.json").exists()


def test_changes_from_several_threads_are_all_there(tmp_path: Path) -> None:
    file = tmp_path / "recent.json"
    for number in range(10):
        remember(file, tmp_path / f"old {number}", "old")
    with ThreadPoolExecutor(8) as threads:
        for number in range(10):
            threads.submit(remember, file, tmp_path / f"new {number}", "new")
            threads.submit(forget, file, tmp_path / f"old {number}")
    assert [entry.title for entry in read_recent(file)] == ["new"] * 10


def test_an_untitled_project_is_called_by_its_title_and_a_file_by_its_name(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")
    untitled, own = folders.untitled / "Untitled 2.editorproj", tmp_path / "Film.editorproj"
    assert name_of(untitled, folders) == "Untitled 2"
    remember(folders.recent, untitled.resolve(), "Foreign hosts")
    remember(folders.recent, own.resolve(), "Another title")
    assert (name_of(untitled, folders), name_of(own, folders)) == ("Foreign hosts", "Film")
