"""Deletions and troubles of a service's projects while their dialog is closed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from editor_app.services.cloud_trouble import Trouble
from editor_app.ui.theme import DARK
from editor_app.ui.window.cloud_news import CloudNews
from editor_app.ui.window.notices import NoticeArea


@dataclass
class Project:
    title: str


class Projects(QObject):
    """Deletes nothing, and takes that back."""

    undoable_changed = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.undoable: list[Project] = []

    def delete(self, title: str) -> None:
        self.undoable.insert(0, Project(title))
        self.undoable_changed.emit()

    def undo_delete(self) -> None:
        del self.undoable[0]
        self.undoable_changed.emit()


class Scene:
    def __init__(self, qtbot: QtBot) -> None:
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.host.resize(900, 500)
        self.host.show()
        self.projects, self.asked = Projects(), list[str]()
        self.notices = NoticeArea(self.host, DARK)
        self.news = CloudNews(self.projects, self.notices, lambda: self.asked.append("settings"), self.host)

    def press(self, text: str) -> None:
        buttons = [one for one in self.notices.findChildren(QToolButton) if one.text() == text]
        (button,) = [one for one in buttons if not getattr(one.parent(), "is_gone", True)]
        button.click()


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_a_deletion_can_be_taken_back_once_the_dialog_is_closed(scene: Scene) -> None:
    scene.news.set_listed(True)
    scene.projects.delete("One")
    scene.projects.delete("Two")
    assert scene.notices.sentences() == ()
    scene.news.set_listed(False)
    assert scene.notices.sentences() == ("Deleted “Two” and 1 more.",)
    scene.press("Undo")
    assert scene.notices.sentences() == ("Deleted “One”.",)
    scene.projects.undoable.clear()  # it is sent
    scene.projects.undoable_changed.emit()
    assert scene.notices.sentences() == ()


def test_the_dialog_takes_the_offer_over(scene: Scene) -> None:
    scene.projects.delete("One")
    scene.news.set_listed(True)
    assert scene.notices.sentences() == ()


def test_what_the_service_did_not_do_is_said_with_a_way_on(scene: Scene) -> None:
    scene.news.set_listed(True)
    scene.projects.failed.emit(Trouble("The dialog says this."))
    scene.news.set_listed(False)
    scene.projects.failed.emit(
        Trouble("“One” was not deleted.", "retry", lambda: scene.asked.append("again"))
    )
    scene.projects.failed.emit(Trouble("The key is old.", "settings"))
    scene.projects.failed.emit(Trouble("It is gone.", "none"))
    assert scene.notices.sentences() == ("“One” was not deleted.", "The key is old.", "It is gone.")
    scene.press("Try again")
    scene.press("Open the settings…")
    assert scene.asked == ["again", "settings"]
