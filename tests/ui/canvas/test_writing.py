"""Writing in a text where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor_app.ui.canvas.text_editor import TextEditor
from tests.documents import number
from tests.ui.canvas.scene import CTRL, Scene, make_scene, state, words


@pytest.fixture
def editor(scene: Scene) -> TextEditor:
    """Write in the text."""
    scene.double_click(640, 150)
    made = scene.area.modes.editor
    assert made is not None
    return made


def text(scene: Scene) -> str:
    item: Any = scene.document.state.items["text"]
    return item.text


def test_a_double_click_opens_it_and_the_picture_leaves_the_text_out(
    scene: Scene, editor: TextEditor
) -> None:
    assert editor.toPlainText() == "Hello"
    assert scene.frames.hidden == {"text"}
    assert editor.textCursor().selectedText() == "Hello"
    middle = editor.geometry().center()
    assert scene.area.view.to_composition(middle.x(), middle.y()) == pytest.approx((640, 150), abs=4)


def test_it_looks_like_the_text(scene: Scene, editor: TextEditor) -> None:
    size = editor.currentCharFormat().font().pixelSize()
    assert size == round(64 * scene.area.view.zoom)
    assert editor.currentCharFormat().foreground().color().name() == "#ffffff"
    assert editor.document().firstBlock().blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter


def test_what_is_written_is_kept_when_the_work_is_saved_or_left(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Hi")
    scene.area.modes.settle()
    assert scene.area.modes.editor is None
    assert scene.steps() == ["Edit text"]
    scene.area.modes.settle()
    assert scene.steps() == ["Edit text"]


def test_what_is_written_shows_at_once_and_is_one_step(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Hi")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "you")
    assert text(scene) == "Hi\nyou"
    assert scene.steps() == []
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert scene.area.modes.editor is None
    assert scene.frames.hidden == frozenset()
    assert scene.steps() == ["Edit text"]
    scene.document.undo()
    assert text(scene) == "Hello"


def test_a_click_beside_it_keeps_it_and_selects(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Bye")
    scene.click(300, 350)
    assert text(scene) == "Bye"
    assert scene.steps() == ["Edit text"]
    assert scene.session.selection.item_ids == ("card",)


def test_undo_inside_takes_back_what_was_written(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Bye")
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert text(scene) == "Hello"
    assert scene.area.modes.editor is editor
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert scene.steps() == []


def test_nothing_written_is_no_step(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert scene.steps() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_Left, Qt.Key.Key_Delete])
def test_keys_that_write_are_kept_from_the_window(editor: TextEditor, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(editor, event)
    assert event.isAccepted()


def test_zooming_takes_it_along(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Bye")
    scene.area.zoom_to(100)
    assert editor.currentCharFormat().font().pixelSize() == 64
    middle = editor.geometry().center()
    assert scene.area.view.to_composition(middle.x(), middle.y()) == pytest.approx((640, 150), abs=4)
    assert text(scene) == "Bye"


def test_the_playhead_ends_it(scene: Scene, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Bye")
    scene.session.set_playhead(1000)
    assert scene.area.modes.editor is None
    assert scene.steps() == ["Edit text"]


def test_enter_opens_the_selected_text(scene: Scene) -> None:
    scene.session.select(("text",))
    scene.area.setFocus()
    scene.key(Qt.Key.Key_Return)
    assert scene.area.modes.writing_id == "text"


def test_an_empty_and_turned_text_can_be_written(qtbot: Any) -> None:
    made = make_scene(state(words("e", "", 100, 300, 300, 100, rotation=number(90))))
    qtbot.addWidget(made.panel)
    made.panel.show()
    made.session.select(("e",))
    made.panel.actions_by_id["canvas.edit-text"].trigger()
    editor = made.area.modes.editor
    assert editor is not None
    QTest.keyClicks(editor, "x")
    item: Any = made.document.state.items["e"]
    assert item.text == "x"
    made.area.modes.end_writing()


@pytest.mark.parametrize("line_height", [0.8, 1.0, 1.5])
@pytest.mark.parametrize("family", ["Inter", "Playfair Display"])
def test_letters_stand_where_they_are_painted(qtbot: Any, line_height: float, family: str) -> None:
    item = words("w", "Hxg", 300, 20, 300, 300, fontSize=80, lineHeight=line_height, fontFamily=family)
    made = make_scene(state(item))
    qtbot.addWidget(made.panel)
    made.panel.show()
    made.panel.ask_for_size()
    painted = inked(made)
    made.session.select(("w",))
    made.panel.actions_by_id["canvas.edit-text"].trigger()
    editor = made.area.modes.editor
    assert editor is not None
    cursor = editor.textCursor()
    cursor.clearSelection()
    editor.setTextCursor(cursor)
    editor.setCursorWidth(0)
    assert inked(made) == pytest.approx(painted, abs=2)
    made.area.modes.end_writing()


def inked(scene: Scene) -> tuple[int, int, int, int]:
    """Give the first and last row and column of the letters of `w`."""
    image = scene.area.grab().toImage()
    (left, top), (right, bottom) = scene.at(305, 0), scene.at(560, 310)
    found = [
        (x, y)
        for y in range(round(top), round(bottom))
        for x in range(round(left), round(right))
        if min(image.pixelColor(x, y).getRgb()[:3]) > 200  # type: ignore[type-var]
    ]
    xs, ys = zip(*found, strict=True)
    return min(ys), max(ys), min(xs), max(xs)


def test_a_double_click_on_a_selected_text_opens_it_and_nothing_below(scene: Scene) -> None:
    scene.click(640, 150)
    assert scene.session.selection.item_ids == ("text",)
    scene.double_click(640, 150)  # its first click, at the same place, goes one deeper
    assert scene.area.cropping is None
    assert scene.area.modes.editor is not None
    assert scene.session.selection.item_ids == ("text",)
