"""Writing in a text by keyboard alone: in, on, and back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.canvas.text_editor import TextEditor
from tests.ui.canvas.scene import CTRL, NONE, SHIFT, Scene
from tests.ui.window.showing import show_active

Key = Qt.Key


class Neighbours:
    """The canvas between two buttons."""

    def __init__(self, scene: Scene) -> None:
        self.window = QWidget()
        self.before, self.after = QPushButton("Before"), QPushButton("After")
        column = QVBoxLayout(self.window)
        for part in (self.before, scene.panel, self.after):
            column.addWidget(part)
        scene.panel.take_buttons()
        self.window.resize(1000, 700)


@pytest.fixture
def neighbours(scene: Scene, qtbot: QtBot) -> Neighbours:
    made = Neighbours(scene)
    show_active(qtbot, made.window)
    return made


@pytest.fixture
def editor(scene: Scene, neighbours: Neighbours) -> TextEditor:
    """Write in the text, opened by F2."""
    scene.session.select(("text",))
    scene.area.setFocus()
    scene.panel.actions_by_id["canvas.edit-text"].trigger()
    made = scene.area.modes.editor
    assert made is not None
    assert made.hasFocus()
    return made


def text(scene: Scene) -> str:
    item: Any = scene.document.state.items["text"]
    return item.text


@pytest.mark.parametrize(
    ("key", "keys", "name"), [(Key.Key_Tab, NONE, "after"), (Key.Key_Backtab, SHIFT, "before")]
)
def test_tab_ends_writing_and_goes_on(
    scene: Scene,
    neighbours: Neighbours,
    editor: TextEditor,
    key: Qt.Key,
    keys: Qt.KeyboardModifier,
    name: str,
) -> None:
    QTest.keyClicks(editor, "Bye")
    QTest.keyClick(editor, key, keys)
    assert scene.area.modes.editor is None
    assert text(scene) == "Bye"
    assert scene.steps() == ["Edit text"]
    assert QApplication.focusWidget() is getattr(neighbours, name)


def test_ctrl_tab_writes_a_tab(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Key.Key_Tab, CTRL)
    QTest.keyClicks(editor, "b")
    assert text(scene) == "a\tb"
    assert scene.area.modes.editor is editor


def test_ctrl_tab_is_kept_from_the_window(editor: TextEditor) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Tab, CTRL)
    event.ignore()
    QApplication.sendEvent(editor, event)
    assert event.isAccepted()


def has_ring(scene: Scene) -> bool:
    return scene.area.grab().toImage().pixelColor(1, 100) == scene.area.ink.accent


def test_the_ring_shows_where_the_keyboard_came_back_from_writing(scene: Scene, editor: TextEditor) -> None:
    assert not has_ring(scene)
    QTest.keyClick(editor, Key.Key_Escape)
    assert scene.area.hasFocus()
    assert has_ring(scene)
    scene.click(300, 350)
    assert not has_ring(scene)


def test_enter_and_escape_show_the_ring(scene: Scene, neighbours: Neighbours) -> None:
    scene.session.select(("text",))
    scene.area.setFocus()
    scene.key(Key.Key_Return)
    editor = scene.area.modes.editor
    assert editor is not None
    QTest.keyClick(editor, Key.Key_Escape)
    assert has_ring(scene)


def test_who_came_by_mouse_sees_no_ring(scene: Scene, neighbours: Neighbours) -> None:
    scene.double_click(640, 150)
    editor = scene.area.modes.editor
    assert editor is not None
    QTest.keyClick(editor, Key.Key_Escape)
    assert scene.area.hasFocus()
    assert not has_ring(scene)


def test_a_click_beside_what_was_opened_by_key_shows_no_ring(scene: Scene, editor: TextEditor) -> None:
    scene.click(300, 350)
    assert scene.area.modes.editor is None
    assert not has_ring(scene)
