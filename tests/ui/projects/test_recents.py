"""The list of recent projects in a running window: watched, shortened, and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.recent import forget, read_recent, remember
from editor_app.ui.projects import StartPage
from editor_app.ui.projects.recents import ListedProject, Recents

Scene = Callable[[StartPage, "Heard"], Awaitable[None]]


class Heard:
    """What the list of recent projects has told."""

    def __init__(self, recents: Recents) -> None:
        self.listed: tuple[ListedProject, ...] | None = None
        self.sentence = ""
        self.undo: Callable[[], None] = lambda: None
        self.notices: list[str] = []
        recents.changed.connect(self._take_listed)
        recents.taken_off.connect(self._take_taken_off)
        recents.notice.connect(self.notices.append)

    @property
    def titles(self) -> str:
        return " ".join(project.title for project in self.listed or ())

    def _take_listed(self, listed: tuple[ListedProject, ...]) -> None:
        self.listed = listed

    def _take_taken_off(self, sentence: str, undo: Callable[[], None]) -> None:
        self.sentence, self.undo = sentence, undo


async def until(is_so: Callable[[], object]) -> None:
    """Let Qt and tasks go on until something is so."""
    while not is_so():
        QApplication.processEvents()
        await asyncio.sleep(0.005)


def play(qtbot: QtBot, folders: Folders, scene: Scene) -> None:
    """Show a start page whose list is watched, and do something with it."""

    async def whole() -> None:
        tasks = Tasks()
        page = StartPage(folders, tasks)
        qtbot.addWidget(page)
        page.resize(1280, 720)
        page.show()
        heard = Heard(page.recents)
        page.refresh()
        page.recents.watch()
        try:
            await asyncio.wait_for(until(lambda: heard.listed is not None), 60)
            await asyncio.wait_for(until(lambda: not tasks.names()), 60)
            await asyncio.wait_for(scene(page, heard), 60)
        finally:
            await tasks.close()

    asyncio.run(whole())


def listed(folders: Folders, tmp_path: Path, titles: str) -> None:
    """Put projects on the list, the first in front."""
    for title in reversed(titles.split()):
        file = tmp_path / f"{title}.editorproj"
        file.write_text("{}")
        remember(folders.recent, file, title)


def test_whoever_changes_the_list_it_is_read_and_shown_again(qtbot: QtBot, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")

    async def scene(page: StartPage, heard: Heard) -> None:
        assert heard.listed == ()
        listed(folders, tmp_path, "a b")
        await until(lambda: heard.titles == "a b")
        await until(lambda: [tile.text() for tile in page.recent_tiles] == ["a", "b"])
        forget(folders.recent, tmp_path / "a.editorproj")
        await until(lambda: heard.titles == "b")
        await until(lambda: len(page.recent_tiles) == 1)

    play(qtbot, folders, scene)


def test_what_is_taken_off_can_be_had_back_at_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")
    listed(folders, tmp_path, "a b c")

    async def scene(page: StartPage, heard: Heard) -> None:
        assert heard.titles == "a b c"
        page.activateWindow()
        page.recent_tiles[1].setFocus()
        QTest.keyClick(page.recent_tiles[1], Qt.Key.Key_Delete)
        await until(lambda: len(page.recent_tiles) == 2 and heard.sentence)
        assert heard.sentence == "“b” is off the list. Its file was not touched."
        assert (tmp_path / "b.editorproj").exists()
        assert page.focusWidget() is page.recent_tiles[1]  # the keyboard is where it was
        heard.undo()
        await until(lambda: [tile.text() for tile in page.recent_tiles] == ["a", "b", "c"])

    play(qtbot, folders, scene)


def test_clearing_leaves_what_nothing_else_leads_to(qtbot: QtBot, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")
    folders.untitled.mkdir(parents=True)
    listed(folders, tmp_path, "a b")
    kept = folders.untitled / "Untitled 1.editorproj"
    kept.write_text("{}")
    remember(folders.recent, kept, "mine")
    remember(folders.recent, folders.untitled / "Untitled 2.editorproj", "lost")

    async def scene(page: StartPage, heard: Heard) -> None:
        assert heard.titles == "lost mine a b"
        page.recents.clear()
        await until(lambda: heard.titles == "mine" and heard.sentence)
        assert heard.sentence == "3 projects are off the list. Their files were not touched."
        heard.undo()
        await until(lambda: heard.titles == "lost mine a b")
        assert [entry.title for entry in read_recent(folders.recent)] == ["lost", "mine", "a", "b"]

    play(qtbot, folders, scene)


def test_a_list_that_cannot_be_written_says_so_and_stays(qtbot: QtBot, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")
    listed(folders, tmp_path, "a b")

    async def scene(page: StartPage, heard: Heard) -> None:
        page.recents.remove(tmp_path / "a.editorproj")
        # What watches the folder may tell of the shorter list before the one who shortened it does.
        await until(lambda: heard.titles == "b" and heard.sentence)
        # A folder in the file's place cannot be replaced, whoever runs this.
        folders.recent.unlink()
        (folders.recent / "something").mkdir(parents=True)
        heard.undo()
        await until(lambda: heard.notices)
        assert heard.notices[0].startswith("The list cannot be written: ")

    play(qtbot, folders, scene)
