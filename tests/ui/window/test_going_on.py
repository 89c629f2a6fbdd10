"""The line below the start page: seen while something is exported and no project is open."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.ui.window.going_on import GoingOn


@pytest.mark.parametrize(
    ("text", "is_open", "seen"),
    [("Exports · film 43 %", False, True), ("Exports · film 43 %", True, False), ("", False, False)],
)
def test_it_is_seen_only_where_nothing_else_says_it(qtbot: QtBot, text: str, is_open: bool, seen) -> None:
    line = GoingOn()
    qtbot.addWidget(line)
    line.say(text)
    line.follow_project(is_open=is_open)
    assert line.isVisible() == seen


def test_its_button_says_what_it_will_do(qtbot: QtBot) -> None:
    line = GoingOn()
    qtbot.addWidget(line)
    with qtbot.waitSignal(line.toggled):
        line.show_button.click()
    texts = []
    for is_seen in (True, False):
        line.follow_panel(is_seen)
        texts.append(line.show_button.text())
    assert texts == ["Hide", "Show"]
