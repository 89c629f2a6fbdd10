"""Leaving while something is under way: asked about once, and stopped only by the button that says so."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.edits import add_track
from editor_app.services.tasks import Tasks
from editor_app.services.workspace import Workspace
from editor_app.session import Session
from editor_app.store.folders import Folders
from editor_app.store.journal import Journal
from editor_app.ui.window.commands import FileCommands


class Queue:
    """Exports on this computer."""

    jobs: tuple[Any, ...] = ()

    def stops_at_the_end(self) -> tuple[Any, ...]:
        return self.jobs

    def goes_on_elsewhere(self) -> tuple[Any, ...]:
        return ()


class Scene:
    """The File menu of a window whose services only say that they are at work."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.tasks, document, self.stopped = Tasks(), Document(Workspace.blank()), list[str]()
        self.workspace = Workspace(document, Session(), Folders(folder), self.tasks)
        self.imports = SimpleNamespace(files_under_way=0, cancel=lambda: self.stopped.append("import"))
        self.exports, self.proxies = Queue(), SimpleNamespace(progress=None)
        self.uploads = SimpleNamespace(under_way=0)
        desk: Any = SimpleNamespace(
            workspace=self.workspace,
            document=document,
            tasks=self.tasks,
            imports=self.imports,
            export_queue=self.exports,
            proxies=self.proxies,
            uploads=self.uploads,
        )
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.files = FileCommands(desk, self.window, lambda: None)
        self.left: list[bool] = []
        self.files.quit_agreed.connect(lambda: self.left.append(True))

    def export(self, name: str) -> None:
        self.exports.jobs = (SimpleNamespace(output=Path(name), is_over=False), *self.exports.jobs)

    async def answer(
        self, work: Awaitable[Any], answer: str = "", key: Qt.Key | None = None
    ) -> tuple[Any, str]:
        """Answer the question that comes, by a button or a key; give what became of it, and the question."""
        task = asyncio.ensure_future(work)
        box: QMessageBox | None = None
        while box is None and not task.done():
            await asyncio.sleep(0.01)
            boxes = self.window.findChildren(QMessageBox)
            box = next((one for one in boxes if one.isVisible()), None)
        if box is None:
            return await task, ""
        said = box.informativeText()
        if key is not None:
            QTest.keyClick(box, key)
        else:
            QTest.mouseClick(button(box, answer), Qt.MouseButton.LeftButton)
        return await task, said


def button(box: QMessageBox, text: str) -> QAbstractButton:
    return next(one for one in box.buttons() if one.text().replace("&", "") == text)


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path) -> Callable[[Callable[[Scene], Awaitable[None]]], None]:
    def go(work: Callable[[Scene], Awaitable[None]]) -> None:
        async def whole() -> None:
            scene = Scene(qtbot, tmp_path)
            try:
                await asyncio.wait_for(work(scene), 60)
            finally:
                scene.imports.files_under_way = 0
                await scene.workspace.close()
                await scene.tasks.close()

        asyncio.run(whole())

    return go


def test_quitting_says_what_would_stop_and_what_goes_on(run) -> None:
    async def work(scene: Scene) -> None:
        scene.export("film.mp4")
        scene.imports.files_under_way = 3
        scene.proxies.progress = SimpleNamespace(label="long.mov")
        _, said = await scene.answer(scene.files.quit(), key=Qt.Key.Key_Return)
        assert scene.left == []  # Enter loses nothing
        for part in ("“film.mp4” is being exported here", "3 files are being imported", "made by itself"):
            assert part in said
        await scene.answer(scene.files.quit(), "Quit and stop the import")
        assert scene.left == [True]

    run(work)


def test_the_question_says_what_is_still_so(run) -> None:
    async def work(scene: Scene) -> None:
        scene.uploads.under_way = 4
        task = asyncio.ensure_future(scene.files.quit())
        said: list[str] = []
        while not said or not said[-1].startswith("All of it is done"):
            await asyncio.sleep(0.01)
            texts = [box.informativeText() for box in scene.window.findChildren(QMessageBox)]
            if texts and texts != said[-1:]:
                said += texts
                scene.uploads.under_way = {1: 1, 2: 0}.get(len(said), 0)
        assert [text.partition(".")[0] for text in said[:2]] == [
            "4 files are being uploaded",
            "A file is being uploaded",
        ]
        (box,) = scene.window.findChildren(QMessageBox)
        QTest.mouseClick(button(box, "Quit"), Qt.MouseButton.LeftButton)
        await task
        assert scene.left == [True]

    run(work)


def test_quitting_asks_nothing_where_nothing_would_stop(run) -> None:
    async def work(scene: Scene) -> None:
        _, said = await scene.answer(scene.files.quit())
        assert (said, scene.left) == ("", [True])

    run(work)


def test_another_project_opens_only_once_the_import_may_stop(run) -> None:
    async def work(scene: Scene) -> None:
        assert await scene.workspace.new(640, 360)
        scene.imports.files_under_way = 3
        scene.export("film.mp4")
        opened, said = await scene.answer(scene.workspace.new(320, 180), key=Qt.Key.Key_Escape)
        assert (opened, scene.stopped) == (False, [])
        assert said.endswith("Exports go on.")
        opened, _ = await scene.answer(scene.workspace.new(320, 180), "Leave and stop the import")
        assert (opened, scene.stopped) == (True, ["import"])
        _, said = await scene.answer(scene.files.leave_project(), "Leave and stop the import")
        assert "3 files" in said
        assert not scene.workspace.is_open

    run(work)


def test_another_project_opens_at_once_where_only_exports_are_under_way(run) -> None:
    async def work(scene: Scene) -> None:
        assert await scene.workspace.new(640, 360)
        scene.export("film.mp4")
        opened, said = await scene.answer(scene.workspace.new(320, 180))
        assert (opened, said) == (True, "")

    run(work)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_nobody_leaves_unasked_with_changes_that_are_not_on_the_disk(run, monkeypatch) -> None:
    async def work(scene: Scene) -> None:
        assert await scene.workspace.new(640, 360)
        monkeypatch.setattr(Journal, "create", full)
        document = scene.workspace._document
        document.apply("Add track", add_track(document.work.state, at=0))
        for leaving in (scene.files.quit(), scene.files.leave_project(), scene.workspace.new(320, 180)):
            _, said = await scene.answer(leaving, key=Qt.Key.Key_Return)
            assert "the disk is full" in said
            assert "they are lost" in said
        assert (scene.left, scene.workspace.is_open) == ([], True)
        await scene.answer(scene.files.quit(), "Leave without them")
        assert scene.left == [True]

    run(work)


def test_leaving_asks_nothing_once_the_disk_has_room_again(run, monkeypatch) -> None:
    async def work(scene: Scene) -> None:
        assert await scene.workspace.new(640, 360)
        document = scene.workspace._document
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "create", full)
            document.apply("Add track", add_track(document.work.state, at=0))
            assert not await scene.workspace.is_kept()
        await scene.workspace._project.journal.kept()
        _, said = await scene.answer(scene.files.quit())
        assert (said, scene.left) == ("", [True])

    run(work)


def test_a_save_is_told_and_one_that_failed_is_not(run, monkeypatch, tmp_path: Path) -> None:
    async def work(scene: Scene) -> None:
        saved: list[bool] = []
        scene.files.saved.connect(lambda: saved.append(True))
        assert await scene.workspace.new(640, 360)
        assert await scene.workspace.save_as(tmp_path / "film.editorproj")
        assert await scene.files.save()
        assert saved == [True]
        monkeypatch.setattr(scene.workspace, "save", refuse)
        assert not await scene.files.save()
        assert saved == [True]

    run(work)


async def refuse() -> bool:
    return False
