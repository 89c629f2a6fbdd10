"""What a crash has left: how many changes a service has not got, and what the project is called by now."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.state import to_bytes
from editor_app.state.patch import Patch
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.folders import Folders
from editor_app.store.history import Applied, Entry, Linked, Pulled, Redone, Step, Synced, Undone
from editor_app.store.left_behind import LeftBehind
from editor_app.store.linked_projects import note_file
from editor_app.store.local_database import LocalDatabase
from editor_app.store.reopening import open_project, unfinished
from editor_app.store.sidecar import SidecarPatch
from tests.document.edits import small_state
from tests.services.test_projects import Desk, run

LINK = CloudLink("s", "p")
STATE = small_state()
EMPTY = Patch.between(STATE, STATE)


def project_file(folder: Path) -> Path:
    path = folder / "film.editorproj"
    path.write_bytes(b'{"format": "editor-app/1", "editorState": ' + to_bytes(small_state()) + b"}")
    return path


def named(before: str, after: str) -> SidecarPatch:
    return SidecarPatch({"title": (before, after)})


ENTRIES: dict[str, Entry] = {
    "a": Applied(Step("Edit", EMPTY, SidecarPatch())),
    "n": Applied(Step("Name", EMPTY, named("", "New"))),
    "u": Undone(),
    "r": Redone(),
    "l": Linked(LINK),
    "o": Linked(None),
    "s": Synced(SyncPoint("r1", pending=("r2",))),
    "k": Synced(SyncPoint("r2")),
    "q": Pulled(EMPTY, named("New", "Theirs"), SyncPoint("r3")),
}


@pytest.mark.parametrize(
    ("course", "unsent", "is_linked", "title"),
    [
        ("", 0, None, None),
        ("aa", 2, None, None),
        ("laa", 2, True, None),
        ("aalo", 0, False, None),
        ("aas", 2, True, None),
        ("aask", 0, True, None),
        ("aasak", 1, True, None),  # what was done after it was sent
        ("aasaskk", 0, True, None),
        ("aau", 1, None, None),
        ("aasku", 1, True, None),  # taken back after it was acknowledged
        ("au", 0, None, None),
        ("kau", 0, True, None),
        ("n", 1, None, "New"),
        ("nu", 0, None, ""),
        ("nur", 1, None, "New"),
        ("nq", 1, True, "Theirs"),  # joined, and not sent yet
    ],
)
def test_the_journal_tells(course: str, unsent: int, is_linked: bool | None, title: str | None) -> None:
    left = LeftBehind()
    for letter in course:
        left.play(ENTRIES[letter])
    assert (left.unsent, left.is_linked, left.title) == (unsent, is_linked, title)


@pytest.mark.parametrize("is_noted", [False, True], ids=["local only", "in step with a service"])
def test_a_project_that_was_offline_until_the_crash_says_what_waits(tmp_path: Path, is_noted: bool) -> None:
    folders, path = Folders(tmp_path / "data"), project_file(tmp_path)
    if is_noted:
        note_file(LocalDatabase(folders.services), LINK, path)

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        desk.document.apply("Name", sidecar=desk.document.sidecar.with_title("Newest"))
        await desk.crash()

    run(work)
    (found,) = unfinished(folders)
    assert (found.steps, found.waiting, found.new_title) == (2, 2 * is_noted, "Newest")


def test_a_local_database_that_cannot_be_read_hides_no_project(tmp_path: Path) -> None:
    folders, path = Folders(tmp_path / "data"), project_file(tmp_path)

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.crash()

    run(work)
    folders.services.mkdir()
    assert [one.steps for one in unfinished(folders)] == [1]
