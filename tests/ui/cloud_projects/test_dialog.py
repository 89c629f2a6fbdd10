"""The dialog of cloud projects by mouse and keys, with the local server behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.edits.assets import add_asset
from editor_app.edits.blank import blank_document
from editor_app.edits.composition import set_background
from editor_app.services.asset_of_service import as_document_asset
from editor_app.services.cloud_covers import CloudCovers
from editor_app.services.cloud_projects import CloudProjects
from editor_app.services.service_assets import ServiceAssets
from editor_app.services.tasks import Tasks
from editor_app.state.backgrounds import ImageBackground
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.ui.cloud_projects import CloudProjectsDialog, ServiceMediaDialog
from editor_app.ui.cloud_projects.details import DetailsDialog
from editor_app.ui.cloud_projects.model import Role
from editor_app.ui.theme import DARK, HIT_PX, LIGHT
from tests.sandbox.media import png
from tests.sandbox.samples import document
from tests.services.cloud_accounts import Book, Shaky, until
from tests.ui.seen_texts import cut_of

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LONG = 3600.0


@pytest.fixture(scope="module")
def shaky(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shaky]:
    """Run a local server; its process of pictures is never started here, as nobody waits for one."""
    running = Shaky(tmp_path_factory.mktemp("sandbox"))
    yield running
    running.stop()


class Scene:
    """The dialog over a window, with what it works on."""

    def __init__(self, book: Book, folder: Path, host: QWidget) -> None:
        self.book, self.folder, self.host = book, folder, host
        self.tasks = Tasks()
        self.projects = CloudProjects(book, self.tasks, undo_seconds=LONG)
        self.covers = CloudCovers(book, Folders(folder), self.tasks)
        self.opened: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.where: dict[str, str] = {}
        self._dialog: CloudProjectsDialog | None = None

    @property
    def client(self) -> Any:
        return self.book.client(self.book.profiles[0])

    @property
    def dialog(self) -> CloudProjectsDialog:
        assert self._dialog is not None
        return self._dialog

    async def fill(self, *titles: str) -> None:
        for title in reversed(titles):
            await self.client.projects.create({"title": title, "editorState": document()})

    async def show(self, *, has_document: bool = True) -> CloudProjectsDialog:
        dialog = self._dialog = CloudProjectsDialog(
            self.host,
            self.projects,
            self.covers,
            opened_where=lambda _service, project_id: self.where.get(project_id),
            has_document=has_document,
            tokens=DARK,
        )
        dialog.open_wanted.connect(lambda *what: self.opened.append(what))
        dialog.settings_wanted.connect(lambda: self.asked.append("settings"))
        dialog.new_wanted.connect(lambda: self.asked.append("new"))
        dialog.open()
        await until(lambda: not self.projects.is_loading)
        dialog.activateWindow()
        QApplication.processEvents()
        return dialog

    def titles(self) -> list[str]:
        model = self.dialog.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    async def there(self) -> list[str]:
        return [project.title for project in (await self.client.projects.list()).items]


Run = Callable[[Callable[[Scene], Awaitable[None]]], None]


@pytest.fixture
def run(qtbot: QtBot, shaky: Shaky, tmp_path: Path, request: pytest.FixtureRequest) -> Run:
    """Give a function that lets a test work on a loop of its own, with an account of its own."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 720)
    host.show()

    def start(work: Callable[[Scene], Awaitable[None]]) -> None:
        async def main() -> None:
            book = Book()
            book.profiles = shaky.book.profiles
            book.change(book.profiles[0], shaky.url, shaky.account_key(request.node.name))
            scene, failures = Scene(book, tmp_path, host), list[object]()
            scene.tasks.failed.connect(failures.append)
            try:
                await work(scene)
            finally:
                for dialog in host.findChildren(QDialog):
                    dialog.reject()
                await scene.projects.close()
                await scene.tasks.close()
                await book.close()
            assert failures == []

        asyncio.run(main())

    return start


def test_enter_opens_the_project_that_arrows_have_chosen(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One", "Two", "Three")
        dialog = await scene.show()
        assert scene.titles() == ["One", "Two", "Three"]
        assert dialog.list.hasFocus()
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.keyClick(dialog.list, Key.Key_Return)
        project = scene.projects.found[1]
        assert scene.opened == [(scene.book.profiles[0].service, project.project_id)]
        assert not dialog.isVisible()

    run(work)


def test_a_double_click_opens(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One", "Two")
        dialog = await scene.show()
        at = dialog.list.visualRect(dialog.model.index(1)).center()
        QTest.mouseClick(dialog.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        QTest.mouseDClick(dialog.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        assert [project_id for _, project_id in scene.opened] == [scene.projects.found[1].project_id]

    run(work)


def test_a_project_that_is_open_already_is_noticed(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One")
        dialog = await scene.show()
        project_id = scene.projects.found[0].project_id
        scene.where[project_id] = "“One” is open in this window."
        QTest.mouseClick(dialog.open_button, LEFT)
        assert scene.opened == []
        assert dialog.trouble_bar.accessibleName() == "“One” is open in this window."
        assert "open here" in str(dialog.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
        QTest.mouseClick(dialog.trouble_bar.button, LEFT)
        assert len(scene.opened) == 1

    run(work)


def test_f2_asks_for_title_and_description_and_counts_letters(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("Old")
        dialog = await scene.show()
        QTest.keyClick(dialog.list, Key.Key_F2)
        (details,) = dialog.findChildren(DetailsDialog)
        assert details.title.text() == "Old"
        details.title.setText("x" * 121)
        assert details.title_hint.text() == "1 letter too long: 120 are the most."
        assert not details.save.isEnabled()
        details.title.setText(" ")
        assert not details.save.isEnabled()
        details.title.setText("New")
        details.description.setPlainText("About it")
        QTest.mouseClick(details.save, LEFT)
        await until(lambda: scene.titles() == ["New"])
        assert await scene.there() == ["New"]

    run(work)


def test_a_copy_is_chosen_when_it_is_there(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One", "Two")
        dialog = await scene.show()
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.mouseClick(dialog.duplicate, LEFT)
        assert not dialog.duplicate.isEnabled()
        await until(lambda: scene.titles() == ["Two copy", "One", "Two"])
        assert dialog.current is not None
        await until(lambda: dialog.current is not None and dialog.current.title == "Two copy")

    run(work)


def test_a_deletion_is_taken_back_also_after_the_dialog_is_gone(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One", "Two", "Three")
        dialog = await scene.show()
        QTest.keyClick(dialog.list, Key.Key_Delete)
        assert scene.titles() == ["Two", "Three"]
        assert dialog.undo_bar.accessibleName() == "Deleted “One”."
        QTest.mouseClick(dialog.undo_bar.button, LEFT)
        assert scene.titles() == ["One", "Two", "Three"]
        assert dialog.undo_bar.isHidden()
        QTest.keyClick(dialog.list, Key.Key_Delete)
        QTest.mouseClick(dialog.close_button, LEFT)
        # Closing is no word on it: whoever opened the dialog goes on offering to take it back.
        assert [project.title for project in scene.projects.undoable] == ["One"]
        assert len(await scene.there()) == 3
        await scene.projects.close()
        assert len(await scene.there()) == 2

    run(work)


def test_a_double_click_deletes_one(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One", "Two", "Three")
        dialog = await scene.show()
        QTest.mouseClick(dialog.delete, LEFT)
        QTest.mouseDClick(dialog.delete, LEFT)
        assert scene.titles() == ["Two", "Three"]
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", True)
        dialog.keyPressEvent(held)
        assert scene.titles() == ["Two", "Three"]

    run(work)


def test_another_file_is_not_deleted_by_the_question_about_the_first(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("Mine")
        (mine,) = (await scene.client.projects.list()).items
        for number in (8, 9):
            (scene.folder / f"{number}.png").write_bytes(png(number, 8))
            await scene.client.uploads.upload(scene.folder / f"{number}.png", project_id=mine.project_id)
        document = Document(Work(blank_document(width=160, height=90)))
        assets = ServiceAssets(scene.book, document, scene.tasks)
        assets.open(scene.book.profiles[0], mine.project_id)
        dialog = ServiceMediaDialog(scene.host, assets, is_linked=True, tokens=DARK)
        dialog.open()
        await until(lambda: dialog.model.rowCount() == 2 and not assets.is_loading)
        QTest.mouseClick(dialog.delete, LEFT)
        QTest.keyClick(dialog.list, Key.Key_Down)
        assert dialog.bar.isHidden()
        QTest.mouseClick(dialog.delete, LEFT)
        kept, gone = assets.entries
        assert gone.asset.filename in dialog.bar.accessibleName()
        QTest.mouseClick(dialog.bar.button, LEFT)
        await until(lambda: dialog.model.rowCount() == 1)
        assert assets.entries == (kept,)

    run(work)


def test_a_file_that_clips_show_is_not_offered_to_be_deleted(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("Mine")
        (mine,) = (await scene.client.projects.list()).items
        (scene.folder / "8.png").write_bytes(png(8, 8))
        await scene.client.uploads.upload(scene.folder / "8.png", project_id=mine.project_id)
        file = Document(Work(blank_document(width=160, height=90)))
        assets = ServiceAssets(scene.book, file, scene.tasks)
        assets.open(scene.book.profiles[0], mine.project_id)
        dialog = ServiceMediaDialog(scene.host, assets, is_linked=True, tokens=DARK)
        dialog.open()
        await until(lambda: dialog.model.rowCount() == 1 and not assets.is_loading)
        record = as_document_asset(assets.entries[0].asset, "picture")
        file.apply("Add", add_asset(file.state, asset=record))
        behind = ImageBackground(
            image_asset_id="picture", image_url="https://r.example/8.png", source="custom"
        )
        file.apply("Show", set_background(file.state, background=behind))
        assert assets.entries[0].is_used
        QTest.mouseClick(dialog.delete, LEFT)
        assert dialog.bar.accessibleName() == (
            "“8.png” is used by clips of this project. Remove those first."
        )
        assert dialog.bar.button.isHidden()
        file.undo()
        QTest.mouseClick(dialog.delete, LEFT)
        assert dialog.bar.button.text() == "Delete for good"

    run(work)


def test_what_is_open_here_is_deleted_only_once_that_is_agreed_to(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One", "Two")
        dialog = await scene.show()
        scene.where[scene.projects.found[0].project_id] = "“One” is open in this window."
        for _ in range(2):  # as a key that is held down does
            QTest.keyClick(dialog.list, Key.Key_Delete)
            assert scene.titles() == ["One", "Two"]
            assert dialog.trouble_bar.accessibleName() == (
                "“One” is open here, and syncs with {name}. Delete it at {name}? "
                "What is open stays whole on this computer."
            ).format(name=scene.book.profiles[0].name)
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.mouseClick(dialog.trouble_bar.button, LEFT)
        assert scene.titles() == ["Two"]
        assert dialog.trouble_bar.isHidden()
        assert dialog.undo_bar.accessibleName() == "Deleted “One”."

    run(work)


def test_a_search_shows_what_it_finds_and_how_to_show_all_again(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("Beach", "Sea")
        dialog = await scene.show()
        QTest.keyClick(dialog.list, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(dialog.search, "sea")
        assert scene.titles() == ["Sea"]
        assert dialog.line.text() == "1 of 2 projects"
        QTest.keyClick(dialog.search, Key.Key_Return)
        assert dialog.list.hasFocus()
        assert scene.opened == []
        dialog.search.setText("mountain")
        assert dialog.pages.currentWidget() is dialog.message
        QTest.mouseClick(dialog.message.button, LEFT)
        assert scene.titles() == ["Beach", "Sea"]

    run(work)


def test_scrolling_to_the_end_reads_on(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill(*(f"Film {number}" for number in range(60)))
        dialog = await scene.show()
        assert dialog.line.text() == "50 projects · more when you scroll"
        dialog.list.scrollToBottom()
        dialog.list.end_near.emit()  # its timer runs on Qt's own loop
        await until(lambda: scene.projects.is_complete)
        assert len(scene.titles()) == 60
        assert dialog.list.indexAt(QPoint(4, 4)).row() > 0  # nobody is thrown back to the top

    run(work)


def test_without_an_account_it_is_said_where_to_add_one(run: Run) -> None:
    async def work(scene: Scene) -> None:
        scene.book.profiles = ()
        dialog = await scene.show(has_document=False)
        assert dialog.message.title.text() == "No account yet"
        assert not dialog.new.isEnabled()
        QTest.mouseClick(dialog.message.button, LEFT)
        assert scene.asked == ["settings"]

    run(work)


def test_a_refused_key_leads_to_the_settings(run: Run, shaky: Shaky) -> None:
    async def work(scene: Scene) -> None:
        scene.book.change(scene.book.profiles[0], shaky.url, "sk_indream_000000000000")
        dialog = await scene.show()
        assert "key" in dialog.message.hint.text()
        QTest.mouseClick(dialog.message.button, LEFT)
        assert scene.asked == ["settings"]
        QTest.mouseClick(dialog.new, LEFT)
        assert scene.asked == ["settings", "new"]

    run(work)


def test_files_of_another_project_are_used_here(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("Mine", "Other")
        mine, other = (await scene.client.projects.list()).items
        (scene.folder / "a.png").write_bytes(png(8, 8))
        await scene.client.uploads.upload(scene.folder / "a.png", project_id=other.project_id)
        work = Document(Work(blank_document(width=160, height=90)))
        assets = ServiceAssets(scene.book, work, scene.tasks)
        assets.open(scene.book.profiles[0], mine.project_id)
        dialog = ServiceMediaDialog(scene.host, assets, is_linked=True, tokens=DARK)
        dialog.open()
        await until(lambda: bool(assets.other_projects) and not assets.is_loading)
        assert dialog.message.title.text() == "No files yet"
        dialog.project.setCurrentIndex(1)
        dialog.project.activated.emit(1)
        await until(lambda: not assets.is_loading)
        assert dialog.delete.isHidden()
        QTest.keyClick(dialog.list, Key.Key_Return)
        await until(lambda: bool(work.state.assets))
        assert dialog.bar.accessibleName() == "“a.png” is in the library now."
        dialog.project.activated.emit(0)
        await until(lambda: not assets.is_loading and dialog.model.rowCount() == 1)
        QTest.mouseClick(dialog.delete, LEFT)
        QTest.mouseDClick(dialog.delete, LEFT)
        assert not assets.is_busy(assets.entries[0].asset.asset_id)  # the button itself never agrees
        assert dialog.bar.accessibleName() == (
            "Delete “a.png” from the service for good? It cannot be taken back."
        )
        assert dialog.bar.button.text() == "Delete for good"
        QTest.mouseClick(dialog.bar.button, LEFT)
        await until(lambda: "“Other”" in dialog.bar.accessibleName())
        QTest.mouseClick(dialog.let_go, LEFT)
        await until(lambda: dialog.model.rowCount() == 0)

    run(work)


def test_a_file_that_is_missing_here_can_be_fetched_again(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("Mine")
        (mine,) = (await scene.client.projects.list()).items
        (scene.folder / "b.png").write_bytes(png(9, 9))
        await scene.client.uploads.upload(scene.folder / "b.png", project_id=mine.project_id)
        (there,) = (await scene.client.projects.list_assets(mine.project_id)).items
        record = as_document_asset(there, "a")
        work = Document(Work(add_asset(blank_document(width=160, height=90), asset=record)))
        missing: list[MissingMedium] = []
        assets = ServiceAssets(
            scene.book,
            work,
            scene.tasks,
            missing=lambda: missing,
            fetch_missing=lambda: scene.asked.append("fetch"),
        )
        assets.open(scene.book.profiles[0], mine.project_id)
        dialog = ServiceMediaDialog(scene.host, assets, is_linked=True, tokens=DARK)
        dialog.open()
        await until(lambda: dialog.model.rowCount() == 1 and not assets.is_loading)
        assert (dialog.use.text(), dialog.use.isEnabled()) == ("Use here", False)
        missing.append(MissingMedium("a", "b.png", ""))
        assets.hear_of_media()
        assert (dialog.use.text(), dialog.use.isEnabled()) == ("Fetch again", True)
        assert "missing here" in str(dialog.model.data(dialog.list.currentIndex(), Role.LINE))
        QTest.mouseClick(dialog.use, LEFT)
        await until(lambda: scene.asked == ["fetch"])
        missing[:] = [MissingMedium("a", "b.png", "", is_coming=True)]
        assets.hear_of_media()
        assert (dialog.use.text(), dialog.use.isEnabled()) == ("Use here", False)

    run(work)


def test_a_project_on_no_service_is_led_to_one(run: Run) -> None:
    async def work(scene: Scene) -> None:
        assets = ServiceAssets(scene.book, Document(Work(blank_document(width=160, height=90))), scene.tasks)
        dialog = ServiceMediaDialog(scene.host, assets, is_linked=False, tokens=DARK)
        dialog.projects_wanted.connect(lambda: scene.asked.append("projects"))
        dialog.open()
        assert dialog.message.title.text() == "No service yet"
        QTest.mouseClick(dialog.message.button, LEFT)
        assert scene.asked == ["projects"]

    run(work)


def test_controls_are_named_large_enough_and_not_cut(run: Run) -> None:
    async def work(scene: Scene) -> None:
        await scene.fill("One")
        dialog = await scene.show()
        QTest.keyClick(dialog.list, Key.Key_Delete)
        dialog.set_tokens(LIGHT)
        QApplication.processEvents()
        parts = [
            part
            for kind in (QAbstractButton, QLineEdit, QComboBox)
            for part in dialog.findChildren(kind)
            if part.isVisible() and not isinstance(part.parent(), QLineEdit)
        ]
        assert len(parts) > 8
        for part in parts:
            assert min(part.width(), part.height()) >= HIT_PX, part
            assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text()), part
        assert list(cut_of(dialog.findChildren(QWidget))) == []

    run(work)
