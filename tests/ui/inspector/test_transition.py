"""The settings of a transition."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.inspector.scene import S, Scene, choose, enter
from tests.ui.widgets.mouse import press_and_move, release


def select(scene: Scene) -> None:
    scene.session.select_transition("t")
    scene.settle()


def test_it_is_changed_by_picture_and_side(scene: Scene) -> None:
    select(scene)
    page = scene.panel.transition
    assert page.type.buttons["fade"].isChecked()
    assert not page.direction.isVisible()
    QTest.mouseClick(page.type.buttons["wipe"], Qt.MouseButton.LeftButton)
    scene.settle()
    assert page.direction.count() == 8
    choose(page.direction, "From top left")
    choose(page.easing, "Ease in")
    found = scene.document.state.transitions["t"]
    assert (found.type, dict(found.params), found.easing) == (
        "wipe",
        {"direction": "from-top-left"},
        "ease-in",
    )
    QTest.mouseClick(page.type.buttons["slide"], Qt.MouseButton.LeftButton)
    scene.settle()
    assert scene.document.state.transitions["t"].params == {"direction": "from-left"}
    assert scene.panel.title.text() == "Transition · Slide"


def test_its_length_is_typed_and_dragged_within_its_clips(scene: Scene) -> None:
    select(scene)
    page = scene.panel.transition
    assert "8.00 s at most" in page.longest.text()
    enter(page.length, "2")
    assert scene.document.state.transitions["t"].duration_ticks == 2 * S
    enter(page.length, "20")
    assert scene.document.state.transitions["t"].duration_ticks == 2 * S
    assert len(scene.notices) == 1
    scene.settle()
    assert page.length.text() == "2"
    label = page.length_label
    press_and_move(label, (10, 10), (200, 10))
    assert 2 * S < scene.document.state.transitions["t"].duration_ticks <= 8 * S
    QTest.keyClick(page.length, Qt.Key.Key_Escape)
    release(label, (200, 10))
    assert scene.document.state.transitions["t"].duration_ticks == 2 * S
    assert scene.steps() == 1


def test_short_handles_are_said(scene: Scene) -> None:
    select(scene)
    page = scene.panel.transition
    assert "The incoming clip has only 0.00 s before the cut" in page.shortage.text()
    assert "outgoing" not in page.shortage.text()


def test_it_is_removed(scene: Scene) -> None:
    select(scene)
    QTest.mouseClick(scene.panel.transition.remove, Qt.MouseButton.LeftButton)
    scene.settle()
    assert "t" not in scene.document.state.transitions
    assert scene.panel.title.text() == "Project"
    scene.document.undo()
    assert "t" in scene.document.state.transitions
