"""The lower edge of the window: one problem, the one someone has gone to, or whose word is still to come."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.problem import EDITOR, Problem
from editor_app.services.service_word import Word
from editor_app.ui.theme import DARK
from editor_app.ui.window.strip import Strip

PENDING = Word("Sandbox", "pending", sentence="No word from Sandbox: offline. Local checks go on.")
REMARK = Problem("R", "$.a", "A remark.", "info", (EDITOR,))
WARNING = Problem("W", "$.b", "A warning.", "warning", (EDITOR,))
FIRST = Problem("E", "$.c", "First error.", "error", (EDITOR,))
SECOND = Problem("E", "$.d", "Second error.", "error", (EDITOR,))
ALL = (REMARK, WARNING, FIRST, SECOND)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def strip(host: QWidget) -> Strip:
    made = Strip(host, DARK)
    made.resize(900, 40)
    made.show()
    made.layout().activate()  # type: ignore[union-attr]
    return made


def test_the_worst_is_told_until_someone_goes_to_another(strip: Strip) -> None:
    strip.show_problems(ALL)
    assert (strip.problems.text(), strip.first.text()) == ("3 problems", "First error.")
    for walked in (SECOND, REMARK, WARNING):
        strip.show_walked(walked)
        assert strip.first.text() == walked.message
    renamed = Problem(WARNING.code, WARNING.path, "A warning about “b”.", "warning", (EDITOR, "Sandbox"))
    strip.show_problems((renamed, FIRST))
    assert strip.first.text() == renamed.message, "it is the same one, in other words"
    strip.show_problems((FIRST,))
    assert strip.first.text() == FIRST.message, "the other one is no more"
    strip.show_walked(None)
    assert strip.first.text() == FIRST.message


def test_nothing_is_called_in_order_that_the_service_has_still_to_judge(strip: Strip) -> None:
    strip.show_problems(())
    assert (strip.problems.text(), strip.first.text()) == ("No problems", "")
    strip.show_word(PENDING)
    assert (strip.problems.text(), strip.first.text()) == ("No problems here", "Waiting for Sandbox")
    assert PENDING.sentence in strip.first.toolTip()
    strip.show_problems(ALL)
    assert (strip.problems.text(), strip.first.text()) == ("3 problems", "First error.")
    strip.show_problems(())
    strip.show_word(Word("Sandbox", "given"))
    assert (strip.problems.text(), strip.first.text()) == ("No problems", "")
    assert not strip.first.toolTip()


def test_what_is_told_gives_way_to_the_rest(strip: Strip) -> None:
    strip.show_word(Word("A service with quite a long name", "pending", sentence="Why."))
    strip.resize(strip.minimumSizeHint().width(), 40)
    strip.layout().activate()  # type: ignore[union-attr]
    assert strip.problems.width() >= strip.problems.sizeHint().width()
    assert strip.first.text() in ("", "…"), "there is no room at all"
    assert strip.first.toolTip().startswith("Waiting for A service with quite"), "cut, so whole there"
    strip.resize(900, 40)
    strip.layout().activate()  # type: ignore[union-attr]
    assert strip.first.text() == strip.first.accessibleName() != ""
