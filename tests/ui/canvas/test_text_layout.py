"""A text that is being written has the lines that are painted, whatever its look and the zoom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.items import TextItem
from editor_app.render.picture.text import lay_out, measure
from editor_app.ui.canvas.text_editor import TextEditor, _style
from tests.documents import number
from tests.ui.canvas.scene import Scene, make_scene, state, words

Key = Qt.Key
LONG = "The quick brown fox jumps over the lazy dog and runs away"
Open = Callable[..., tuple[Scene, TextEditor]]


@pytest.fixture
def write(qtbot: QtBot) -> Open:
    """Open a text in a window of a size."""

    def run(text: str, width: float = 500, size: tuple[int, int] = (903, 641), **fields: Any):
        made = make_scene(state(words("w", text, 140, 60, width, 600, **fields)))
        qtbot.addWidget(made.panel)
        made.panel.resize(*size)
        made.panel.show()
        made.panel.ask_for_size()
        made.session.select(("w",))
        made.panel.actions_by_id["canvas.edit-text"].trigger()
        assert made.area.modes.editor is not None
        return made, made.area.modes.editor

    return run


def shown(editor: TextEditor) -> list[str]:
    """Give the lines in the editor."""
    found: list[str] = []
    block = editor.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        spans = [(2 * line.textStart(), 2 * (line.textStart() + line.textLength())) for line in lines]
        found += [units[first:last].decode("utf-16-le").rstrip() for first, last in spans]
        block = block.next()
    return found


def painted(scene: Scene) -> list[str]:
    """Give the lines in the picture, as far as they are of letters that are one unit each."""
    item = scene.document.state.items["w"]
    assert isinstance(item, TextItem)
    return [line.text.rstrip() for line in lay_out(item.text, _style(item), scene.box("w")[2]).lines]


@pytest.mark.parametrize("size", [(700, 500), (800, 600), (903, 641), (1000, 700)])
@pytest.mark.parametrize("share", [0.999, 1.001])
def test_the_lines_are_the_same_before_and_after_a_key(
    write: Open, share: float, size: tuple[int, int]
) -> None:
    """Three words of four just fit into the box, or just not."""
    scene, editor = write("ABC DEF GHI JKL", 1000, size, fontSize=100)
    item = scene.document.state.items["w"]
    assert isinstance(item, TextItem)
    widest = 100 * 1000 / measure("ABC DEF GHI", _style(item))[0]
    scene.area.modes.end_writing()
    scene, editor = write("ABC DEF GHI JKL", 1000, size, fontSize=widest * share)
    wanted = ["ABC DEF GHI", "JKL"] if share < 1 else ["ABC DEF", "GHI JKL"]
    assert shown(editor) == painted(scene) == wanted
    QTest.keyClick(editor, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "X")
    wanted[-1] += "X"
    assert shown(editor) == painted(scene) == wanted


@pytest.mark.parametrize("size", [(700, 500), (1200, 801)])
@pytest.mark.parametrize(
    "look",
    [
        {},
        {"fontFamily": "Playfair Display", "align": "right"},
        {"fontSize": 24, "align": "left", "letterSpacing": 3.5},
        {"fontSize": 37, "letterSpacing": -2},
        {"fontSize": 160},
        {"rotation": number(30)},
        {"scaleX": number(0.7), "lineHeight": 0.9},
        {"direction": "rtl", "align": "right"},
    ],
)
def test_lines_break_where_they_are_painted(write: Open, look: dict[str, Any], size: tuple[int, int]) -> None:
    for width in (333, 740):
        scene, editor = write(LONG, width, size, **look)
        assert shown(editor) == painted(scene)
        QTest.keyClick(editor, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        for key in (Key.Key_X, Key.Key_Space, Key.Key_Y, Key.Key_Return, Key.Key_Z, Key.Key_Backspace):
            QTest.keyClick(editor, key)
            assert shown(editor) == painted(scene), (width, key)
        scene.area.zoom_to(62)
        assert shown(editor) == painted(scene)
        scene.area.modes.end_writing()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("🎉🎉 🎉🎉", ["🎉🎉", "🎉🎉"]),
        ("a\tb\tc\td", ["a\tb", "c\td"]),
        ("שלום עולם שלום", ["שלום", "עולם", "שלום"]),
        ("Incomprehensible", ["Inco", "mpre", "hensi", "ble"]),
    ],
)
def test_odd_letters_break_too(write: Open, text: str, lines: list[str]) -> None:
    _, editor = write(text, 190)
    assert shown(editor) == lines


def test_a_click_puts_the_cursor_there_and_keys_go_up_and_down(write: Open) -> None:
    _, editor = write("ab\nab cd\n\nab", align="left")
    cursor = editor.textCursor()
    for place in (0, 1, 4, 8, 9, 11):
        cursor.setPosition(place)
        editor.setTextCursor(cursor)
        rect = editor.cursorRect()
        editor.moveCursor(QTextCursor.MoveOperation.Start)
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(1, 0))
        assert editor.textCursor().position() == place
    cursor.setPosition(1)
    editor.setTextCursor(cursor)
    places: list[int] = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_End):
        QTest.keyClick(editor, key)
        places.append(editor.textCursor().position())
    assert places == [4, 9, 11, 9, 9]


def test_what_is_selected_shows(write: Open) -> None:
    _, editor = write("ab\ncd")
    cursor = editor.textCursor()
    cursor.clearSelection()
    editor.setTextCursor(cursor)
    plain = editor.grab().toImage()
    editor.selectAll()
    chosen = editor.grab().toImage()
    line = editor.document().lastBlock().layout()
    ink = line.lineAt(0).naturalTextRect().translated(line.position())
    at = (ink.topLeft() + QPointF(2, 2)).toPoint()
    assert chosen.pixelColor(at) != plain.pixelColor(at)


def test_what_an_input_method_composes_has_its_place(write: Open) -> None:
    _, editor = write("ab cd", 240)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    before = editor.document().firstBlock().layout().lineCount()
    QApplication.sendEvent(editor, QInputMethodEvent("nihao nihao ", []))
    assert editor.document().firstBlock().layout().lineCount() > before
    editor.grab()
    done = QInputMethodEvent()
    done.setCommitString("你")
    QApplication.sendEvent(editor, done)
    assert editor.toPlainText() == "你ab cd"
    assert shown(editor) == ["你ab cd"]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_the_letters_of_each_line_stand_where_they_are_painted(write: Open, align: str) -> None:
    scene, editor = write(LONG, align=align)
    item = scene.document.state.items["w"]
    assert isinstance(item, TextItem)
    layout, zoom = editor.document().firstBlock().layout(), scene.area.view.zoom
    left = scene.at(140, 0)[0]
    for number_, line in enumerate(lay_out(item.text, _style(item), 500).lines):
        ink = layout.lineAt(number_).naturalTextRect().translated(layout.position())
        assert editor.x() + ink.left() == pytest.approx(left + line.left * zoom, abs=1.5)
        assert ink.width() == pytest.approx(line.width * zoom, abs=3)
