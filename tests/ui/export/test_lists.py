"""What accounts have exported, and links that show films: read when seen, fetched again by a click."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.cloud.renderingvideo.models import StoredFile
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.exporting.clouds.history import Task, TaskHistory
from editor_app.services.exporting.renderingvideo.history import RenderingVideoHistory
from editor_app.services.exporting.standings import Standing
from editor_app.services.rendering_previews import ShownPreview
from editor_app.store.accounts import Profile
from editor_app.ui.export.account_tasks import AccountTasks
from editor_app.ui.export.deletions import of_task
from editor_app.ui.export.list_row import Role
from editor_app.ui.export.preview_links import PreviewLinks
from editor_app.ui.export.target import Place
from editor_app.ui.export.task_model import row_of_task
from tests.ui.export.scene import INDREAM, OTHER, SANDBOX, FakeStandings, NoTasks

FILM = Task("t1", "done", "film.mp4", "p", duration_s=12.4, credits="12.5", created_at="x", has_film=True)
RUNNING = Task("t2", "rendering", "other.mp4", share=0.4)
FAILED = Task("t3", "failed", error="A font is missing.")
LINK = ShownPreview(
    "p1", OTHER.service, "Film", "https://films.example/p1", "https://films.example/watch", "", 5
)


class History(TaskHistory):
    """Gives what a test says."""

    def __init__(self) -> None:
        super().__init__(None, NoTasks())  # type: ignore[arg-type]
        self.asked: list[tuple[Any, ...]] = []

    def show(self, profile: Profile | None) -> None:
        self.profile = profile
        self.asked.append(("show", profile and profile.id))
        self.changed.emit()

    def more(self) -> None:
        self.asked.append(("more",))

    def cancel(self, task_id: str) -> None:
        self.asked.append(("cancel", task_id))


class OtherHistory(RenderingVideoHistory):
    """Gives what a test says."""

    def __init__(self) -> None:
        super().__init__(None, NoTasks())  # type: ignore[arg-type]
        self.asked: list[tuple[Any, ...]] = []
        self.found: tuple[Task, ...] = ()
        self.stored: tuple[StoredFile, ...] = ()

    @property
    def files(self) -> tuple[StoredFile, ...]:
        return self.stored

    def show_files(self, kind: str = "") -> None:
        self.asked.append(("files",))

    def delete_file(self, file_id: str) -> None:
        self.asked.append(("delete file", file_id))

    @property
    def tasks(self) -> tuple[Task, ...]:
        return self.found

    def show(self, profile: Profile | None) -> None:
        self.profile = profile
        self.changed.emit()

    def filter(self, status: str) -> None:
        self.asked.append(("filter", status))

    def rerender(self, task_id: str) -> None:
        self.asked.append(("render", task_id))

    def delete(self, task_id: str) -> None:
        self.asked.append(("delete", task_id))


@pytest.fixture
def histories() -> tuple[History, OtherHistory]:
    return History(), OtherHistory()


@pytest.fixture
def shown(histories, qtbot: QtBot) -> AccountTasks:
    standings = FakeStandings()
    standings.standing[OTHER.id] = Standing(credits=40.0)
    made = AccountTasks(*histories, standings=standings)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(shown: AccountTasks) -> list[str]:
    """Give the names of the rows."""
    QApplication.processEvents()
    return [shown.model.index(row).data() for row in range(shown.model.rowCount())]


def answer(shown: AccountTasks | PreviewLinks, number: int = 0) -> tuple[str, str]:
    """Give title and text of the question that is asked, and answer it: 0 is yes, 1 no."""
    question = shown.question
    assert question is not None
    said = question.text(), question.informativeText()
    question.buttons()[number].click()
    return said


def test_tasks_are_filtered_by_project_and_fetched_again(shown: AccountTasks, histories) -> None:
    history, _ = histories
    wanted = list[tuple[str, str]]()
    shown.fetch_wanted.connect(lambda profile, task: wanted.append((profile.id, task.id)))
    history.tasks = (FILM, RUNNING, FAILED)
    shown.show_accounts((INDREAM, SANDBOX), "p")
    assert history.asked[-1] == ("show", INDREAM.id)
    assert names(shown)[:2] == ["film.mp4", "other.mp4"]
    shown.filter.setCurrentIndex(1)
    shown.filter.activated.emit(1)
    assert names(shown) == ["film.mp4"]
    shown.filter.setCurrentIndex(0)
    shown.filter.activated.emit(0)
    shown.view.wanted.emit("t1", "fetch")
    shown.view.wanted.emit("t2", "cancel")
    assert history.asked[-1] != ("cancel", "t2")
    assert shown.question is not None
    shown.question.buttons()[0].click()
    assert wanted == [(INDREAM.id, "t1")]
    assert history.asked[-1] == ("cancel", "t2")
    shown.account.setCurrentIndex(1)
    shown.account.activated.emit(1)
    assert history.asked[-1] == ("show", SANDBOX.id)
    history.has_more = True
    history.changed.emit()
    shown.more.click()
    shown.again.click()
    assert history.asked[-2:] == [("more",), ("show", SANDBOX.id)]


def test_the_list_follows_the_place_that_is_chosen(shown: AccountTasks, histories) -> None:
    history, _ = histories
    shown.show_accounts((INDREAM, SANDBOX), "")
    for profile, number in ((SANDBOX, 1), (None, 1), (INDREAM, 0)):
        shown.follow(profile)
        assert shown.account.currentIndex() == number
    assert [asked[1] for asked in history.asked if asked[0] == "show"][-2:] == [SANDBOX.id, INDREAM.id]


def test_what_is_wrong_or_not_there_is_said(shown: AccountTasks, histories) -> None:
    history, _ = histories
    shown.show_accounts((INDREAM,), "")
    assert shown.message.text() == "Nothing has been exported there yet."
    history.trouble = Trouble("Indream does not answer.")
    history.changed.emit()
    assert shown.message.text() == "Indream does not answer."


def test_renderingvideo_s_tasks_are_made_again_and_deleted(shown: AccountTasks, histories) -> None:
    _, others = histories
    others.found = (FILM, FAILED)
    shown.show_accounts((OTHER,), "")
    assert len(names(shown)) == 2
    ids = [[action.id for action in shown.model.index(row).data(Role.ROW).actions] for row in range(2)]
    assert ids == [["fetch", "delete"], ["render", "delete"]]
    for key, action in (("t3", "render"), ("t1", "delete")):
        shown.view.wanted.emit(key, action)
        answer(shown, 1)
        assert others.asked == []
    shown.view.wanted.emit("t3", "render")
    assert answer(shown) == (
        "Render “Film”?",
        "It costs credits; how many, the service says only once it is made. The account has 40 credits.",
    )
    shown.view.wanted.emit("t1", "delete")
    title, text = answer(shown)
    assert title == "Delete “film.mp4” at RenderingVideo?"
    assert text.startswith("A film that was paid with 12.5 credits is deleted for good.")
    shown.filter.setCurrentIndex(3)
    shown.filter.activated.emit(3)
    assert others.asked == [("render", "t3"), ("delete", "t1"), ("filter", "failed")]


def test_files_at_renderingvideo_are_listed_and_deleted(shown: AccountTasks, histories) -> None:
    _, others = histories
    others.stored = (
        StoredFile.model_validate(
            {"id": "f1", "url": "https://files.example/f1", "name": "a.png", "size": 2_000}
        ),
    )
    shown.show_accounts((OTHER,), "")
    shown.filter.setCurrentIndex(4)
    shown.filter.activated.emit(4)
    assert others.asked == [("files",)]
    others.changed.emit()
    assert names(shown) == ["a.png"]
    assert shown.model.index(0).data(Role.ROW).line == "2 kB"
    shown.view.wanted.emit("f1", "link")
    shown.view.wanted.emit("f1", "delete")
    assert others.asked[-1] == ("files",)
    assert answer(shown)[0] == "Delete the file “a.png” at RenderingVideo?"
    assert QGuiApplication.clipboard().text() == "https://files.example/f1"
    assert others.asked[-1] == ("delete file", "f1")
    others.stored = ()
    others.changed.emit()
    assert shown.message.text() == "There are no files."


def test_what_a_sandbox_takes_is_no_price() -> None:
    for place, is_told in ((Place(INDREAM), True), (Place(SANDBOX), False)):
        assert ("12.5 credits" in row_of_task(FILM, place).line) == is_told


class Service(QObject):
    """Links that only note what is asked of them."""

    changed = Signal()
    notice = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.previews: tuple[ShownPreview, ...] = ()
        self.asked = list[tuple[str, ...]]()

    def load(self) -> None:
        self.asked.append(("load",))

    def delete(self, key: str) -> None:
        self.asked.append(("delete", key))

    def forget(self, key: str) -> None:
        self.asked.append(("forget", key))


def test_links_are_opened_copied_rendered_and_forgotten(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, wanted, service = list[str](), list[str](), Service()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    shown = PreviewLinks(service)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    shown.render_wanted.connect(lambda preview: wanted.append(preview.temp_id))
    shown.show()
    assert not shown.empty.isHidden()
    service.previews = (LINK,)
    service.changed.emit()
    assert shown.empty.isHidden()
    assert shown.model.index(0).data(Role.ROW).line == "5 days left"
    assert shown.model.index(0).data(Qt.ItemDataRole.ToolTipRole) == LINK.url
    for action in ("browse", "link", "render", "delete", "remove"):
        shown.view.wanted.emit("p1", action)
    assert opened == ["https://films.example/watch"]
    assert QGuiApplication.clipboard().text() == "https://films.example/p1"
    assert wanted == ["p1"]
    assert service.asked == [("load",), ("forget", "p1")]
    assert answer(shown)[0] == "Delete the preview link of “Film” at the service?"
    assert service.asked[-1] == ("delete", "p1")


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (FILM, "A film that was paid with 12.5 credits is deleted for good."),
        (replace(FILM, credits=""), "A film that was paid is deleted for good."),
        (RUNNING, "A film that is paid is being made. It is deleted for good, and so comes to nothing."),
        (FAILED, "There is no film of it. What it was to be made of is deleted for good."),
        (Task("t", "waiting"), "No film of it was made or paid."),
    ],
)
def test_who_deletes_a_task_is_told_what_goes_with_it(task: Task, said: str) -> None:
    assert of_task(task, "R")[1].startswith(said)
