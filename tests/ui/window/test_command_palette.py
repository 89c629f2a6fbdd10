"""Every action by a few letters and Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import DARK
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


def test_a_row_that_is_off_says_why(host: QWidget) -> None:
    actions = [QAction(text, host) for text in ("Undo", "Split")]
    actions[0].setObjectName("edit.undo")
    actions[0].setEnabled(False)
    palette = CommandPalette(host, actions, reason={"edit.undo": "Nothing to undo"}.__getitem__)
    row, other = palette.list.item(0), palette.list.item(1)
    assert row.toolTip() == row.data(Role.REASON) == "Nothing to undo"
    assert "Nothing to undo" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not other.data(Role.REASON)


def test_page_keys_go_by_what_is_seen_and_stop_at_the_ends(qtbot: QtBot, host: QWidget) -> None:
    actions = [QAction(f"Step {n}", host) for n in range(60)]
    for off in (0, 59):
        actions[off].setEnabled(False)
    palette = CommandPalette(host, actions)
    palette.open_over(host)
    rows = palette.list.viewport().height() // palette.list.sizeHintForRow(0)
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentRow() == 1 + rows - 1
    for _ in range(60):
        qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentRow() == 58
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)  # from the last row on to the first
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_End)
    for _ in range(60):
        qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentRow() == 1


def test_escape_gives_the_keyboard_back(qtbot: QtBot, host: QWidget) -> None:
    fields = [QLineEdit(host), QLineEdit(host)]
    for field in fields:
        field.show()
    host.activateWindow()
    fields[1].setFocus()
    qtbot.waitUntil(fields[1].hasFocus)
    palette = CommandPalette(host, [QAction("Split", host)])
    palette.open_over(host)
    qtbot.keyClicks(palette.field, "s")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    qtbot.waitUntil(fields[1].hasFocus)


def test_keys_stand_at_the_right_and_what_is_off_is_dim(host: QWidget) -> None:
    actions = [QAction("Split", host), QAction("Undo", host), QAction("Redo", host)]
    actions[1].setShortcut(QKeySequence("Ctrl+H"))
    actions[2].setEnabled(False)
    palette = CommandPalette(host, actions)
    palette.list.setStyleSheet(f"background: {DARK.panel};")
    palette.open_over(host)
    image = palette.list.viewport().grab().toImage()
    plain, keyed, off = (palette.list.visualItemRect(palette.list.item(row)) for row in range(3))
    right = keyed.width() - 64
    assert brightest(image, keyed.adjusted(right, 0, 0, 0)) > QColor(DARK.disabled).lightness()
    assert brightest(image, keyed.adjusted(0, 0, -right, 0)) > QColor(DARK.secondary).lightness()
    names = off.adjusted(0, 0, -right, 0)
    assert QColor(DARK.panel).lightness() < brightest(image, names) <= QColor(DARK.disabled).lightness()
    assert len({image.pixelColor(x, plain.center().y()).name() for x in range(right, plain.right() - 8)}) == 1


def brightest(image: QImage, part: QRect) -> int:
    across, down = range(part.left(), part.right()), range(part.top(), part.bottom())
    return max(image.pixelColor(x, y).lightness() for x in across for y in down)
