"""One project at a time: opened, begun, copied, saved, left, and found again."""

from __future__ import annotations

import asyncio
import errno
import json
import shutil
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from editor_app.document import Document
from editor_app.edits import set_track
from editor_app.services.tasks import Tasks
from editor_app.services.workspace import Recovered, Workspace
from editor_app.session import Session
from editor_app.state import to_bytes
from editor_app.state.model import EditorState
from editor_app.store.backups import Backup
from editor_app.store.folders import Folders
from editor_app.store.lock import ProjectLock
from editor_app.store.project import load_project
from editor_app.store.saving import SaveError
from tests.document.edits import moved, small_state


class Desk:
    """A workspace, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folders = Folders(folder / "data")
        self.document, self.session, self.tasks = Document(Workspace.blank()), Session(), Tasks()
        self.workspace = Workspace(self.document, self.session, self.folders, self.tasks)
        self.said: list[str] = []
        self.events: list[str] = []
        self.recovered: list[Recovered] = []
        self.in_use: list[tuple[Path, str, datetime | None]] = []
        self.workspace.notice.connect(self.said.append)
        self.workspace.recovered.connect(self.recovered.append)
        self.workspace.in_use.connect(lambda *news: self.in_use.append(news))
        self.workspace.opened.connect(lambda: self.events.append("opened"))
        self.workspace.closed.connect(lambda: self.events.append("closed"))

    def move(self, ticks: int) -> None:
        self.document.apply(f"To {ticks}", moved(self.document.work.state, "a", ticks))

    async def leave(self) -> None:
        await self.workspace.close()
        await self.tasks.close()


def run(folder: Path, work: Callable[[Desk], Awaitable[None]]) -> Desk:
    async def whole() -> Desk:
        desk = Desk(folder)
        try:
            await work(desk)
        finally:
            await desk.leave()
        return desk

    return asyncio.run(whole())


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.editorproj"
    state = json.loads(to_bytes(small_state()))
    path.write_text(json.dumps({"format": "editor-app/1", "editorState": state}))
    return path


def test_a_project_opens_with_its_view_and_is_saved_with_it(tmp_path: Path, film: Path) -> None:
    async def first(desk: Desk) -> None:
        assert await desk.workspace.open(film)
        assert not desk.workspace.has_seen_view
        assert desk.workspace.title == "film"
        desk.move(480_000)
        desk.session.set_playhead(240_000)
        assert desk.workspace.has_unsaved
        assert await desk.workspace.save()
        assert not desk.workspace.has_unsaved

    async def second(desk: Desk) -> None:
        assert await desk.workspace.open(film)
        assert desk.workspace.has_seen_view
        assert desk.session.playhead_ticks == 240_000
        assert desk.document.state.items["a"].start_ticks == 480_000
        assert desk.document.can_undo

    assert run(tmp_path, first).events == ["opened", "closed"]
    run(tmp_path, second)


def test_what_was_not_saved_is_back_and_says_so(tmp_path: Path, film: Path) -> None:
    before = film.read_bytes()

    async def first(desk: Desk) -> None:
        await desk.workspace.open(film)
        desk.move(480_000)

    async def second(desk: Desk) -> None:
        await desk.workspace.open(film)
        assert desk.document.state.items["a"].start_ticks == 480_000
        assert desk.workspace.has_unsaved

    run(tmp_path, first)
    assert film.read_bytes() == before
    assert [what.steps for what in run(tmp_path, second).recovered] == [1]


def test_a_new_project_is_kept_from_its_first_edit_on(tmp_path: Path) -> None:
    paths: list[Path] = []

    async def first(desk: Desk) -> None:
        assert await desk.workspace.new(1080, 1920)
        assert desk.workspace.needs_name
        assert (desk.document.state.composition_width, desk.document.state.composition_height) == (1080, 1920)
        path = desk.workspace.path
        assert path is not None
        paths.append(path)
        assert not path.exists()
        state = desk.document.work.state
        desk.document.apply("Hide", set_track(state, track_id=state.tracks[0].id, hidden=True))

    async def second(desk: Desk) -> None:
        assert await desk.workspace.open(paths[0])
        assert desk.document.state.tracks[0].hidden

    run(tmp_path, first)
    run(tmp_path, second)


def test_sizes_that_cannot_be_are_refused_in_words(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        assert not await desk.workspace.new(10, 99_999)
        assert not desk.workspace.is_open

    assert run(tmp_path, work).said == ["Width and height must be whole numbers from 50 to 1920 px."]


def test_a_copy_leaves_its_original_alone(tmp_path: Path, film: Path) -> None:
    before = film.read_bytes()

    async def work(desk: Desk) -> None:
        assert await desk.workspace.open_copy(film, "Teaser")
        assert desk.workspace.title == "Teaser"
        assert desk.workspace.needs_name
        desk.move(480_000)
        assert await desk.workspace.save_as(tmp_path / "mine.editorproj")
        assert not desk.workspace.needs_name

    run(tmp_path, work)
    assert film.read_bytes() == before
    assert load_project(tmp_path / "mine.editorproj").state.items["a"].start_ticks == 480_000


def test_what_cannot_be_opened_leaves_what_is_open(tmp_path: Path, film: Path) -> None:
    (tmp_path / "bad.editorproj").write_text("no JSON")
    other = tmp_path / "other.editorproj"
    other.write_bytes(film.read_bytes())

    async def work(desk: Desk) -> None:
        await desk.workspace.open(film)
        assert not await desk.workspace.open(tmp_path / "bad.editorproj")
        assert not await desk.workspace.open(tmp_path / "none.editorproj")
        held = ProjectLock(desk.folders.recovery(other.resolve()).lock)
        assert not await desk.workspace.open(other)
        assert [(path, name) for path, name, since in desk.in_use if since and since.tzinfo] == [
            (other, "other")
        ]
        held.release()
        assert desk.workspace.path == film
        desk.move(480_000)
        assert await desk.workspace.save()

    said = run(tmp_path, work).said
    assert len(said) == 2
    assert "bad.editorproj" in said[0]
    assert "does not exist" in said[1]


def test_a_config_of_renderingvideo_is_opened_as_a_new_project_and_stays(tmp_path: Path) -> None:
    clips = [
        {"type": "text", "text": "Hello", "start": 0, "duration": 2},
        {"type": "code", "code": "x", "start": 2, "duration": 1},
    ]
    meta = {"version": "2.0.0", "width": 1280, "height": 720, "fps": 30}
    content = json.dumps({"meta": meta, "tracks": [{"clips": clips}], "assets": {"images": []}})
    (tmp_path / "film.json").write_text(content)

    async def work(desk: Desk) -> None:
        assert await desk.workspace.open(tmp_path / "film.json")
        assert (desk.workspace.title, desk.workspace.needs_name) == ("film", True)
        state = desk.document.work.state
        assert [item.type for item in state.items.values()] == ["text"]
        assert (state.composition_width, state.composition_height) == (1280, 720)
        (said,) = desk.said
        assert said.startswith("“film.json” is a RenderingVideo config. It is a new project now. Left out: ")
        assert "code" in said

    run(tmp_path, work)
    assert (tmp_path / "film.json").read_text() == content


def test_opening_what_is_open_changes_nothing(tmp_path: Path, film: Path) -> None:
    async def work(desk: Desk) -> None:
        await desk.workspace.open(film)
        desk.move(480_000)
        assert await desk.workspace.open(film)
        assert desk.document.state.items["a"].start_ticks == 480_000

    assert run(tmp_path, work).events == ["opened", "closed"]


def test_the_bare_state_is_written_to_a_file_of_its_own(tmp_path: Path, film: Path) -> None:
    async def work(desk: Desk) -> None:
        await desk.workspace.open(film)
        assert await desk.workspace.save_state(tmp_path / "state.json")
        assert desk.workspace.path == film
        assert not await desk.workspace.save_state(tmp_path / "no folder" / "state.json")

    said = run(tmp_path, work).said
    assert json.loads((tmp_path / "state.json").read_bytes()) == json.loads(to_bytes(small_state()))
    assert len(said) == 1


def test_a_full_disk_is_told_in_words_where_the_demo_shall_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_folder: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "demo" / "a.png"))

    monkeypatch.setattr("editor_app.services.workspace._make_demo", full)

    async def work(desk: Desk) -> None:
        assert not await desk.workspace.open_demo()
        assert desk.said == ["The demo could not be made: the disk is full."]

    run(tmp_path, work)


def test_the_demo_opens_as_a_project_of_its_own_with_its_media(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.workspace.open_demo()
        assert desk.workspace.title == "Summer Launch"
        assert desk.workspace.needs_name
        assert all(place.path.is_file() for place in desk.document.media.values())
        assert len(desk.document.media) >= 5

    run(tmp_path, work)


def test_a_damaged_file_and_the_menu_lead_to_earlier_versions(tmp_path: Path, film: Path) -> None:
    damaged: list[tuple[str, Backup]] = []

    async def saving(desk: Desk) -> None:
        assert await desk.workspace.earlier_versions() == ()
        await desk.workspace.open(film)
        for ticks in (480_000, 720_000):
            desk.move(ticks)
            await desk.workspace.save()
        versions = await desk.workspace.earlier_versions()
        assert len(versions) == 2
        assert await desk.workspace.open_earlier(versions[0], "film, earlier")
        assert desk.workspace.needs_name
        assert desk.workspace.title == "film, earlier"
        assert desk.document.state.items["a"].start_ticks == 480_000

    async def finding_it_damaged(desk: Desk) -> None:
        desk.workspace.damaged.connect(lambda text, version: damaged.append((text, version)))
        assert not await desk.workspace.open(film)
        (found,) = damaged
        assert "cut off" in found[0]
        assert await desk.workspace.open_earlier(found[1], "film, earlier")
        assert desk.document.state.items["a"].start_ticks == 480_000

    run(tmp_path, saving)
    film.write_bytes(b'{"format": ')
    shutil.rmtree(Folders(tmp_path / "data").open)  # with the journal even the last version would be back
    assert run(tmp_path, finding_it_damaged).said == []
    assert film.read_bytes() == b'{"format": '


def test_what_a_window_wants_to_know_of_a_state_is_found_on_a_thread(tmp_path: Path, film: Path) -> None:
    asked: list[tuple[EditorState, threading.Thread]] = []

    async def opening(desk: Desk) -> None:
        desk.workspace.preparations.append(lambda state: asked.append((state, threading.current_thread())))
        await desk.workspace.open(film)
        ((state, thread),) = asked
        assert state is desk.document.state
        assert thread is not threading.main_thread()

    run(tmp_path, opening)


@pytest.mark.parametrize("way", ["save", "save as", "bare state", "close", "another"])
def test_what_is_half_done_ends_before_the_work_is_written_or_left(
    tmp_path: Path, film: Path, way: str
) -> None:
    other = tmp_path / "other.json"

    async def work(desk: Desk) -> None:
        assert await desk.workspace.open(film)
        desk.document.preview(moved(desk.document.work.state, "a", 7))
        desk.workspace.settling.connect(lambda: desk.move(7) if desk.document.is_previewing else None)
        leave = {
            "save": desk.workspace.save,
            "save as": lambda: desk.workspace.save_as(tmp_path / "named.editorproj"),
            "bare state": lambda: desk.workspace.save_state(other),
            "close": desk.workspace.close,
            "another": lambda: desk.workspace.new(320, 180),
        }
        await leave[way]()

    run(tmp_path, work)
    if way == "bare state":
        assert json.loads(other.read_text())["items"]["a"]["startTicks"] == 7
        return

    async def again(desk: Desk) -> None:
        assert await desk.workspace.open(tmp_path / "named.editorproj" if way == "save as" else film)
        assert desk.document.state.items["a"].start_ticks == 7

    run(tmp_path, again)


def test_nothing_is_saved_while_something_is_dragged_and_that_is_said(tmp_path: Path, film: Path) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.workspace.open(film)
        desk.document.preview(moved(desk.document.work.state, "a", 7))
        assert not await desk.workspace.save()
        assert desk.said == ["Let go of what you are dragging, then save."]

    run(tmp_path, work)


def test_an_untitled_project_that_is_closed_on_a_full_disk_opens_again_with_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.workspace.new(640, 360)
        desk.document.apply("Add", small_state())
        desk.move(7)
        assert await desk.workspace.is_kept()
        path = desk.workspace.path
        assert path is not None
        with monkeypatch.context() as patch:
            patch.setattr("editor_app.services.projects.write_content", _full_disk)
            await desk.workspace.close()
        assert desk.said == [
            "The file of “Untitled 1” could not be written: the disk is full. All that was done is kept, and "
            "is back when you open it again."
        ]
        assert await desk.workspace.open(path), "no window has it open any more"
        assert not desk.in_use
        assert desk.document.work.state.items["a"].start_ticks == 7

    run(tmp_path, work)


def _full_disk(path: Path, *_content: object, **_how: object) -> None:
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError as error:
        raise SaveError(f"“{path.name}” was not saved. Use Save as.") from error
