"""A switch tells who turns it, however that is done, and not what it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.ui.widgets.switch import Switch


def by_reader(switch: Switch, action: str) -> None:
    told = QAccessible.queryAccessibleInterface(switch)
    assert told is not None
    actions = told.actionInterface()
    assert action in actions.actionNames()
    actions.doAction(action)


@pytest.mark.parametrize(
    "turn",
    [
        lambda switch: QTest.mouseClick(switch, Qt.MouseButton.LeftButton),
        lambda switch: QTest.keyClick(switch, Qt.Key.Key_Space),
        lambda switch: by_reader(switch, "Toggle"),
    ],
    ids=["mouse", "key", "screen reader"],
)
@pytest.mark.parametrize(("shown", "chosen"), [(False, True), (True, False), (None, True)])
def test_a_turn_is_told_once(qtbot: QtBot, turn, shown: bool | None, chosen: bool) -> None:
    switch = Switch("Loop")
    qtbot.addWidget(switch)
    switch.show()
    heard = list[bool]()
    switch.chosen.connect(heard.append)
    switch.show_state(not shown)
    switch.show_state(shown)
    assert heard == []
    turn(switch)
    assert len(heard) == 1
    assert shown is None or heard == [chosen]


def test_a_click_leaves_the_middle_for_on(qtbot: QtBot) -> None:
    switch = Switch("Loop")
    qtbot.addWidget(switch)
    switch.show_state(None)
    with qtbot.waitSignal(switch.chosen) as told:
        switch.click()
    assert told.args == [True]
