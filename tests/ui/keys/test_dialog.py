"""The dialog for keys, by the keyboard and by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.keys import KeysDialog
from editor_app.ui.keys.keymap import KeyMap
from editor_app.ui.keys.rows import KeyRow
from editor_app.ui.theme import DARK, HIT_PX
from tests.ui.seen_texts import cut_of

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
DEFAULTS = {
    "clip.split": ("S",),
    "clip.duplicate": ("Ctrl+D",),
    "clip.delete": ("Del", "Backspace"),
    "snap": ("N",),
    "help.log": (),
}
ROWS = (
    KeyRow("clip.split", "Clip", "Split"),
    KeyRow("clip.duplicate", "Clip", "Duplicate"),
    KeyRow("clip.delete", "Clip", "Delete"),
    KeyRow("snap", "Timeline", "Snap"),
    KeyRow("help.log", "Help", "Open log"),
)


class Scene:
    """The dialog over a window, and the maps that it told of."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(1280, 720)
        qtbot.addWidget(self.window)
        self.told: list[KeyMap] = []
        self.dialog = KeysDialog(self.window, ROWS, DEFAULTS, KeyMap(), tokens=DARK)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.dialog.changed.connect(self.told.append)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)
        self.dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.dialog)

    def press(self, action: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Choose a row and press a key for it."""
        self.dialog.table.go_to(action)
        QTest.keyClick(self.dialog.editor.field, key, modifiers)

    def row(self, action: str) -> tuple[str, str]:
        """Give an action's keys as they are read aloud, and where they come from."""
        text = next(row.text for row in ROWS if row.id == action)
        table = self.dialog.table
        (item,) = table.findItems(text, Qt.MatchFlag.MatchExactly)
        return item.data(1, Qt.ItemDataRole.AccessibleTextRole), item.text(2)

    def seen(self) -> list[str]:
        """Give the names of the rows that are seen, with those of their groups."""
        table = self.dialog.table
        items = [table.topLevelItem(n) for n in range(table.topLevelItemCount())]
        return [item.text(0) for item in items if item is not None and not item.isHidden()]


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("dupl", ["Clip", "Duplicate"]),
        ("ctrl+d", ["Clip", "Duplicate"]),
        ("log", ["Help", "Open log"]),
        (" ", ["Clip", "Split", "Duplicate", "Delete", "Timeline", "Snap", "Help", "Open log"]),
    ],
)
def test_typing_finds_names_and_keys(scene: Scene, query: str, seen: list[str]) -> None:
    QTest.keyClicks(scene.dialog.search.line, query)
    assert scene.seen() == seen
    assert scene.dialog.table.action_id()


def test_nothing_found_is_said_and_leaves_nothing_to_change(scene: Scene) -> None:
    QTest.keyClicks(scene.dialog.search.line, "xyz")
    assert scene.dialog.none.isVisible()
    assert not scene.dialog.editor.field.isEnabled()


def test_a_pressed_key_finds_what_it_does_until_escape(scene: Scene) -> None:
    search = scene.dialog.search
    QTest.mouseClick(search.button, LEFT)
    assert search.key.hasFocus()
    QTest.keyClick(search.key, Key.Key_Delete)
    assert scene.seen() == ["Clip", "Delete"]
    QTest.keyClick(search.key, Key.Key_D, Modifier.ControlModifier)
    assert scene.seen() == ["Clip", "Duplicate"]
    QTest.keyClick(search.key, Key.Key_Escape)
    assert search.line.hasFocus()
    assert len(scene.seen()) == 8
    assert scene.dialog.isVisible()


def test_a_free_key_takes_the_place_of_the_old_one_or_comes_beside_it(scene: Scene) -> None:
    scene.press("clip.split", Key.Key_B, Modifier.ControlModifier)
    assert scene.row("clip.split") == ("Ctrl+B", "Yours")
    scene.dialog.editor.how.set_value(True)
    scene.press("clip.split", Key.Key_X)
    assert scene.row("clip.split") == ("Ctrl+B, X", "Yours")
    assert scene.told[-1] == KeyMap(changes={"clip.split": ("Ctrl+B", "X")})


def test_a_taken_key_is_asked_about_and_kept(scene: Scene) -> None:
    scene.press("snap", Key.Key_S)
    editor = scene.dialog.editor
    assert editor.message.text() == "S is the key of “Split”. Give it to “Snap”, or keep it there?"
    assert editor.keep.hasFocus()
    QTest.mouseClick(editor.keep, LEFT)
    assert scene.told == []
    assert not editor.keep.isVisible()
    assert scene.row("snap") == ("N", "Default")


def test_a_taken_key_is_given_and_comes_back(scene: Scene) -> None:
    scene.press("snap", Key.Key_S)
    QTest.mouseClick(scene.dialog.editor.give, LEFT)
    assert scene.row("snap") == ("S", "Yours")
    assert scene.row("clip.split") == ("no key", "Default · S now does “Snap”")
    assert scene.dialog.editor.message.text() == "S is the key of “Snap” now. “Split”: without it."
    scene.dialog.table.go_to("clip.split")
    assert scene.dialog.editor.message.text() == "S now does “Snap”"
    scene.dialog.table.go_to("snap")
    QTest.mouseClick(scene.dialog.editor.reset_button, LEFT)
    assert scene.row("snap") == ("N", "Default")
    assert scene.row("clip.split") == ("S", "Default")


def test_another_row_forgets_the_question(scene: Scene) -> None:
    scene.press("snap", Key.Key_S)
    scene.dialog.table.go_to("help.log")
    assert not scene.dialog.editor.give.isVisible()
    scene.dialog.editor.answered.emit(True)
    assert scene.told == []


@pytest.mark.parametrize(
    ("key", "said"),
    [(Key.Key_Return, "Enter presses"), (Key.Key_Enter, "Enter presses"), (Key.Key_Menu, "This key opens")],
)
def test_keys_that_no_action_may_have_are_refused_in_words(scene: Scene, key: Qt.Key, said: str) -> None:
    scene.press("snap", key)
    assert scene.dialog.editor.message.text().startswith(said)
    assert scene.told == []
    assert scene.dialog.isVisible()


def test_keys_that_are_held_for_others_are_waited_out(scene: Scene) -> None:
    scene.press("snap", Key.Key_Shift, Modifier.ShiftModifier)
    scene.press("snap", Key.Key_Control, Modifier.ControlModifier)
    assert scene.told == []


def test_a_key_is_removed_by_its_plate_and_all_of_them_by_del(scene: Scene) -> None:
    scene.dialog.table.go_to("clip.delete")
    (chip,) = [chip for chip in scene.dialog.editor.chips if "Backspace" in chip.text()]
    QTest.mouseClick(chip, LEFT)
    assert scene.row("clip.delete") == ("Del", "Yours")
    QTest.keyClick(scene.dialog.table, Key.Key_Delete)
    assert scene.row("clip.delete") == ("no key", "Yours")
    QTest.mouseClick(scene.dialog.reset_all, LEFT)
    assert scene.row("clip.delete") == ("Del, Backspace", "Default")
    assert not scene.dialog.reset_all.isEnabled()


def test_a_preset_keeps_what_is_ones_own(scene: Scene) -> None:
    scene.press("help.log", Key.Key_F1)
    QTest.keyClicks(scene.dialog.preset, "P")
    assert scene.row("clip.split") == ("Ctrl+K", "Premiere")
    assert scene.row("help.log") == ("F1", "Yours")
    assert scene.told[-1] == KeyMap("premiere", {"help.log": ("F1",)})


def test_a_map_in_which_two_actions_have_a_key_is_taken_and_told_of(scene: Scene) -> None:
    scene.dialog.take(KeyMap(changes={"snap": ("X",), "help.log": ("X",), "of.later": ("X",)}))
    said = "X belongs to “Snap”, “Open log” alike, and does neither; give one of them another key."
    assert scene.dialog.editor.message.text() == said
    assert scene.row("snap") == ("X", "Also the key of “Open log”")
    scene.dialog.say("The keys of “mine.json” apply.")
    assert scene.dialog.editor.message.text() == f"The keys of “mine.json” apply. {said}"
    assert "of.later" in scene.dialog.keymap.changes


def test_a_preset_says_which_actions_it_leaves_without_a_key(scene: Scene) -> None:
    message = scene.dialog.editor.message
    scene.press("help.log", Key.Key_K, Modifier.ControlModifier)
    QTest.keyClicks(scene.dialog.preset, "P")
    assert scene.row("clip.split")[0] == "no key"
    said = "1 action is left without a key: “Split”."
    assert message.text() == said
    QTest.keyClick(scene.dialog.preset, Key.Key_Home)
    assert message.text() == ""
    scene.dialog.take(KeyMap(changes={"snap": ("S",), "clip.delete": ()}), "The keys of “mine.json” apply.")
    assert message.text() == f"The keys of “mine.json” apply. {said}"


def test_long_words_make_the_dialog_no_wider(scene: Scene) -> None:
    width = scene.dialog.width()
    scene.dialog.say(f"“{'X' * 3000}”, for “a”, is no key.")
    QApplication.processEvents()
    assert scene.dialog.width() == width
    assert scene.dialog.editor.message.accessibleName() == f"“{'X' * 3000}”, for “a”, is no key."


def test_a_key_is_changed_without_a_mouse(scene: Scene) -> None:
    dialog = scene.dialog
    assert dialog.search.line.hasFocus()
    QTest.keyClicks(dialog.search.line, "split")
    QTest.keyClick(dialog.search.line, Key.Key_Return)
    assert dialog.table.hasFocus()
    QTest.keyClick(dialog.table, Key.Key_Return)
    assert dialog.editor.field.hasFocus()
    QTest.keyClick(dialog.editor.field, Key.Key_Up, Modifier.AltModifier)
    assert scene.row("clip.split") == ("Alt+Up", "Yours")
    QTest.keyClick(dialog.editor.field, Key.Key_Escape)
    assert dialog.table.hasFocus()
    assert dialog.isVisible()
    QTest.keyClick(dialog.table, Key.Key_Escape)
    assert not dialog.isVisible()


def test_tab_goes_as_one_reads_also_through_the_fields_that_take_keys(scene: Scene) -> None:
    dialog = scene.dialog
    dialog.table.go_to("snap")
    dialog.table.go_to("clip.delete")
    dialog.preset.setFocus()
    met: list[QWidget | None] = []
    for _ in range(14):
        met.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Tab)
    editor, search = dialog.editor, dialog.search
    assert met[:4] == [dialog.preset, search.line, search.button, dialog.table]
    assert met[4:8] == [*editor.chips, editor.field, editor.how.buttons[0]]
    assert met[8:] == [
        dialog.import_button,
        dialog.export_button,
        dialog.cancel,
        dialog.ok,
        dialog.preset,
        search.line,
    ]
    assert scene.told == []


def test_the_arrows_pass_the_groups_by(scene: Scene) -> None:
    scene.dialog.table.go_to("clip.delete")
    scene.dialog.table.setFocus()
    QTest.keyClick(scene.dialog.table, Key.Key_Down)
    assert scene.dialog.table.action_id() == "snap"


def test_everything_has_a_name_room_and_a_size_to_be_hit(scene: Scene) -> None:
    dialog = scene.dialog
    scene.press("snap", Key.Key_S)
    for widget in dialog.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLineEdit | QComboBox):
            continue
        if widget.parent() is dialog.search.line:
            continue  # Qt's own cross in the field
        assert widget.height() >= HIT_PX, widget
        assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget
    assert list(cut_of(dialog.findChildren(QWidget))) == []
