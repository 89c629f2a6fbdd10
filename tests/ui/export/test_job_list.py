"""The list of exports: what each row says and does, by mouse and by keyboard, also where there are many."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from editor_app.services.exporting.jobs.job import CloudIds, LogLine, ProjectName, Result, Target
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.ui.export.job_delegate import lay_out
from editor_app.ui.export.job_list import JobList
from editor_app.ui.export.job_model import JobModel
from editor_app.ui.export.list_row import ListRow, Role
from editor_app.ui.theme import HIT_PX, SMALL_PX, ui_font
from tests.ui.export.scene import FakeQueue, cloud_job, job, other_job

LONG = "The service refused the film because of a text that is far too long for one line of the list. " * 3


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def shown(queue: FakeQueue, qtbot: QtBot) -> JobList:
    made = JobList(queue)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(600, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(shown: JobList, number: int, action: str) -> None:
    """Click the button of a row."""
    QApplication.processEvents()
    view, index = shown.view, shown.model.index(number)
    places = lay_out(view.visualRect(index), index.data(Role.ROW).actions)
    at = next(button.center() for button, one in places.buttons if one.id == action)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def key(shown: JobList, number: int, pressed: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on a row."""
    shown.view.setCurrentIndex(shown.model.index(number))
    QTest.keyClick(shown.view, pressed, modifier)


def test_an_empty_list_says_what_will_stand_there(shown: JobList, queue: FakeQueue) -> None:
    assert not shown.empty.isHidden()
    assert shown.view.isHidden()
    queue.put(job())
    assert shown.empty.isHidden()
    assert not shown.view.isHidden()


def test_buttons_of_a_row_do_what_they_say(shown: JobList, queue: FakeQueue, monkeypatch) -> None:
    opened = list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    queue.put(
        job(1, status="rendering"),
        job(2, status="paused"),
        job(3, status="done"),
        job(4, status="failed"),
    )
    press(shown, 0, "pause")
    press(shown, 0, "cancel")
    press(shown, 1, "resume")
    press(shown, 2, "open")
    press(shown, 2, "folder")
    press(shown, 3, "retry")
    press(shown, 3, "remove")
    assert queue.asked == [
        ("pause", "j1"),
        ("cancel", "j1"),
        ("resume", "j2"),
        ("retry", "j4", None),
        ("remove", "j4"),
    ]
    assert opened == ["/films/film 3.mp4", "/films"]


def test_keys_do_the_same(shown: JobList, queue: FakeQueue, monkeypatch) -> None:
    opened = list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    queue.put(job(1), job(2), job(3, status="done"), job(4, status="cancelled"))
    key(shown, 0, Qt.Key.Key_Space)
    key(shown, 0, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    key(shown, 1, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    key(shown, 1, Qt.Key.Key_Delete)
    key(shown, 2, Qt.Key.Key_Return)
    key(shown, 3, Qt.Key.Key_Delete)
    assert queue.asked == [
        ("pause", "j1"),
        ("move", "j1", 1),
        ("move", "j2", 0),
        ("cancel", "j2"),
        ("remove", "j4"),
    ]
    assert opened == ["/films/film 3.mp4"]


def test_all_that_can_be_done_stands_in_the_menu(shown: JobList, queue: FakeQueue) -> None:
    linked = cloud_job(
        status="done", cloud=CloudIds(url="https://films.example/1"), log=(LogLine("", "begun"),)
    )
    queue.put(linked)
    press(shown, 0, "menu")
    assert shown.menu is not None
    names = [action.text() for action in shown.menu.actions()]
    assert names == ["Open", "Show in folder", "Copy link", "Show log…", "Remove from the list"]
    shown.menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text() == "https://films.example/1"
    shown.menu.actions()[3].trigger()
    assert shown.log is not None
    assert "begun" in shown.log.text.toPlainText()
    shown.log.copy.click()
    assert "begun" in QGuiApplication.clipboard().text()
    shown.log.reject()
    shown.menu.close()


def test_what_is_tried_again_replaces_nothing(shown: JobList, queue: FakeQueue, tmp_path: Path) -> None:
    told = list[str]()
    shown.notice.connect(told.append)
    (tmp_path / "film.mp4").write_bytes(b"precious")
    queue.put(job(status="failed", output=tmp_path / "film.mp4"))
    press(shown, 0, "retry")
    assert queue.asked == [("retry", "j1", tmp_path / "film 2.mp4")]
    assert "“film 2.mp4”" in told[0]


def test_another_folder_is_looked_for_where_there_still_is_one(
    shown: JobList, queue: FakeQueue, tmp_path: Path
) -> None:
    queue.put(job(status="failed", remedy="folder", output=tmp_path / "gone" / "too" / "film.mp4"))
    press(shown, 0, "elsewhere")
    dialog = shown.findChild(QFileDialog)
    assert dialog is not None
    assert (Path(dialog.directory().path()), dialog.selectedFiles()) == (
        tmp_path,
        [str(tmp_path / "film.mp4")],
    )
    dialog.accept()
    assert queue.asked == [("retry", "j1", tmp_path / "film.mp4")]


def test_rows_that_are_dragged_get_another_place(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1, status="rendering"), job(2), job(3), job(4), job(5, status="done"))
    model = shown.model
    drags = [bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsDragEnabled) for row in range(5)]
    assert drags == [False, True, True, True, False]
    data = model.mimeData([model.index(3)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, model.index(-1))
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, model.index(-1))
    assert not model.dropMimeData(
        model.mimeData([model.index(1)]), Qt.DropAction.MoveAction, -1, -1, model.index(-1)
    )
    assert queue.asked == [("move", "j4", 0), ("move", "j4", 2), ("move", "j2", 2)]


def test_rows_move_by_a_real_drop(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1), job(2), job(3))
    for _ in range(3):
        QApplication.processEvents()
    view, model = shown.view, shown.model
    view.setDragDropMode(view.DragDropMode.DragDrop)  # what comes from a test has no source
    data = model.mimeData([model.index(2)])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    at = view.visualRect(model.index(0)).topLeft() + QPoint(60, 1)
    move = Qt.DropAction.MoveAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, move, data, left, none))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(at, move, data, left, none))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(at), move, data, left, none))
    assert queue.asked == [("move", "j3", 0)]
    assert model.rowCount() == 3


def test_ends_are_told_and_taken_back_when_it_is_made_anew(shown: JobList, queue: FakeQueue) -> None:
    told, outdated = list[str](), list[str]()
    shown.notice.connect(told.append)
    shown.outdated.connect(outdated.append)
    begun = job(status="rendering")
    queue.put(begun)
    queue.tell(replace(begun, status="failed", sentence="There is no room."))
    assert told == ["film 1.mp4: There is no room."]
    queue.tell(replace(begun, status="waiting"))
    assert outdated == told
    queue.tell(replace(begun, status="done"))
    assert told[-1] == "“film 1.mp4” is ready."


def test_sentences_have_lines_of_their_own_at_every_width(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1, status="failed", sentence=LONG), job(2))
    heights = list[int]()
    for width in (900, 500, 320):
        shown.resize(width, 900)
        QApplication.processEvents()
        heights.append(shown.view.visualRect(shown.model.index(0)).height())
        assert shown.view.visualRect(shown.model.index(1)).bottom() <= shown.view.viewport().rect().bottom()
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]


def test_a_row_grows_and_shrinks_with_what_its_countdown_says(
    shown: JobList, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "Indream cannot be reached. The export goes on by itself as soon as the line is back."
    begun = cloud_job(1, status="rendering", sentence=sentence)
    queue.put(begun, job(2))
    for _ in range(3):
        QApplication.processEvents()
    view, delegate = shown.view, shown.view.delegate
    index, heights = shown.model.index(0), list[int]()
    monkeypatch.setattr(shown.model, "_now", lambda: 0.5)
    for left in (67.0, None):  # “… It is tried again in 1:06 min.” takes a line more than nothing
        queue.tell(replace(begun, again_at=left))
        for _ in range(3):
            QApplication.processEvents()
        heights.append(view.visualRect(index).height())
        assert heights[-1] == delegate.height_of(index.data(Role.ROW), view.viewport().width())
        assert view.visualRect(shown.model.index(1)).top() == view.visualRect(index).bottom() + 1
        assert view.height() >= view.visualRect(shown.model.index(1)).bottom()
    assert heights[0] > heights[1]


def test_a_narrow_row_shows_what_matters_of_a_film_that_is_done(shown: JobList, queue: FakeQueue) -> None:
    target = Target("renderingvideo", "a", "x", "A film box with a name that is long")
    made = Result(401_000, 1920, 1080)
    queue.put(other_job(status="done", target=target, result=made, warnings=("Look at it.",)))
    shown.resize(480, 300)
    for _ in range(3):
        QApplication.processEvents()
    index, delegate = shown.model.index(0), shown.view.delegate
    row = index.data(Role.ROW)
    room = lay_out(shown.view.visualRect(index), row.actions).text.width()
    seen = QFontMetrics(ui_font(SMALL_PX, tabular=True)).elidedText(
        row.line, Qt.TextElideMode.ElideRight, room
    )
    assert seen.startswith("checked · 1 warning · 401 kB · 18 credits"), seen
    assert delegate.height_of(row, shown.view.viewport().width()) == shown.view.visualRect(index).height()


def test_rows_say_all_to_whoever_does_not_see_them(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1, status="rendering", share=0.5), job(2), job(3))
    said = [shown.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == [
        "film 1.mp4. rendering 50 % · This computer",
        "film 2.mp4. waits for the one before · This computer",
        "film 3.mp4. waits, 2 before · This computer",
    ]
    assert shown.view.accessibleName() == "Exports"


def test_progress_of_one_among_many_moves_no_other_row(shown: JobList, queue: FakeQueue) -> None:
    over = (job(n, status="done") for n in range(100, 201))
    jobs = [job(1, status="rendering"), *(job(n) for n in range(2, 100)), *over]
    queue.put(*jobs)
    for _ in range(5):  # the list's height, the rows in it, the window around it
        QApplication.processEvents()
    changed, heights = list[tuple[int, int]](), list[bool]()
    shown.model.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    shown.model.height_changed.connect(lambda: heights.append(True))
    asked = list[int]()
    data = type(shown.model).data
    shown.model.data = lambda index, role=0: (asked.append(index.row()), data(shown.model, index, role))[1]  # type: ignore[method-assign]
    queue.tell(replace(jobs[0], share=0.5))
    QApplication.processEvents()
    assert changed == [(0, 0)]
    assert heights == []
    assert set(asked) == {0}


def test_the_cursor_stays_on_its_export(shown: JobList, queue: FakeQueue) -> None:
    first, second = job(1), job(2)
    queue.put(first, second)
    shown.view.choose("j2")
    queue.put(replace(second, order=0), first, job(3))
    assert shown.view.currentIndex().data(Role.ROW).key == "j2"
    queue.put(first)
    assert not shown.view.currentIndex().isValid() or shown.view.currentIndex().data(Role.ROW).key == "j1"


def test_a_picture_shows_beside_its_export(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1), job(2))
    image = QImage(72, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    shown.model.show_cover("j2", image)
    QApplication.processEvents()
    at = lay_out(shown.view.visualRect(shown.model.index(1)), ()).picture.center()
    seen = shown.view.viewport().grab().toImage()
    assert seen.pixelColor(at).name() == "#ff00ff"
    assert seen.pixelColor(at - QPoint(0, 60)).name() != "#ff00ff"


class Covers(QObject):
    """Keeps what is promised."""

    known = Signal(str, object)

    def __init__(self, **pictures: QImage) -> None:
        super().__init__()
        self.pictures, self.expected = pictures, list[str]()

    def expect(self, job_id: str, promised: object) -> None:
        """Note it."""
        self.expected.append(job_id)


def test_pictures_of_an_earlier_run_stand_beside_their_exports(shown: JobList, queue: FakeQueue) -> None:
    image = QImage(72, 40, QImage.Format.Format_RGB32)
    queue.put(job(1), job(2), job(3))
    covers = Covers(j1=image)
    shown.take_covers(covers)  # type: ignore[arg-type]
    covers.known.emit("j3", image)
    assert [shown.model.index(row).data(Role.COVER) is not None for row in range(3)] == [True, False, True]
    loop = asyncio.new_event_loop()
    shown.show_cover("j2", loop.create_future())
    loop.close()
    assert covers.expected == ["j2"]


@pytest.mark.parametrize("status", ["waiting", "rendering", "paused", "done", "failed", "cancelled"])
@pytest.mark.parametrize("width", [300, 900])
def test_buttons_are_large_enough_and_lie_in_the_row(
    shown: JobList, queue: FakeQueue, status, width: int
) -> None:
    shown.resize(width, 400)
    queue.put(job(status=status, sentence="Why."))
    QApplication.processEvents()
    row = shown.view.visualRect(shown.model.index(0))
    places = lay_out(row, shown.model.index(0).data(Role.ROW).actions)
    assert places.buttons
    for button, _ in places.buttons:
        assert min(button.width(), button.height()) >= HIT_PX
        assert row.contains(button)
        assert not places.text.intersects(button)


def test_a_second_click_meets_no_button_that_came_with_the_first(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1, status="rendering"))
    view = shown.view
    row: ListRow = view.model().index(0, 0).data(Role.ROW)
    places = lay_out(view.visualRect(view.model().index(0, 0)), row.actions)
    at = next(rect.center() for rect, action in places.buttons if action.id == "cancel")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    queue.tell(job(1, status="cancelled"))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert queue.asked == [("cancel", "j1")]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert queue.asked[1:] == [("remove", "j1")]


@pytest.mark.parametrize("by", ["mouse", "key"])
def test_who_was_about_to_cancel_does_not_remove_what_has_just_ended(
    shown: JobList, queue: FakeQueue, by: str
) -> None:
    def remove() -> None:
        press(shown, 1, "remove") if by == "mouse" else key(shown, 1, Qt.Key.Key_Delete)

    queue.put(job(1), job(2, status="rendering"))
    queue.tell(job(2, status="done", ended_at="1970-01-01T00:01:40+00:00"))
    shown.now = lambda: 100.9
    remove()
    assert (queue.asked, shown.view.currentIndex().row()) == ([], 1)
    shown.now = lambda: 101.0
    remove()
    assert queue.asked == [("remove", "j2")]


def test_a_button_is_pressed_only_where_the_pointer_went_down_on_it(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1, status="rendering"))
    view = shown.view
    row: ListRow = view.model().index(0, 0).data(Role.ROW)
    places = lay_out(view.visualRect(view.model().index(0, 0)), row.actions)
    at = next(rect.center() for rect, action in places.buttons if action.id == "cancel")
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=places.text.center())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert queue.asked == []


def test_delete_asks_before_an_export_is_cancelled(shown: JobList, queue: FakeQueue) -> None:
    queue.put(job(1, status="rendering"))
    for answer, asked in ((1, []), (0, [("cancel", "j1")])):
        key(shown, 0, Qt.Key.Key_Delete)
        assert shown.question is not None
        shown.question.buttons()[answer].click()
        assert queue.asked == asked


@pytest.mark.parametrize("way", ["button", "key"])
def test_what_is_paid_and_cannot_be_stopped_is_cancelled_only_after_a_question(
    shown: JobList, queue: FakeQueue, way: str
) -> None:
    queue.put(other_job(status="rendering"))
    for answer, asked in ((1, []), (0, [("cancel", "r1")])):
        if way == "button":
            press(shown, 0, "cancel")
        else:
            key(shown, 0, Qt.Key.Key_Delete)
        question = shown.question
        assert question is not None
        assert question.informativeText() == (
            "RenderingVideo cannot be stopped: it makes the film all the same, and takes 18 credits for it. "
            "You can fetch it later, from this list."
        )
        question.buttons()[answer].click()
        assert queue.asked == asked


def test_a_film_that_is_made_all_the_same_is_fetched_beside_what_stands_in_its_place(
    shown: JobList, queue: FakeQueue, tmp_path: Path
) -> None:
    wanted = list[tuple[str, Path]]()
    shown.fetch_wanted.connect(lambda job, output: wanted.append((job.id, output)))
    queue.put(other_job(status="cancelled", output=tmp_path / "film.mp4"))
    press(shown, 0, "fetch")
    (tmp_path / "film.mp4").write_bytes(b"precious")
    key(shown, 0, Qt.Key.Key_Space)
    assert wanted == [("r1", tmp_path / "film.mp4"), ("r1", tmp_path / "film 2.mp4")]


def test_a_preview_link_is_offered_for_copying(shown: JobList, queue: FakeQueue) -> None:
    offered = list[tuple[str, str]]()
    shown.offered.connect(lambda said, action, run: (offered.append((said, action)), run()))
    cloud = CloudIds(url="https://films.example/p1")
    settings = OtherWish(is_preview=True).settings()
    begun = cloud_job(status="rendering", settings=settings, project=ProjectName("Summer Launch"))
    queue.put(begun)
    queue.tell(replace(begun, status="done", cloud=cloud))
    assert offered == [("The preview link of “Summer Launch” is ready.", "Copy")]
    assert QGuiApplication.clipboard().text() == cloud.url


def test_what_is_on_hold_is_tried_now_by_mouse_and_by_keyboard(shown: JobList, queue: FakeQueue) -> None:
    queue.put(cloud_job(1, status="rendering", again_at=100.0))
    press(shown, 0, "try")
    key(shown, 0, Qt.Key.Key_Space)
    assert queue.asked == [("try_now", "c1"), ("try_now", "c1")]


def test_seconds_are_counted_down_while_an_export_is_on_hold(queue: FakeQueue, qtbot: QtBot) -> None:
    seconds = [90.0]
    model = JobModel(queue, now=lambda: seconds[0])  # type: ignore[arg-type]
    changed = list[int]()
    queue.put(job(1), cloud_job(2, status="rendering", again_at=100.0))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    assert model.has_holding
    assert model.index(1).data(Role.ROW).sentence == "It is tried again in 10 s."
    seconds[0] = 97.0
    model.tick()
    assert model.index(1).data(Role.ROW).sentence == "It is tried again in 3 s."
    assert changed == [1]
    queue.tell(cloud_job(2, status="done"))
    assert not model.has_holding
