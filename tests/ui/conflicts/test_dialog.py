"""The dialog with what collided: seen, chosen by mouse and keyboard, taken back as one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app import edits
from editor_app.document import Document
from editor_app.merge import merge
from editor_app.services.sync.details import DetailsConflict
from editor_app.services.sync.ports import AnyConflict
from editor_app.state import EditorState
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.ui.conflicts import ConflictsDialog
from editor_app.ui.theme import DARK
from tests.document.edits import SECOND, moved, small_state
from tests.services.sync.simulation import opacity_of, with_opacity
from tests.ui.window.showing import show_active

TITLE = DetailsConflict("title", "Film", "Evening film", "Untitled")
Key = Qt.Key


class Waiting(QObject):
    """What waits for a choice, as the synchronization tells of it."""

    conflicts_changed = Signal()

    def __init__(self, conflicts: tuple[AnyConflict, ...]) -> None:
        super().__init__()
        self.conflicts = conflicts

    def drop(self, conflicts: tuple[AnyConflict, ...]) -> None:
        self.conflicts = tuple(c for c in self.conflicts if c not in conflicts)
        self.conflicts_changed.emit()


class Scene:
    """A document in which three things collided: an opacity, a place and the title."""

    def __init__(self, qtbot: QtBot) -> None:
        base = small_state()
        mine = moved(with_opacity("a", 0.25)(base), "b", 10 * SECOND)
        theirs = moved(with_opacity("a", 0.75)(base), "b", 20 * SECOND)
        merged = merge(base, mine, theirs)
        self.document = Document(Work(merged.state, Sidecar(title="Film")))
        self.sync = Waiting((*merged.conflicts, TITLE))
        self.window = QWidget()
        self.window.resize(1280, 720)
        show_active(qtbot, self.window)
        self.dialog = ConflictsDialog(
            self.window, self.document, self.sync, sources=dict, playhead=lambda: 0, tokens=DARK
        )
        self.dialog.done_with.connect(self.sync.drop)
        self.dialog.show()

    @property
    def state(self) -> EditorState:
        return self.document.work.state

    def rows(self) -> list[str]:
        return [self.dialog.list.item(row).text() for row in range(self.dialog.list.count())]

    def look_at(self, part: str) -> None:
        parts = [getattr(conflict, "part", "") for conflict in self.sync.conflicts]
        self.dialog.list.setCurrentRow(parts.index(part))


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    scene = Scene(qtbot)
    yield scene
    if scene.window.findChild(ConflictsDialog) is not None:
        scene.dialog.reject()


def test_what_waits_is_listed_with_both_sides_in_words_and_pictures(scene: Scene, qtbot: QtBot) -> None:
    assert len(scene.rows()) == 3
    assert any("Opacity" in row for row in scene.rows())
    assert any("Position" in row for row in scene.rows())
    scene.look_at("opacity")
    sides = scene.dialog.sides
    assert (sides["mine"].value.text(), sides["theirs"].value.text()) == ("25 %", "75 %")
    assert (scene.dialog.was.isVisible(), scene.dialog.was.text()) == (True, "Before: 100 %")
    qtbot.waitUntil(lambda: all(side.picture.image is not None for side in sides.values()), timeout=60_000)
    assert sides["mine"].picture.image != sides["theirs"].picture.image
    scene.look_at("title")
    assert sides["theirs"].value.text() == "Evening film"
    assert (scene.dialog.was.isVisible(), scene.dialog.was.text()) == (True, "Before: Untitled")
    assert sides["theirs"].picture.image is None
    assert "same on both sides" in sides["theirs"].picture.words


def test_theirs_is_one_step_that_can_be_undone(scene: Scene) -> None:
    settled: list[AnyConflict] = []
    scene.dialog.step_made.connect(settled.extend)
    scene.look_at("opacity")
    scene.dialog.buttons["theirs"].click()
    assert [getattr(conflict, "part", "") for conflict in settled] == ["opacity"]
    assert opacity_of(scene.state, "a") == 0.75
    assert scene.document.undo_label == "Keep theirs: Opacity"
    assert len(scene.rows()) == 2
    scene.document.undo()
    assert opacity_of(scene.state, "a") == 0.25


def test_mine_that_is_there_already_is_a_step_of_its_own(scene: Scene) -> None:
    """Or else the next undo would take back what was done before it."""
    scene.document.apply("Move", moved(scene.state, "c", 30 * SECOND))
    settled: list[AnyConflict] = []
    scene.dialog.step_made.connect(settled.extend)
    scene.look_at("opacity")
    scene.dialog.buttons["mine"].click()
    assert opacity_of(scene.state, "a") == 0.25
    assert len(scene.sync.conflicts) == 2
    assert [getattr(conflict, "part", "") for conflict in settled] == ["opacity"]
    assert scene.document.undo_label == "Keep mine: Opacity"
    scene.document.undo()
    assert scene.document.undo_label == "Move"
    assert scene.state.items["c"].start_ticks == 30 * SECOND


def test_the_buttons_stay_where_they_are_from_row_to_row(scene: Scene) -> None:
    places: list[list[QRect]] = []
    for part in ("opacity", "title"):
        scene.look_at(part)
        assert all(button.isVisible() for button in scene.dialog.buttons.values())
        QCoreApplication.processEvents()
        places.append([button.geometry() for button in scene.dialog.buttons.values()])
    assert places[0] == places[1]


def test_both_is_offered_for_clips_alone(scene: Scene) -> None:
    scene.look_at("title")
    assert not scene.dialog.buttons["both"].isEnabled()
    scene.look_at("place")
    scene.dialog.buttons["both"].click()
    assert len(scene.state.items) == 5
    assert scene.document.undo_label == "Keep both: Position"


def test_a_title_is_chosen_as_a_step_too(scene: Scene) -> None:
    scene.look_at("title")
    scene.dialog.choose("theirs")
    assert scene.document.work.sidecar.title == "Evening film"
    scene.document.undo()
    assert scene.document.work.sidecar.title == "Film"


def test_the_keyboard_is_enough(scene: Scene, qtbot: QtBot) -> None:
    scene.dialog.activateWindow()
    qtbot.waitUntil(scene.dialog.isActiveWindow)
    scene.dialog.list.setFocus()
    first, second, _ = scene.sync.conflicts
    QTest.keyClick(scene.dialog.list, Key.Key_Down)
    assert scene.dialog.current == second
    QTest.keyClick(scene.dialog.list, Key.Key_Up)
    assert scene.dialog.current == first
    QTest.keyClick(scene.dialog.list, Key.Key_2)
    assert opacity_of(scene.state, "a") == 0.75 or scene.state.items["b"].start_ticks == 20 * SECOND
    QTest.keyClick(scene.dialog, Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: scene.sync.conflicts == (TITLE,))
    QTest.keyClick(scene.dialog.list, Key.Key_Return)
    assert scene.sync.conflicts == ()
    assert scene.dialog.heading.text() == "Nothing waits for a choice"


def test_mine_for_all_leaves_nothing(scene: Scene) -> None:
    scene.dialog.all_mine.click()
    assert scene.sync.conflicts == ()
    assert opacity_of(scene.state, "a") == 0.25
    assert not scene.dialog.list.isVisible()


def test_what_has_been_deleted_meanwhile_can_be_dismissed(scene: Scene) -> None:
    scene.look_at("opacity")
    scene.document.apply("Delete", edits.delete_clips(scene.state, item_ids=["a"]))
    assert "deleted meanwhile" in scene.dialog.what.text()
    assert scene.dialog.dismiss.isVisible()
    assert not scene.dialog.buttons["mine"].isEnabled()
    scene.dialog.dismiss.click()
    assert len(scene.sync.conflicts) == 2
    assert "a" not in scene.state.items


def test_what_cannot_be_done_is_said_and_stays(scene: Scene) -> None:
    where = next(i.start_ticks for i in scene.state.items.values() if i.id == "b")
    blocked = moved(moved(scene.state, "d", 20 * SECOND), "b", where)
    scene.document.apply("Move", blocked)
    scene.look_at("place")
    scene.dialog.choose("theirs")
    assert scene.dialog.trouble.isVisible()
    assert "That cannot be done as the project is now." in scene.dialog.trouble.text()
    assert len(scene.sync.conflicts) == 3


def test_another_project_closes_it(scene: Scene) -> None:
    closed: list[int] = []
    scene.dialog.finished.connect(closed.append)
    scene.document.load(Work(small_state()))
    assert closed == [0]
