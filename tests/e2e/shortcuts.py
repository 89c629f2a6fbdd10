"""Keys that are chosen in the dialog, in the whole window.

    python -m tests.e2e.shortcuts (change|look|fields|files FOLDER)

Prints JSON: what came of it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from editor_app import app
from editor_app.ui.actions import keys_of
from editor_app.ui.keys import KeysDialog
from editor_app.ui.window.main_window import MainWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
told: dict[str, Any] = {}


async def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    for _ in range(1200):
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"waited in vain: {what}")


async def open_dialog(window: MainWindow) -> KeysDialog:
    """Open the dialog by its key."""
    QTest.keyClick(window, Key.Key_K, Modifier.ControlModifier | Modifier.AltModifier)
    await until(lambda: window.findChild(KeysDialog) is not None, "the dialog")
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    await until(dialog.isVisible, "the dialog to be seen")
    return dialog


async def closed(window: MainWindow) -> None:
    """Wait until the dialog is gone."""
    await until(lambda: window.findChild(KeysDialog) is None, "the dialog to go")
    window.activateWindow()
    await until(lambda: QApplication.activeWindow() is window, "the window")


async def change(window: MainWindow) -> None:
    """Look at one preset, take it back, choose another one, and give a key that is taken."""
    assert await window.desk.workspace.open_copy(await window.desk.workspace.prepare_demo())
    area, actions = window.panels.timeline.area, window.actions_by_id
    dialog = await open_dialog(window)
    choose(dialog, "shotcut")
    told["seen at once"] = keys_of(actions["view.fit"])
    QTest.keyClick(dialog.table, Key.Key_Escape)
    await closed(window)
    told["taken back"] = keys_of(actions["view.fit"])

    dialog = await open_dialog(window)
    choose(dialog, "premiere")
    QTest.keyClicks(dialog.search.line, "duplic")
    QTest.keyClick(dialog.search.line, Key.Key_Down)
    QTest.keyClick(dialog.table, Key.Key_Return)
    QTest.keyClick(dialog.editor.field, Key.Key_D, Modifier.ControlModifier)
    told["asked"] = dialog.editor.message.text()
    told["not yet"] = keys_of(actions["clip.duplicate"])
    QTest.mouseClick(dialog.editor.give, LEFT)
    QTest.mouseClick(dialog.ok, LEFT)
    await closed(window)

    state = window.desk.document.state
    clip = max(state.items.values(), key=lambda item: item.end_ticks - item.start_ticks)
    window.desk.session.select((clip.id,))
    window.desk.session.set_playhead((clip.start_ticks + clip.end_ticks) // 2)
    area.setFocus()
    told["split by Ctrl+K"] = step(window, area, Key.Key_K, Modifier.ControlModifier)
    told["duplicated by Ctrl+D"] = step(window, area, Key.Key_D, Modifier.ControlModifier)
    was_on = actions["snap"].isChecked()
    QTest.keyClick(area, Key.Key_S)
    told["snap turned by S"] = actions["snap"].isChecked() != was_on
    told["tooltip"] = actions["clip.split"].toolTip()
    told["menus"] = [action.text() for action in window.top.menus.actions()]
    look_at(window)


def choose(dialog: KeysDialog, preset: str) -> None:
    """Choose a preset as a user does."""
    place = dialog.preset.findData(preset)
    dialog.preset.setFocus()
    QTest.keyClicks(dialog.preset, dialog.preset.itemText(place)[:1])
    assert dialog.preset.currentIndex() == place


def step(window: MainWindow, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> str:
    """Press a key; give the name of the step that it made."""
    count = len(window.desk.document.state.items)
    QTest.keyClick(widget, key, modifier)
    more = len(window.desk.document.state.items) - count
    return f"{window.desk.document.undo_label} {more:+}"


def look_at(window: MainWindow) -> None:
    """Note some keys."""
    names = ("clip.split", "snap", "clip.duplicate", "cut.fade", "view.palette", "play.toggle")
    told["keys"] = {name: list(keys_of(window.actions_by_id[name])) for name in names}


async def look(window: MainWindow) -> None:
    """See what keys there are, and what is said."""
    look_at(window)
    told["said"] = [label.text() for label in window.notices.findChildren(QLabel) if label.text()]


async def fields(window: MainWindow) -> None:
    """Type where letters are keys of the timeline, too, and see buttons name keys that were changed."""
    assert await window.desk.workspace.open_copy(await window.desk.workspace.prepare_demo())
    dialog = await open_dialog(window)
    for action, key, modifier in (
        ("playhead.start", Key.Key_Backspace, Modifier.ControlModifier),
        ("file.save", Key.Key_B, Modifier.NoModifier),
    ):
        dialog.table.go_to(action)
        QTest.keyClick(dialog.editor.field, key, modifier)
    QTest.mouseClick(dialog.ok, LEFT)
    await closed(window)
    window.desk.session.set_playhead(100_000)
    search = window.panels.media.library.search
    search.setFocus()
    QTest.keyClicks(search, "basic bar")
    QTest.keyClick(search, Key.Key_Backspace, Modifier.ControlModifier)
    told["typed"] = search.text()
    told["playhead stayed"] = window.desk.session.playhead_ticks == 100_000
    told["buttons"] = [
        window.panels.transport.buttons["start"].toolTip(),
        window.editor.banner.save.toolTip(),
    ]
    dialog = await open_dialog(window)
    dialog.table.go_to("playhead.start")
    QTest.mouseClick(dialog.editor.reset_button, LEFT, Modifier.NoModifier, QPoint())
    QTest.mouseClick(dialog.ok, LEFT)
    await closed(window)
    told["reset"] = window.panels.transport.buttons["start"].toolTip()


async def files(window: MainWindow) -> None:
    """Write keys to a file, take them back, and read two files: one that holds none, and that one."""
    folder = Path(sys.argv[2])
    (folder / "film.json").write_text('{"tracks": []}')
    split = window.actions_by_id["clip.split"]
    dialog = await open_dialog(window)
    dialog.table.go_to("clip.split")
    QTest.keyClick(dialog.editor.field, Key.Key_F7)
    told["written"] = await say_file(dialog, dialog.export_button, folder / "mine.json")
    QTest.mouseClick(dialog.reset_all, LEFT)
    told["refused"] = await say_file(dialog, dialog.import_button, folder / "film.json")
    told["still"] = keys_of(split)
    told["read"] = await say_file(dialog, dialog.import_button, folder / "mine.json")
    told["now"] = keys_of(split)
    QTest.mouseClick(dialog.ok, LEFT)
    await closed(window)


async def say_file(dialog: KeysDialog, button: QPushButton, file: Path) -> str:
    """Choose a file in the dialog that a button opens; give what is said then."""
    dialog.editor.say("")
    QTest.mouseClick(button, LEFT)
    await until(lambda: dialog.findChild(QFileDialog) is not None, "a dialog for files")
    choice = dialog.findChild(QFileDialog)
    assert choice is not None
    choice.setDirectory(str(file.parent))
    line = choice.findChild(QLineEdit)
    assert line is not None
    line.setText(str(file))
    choice.accept()
    await until(lambda: dialog.editor.message.text() != "", "a sentence")
    return dialog.editor.message.text()


SCENES = {"change": change, "look": look, "fields": fields, "files": files}


def main() -> None:
    """Start the program for one scene."""
    QApplication([])

    async def guest(window: MainWindow) -> None:
        window.activateWindow()
        await until(lambda: QApplication.activeWindow() is window, "the window")
        await SCENES[sys.argv[1]](window)
        window.leave()

    app.run(None, guest)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
