"""Notices come, say one thing once, and go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel, QMainWindow, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from editor_app.ui.theme import DARK
from editor_app.ui.window import notices as notices_file
from editor_app.ui.window.choices import Choices
from editor_app.ui.window.notices import NoticeArea


def area(qtbot: QtBot) -> tuple[QWidget, NoticeArea]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 600)
    parent.show()
    return parent, NoticeArea(parent, DARK)


def test_a_notice_stands_in_the_corner_and_inside(qtbot: QtBot) -> None:
    parent, notices = area(qtbot)
    notices.set_bottom(30)
    notices.say("“beach.jpg” is missing. Locate it, or remove it.")
    assert notices.isVisible()
    assert parent.rect().contains(notices.geometry())
    assert notices.geometry().bottom() < 600 - 30
    parent.resize(500, 300)
    qtbot.waitUntil(lambda: parent.rect().contains(notices.geometry()))


def test_what_is_said_again_stands_once_and_the_oldest_go(qtbot: QtBot) -> None:
    _, notices = area(qtbot)
    for sentence in ("one", "two", "two", "three", "four"):
        notices.say(sentence)
    assert notices.sentences() == ("two", "three", "four")
    notices.say("")
    assert len(notices.sentences()) == 3


def test_a_notice_can_be_dismissed_and_acted_on(qtbot: QtBot) -> None:
    _, notices = area(qtbot)
    done: list[str] = []
    notices.say("A file is missing.", action="Locate…", run=lambda: done.append("located"))
    action, close = notices.findChildren(QToolButton)
    assert action.text() == "Locate…"
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == ["located"]
    assert notices.sentences() == ()
    assert not notices.isVisible()
    notices.say("Again.")
    qtbot.mouseClick(notices.findChildren(QToolButton)[-1], Qt.MouseButton.LeftButton)
    assert notices.sentences() == ()
    assert close.accessibleName() == "Dismiss"


def test_a_choice_stays_until_it_is_made_and_what_only_tells_goes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices_file, "_SHOWN_LEAST_MS", 0)
    monkeypatch.setattr(notices_file, "_SHOWN_MS_A_LETTER", 0)
    _, notices = area(qtbot)
    notices.say("A change collided.", action="Look at it…", run=lambda: None)
    notices.say("It is off the list.", action="Undo", run=lambda: None, passes=True)
    notices.say("It is done.")
    qtbot.waitUntil(lambda: notices.sentences() == ("A change collided.",))
    for number in range(8):
        notices.say(f"{number}")
        assert "A change collided." in notices.sentences()
    notices.withdraw("A change collided.")
    assert "A change collided." not in notices.sentences()


def test_the_oldest_of_very_many_choices_goes(qtbot: QtBot) -> None:
    _, notices = area(qtbot)
    for number in range(8):
        notices.say(f"{number}", action="Choose…", run=lambda: None)
    assert notices.sentences() == ("2", "3", "4", "5", "6", "7")


def test_a_matter_is_told_in_its_latest_words_until_it_is_settled(qtbot: QtBot) -> None:
    _, notices = area(qtbot)
    choices = Choices(notices)
    choices.offer("conflicts", "1 change collided.", "Look…", lambda: None)
    choices.offer("failure", "It is away.", "Try again", lambda: None)
    choices.offer("conflicts", "2 changes collided.", "Look…", lambda: None)
    assert notices.sentences() == ("It is away.", "2 changes collided.")
    choices.settle("conflicts", "question")
    assert notices.sentences() == ("It is away.",)
    choices.settle()
    assert notices.sentences() == ()


def test_a_window_that_goes_while_something_is_said_goes_quietly(qtbot: QtBot) -> None:
    parent = QMainWindow()
    stage = QWidget()
    parent.setCentralWidget(stage)
    notices = NoticeArea(parent, DARK)
    notices.stand_on(stage)
    parent.show()
    notices.say("It is done.")
    with qtbot.capture_exceptions() as raised:
        delete(parent)
    assert raised == []


def test_notices_stand_on_the_stage_while_it_is_seen(qtbot: QtBot) -> None:
    parent, notices = area(qtbot)
    stage = QWidget(parent)
    stage.setGeometry(100, 50, 500, 300)
    stage.show()
    notices.stand_on(stage)
    notices.say("It is done.")
    assert stage.geometry().contains(notices.geometry())
    stage.hide()
    qtbot.waitUntil(lambda: notices.geometry().right() > 600)


def test_escape_closes_the_notice_that_has_the_keyboard(qtbot: QtBot) -> None:
    _, notices = area(qtbot)
    notices.say("one")
    notices.say("two")
    qtbot.keyClick(notices.findChildren(QToolButton)[-1], Qt.Key.Key_Escape)
    assert notices.sentences() == ("one",)


def test_a_screen_reader_tells_a_notice(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[QAccessible.Event, str]] = []

    def tell(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        told.append((event.type(), event.message()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    _, notices = area(qtbot)
    notices.say("“beach.jpg” is missing.")
    notices.say("")
    assert told == [(QAccessible.Event.Announcement, "“beach.jpg” is missing.")]
    [card] = notices.findChildren(QFrame, "notice")
    heard = QAccessible.queryAccessibleInterface(card)
    assert heard is not None
    assert heard.text(QAccessible.Text.Name) == "“beach.jpg” is missing."


def test_a_long_word_is_broken_and_none_of_it_cut(qtbot: QtBot) -> None:
    parent, notices = area(qtbot)
    sentence = f"“{'X' * 300}” is no key."
    notices.say(sentence)
    (card,) = notices.findChildren(QFrame, "notice")
    text = card.findChild(QLabel)
    assert isinstance(text, QLabel)
    assert text.minimumSizeHint().width() <= text.width()
    assert text.heightForWidth(text.width()) <= text.height()
    assert (card.accessibleName(), notices.sentences()) == (sentence, (sentence,))
    assert parent.rect().contains(notices.geometry())


def test_what_is_no_longer_true_is_taken_back(qtbot: QtBot) -> None:
    _, notices = area(qtbot)
    for sentence in ("one", "two"):
        notices.say(sentence)
    notices.withdraw("one")
    notices.withdraw("three")
    assert notices.sentences() == ("two",)
