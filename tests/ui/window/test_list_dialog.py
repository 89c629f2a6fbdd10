"""What a notice had no room for can be read whole, by mouse and keyboard, and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import DARK
from editor_app.ui.window.list_dialog import ListDialog
from editor_app.ui.window.notices import NoticeArea

LINES = tuple(f"file {number}.xyz: is of a kind that is not known" for number in range(60))


def test_a_notice_leads_to_the_whole_list(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 600)
    parent.show()
    notices = NoticeArea(parent, DARK)
    notices.say(
        "60 cannot be used.", action="Show all", run=lambda: ListDialog(parent, "Files", LINES).open()
    )
    button = next(b for b in notices.findChildren(QToolButton) if b.text() == "Show all")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    dialog = parent.findChild(ListDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert [label.text() for label in dialog.findChildren(QLabel)] == ["Files: 60"]
    assert tuple(dialog.text.toPlainText().splitlines()) == LINES
    scroll = dialog.text.verticalScrollBar()
    assert scroll.maximum() > 0
    QTest.keyClick(dialog.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert scroll.value() > 0
    assert dialog.text.viewport().rect().contains(dialog.text.cursorRect().center())
    assert dialog.text.textCursor().atEnd()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().splitlines() == [*LINES]
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: parent.findChild(ListDialog) is None)
