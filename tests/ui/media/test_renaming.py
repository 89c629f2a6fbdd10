"""Names of media, changed in their tiles."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.edits.new_clips import place_assets
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.media.model import ENTRY_ROLE
from editor_app.ui.media.renaming import NameField, stem_length
from tests.ui.media.scene import names


def edit_name(scene: SimpleNamespace, row: int, *, by_menu: bool = False) -> NameField:
    """Begin to rename a medium, and give the field for it."""
    scene.view.setFocus()
    scene.library.select([scene.library.model.index(row).data(ENTRY_ROLE).key])
    if by_menu:
        scene.panel.actions_by_id["media.rename"].trigger()
    else:
        QTest.keyClick(scene.view, Qt.Key.Key_F2)
    return scene.view.findChild(NameField)


def end_name(scene: SimpleNamespace, qtbot: QtBot, field: NameField, key: Qt.Key) -> None:
    """Press a key that ends a name, and wait until the field is gone."""
    with qtbot.waitSignal(field.destroyed):
        QTest.keyClick(field, key)


@pytest.mark.parametrize("by_menu", [False, True])
def test_a_medium_is_renamed_in_its_tile_in_one_step(
    scene: SimpleNamespace, qtbot: QtBot, by_menu: bool
) -> None:
    steps = scene.document.undo_stack.count()
    field = edit_name(scene, 0, by_menu=by_menu)
    assert (field.text(), field.selectedText()) == ("beach.mp4", "beach")
    QTest.keyClicks(field, " shore ")
    end_name(scene, qtbot, field, Qt.Key.Key_Return)
    assert scene.document.state.assets["film"].filename == "shore .mp4"
    assert scene.document.undo_stack.count() == steps + 1
    assert scene.document.media["film"].path == Path("beach.mp4")
    qtbot.waitUntil(lambda: names(scene)[0] == "shore .mp4")
    assert len(scene.document.state.items) == 2
    scene.document.undo()
    assert scene.document.state.assets["film"].filename == "beach.mp4"


@pytest.mark.parametrize(
    ("typed", "key"), [("", Qt.Key.Key_Return), ("   ", Qt.Key.Key_Return), ("other", Qt.Key.Key_Escape)]
)
def test_an_empty_name_and_escape_keep_the_old_one(
    scene: SimpleNamespace, qtbot: QtBot, typed: str, key: Qt.Key
) -> None:
    steps = scene.document.undo_stack.count()
    field = edit_name(scene, 0)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    end_name(scene, qtbot, field, key)
    assert scene.document.state.assets["film"].filename == "beach.mp4"
    assert scene.document.undo_stack.count() == steps
    assert scene.library.model.index(0).data() == "beach.mp4"


def test_what_is_typed_stays_while_the_tiles_are_told_anew(scene: SimpleNamespace) -> None:
    field = edit_name(scene, 0)
    QTest.keyClicks(field, "shore")
    scene.document.apply("Add", place_assets(scene.document.state, asset_ids=["film"], start_ticks=90 * S))
    scene.library.refresh()
    assert scene.library.model.index(0).data(ENTRY_ROLE).uses == 3
    assert field.text() == "shore.mp4"


def test_a_medium_that_is_looked_for_by_its_name_keeps_it(scene: SimpleNamespace, qtbot: QtBot) -> None:
    field = edit_name(scene, 2)
    QTest.keyClicks(field, "other")
    end_name(scene, qtbot, field, Qt.Key.Key_Return)
    assert scene.document.state.assets["song"].filename == "song.mp3"
    assert scene.said == ["Locate the file first: it is looked for by the name that it has now."]


def test_f2_in_the_grid_is_no_key_of_the_windows(scene: SimpleNamespace) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(scene.view, event)
    assert event.isAccepted()


@pytest.mark.parametrize(
    ("name", "length"), [("beach.mp4", 5), ("Part 1. The end", 15), (".hidden", 7), ("a.b.mov", 3), ("", 0)]
)
def test_the_suffix_is_left_alone(name: str, length: int) -> None:
    assert stem_length(name) == length
