"""The Uploads panel and its question: what is asked, shown and decided, over real files and no network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.document import Document
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Target, Uploads
from editor_app.state import read
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.uploads import Uploaded, UploadStore
from editor_app.ui.uploads import UploadQuestion, UploadsPanel, UploadStatus
from editor_app.ui.uploads.places import held_places
from editor_app.ui.uploads.rows import MOST_ROWS
from tests.documents import document
from tests.services.uploads.scene import asset_of, pictures, sha256_of, work_of


class Scene:
    """A panel that is shown, over uploads that go nowhere."""

    def __init__(self, qtbot: QtBot, folder: Path, client: AsyncIndreamClient) -> None:
        self.folder, self.client, self.tasks = folder, client, Tasks()
        self.document = Document(Work(read(document())[0]))
        self.sources = MediaSources(self.document, self.tasks)
        self.database = LocalDatabase(folder / "services.sqlite3")
        self.uploads = Uploads(self.document, self.sources, self.tasks, self.database)
        self.panel = UploadsPanel(self.uploads)
        self.question, self.status = UploadQuestion(self.uploads), UploadStatus(self.uploads)
        for widget in QApplication.topLevelWidgets():
            widget.hide()  # the mouse would belong to one that another test has left, as it was made earlier
        for widget in (self.panel, self.question, self.status):
            qtbot.addWidget(widget)
        self.panel.resize(560, 480)
        self.panel.show()

    def load(self, count: int) -> None:
        """Open a document with so many pictures that syncs with a service."""
        self.document.load(work_of(pictures(self.folder / "media", count)))
        self.uploads.set_target(Target("nowhere", "Film house", "project", self.client))

    async def until(self, holds: Callable[[], object]) -> None:
        """Let widgets and uploads work until something holds."""
        async with asyncio.timeout(30):
            while not holds():
                QApplication.processEvents()
                await asyncio.sleep(0.005)

    def click(self, button: QWidget) -> None:
        """Click."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def point_at(self, widget: QWidget) -> None:
        """Move the mouse there; what is laid out anew meanwhile is followed."""

        def is_there() -> bool:
            QCursor.setPos(widget.mapToGlobal(widget.rect().center()))
            return widget.isVisible() and widget.underMouse()

        await self.until(is_there)

    async def make_up(self) -> None:
        """Look at no file any more, as that would put right how the test lets uploads stand."""
        await self.until(lambda: not self.tasks.names())
        self.uploads._looking.again = lambda: None

    async def idle(self) -> None:
        """Wait until what is shown soon has been shown."""
        await self.until(lambda: not (self.panel._soon.isActive() or self.panel._list._soon.isActive()))

    def lines(self) -> list[str]:
        """Give what the rows say."""
        return [row.line.text().split(" · ")[-1] for row in self.panel.rows]


def run(qtbot: QtBot, folder: Path, work: Callable[[Scene], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with AsyncIndreamClient("sk_x", base_url="http://127.0.0.1:9") as client:
            it = Scene(qtbot, folder, client)
            try:
                await work(it)
            finally:
                it.uploads.close()
                await it.tasks.close()

    asyncio.run(whole())


def test_without_a_service_it_says_when_media_go_up(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        assert it.panel.empty.isVisible()
        assert it.panel.empty.text().startswith("Nothing to upload. Media go up when the project syncs")
        assert not it.panel.head.isVisible()
        assert it.status.isHidden()

    run(qtbot, tmp_path, work)


def test_the_question_is_answered_in_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(3)
        await it.until(it.question.isVisible)
        assert "syncs with Film house. Upload its 3 media files (" in it.question.accessibleName()
        assert it.question.accessibleName().endswith(") there too?")
        await it.until(it.panel.head.allow.isVisible)
        assert it.panel.head.trouble.text().startswith("Media stay on this computer until")
        it.click(it.question.allow)
        assert it.question.isHidden()
        assert it.uploads.is_permitted
        await it.until(lambda: not it.panel.head.allow.isVisible())

    run(qtbot, tmp_path, work)


def test_what_lies_elsewhere_or_nowhere_is_not_said_to_be_there(qtbot: QtBot, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 2)
    urls = {"p0": "https://stock.example/a.png", "p1": "file:///etc/b.png"}
    assets = {key: asset_of(key, path, remoteUrl=urls[key]) for key, path in files.items()}

    async def work(it: Scene) -> None:
        it.document.load(Work(read(document(assets=assets))[0]))
        it.uploads.set_target(Target("nowhere", "Film house", "project", it.client))
        await it.until(lambda: it.panel.empty.text().startswith("There is nothing to upload."))
        assert "1 file of this project has an address of its own at stock.example" in it.panel.empty.text()
        assert "1 file is neither at Film house nor here" in it.panel.empty.text()
        assert it.uploads.remaining.waits == "gone"

    run(qtbot, tmp_path, work)


def test_where_all_is_there_nobody_is_asked_to_allow_anything(qtbot: QtBot, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    there = Uploaded("nowhere", sha256_of(files["p0"]), "a", "https://x.test/a", "k", 1, "picture 0.png")

    async def work(it: Scene) -> None:
        UploadStore(it.database).finish(there)
        it.load(1)
        await it.until(lambda: it.panel.empty.text().startswith("All media"))
        assert it.panel.empty.isVisible()
        assert it.panel.empty.text() == (
            "All media of this project are at Film house. Files that you add wait until you allow uploads."
        )
        assert not it.panel.head.trouble.isVisible()
        assert not it.panel.head.allow.isVisible()
        it.uploads.permit("nowhere")
        await it.until(lambda: it.panel.empty.text().endswith("Files that you add go up by themselves."))

    run(qtbot, tmp_path, work)


def test_what_cannot_be_read_is_not_said_to_be_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path, _stop: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("editor_app.services.uploads.fingerprints.sha256_of", locked)

    async def work(it: Scene) -> None:
        it.uploads.permit("nowhere")
        it.document.load(work_of(pictures(tmp_path / "media", 1), hashed=False))
        it.uploads.set_target(Target("nowhere", "Film house", "project", it.client))
        await it.until(lambda: "“picture 0.png” cannot be read" in it.panel.head.trouble.accessibleName())
        assert it.panel.empty.isVisible()
        assert it.panel.empty.text() == ""

    run(qtbot, tmp_path, work)


def test_not_now_can_be_changed_in_the_panel_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        told: list[str] = []
        it.question.notice.connect(told.append)
        it.uploads.pause_all()
        it.load(1)
        await it.until(it.question.isVisible)
        it.click(it.question.not_now)
        assert it.question.isHidden()
        assert told == ["Media stay on this computer. The Uploads panel can allow uploads later."]
        await it.until(it.panel.head.allow.isVisible)
        it.click(it.panel.head.allow)
        assert it.uploads.is_permitted
        await it.until(it.panel.head.more.isVisible)
        (forbid,) = it.panel.head.more.menu().actions()
        assert forbid.text() == "Upload nothing more to Film house"
        forbid.trigger()
        assert not it.uploads.is_permitted
        await it.until(it.panel.head.allow.isVisible)
        assert it.question.isHidden()

    run(qtbot, tmp_path, work)


def test_each_upload_has_a_row_that_can_pause_resume_cancel_and_retry(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(3)
        await it.until(lambda: it.lines() == ["paused"] * 3 and it.panel.area.isVisible())
        first, second, third = it.panel.rows
        assert {row.name.text() for row in it.panel.rows} == {f"picture {n}.png" for n in range(3)}
        it.click(first.pause)
        it.click(second.stop)
        waits = ["paused, will start anew", "cancelled, stays on this computer", "paused"]
        assert it.lines() == waits
        assert [row.retry.isVisible() for row in it.panel.rows] == [False, True, False]
        assert [row.stop.isVisible() for row in it.panel.rows] == [True, False, True]
        assert first.pause.accessibleName() == f"Resume “{first.name.text()}”"
        it.click(first.pause)
        it.click(second.retry)
        assert it.lines() == ["paused"] * 3
        it.click(third.stop)
        assert third.accessibleName().startswith(f"{third.name.text()}: ")

    run(qtbot, tmp_path, work)


def test_the_focus_stays_in_a_row_whose_button_goes(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(1)
        await it.until(it.panel.area.isVisible)
        (row,) = it.panel.rows

        def has_focus() -> bool:
            it.panel.activateWindow()
            row.stop.setFocus()
            return row.stop.hasFocus()

        await it.until(has_focus)
        QTest.keyClick(row.stop, Qt.Key.Key_Space)
        assert row.retry.hasFocus()
        QTest.keyClick(row.retry, Qt.Key.Key_Space)
        assert row.stop.hasFocus()

    run(qtbot, tmp_path, work)


def test_the_head_pauses_all_and_sets_how_many_go_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.uploads.permit("nowhere")
        it.load(2)
        await it.until(it.panel.head.pause.isVisible)
        assert it.panel.head.pause.text() == "Resume all"
        await it.until(it.status.isVisible)
        assert it.status.text() == "Uploads · paused · 0 of 2"
        chooser = it.panel.head.at_once
        assert chooser.currentText() == "2 at a time"
        chooser.setFocus()
        QTest.keyClick(chooser, Qt.Key.Key_Down)
        assert it.uploads.at_once == 3
        it.click(it.panel.head.pause)
        assert not it.uploads.is_paused
        await it.until(lambda: it.panel.head.pause.text() == "Pause all")
        await it.until(lambda: [row.upload.status for row in it.panel.rows] == ["holding"] * 2)
        assert it.panel.rows[0].line.text().startswith("Film house does not answer · again in ")

    run(qtbot, tmp_path, work)


def test_what_fails_says_why_and_offers_to_retry(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(b"RIFF")
    asset = {"type": "audio", "mimeType": "audio/wav", "durationInSeconds": 7200}

    async def work(it: Scene) -> None:
        it.uploads.permit("nowhere")
        it.document.load(work_of({"a": path}, **asset))
        it.uploads.set_target(Target("nowhere", "Film house", "project", it.client))
        await it.until(lambda: it.panel.rows and it.panel.rows[0].reason.isVisible())
        (row,) = it.panel.rows
        assert row.reason.accessibleName().startswith("“long.wav” lasts 120 minutes, and may last 30.")
        assert row.retry.isVisible()
        assert not row.pause.isVisible()
        await it.until(it.panel.head.retry.isVisible)
        await it.until(lambda: it.status.text() == "Uploads · 1 failed")

    run(qtbot, tmp_path, work)


def test_what_is_done_stands_after_what_is_to_come_the_latest_first(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(3)
        await it.until(lambda: len(it.panel.rows) == 3)
        await it.make_up()
        first, *others = it.panel.rows
        it.uploads._queue.put(first.upload, "done")
        assert it.panel.rows == (*others, first)
        await it.until(lambda: first.y() > max(row.y() for row in others))
        assert first.line.text().endswith(" · uploaded")
        last, second = others
        it.uploads._queue.put(second.upload, "done")
        assert it.panel.rows == (last, second, first)
        it.uploads._queue.put(last.upload, "done")
        assert it.panel.rows == (last, second, first)
        await it.until(lambda: last.y() < second.y() < first.y())

    run(qtbot, tmp_path, work)


def test_rows_stay_where_they_are_while_the_mouse_is_over_them(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.uploads.permit("nowhere")
        it.load(6)
        await it.until(lambda: len(it.panel.rows) == 6 and it.panel.rows[5].y() > 0)
        await it.make_up()
        rows = it.panel.rows
        await it.point_at(rows[2].stop)
        aimed_at = rows[2].stop.mapToGlobal(QPoint(8, 8))
        head, places = it.panel.head.height(), [row.y() for row in rows]
        it.uploads._queue.put(rows[0].upload, "done")
        it.uploads._queue.fail(rows[1].upload, "It is far too large. " * 20)
        it.uploads._listing.uploads = it.uploads.uploads[:5]  # the last one is wanted no more
        it.uploads.uploads_changed.emit()
        await it.until(lambda: not rows[5].isEnabled() and rows[0].line.text().endswith(" · uploaded"))
        await it.idle()
        assert it.panel.rows == rows
        assert ([row.y() for row in rows], it.panel.head.height()) == (places, head)
        assert rows[1].line.text().endswith(" · not uploaded")
        window = it.panel.windowHandle()
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=it.panel.mapFromGlobal(aimed_at))
        assert [row.upload.status for row in rows] == ["done", "failed", "cancelled", *["waiting"] * 3]
        assert it.panel.rows == rows
        # The mouse is elsewhere: all goes where it belongs.
        await it.point_at(it.panel.head.title)
        await it.until(lambda: it.panel.rows == (*rows[1:5], rows[0]))
        await it.until(lambda: rows[0].y() > rows[4].y() and rows[1].reason.isVisible())
        await it.until(it.panel.head.retry.isVisible)

    run(qtbot, tmp_path, work)


def test_rows_go_where_they_belong_once_the_list_is_hidden(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(3)
        await it.until(lambda: len(it.panel.rows) == 3 and it.panel.rows[2].y() > 0)
        await it.make_up()
        first, *others = it.panel.rows
        await it.point_at(first.name)
        it.uploads._queue.put(first.upload, "done")
        assert it.panel.rows == (first, *others)
        it.panel.hide()
        assert it.panel.rows == (*others, first)

    run(qtbot, tmp_path, work)


def test_what_fails_again_under_the_mouse_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(2)
        await it.until(lambda: len(it.panel.rows) == 2 and it.panel.rows[1].y() > 0)
        await it.make_up()
        first, second = it.panel.rows
        it.uploads._queue.fail(first.upload, "No.")
        await it.until(first.reason.isVisible)
        await it.point_at(first.retry)
        for row in (first, second):
            it.uploads._queue.put(row.upload, "waiting")
            it.uploads._queue.fail(row.upload, "No again.")
        assert first.reason.isVisible()
        assert not second.reason.isVisible()
        await it.point_at(it.panel.head.title)
        await it.until(second.reason.isVisible)

    run(qtbot, tmp_path, work)


@pytest.mark.parametrize(
    ("shown", "wanted", "places"),
    [("", "", ""), ("", "ab", "ab"), ("abc", "cda", "abcd"), ("abc", "", "abc"), ("ab", "ba", "ab")],
)
def test_what_is_shown_keeps_its_place(shown: str, wanted: str, places: str) -> None:
    assert held_places([*shown], [*wanted]) == [*places]


def test_of_very_many_the_first_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    async def work(it: Scene) -> None:
        it.uploads.pause_all()
        it.load(MOST_ROWS + 2)
        await it.until(lambda: len(it.panel.rows) == MOST_ROWS)
        assert it.panel._list.more.text() == "and 2 more"

    run(qtbot, tmp_path, work)
