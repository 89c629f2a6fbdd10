"""A project on the disk from opening to closing: saved, renamed, left, found again."""

from __future__ import annotations

import asyncio
import errno
import gc
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.assets import ImageAsset
from editor_app.document import Document
from editor_app.edits import add_asset
from editor_app.services.projects import OpenProject
from editor_app.services.tasks import Tasks
from editor_app.state import to_bytes
from editor_app.store.folders import Folders
from editor_app.store.lock import ProjectInUseError
from editor_app.store.project import MediaPlace, load_project
from editor_app.store.recent import read_recent
from editor_app.store.reopening import Opened, open_project, open_untitled, unfinished
from editor_app.store.saving import FileChangedError, SaveError
from tests.document.edits import moved, small_state


class Desk:
    """A document open on its project, and what stands around it."""

    def __init__(self, opened: Opened, folders: Folders, **how: Any) -> None:
        self.opened = opened
        self.folders = folders
        self.document = Document(opened.work, opened.history)
        self.tasks = Tasks()
        self.project = OpenProject(opened, self.document, folders, self.tasks, **how)

    def move(self, ticks: int) -> None:
        self.document.apply(f"To {ticks}", moved(self.document.work.state, "a", ticks))

    async def leave(self, **how: Any) -> None:
        await self.project.close(**how)
        await self.tasks.close()

    async def crash(self) -> None:
        """End as a killed process does: what was written stays, and nothing else happens."""
        await self.project.journal.kept()
        await self.project.journal.close()
        await self.tasks.close()
        self.project._lock.release()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "film.editorproj"
    value = {
        "format": "editor-app/1",
        "editorState": json.loads(to_bytes(small_state())),
        "media": {"x": {"path": "media/x.mp4", "note": "kept"}},
        "unknown": {"kept": 1.0},
    }
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
    return path


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await work()

    asyncio.run(main())
    gc.collect()  # frees documents and their steps in the order that once crashed


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def put(path: Path, content: bytes | None) -> None:
    path.unlink() if content is None else path.write_bytes(content)


def start_in(path: Path) -> int:
    return load_project(path).state.items["a"].start_ticks


def look(path: Path, folders: Folders) -> Opened:
    opened = open_project(path, folders)
    opened.lock.release()
    return opened


def test_a_project_that_is_only_looked_at_leaves_nothing_behind(path: Path, folders: Folders) -> None:
    before = path.read_bytes()

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        await desk.project.save()
        await desk.leave()

    run(work)
    assert path.read_bytes() == before
    assert [p.name for p in folders.data.rglob("*") if p.is_file()] == ["lock"]


def test_a_save_changes_what_changed_keeps_the_rest_and_the_former_content(
    path: Path, folders: Folders
) -> None:
    before = path.read_bytes()

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(5)
        asset = ImageAsset(id="y", filename="y.png", size=3, mime_type="image/png", width=2, height=2)
        desk.document.apply("Import", add_asset(desk.document.work.state, asset=asset))
        desk.document.place_media({"y": MediaPlace(path.parent / "media/y.png", "ab", 3)})
        await desk.project.save({"playheadTicks": 7})
        assert desk.document.is_clean
        await desk.leave()

    run(work)
    value = json.loads(path.read_text("utf-8"))
    assert start_in(path) == 5
    assert value["unknown"] == {"kept": 1.0}
    assert value["media"] == {
        "x": {"path": "media/x.mp4", "note": "kept"},
        "y": {"path": "media/y.png", "sha256": "ab", "size": 3},
    }
    assert value["sidecar"] == {"view": {"playheadTicks": 7}}
    assert [p.read_bytes() for p in folders.backups(path).iterdir()] == [before]
    assert unfinished(folders) == ()


def test_what_was_not_saved_is_back_after_a_crash_with_its_history(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        for ticks in (1, 2, 3):
            desk.move(ticks)
        desk.document.undo()
        await desk.crash()
        assert [(u.path, u.steps) for u in unfinished(folders)] == [(path, 2)]

        again = Desk(open_project(path, folders), folders)
        assert again.opened.recovered_changes == 2  # the one taken back is not counted
        assert again.opened.last_change is not None
        assert again.document.state.items["a"].start_ticks == 2
        assert (again.document.redo_label, again.document.is_clean) == ("To 3", False)
        again.move(9)
        await again.crash()

        once_more = Desk(open_project(path, folders), folders)
        assert [once_more.document.undo() for _ in range(4)] == [True, True, True, False]
        assert once_more.document.is_clean
        assert to_bytes(once_more.document.state) == to_bytes(small_state())
        await once_more.leave()

    run(work)
    assert start_in(path) == 0


def test_history_outlives_a_save_and_a_restart(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        desk.move(2)
        await desk.project.save()
        desk.move(3)
        desk.document.undo()
        await desk.leave()
        assert unfinished(folders) == ()

        again = Desk(open_project(path, folders), folders)
        assert (again.opened.recovered_changes, again.document.is_clean) == (0, True)
        assert (again.document.undo_label, again.document.redo_label) == ("To 2", "To 3")
        again.document.undo()
        again.document.undo()
        assert to_bytes(again.document.state) == to_bytes(small_state())
        await again.project.save()
        await again.leave()

    run(work)
    assert start_in(path) == 0


def test_changes_thrown_away_are_gone(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.leave(keep=False)

    run(work)
    opened = look(path, folders)
    assert (opened.recovered_changes, opened.history.steps) == (0, ())
    assert opened.work.state.items["a"].start_ticks == 0


def test_a_full_disk_after_the_file_was_written_elsewhere_is_told_in_words(
    path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "journal")

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        with monkeypatch.context() as patch:
            patch.setattr(OpenProject, "_start_anew", full)
            named = path.with_name("named.editorproj")
            with pytest.raises(SaveError) as told:
                await desk.project.save_as(named)
        assert str(told.value) == (
            f"“{named}” was written, but later changes cannot be kept: the disk is full."
        )
        await desk.crash()

    run(work)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_in_the_middle_of_a_save_loses_nothing(
    path: Path, folders: Folders, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*args: Any) -> None:
        await asyncio.Event().wait()

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        if moment == "before":  # the file is not written yet, the journal knows that it would be
            monkeypatch.setattr("editor_app.services.projects.write_content", None)
            with pytest.raises(TypeError):
                await desk.project.save()
        else:  # the file is written, the journal still starts from the former one
            monkeypatch.setattr(OpenProject, "_start_anew", never)
            saving = desk.tasks.start(desk.project.save(), "save")
            while start_in(path) == 0:  # noqa: ASYNC110 - another process' view of it has no event
                await asyncio.sleep(0.001)
            saving.cancel()
        desk.move(2)
        await desk.crash()

    run(work)
    opened = look(path, folders)
    assert opened.notices == ()
    assert opened.work.state.items["a"].start_ticks == 2
    assert (opened.history.position, opened.history.clean) == (2, 1 if moment == "after" else 0)


def test_a_file_changed_by_another_program_is_not_overwritten(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        put(path, content_of(path) + b"\n")
        theirs = content_of(path)
        with pytest.raises(FileChangedError, match="another program"):
            await desk.project.save()
        assert (content_of(path), desk.document.is_clean) == (theirs, False)
        await desk.project.save_as(path.with_name("mine.editorproj"))
        assert content_of(path) == theirs
        await desk.leave()

    run(work)
    assert start_in(path.with_name("mine.editorproj")) == 1


def test_work_whose_file_changed_meanwhile_is_kept_as_a_project_of_its_own(
    path: Path, folders: Folders
) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.crash()

    run(work)
    path.write_bytes(path.read_bytes() + b"\n")
    opened = look(path, folders)
    assert (opened.work.state.items["a"].start_ticks, opened.history.steps) == (0, ())
    (recent, *_) = read_recent(folders.recent)
    kept = Path(recent.path)
    assert kept.stem in opened.notices[0]
    assert start_in(kept) == 1
    assert load_project(kept).media["x"].path == path.parent / "media/x.mp4"
    assert look(path, folders).notices == ()


@pytest.mark.parametrize("content", [None, b"", b'{"format": "editor-app/1", "editorSt'])
def test_a_file_that_is_gone_or_damaged_comes_back_from_the_copy_of_it(
    path: Path, folders: Folders, content: bytes | None
) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.crash()
        put(path, content)
        again = Desk(open_project(path, folders), folders)
        assert "gone or damaged" in again.opened.notices[0]
        assert not again.document.is_clean
        await again.project.save()
        await again.leave()

    run(work)
    assert start_in(path) == 1


def test_a_damaged_journal_is_set_aside_and_the_project_opens(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.crash()

    run(work)
    kept = folders.recovery(path)
    kept.journal.write_bytes(b"rubbish")
    assert "set aside" in look(path, folders).notices[0]
    assert (kept.path / "journal.damaged").read_bytes() == b"rubbish"
    assert look(path, folders).notices == ()


def test_a_second_window_is_told_who_has_the_project(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        with pytest.raises(ProjectInUseError, match="another window"):
            open_project(path.parent / "." / path.name, folders)
        other = Desk(open_untitled(small_state(), folders), folders)
        with pytest.raises(ProjectInUseError):
            await other.project.save_as(path)
        await desk.leave()
        await other.project.save_as(path)
        await other.leave()

    run(work)


def test_an_untitled_project_is_kept_from_its_first_edit_and_found_among_recent(
    folders: Folders,
) -> None:
    async def work() -> None:
        desk = Desk(open_untitled(small_state(), folders), folders)
        other = Desk(open_untitled(small_state(), folders), folders)
        assert (desk.project.is_untitled, desk.project.path.exists()) == (True, False)
        assert other.project.path != desk.project.path
        desk.move(4)
        await desk.crash()
        await other.leave()
        assert not other.project.path.exists()
        assert [entry.title for entry in read_recent(folders.recent)] == ["Untitled 1"]
        assert [u.title for u in unfinished(folders)] == ["Untitled 1"]

        again = Desk(open_project(desk.project.path, folders), folders)
        assert again.document.state.items["a"].start_ticks == 4
        await again.leave()
        assert start_in(desk.project.path) == 4

    run(work)


def test_save_only_names_an_untitled_project(folders: Folders, tmp_path: Path) -> None:
    named = tmp_path / "named.editorproj"

    async def work() -> None:
        desk = Desk(open_untitled(small_state(), folders), folders)
        paths = list[Path]()
        desk.project.path_changed.connect(paths.append)
        desk.move(4)
        untitled = desk.project.path
        await desk.project.save_as(named)
        assert (paths, desk.project.is_untitled, untitled.exists()) == ([named], False, False)
        assert [entry.path for entry in read_recent(folders.recent)] == [str(named)]
        desk.move(5)
        await desk.crash()

    run(work)
    opened = look(named, folders)
    assert (opened.work.state.items["a"].start_ticks, opened.history.position) == (5, 2)


def test_saved_elsewhere_media_are_still_found(path: Path, folders: Folders) -> None:
    elsewhere = path.parent / "cuts" / "b.editorproj"
    elsewhere.parent.mkdir()

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.project.save_as(elsewhere)
        await desk.leave()

    run(work)
    assert load_project(elsewhere).media["x"].path == path.parent / "media/x.mp4"
    assert start_in(path) == 0


def test_a_save_that_fails_leaves_file_and_work_as_they_were(
    path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        await desk.project.journal.kept()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", full)
            with pytest.raises(SaveError, match=r"The disk is full. Make room"):
                await desk.project.save()
        assert (content_of(path), desk.document.is_clean) == (before, False)
        await desk.project.save()
        assert desk.document.is_clean
        await desk.leave()

    run(work)
    assert start_in(path) == 1
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_edits_go_on_while_saving_and_stay_unsaved(path: Path, folders: Folders) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.move(1)
        saving = desk.tasks.start(desk.project.save(), "save")
        await asyncio.sleep(0)
        desk.move(2)
        await saving
        assert not desk.document.is_clean
        await desk.crash()

    run(work)
    assert start_in(path) == 1
    opened = look(path, folders)
    assert (opened.work.state.items["a"].start_ticks, opened.recovered_changes) == (2, 1)


def test_a_disk_that_is_full_is_told_and_tried_again_and_nothing_is_lost(
    path: Path, folders: Folders, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        desk = Desk(open_project(path, folders), folders, retry_seconds=0.01)
        heard = asyncio.Queue[Any]()
        desk.project.journal.status_changed.connect(heard.put_nowait)
        desk.move(1)
        await desk.project.journal.kept()
        with monkeypatch.context() as patch:
            patch.setattr("editor_app.store.journal._write_all", _full)
            desk.move(2)
            while (status := await heard.get()).kind != "failed":
                pass
            assert "the disk is full" in status.message
            desk.move(3)
            assert not await desk.project.journal.settled()
        await desk.project.journal.kept()
        assert desk.project.journal.status.kind == "kept"
        await desk.crash()

    with caplog.at_level(logging.CRITICAL):
        run(work)
    assert look(path, folders).work.state.items["a"].start_ticks == 3


def _full(file: object, data: object) -> None:
    raise OSError(28, "No space left on device")


def test_media_whose_asset_was_taken_back_leave_the_file_and_come_back_with_it(
    path: Path, folders: Folders, tmp_path: Path
) -> None:
    asset = ImageAsset(id="pic", filename="p.png", size=1, mime_type="image/png", width=2, height=2)
    place = MediaPlace(tmp_path / "p.png", None, None)

    def keys() -> set[str]:
        return set(load_project(path).media)

    async def first() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.document.place_media({"pic": place})
        desk.document.apply("Import", add_asset(desk.document.work.state, asset=asset))
        await desk.project.save()
        assert keys() == {"x", "pic"}  # “x” was written by hand, for nothing the document has
        desk.document.undo()
        await desk.project.save()
        assert keys() == {"x"}
        desk.document.redo()
        await desk.project.save()
        assert keys() == {"x", "pic"}
        desk.document.undo()
        await desk.project.save()
        await desk.leave()

    async def second() -> None:
        desk = Desk(open_project(path, folders), folders)
        desk.document.redo()
        assert desk.document.media["pic"] == place
        await desk.project.save()
        await desk.leave()

    run(first)
    assert keys() == {"x"}
    run(second)
    assert load_project(path).media["pic"] == place
    assert json.loads(path.read_text())["media"]["x"] == {"path": "media/x.mp4", "note": "kept"}


@pytest.mark.parametrize(
    ("course", "steps"),
    [
        ("mm", 2),
        ("mmu", 1),
        ("mmmuum", 2),
        ("mu", 0),
        ("mur", 1),
        ("mms", 0),
        ("mmsu", 1),
        ("mmsuum", 1),
        ("msmmu", 1),
        ("mcmmu", 2),
        ("mmcuum", 1),
    ],
)
def test_the_tile_counts_the_steps_that_come_back(
    path: Path, folders: Folders, course: str, steps: int
) -> None:
    """m: a move, u: undo, r: redo, s: save, c: crash and open again."""

    async def work() -> None:
        desk = Desk(open_project(path, folders), folders)
        for number, what in enumerate(course, 1):
            match what:
                case "m":
                    desk.move(number)
                case "u":
                    desk.document.undo()
                case "r":
                    desk.document.redo()
                case "s":
                    await desk.project.save()
                case _:
                    await desk.crash()
                    desk = Desk(open_project(path, folders), folders)
        await desk.crash()

    run(work)
    found = [entry.steps for entry in unfinished(folders)]
    back = look(path, folders).recovered_changes
    assert found == ([back] if back else [])
    assert back == steps
