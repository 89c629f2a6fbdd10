"""Every action by a few letters and Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.window.command_delegate import Role
from editor_app.ui.window.command_palette import CommandPalette


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    return widget


def open_on(host: QWidget, *texts: str) -> tuple[CommandPalette, list[str]]:
    done: list[str] = []
    actions: list[QAction] = []
    for text in texts:
        action = QAction(text, host)
        action.triggered.connect(lambda _checked=False, name=text: done.append(name))
        actions.append(action)
    actions[0].setShortcut(QKeySequence("S"))
    palette = CommandPalette(host, actions)
    palette.open_over(host)
    return palette, done


def test_letters_and_enter_do_it(qtbot: QtBot, host: QWidget) -> None:
    palette, done = open_on(host, "Split", "Save as…", "Ripple delete")
    qtbot.keyClicks(palette.field, "rip")
    assert palette.list.count() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    qtbot.waitUntil(lambda: done == ["Ripple delete"])


def test_arrows_choose_and_escape_leaves(qtbot: QtBot, host: QWidget) -> None:
    palette, done = open_on(host, "Split", "Save as…")
    assert palette.list.item(0).text() == "Split"
    assert palette.list.item(0).data(Role.KEYS) == "S"
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == ["Save as…"])
    again, done = open_on(host, "Split", "Save as…")
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert done == []
    assert not again.isVisible()


def test_what_cannot_be_done_now_is_not_done(qtbot: QtBot, host: QWidget) -> None:
    action = QAction("Paste", host)
    action.setEnabled(False)
    done: list[bool] = []
    action.triggered.connect(done.append)
    palette = CommandPalette(host, [action])
    palette.open_over(host)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == []


def test_what_was_chosen_last_comes_first_and_what_is_on_is_ticked(qtbot: QtBot, host: QWidget) -> None:
    actions = [QAction(text, host) for text in ("Split", "Snap", "Loop")]
    for action in actions:
        action.setObjectName(action.text().casefold())
    actions[1].setCheckable(True)
    actions[1].setChecked(True)
    chosen: list[str] = []
    palette = CommandPalette(host, actions, recent=["loop", "gone", "snap"], remember=chosen.append)
    palette.open_over(host)
    rows = [palette.list.item(row) for row in range(3)]
    assert [row.text() for row in rows] == ["Loop", "Snap", "Split"]
    assert [bool(row.data(Role.IS_ON)) for row in rows] == [False, True, False]
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)  # from the first row on to the last
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen == ["split"]


def test_rows_that_are_off_are_passed_by_and_nothing_found_is_said(qtbot: QtBot, host: QWidget) -> None:
    actions = [QAction(text, host) for text in ("Paste", "Split", "Undo", "Close")]
    actions[0].setEnabled(False)
    actions[2].setEnabled(False)
    palette = CommandPalette(host, actions)
    palette.open_over(host)
    assert palette.list.currentItem().text() == "Split"
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() == "Close"
    qtbot.keyClicks(palette.field, "xyz")
    assert palette.none.isVisible()
    assert not palette.list.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
