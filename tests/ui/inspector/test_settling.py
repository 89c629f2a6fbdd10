"""What is under way when something else is shown is kept for its own clip or let go; never for another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog, QWidget

from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from tests.ui.inspector.scene import S, Scene, state
from tests.ui.widgets.mouse import press_and_move, release


def type_over(field: QWidget, typed: str) -> None:
    """Replace what stands in a field, and stay in it."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, typed)


def load_another(scene: Scene) -> None:
    """Open another project."""
    scene.document.load(Work(state(), Sidecar(title="Other")))
    scene.settle()


def test_a_transition_keeps_the_length_typed_when_a_clip_is_chosen(scene: Scene) -> None:
    scene.session.select_transition("t")
    scene.settle()
    type_over(scene.panel.transition.length, "0.5")
    scene.select("a")
    assert scene.item("a").duration_ticks == 4 * S
    assert getattr(scene.document.state.transitions["t"], "duration_ticks", None) == S // 2
    assert (scene.steps(), scene.notices) == (1, [])


def test_another_project_does_not_take_a_length_typed_for_a_transition(scene: Scene) -> None:
    scene.session.select_transition("t")
    scene.settle()
    type_over(scene.panel.transition.length, "0.5")
    load_another(scene)
    scene.select("a")
    assert getattr(scene.document.state.transitions["t"], "duration_ticks", None) == S
    assert (scene.steps(), scene.notices) == (0, [])


def test_another_project_does_not_take_the_title_typed_for_the_last(scene: Scene) -> None:
    type_over(scene.panel.project.title, "Mine")
    load_another(scene)
    assert scene.panel.project.title.text() == "Other"
    scene.select("a")
    assert scene.document.sidecar.title == "Other"
    assert scene.steps() == 0


def test_another_project_does_not_take_the_size_typed_for_the_last(scene: Scene) -> None:
    type_over(scene.panel.project.width_px, "640")
    load_another(scene)
    assert scene.panel.project.width_px.text() == "1280"
    scene.select("a")
    assert scene.document.state.composition_width == 1280
    assert scene.steps() == 0


def test_a_title_is_kept_when_a_clip_is_chosen(scene: Scene) -> None:
    type_over(scene.panel.project.title, "Mine")
    scene.select("a")
    assert scene.document.sidecar.title == "Mine"


def test_a_text_taken_back_by_undo_does_not_return_when_the_field_is_left(scene: Scene) -> None:
    scene.select("txt")
    text = scene.editor("text").text
    type_over(text, "Bye")
    scene.settle()
    assert scene.item("txt").text == "Bye"
    scene.document.undo()
    scene.settle()
    assert text.toPlainText() == "Hello"
    scene.select("a")
    assert scene.item("txt").text == "Hello"
    assert scene.steps() == 0


def test_a_text_is_kept_for_its_own_clip(scene: Scene) -> None:
    scene.select("txt")
    type_over(scene.editor("text").text, "Bye")
    scene.select("a")
    assert scene.item("txt").text == "Bye"
    assert scene.steps() == 1
    assert not scene.document.is_previewing


def test_a_colour_being_picked_is_not_for_the_clip_chosen_next(scene: Scene) -> None:
    scene.select("b")
    QTest.mouseClick(scene.editor("color").swatch, Qt.MouseButton.LeftButton)
    picker = scene.panel.window().findChild(QColorDialog)
    assert picker is not None
    picker.setCurrentColor(QColor("#123456"))
    assert scene.item("b").color == "#123456"
    scene.select("a")
    assert (scene.item("a").color, scene.item("b").color) == ("#ff0000", "#00ff00")
    assert not scene.document.is_previewing


def test_a_drag_ends_with_its_own_clip(scene: Scene) -> None:
    scene.select("b")
    label = scene.row("left").label
    press_and_move(label, (5, 10), (35, 10))
    scene.select("a")
    release(label, (35, 10))
    scene.settle()
    assert (scene.item("a").left.value, scene.item("b").left.value) == (0, 30)
    assert (scene.steps(), scene.document.is_previewing) == (1, False)


def test_passing_through_fields_changes_nothing(scene: Scene) -> None:
    scene.select("txt")
    for row in scene.page.rows.values():
        (row.editor.focusProxy() or row.editor).setFocus()
        scene.settle()
    scene.select("a")
    assert (scene.steps(), scene.notices) == (0, [])
