"""Who gets a key, beside actions that want the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from pytestqt.qtbot import QtBot

from editor_app.ui.widgets.number_field import NumberField
from editor_app.ui.widgets.switch import Switch
from editor_app.ui.window.keys import KeysOfFocus

Key = Qt.Key
_ENTER_PRESSED = (QEvent.Type.KeyPress, Key.Key_Return.value, Qt.KeyboardModifier.NoModifier)


class Scene:
    """A window whose actions want Space, Enter and Down, and note what they and the buttons are told."""

    def __init__(self) -> None:
        self.window, self.heard = QWidget(), list[str]()
        self.column = column = QVBoxLayout(self.window)
        self.push, self.tool, self.more = QPushButton("a"), QToolButton(), QToolButton()
        self.list = QListWidget()
        self.list.addItems(["one", "two"])
        self.list.setCurrentRow(0)
        for widget in (self.push, self.tool, self.more, self.list):
            column.addWidget(widget)
        self.push.clicked.connect(lambda: self.heard.append("push"))
        self.tool.clicked.connect(lambda: self.heard.append("tool"))
        menu = QMenu(self.more)
        menu.addAction("one")
        menu.aboutToShow.connect(lambda: self.heard.append("menu"))
        menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for key in ("Space", "Return", "Down"):
            action = QAction(key, self.window)
            action.setShortcut(key)
            action.triggered.connect(lambda _on=False, key=key: self.heard.append(f"action {key}"))
            self.window.addAction(action)


@pytest.fixture
def scene(qtbot: QtBot, qapp: QApplication) -> Iterator[Scene]:
    made = Scene()
    qtbot.addWidget(made.window)
    keys = KeysOfFocus()
    qapp.installEventFilter(keys)
    made.window.show()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    yield made
    qapp.removeEventFilter(keys)


@pytest.mark.parametrize(
    ("name", "key", "heard"),
    [
        ("push", Key.Key_Return, ["push"]),
        ("push", Key.Key_Enter, ["push"]),
        ("push", Key.Key_Space, ["action Space"]),
        ("tool", Key.Key_Return, ["tool"]),
        ("tool", Key.Key_Space, ["action Space"]),
        ("more", Key.Key_Return, ["menu"]),
        ("window", Key.Key_Return, ["action Return"]),
        ("tool", Key.Key_Down, ["action Down"]),
        ("list", Key.Key_Down, []),
    ],
)
def test_a_key_goes_to_what_has_the_keyboard(scene: Scene, name: str, key: Qt.Key, heard: list[str]) -> None:
    widget: QWidget = getattr(scene, name)
    widget.setFocus()
    QTest.keyClick(widget, key)
    assert scene.heard == heard
    assert scene.list.currentRow() == (1 if name == "list" else 0)


def test_a_button_that_is_off_is_not_pressed(scene: Scene) -> None:
    scene.push.setFocus()
    scene.push.setEnabled(False)
    QTest.keyClick(scene.push, Key.Key_Return)
    assert "push" not in scene.heard


def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(scene: Scene) -> None:
    asked: list[QContextMenuEvent.Reason] = []
    scene.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    scene.list.customContextMenuRequested.connect(lambda _at: asked.append(QContextMenuEvent.Reason.Keyboard))
    scene.list.setFocus()
    QTest.keyClick(scene.list, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert len(asked) == 1


def test_while_the_menus_have_the_keyboard_no_action_takes_their_arrows(scene: Scene) -> None:
    menus = QMenuBar(scene.window)
    menus.addMenu("File").addAction("New")
    menus.show()
    menus.setFocus()
    QTest.keyClick(menus, Key.Key_Down)
    assert scene.heard == []


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_field_deletes_word_by_word_whatever_action_has_that_key(
    scene: Scene, kind: type[QLineEdit | QPlainTextEdit]
) -> None:
    action = QAction("Away", scene.window)
    action.setShortcut("Ctrl+Backspace")
    action.triggered.connect(lambda: scene.heard.append("away"))
    scene.window.addAction(action)
    field = kind("two words", scene.window)
    field.resize(400, 60)  # all on one line, whatever the typeface
    field.show()
    field.setFocus()
    QTest.keyClick(field, Key.Key_End)
    QTest.keyClick(field, Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == "two "
    assert scene.heard == []
    field.setReadOnly(True)
    QTest.keyClick(field, Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert scene.heard == ["away"]


def test_a_list_goes_to_its_end_whatever_action_has_that_key(scene: Scene) -> None:
    action = QAction("End", scene.window)
    action.setShortcut("Ctrl+End")
    action.triggered.connect(lambda: scene.heard.append("end"))
    scene.window.addAction(action)
    scene.list.setFocus()
    QTest.keyClick(scene.list, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert scene.heard == []
    scene.push.setFocus()
    QTest.keyClick(scene.push, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert scene.heard == ["end"]


def test_enter_turns_a_switch(scene: Scene) -> None:
    switch = Switch("Loop", scene.window)
    switch.show()
    switch.setFocus()
    QTest.keyClick(switch, Key.Key_Return)
    assert switch.isChecked()
    assert scene.heard == []


def test_enter_chooses_in_the_list_of_a_box(scene: Scene, qtbot: QtBot) -> None:
    box = QComboBox(scene.window)
    box.addItems(["None", "Fade", "Slide"])
    box.show()
    box.setFocus()
    box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(box.view(), Key.Key_Down)
    QTest.keyClick(box.view(), Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert box.currentText() == "Fade"
    assert scene.heard == []


@pytest.mark.parametrize("make", [QLineEdit, NumberField, QPlainTextEdit])
def test_undo_is_the_documents_unless_something_was_typed(scene: Scene, make: Callable[[], QWidget]) -> None:
    for name, key in (("undo", QKeySequence.StandardKey.Undo), ("redo", QKeySequence.StandardKey.Redo)):
        action = QAction(name, scene.window)
        action.setShortcuts(key)
        action.triggered.connect(lambda _on=False, name=name: scene.heard.append(name))
        scene.window.addAction(action)
    field = make()
    scene.column.addWidget(field)
    field.setFocus()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(field, Key.Key_Z, control)
    QTest.keyClick(field, Key.Key_Z, control | shift)
    assert scene.heard == ["undo", "redo"]
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Key.Key_Z, control)
    assert scene.heard == ["undo", "redo"]


def test_what_the_binding_takes_for_an_item_of_a_layout_passes_unharmed(qapp: QApplication) -> None:
    """A new object may lie where an item lay that Python still knows; the filter is given that then."""
    stale = QWidgetItem(QWidget())
    for event in (QEvent(QEvent.Type.ActionChanged), QKeyEvent(*_ENTER_PRESSED)):
        assert KeysOfFocus().eventFilter(stale, event) is False  # type: ignore[arg-type]
