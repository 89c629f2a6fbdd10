"""The gradient of the background, by mouse and keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog
from pytestqt.qtbot import QtBot

from editor_app.edits import set_background
from editor_app.state.backgrounds import ColorBackground
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.ui.inspector.gradient_editor import GradientEditor
from editor_app.ui.theme import LIGHT
from editor_app.ui.widgets.gradient_presets import PRESETS
from editor_app.ui.widgets.gradient_value import read_gradient
from tests.ui.inspector.scene import Scene, enter, make_scene, state
from tests.ui.widgets.mouse import drag, press_and_move, release

KEY, SHIFT, LEFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
THREE = "linear-gradient(90deg, #ff0000 0%, #00ff00 50%, #0000ff 100%)"
TWO = "linear-gradient(red, blue)"
Y = 16.0


def scene_with(qtbot: QtBot, css: str | None) -> Scene:
    """Show the project with a gradient."""
    background = ColorBackground(color="#204060", gradient=css)
    return make_scene(qtbot, set_background(state(), background=background))


@pytest.fixture
def three(qtbot: QtBot) -> Scene:
    """Show a gradient of three stops."""
    return scene_with(qtbot, THREE)


def editor(scene: Scene) -> GradientEditor:
    return scene.panel.project.gradient


def css(scene: Scene) -> Any:
    background: Any = scene.document.state.global_background
    return background.gradient


def stops(scene: Scene) -> str:
    """Give the document's stops in short: `ff0000@0 0000ff@100`."""
    found = read_gradient(css(scene))
    assert found is not None
    written = [part.split() for part in found.css().split("#")[1:]]
    return " ".join(f"{color}@{at.rstrip('%,)')}" for color, at in written)


def x_of(scene: Scene, percent: float) -> float:
    return editor(scene).bar.track.x_of(percent / 100)


def key(scene: Scene, pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(editor(scene).bar, pressed, held)
    scene.settle()


# The mouse.


def test_dragging_a_stop_is_seen_live_and_is_one_step(three: Scene) -> None:
    bar = editor(three).bar
    press_and_move(bar, (x_of(three, 50), Y), (x_of(three, 75), Y))
    three.settle()
    assert stops(three) == "ff0000@0 00ff00@75 0000ff@100"
    assert three.steps() == 0
    assert editor(three).position.text() == "75"
    release(bar, (x_of(three, 75), Y))
    assert three.steps() == 1
    three.document.undo()
    three.settle()
    assert css(three) == THREE
    assert (editor(three).position.text(), bar.chosen) == ("50", 1)


def test_escape_takes_a_drag_back(three: Scene) -> None:
    bar = editor(three).bar
    press_and_move(bar, (x_of(three, 50), Y), (x_of(three, 75), Y))
    QTest.keyClick(bar, KEY.Key_Escape)
    release(bar, (x_of(three, 75), Y))
    three.settle()
    assert css(three) == THREE
    assert (three.steps(), three.document.is_previewing) == (0, False)
    assert editor(three).position.text() == "50"


def test_a_stop_is_dragged_past_another_and_stays_in_hand(three: Scene) -> None:
    drag(editor(three).bar, (x_of(three, 0), Y), (x_of(three, 80), Y))
    three.settle()
    assert stops(three) == "00ff00@50 ff0000@80 0000ff@100"
    assert editor(three).bar.chosen == 1
    assert editor(three).colour.line.text() == "#ff0000"


def test_a_mere_click_on_a_stop_chooses_it(three: Scene) -> None:
    QTest.mouseClick(editor(three).bar, LEFT, pos=QPoint(round(x_of(three, 100)) + 3, 16))
    three.settle()
    assert editor(three).colour.line.text() == "#0000ff"
    assert (css(three), three.steps(), three.document.is_previewing) == (THREE, 0, False)


def test_a_click_on_the_bar_adds_the_colour_found_there(three: Scene) -> None:
    QTest.mouseClick(editor(three).bar, LEFT, pos=QPoint(round(x_of(three, 25)), 16))
    three.settle()
    found = read_gradient(css(three))
    assert found is not None
    assert len(found.stops) == 4
    new = found.stops[1]
    assert new.offset == pytest.approx(0.25, abs=0.01)
    assert (new.color.red, new.color.green) == pytest.approx((0.5, 0.5), abs=0.02)
    assert (three.steps(), editor(three).bar.chosen) == (1, 1)


def test_a_stop_dragged_away_is_removed_and_comes_back_with_the_pointer(three: Scene) -> None:
    bar = editor(three).bar
    press_and_move(bar, (x_of(three, 50), Y), (x_of(three, 50), 120))
    assert stops(three) == "ff0000@0 0000ff@100"
    release(bar, (x_of(three, 50), 120))
    assert (stops(three), three.steps()) == ("ff0000@0 0000ff@100", 1)
    three.document.undo()
    three.settle()
    press_and_move(bar, (x_of(three, 50), Y), (x_of(three, 50), -120))
    QTest.mouseMove(bar, QPoint(round(x_of(three, 50)), 16))
    release(bar, (x_of(three, 50), Y))
    three.settle()
    assert (css(three), three.steps()) == (THREE, 0)
    assert not three.document.is_previewing


def test_a_stop_that_was_added_and_dragged_away_was_never_there(three: Scene) -> None:
    drag(editor(three).bar, (x_of(three, 25), Y), (x_of(three, 25), 120))
    three.settle()
    assert (css(three), three.steps()) == (THREE, 0)
    assert not three.document.is_previewing


def test_two_stops_stay(qtbot: QtBot) -> None:
    scene = scene_with(qtbot, TWO)
    assert not editor(scene).remove.isEnabled()
    drag(editor(scene).bar, (x_of(scene, 0), Y), (x_of(scene, 10), 120))
    assert stops(scene) == "ff0000@10 0000ff@100"
    key(scene, KEY.Key_Delete)
    assert scene.notices == ["A gradient has at least two colours."]
    assert stops(scene) == "ff0000@10 0000ff@100"


# The keyboard.


def test_tab_goes_from_stop_to_stop_and_then_on(three: Scene) -> None:
    bar = editor(three).bar
    editor(three).on.setFocus()
    names: list[str] = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, KEY.Key_Tab)
        assert bar.hasFocus()
        names.append(bar.accessibleName())
    assert names == [
        "Gradient: stop 1 of 3, #ff0000 at 0 %",
        "Gradient: stop 2 of 3, #00ff00 at 50 %",
        "Gradient: stop 3 of 3, #0000ff at 100 %",
    ]
    QTest.keyClick(bar, KEY.Key_Tab)
    assert not bar.hasFocus()


def test_return_goes_to_the_colour_and_back_leads_to_the_same_stop(three: Scene) -> None:
    bar, line = editor(three).bar, editor(three).colour.line
    bar.setFocus()
    bar.choose(1)
    QTest.keyClick(bar, KEY.Key_Return)
    assert line.hasFocus()
    QTest.keyClicks(line, "white")
    QTest.keyClick(line, KEY.Key_Return)
    three.settle()
    assert stops(three) == "ff0000@0 ffffff@50 0000ff@100"
    QTest.keyClick(line, KEY.Key_Backtab)
    QTest.keyClick(editor(three).colour.swatch, KEY.Key_Backtab)
    assert bar.hasFocus()
    assert bar.chosen == 1
    QTest.keyClick(bar, KEY.Key_Backtab)
    assert (bar.hasFocus(), bar.chosen) == (True, 0)


def test_arrows_move_the_chosen_stop_and_holding_one_is_one_step(three: Scene) -> None:
    bar = editor(three).bar
    bar.setFocus()
    bar.choose(1)
    QTest.keyPress(bar, KEY.Key_Right)
    QTest.keyPress(bar, KEY.Key_Right)
    assert stops(three) == "ff0000@0 00ff00@52 0000ff@100"
    assert three.steps() == 0
    QTest.keyRelease(bar, KEY.Key_Right)
    assert three.steps() == 1
    key(three, KEY.Key_Left, SHIFT)
    assert stops(three) == "ff0000@0 00ff00@42 0000ff@100"
    assert three.steps() == 2


def test_insert_adds_and_delete_removes(three: Scene) -> None:
    bar = editor(three).bar
    bar.setFocus()
    bar.choose(1)
    key(three, KEY.Key_Insert)
    assert stops(three) == "ff0000@0 00ff00@50 008080@75 0000ff@100"
    assert bar.chosen == 2
    key(three, KEY.Key_Delete)
    assert stops(three) == "ff0000@0 00ff00@50 0000ff@100"
    assert three.steps() == 2


@pytest.mark.parametrize(
    "pressed", [KEY.Key_Left, KEY.Key_Right, KEY.Key_Delete, KEY.Key_Return, KEY.Key_Insert]
)
def test_the_bars_keys_are_kept_from_the_windows_shortcuts(three: Scene, pressed: Qt.Key) -> None:
    fired: list[Qt.Key] = []
    QShortcut(QKeySequence(pressed), three.panel, lambda: fired.append(pressed))
    editor(three).bar.setFocus()
    key(three, pressed)
    assert fired == []
    length = three.panel.project.length
    length.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    length.setFocus()
    QTest.keyClick(length, pressed)
    assert fired == [pressed]


# The fields.


def test_the_position_is_typed_and_keeps_the_stop_chosen(three: Scene) -> None:
    editor(three).bar.choose(0)
    enter(editor(three).position, "60")
    three.settle()
    assert stops(three) == "00ff00@50 ff0000@60 0000ff@100"
    assert editor(three).bar.chosen == 1
    assert editor(three).position.text() == "60"


def test_a_position_stepped_and_taken_back(three: Scene) -> None:
    editor(three).bar.choose(1)
    position = editor(three).position
    position.setFocus()
    QTest.keyPress(position, KEY.Key_PageUp)
    three.settle()
    assert stops(three) == "ff0000@0 00ff00@60 0000ff@100"
    QTest.keyClick(position, KEY.Key_Escape)
    three.settle()
    assert (css(three), three.steps()) == (THREE, 0)
    assert position.text() == "50"


def test_the_angle(qtbot: QtBot) -> None:
    scene = scene_with(qtbot, "linear-gradient(to right, red, blue)")
    assert editor(scene).angle.text() == "90"
    enter(editor(scene).angle, "-45")
    scene.settle()
    assert css(scene) == "linear-gradient(315deg, #ff0000 0%, #0000ff 100%)"
    assert editor(scene).angle.text() == "315"


def test_towards_a_corner_the_angle_is_that_of_the_frame(qtbot: QtBot) -> None:
    scene = scene_with(qtbot, "linear-gradient(to top right, red, blue)")
    assert editor(scene).angle.text() == "29.4"
    enter(editor(scene).angle, "29.4")
    drag(editor(scene).bar, (x_of(scene, 100), Y), (x_of(scene, 80), Y))
    assert css(scene) == "linear-gradient(29.4deg, #ff0000 0%, #0000ff 80%)"


def test_radial_and_its_shape_and_reverse(three: Scene) -> None:
    made = editor(three)
    QTest.mouseClick(made.kind.buttons[1], LEFT)
    three.settle()
    assert css(three) == "radial-gradient(#ff0000 0%, #00ff00 50%, #0000ff 100%)"
    assert (made.shape.isVisible(), made.angle.isVisible()) == (True, False)
    QTest.mouseClick(made.shape.buttons[1], LEFT)
    three.settle()
    assert css(three) == "radial-gradient(circle, #ff0000 0%, #00ff00 50%, #0000ff 100%)"
    made.bar.choose(0)
    QTest.mouseClick(made.reverse, LEFT)
    three.settle()
    assert css(three) == "radial-gradient(circle, #0000ff 0%, #00ff00 50%, #ff0000 100%)"
    assert (made.bar.chosen, made.colour.line.text()) == (2, "#ff0000")
    assert three.steps() == 3


def test_the_colour_picker_previews_the_chosen_stop_and_can_be_left(three: Scene) -> None:
    editor(three).bar.choose(1)
    for keeps in (False, True):
        QTest.mouseClick(editor(three).colour.swatch, LEFT)
        dialog = three.panel.window().findChild(QColorDialog)
        assert dialog is not None
        dialog.setCurrentColor(QColor("#ffffff"))
        three.settle()
        assert stops(three) == "ff0000@0 ffffff@50 0000ff@100"
        assert three.steps() == 0
        dialog.accept() if keeps else dialog.reject()
        three.settle()
        assert css(three) == THREE or keeps
    assert stops(three) == "ff0000@0 ffffff@50 0000ff@100"
    assert three.steps() == 1


def test_what_is_entered_as_it_was_changes_nothing(qtbot: QtBot) -> None:
    scene = scene_with(qtbot, TWO)
    enter(editor(scene).angle, "180")
    enter(editor(scene).colour.line, "#f00")
    assert (css(scene), scene.steps()) == (TWO, 0)


def test_presets_have_names_and_arrows_lead_through_them(three: Scene) -> None:
    buttons = editor(three).presets.buttons
    assert buttons[1].accessibleName() == "Preset: Sea"
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], KEY.Key_Right)
    assert buttons[1].hasFocus()
    QTest.keyClick(buttons[1], KEY.Key_Space)
    three.settle()
    assert (css(three), three.steps()) == (dict(PRESETS)["Sea"], 1)


@pytest.mark.parametrize(("name", "text"), PRESETS)
def test_every_preset_can_be_edited(name: str, text: str) -> None:
    assert read_gradient(text) is not None, name


# On and off, and as text.


def test_switched_on_it_begins_with_the_colour_and_comes_back_as_it_was(qtbot: QtBot) -> None:
    scene = scene_with(qtbot, None)
    made = editor(scene)
    QTest.mouseClick(made.on, LEFT)
    scene.settle()
    assert css(scene).startswith("linear-gradient(#204060 0%, #")
    enter(made.angle, "30")
    scene.settle()
    kept = css(scene)
    QTest.mouseClick(made.on, LEFT)
    scene.settle()
    assert (css(scene), made.bar.isVisible()) == (None, False)
    QTest.mouseClick(made.on, LEFT)
    scene.settle()
    assert css(scene) == kept


def test_the_text_is_shown_on_demand_and_nonsense_is_said(three: Scene) -> None:
    made = editor(three)
    assert not made.line.isVisible()
    QTest.mouseClick(made.as_text, LEFT)
    assert made.line.text() == THREE
    enter(made.line, "stripes")
    assert "“stripes” is no gradient" in three.notices[0]
    assert (css(three), made.line.text()) == (THREE, THREE)
    enter(made.line, TWO)
    three.settle()
    assert (css(three), made.angle.text()) == (TWO, "180")
    QTest.keyClick(made.line, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(made.line, KEY.Key_Delete)
    QTest.keyClick(made.line, KEY.Key_Return)
    three.settle()
    assert css(three) is None


@pytest.mark.parametrize("text", ["conic-gradient(red, blue)", "linear-gradient(red, 30%, blue)"])
def test_what_stops_cannot_express_is_left_as_it_is(qtbot: QtBot, text: str) -> None:
    scene = scene_with(qtbot, text)
    made = editor(scene)
    assert made.remark.isVisible()
    assert made.line.isVisible()
    assert made.bar.accessibleName() == "Gradient: only as text"
    assert not made.colour.isVisible()
    drag(made.bar, (40, Y), (90, Y))
    key(scene, KEY.Key_Delete)
    key(scene, KEY.Key_Right)
    assert (css(scene), scene.steps()) == (text, 0)
    enter(made.line, THREE)
    scene.settle()
    assert not made.remark.isVisible()
    assert made.bar.gradient == read_gradient(THREE)


def test_another_project_does_not_take_what_is_dragged_for_the_last(three: Scene) -> None:
    bar = editor(three).bar
    press_and_move(bar, (x_of(three, 50), Y), (x_of(three, 75), Y))
    background = ColorBackground(color="#204060", gradient=TWO)
    three.document.load(Work(set_background(state(), background=background), Sidecar(title="Other")))
    release(bar, (x_of(three, 75), Y))
    three.settle()
    assert (css(three), three.steps()) == (TWO, 0)
    assert bar.gradient == read_gradient(TWO)


def test_bar_and_picture_have_the_same_colours(three: Scene) -> None:
    three.panel.set_tokens(LIGHT)
    bar = editor(three).bar
    picture = bar.grab().toImage()
    ratio = picture.devicePixelRatio()
    for percent, expected in ((25, "#808000"), (75, "#008080")):
        at = picture.pixelColor(round(x_of(three, percent) * ratio), round(Y * ratio))
        wanted = QColor(expected)
        assert (at.red(), at.green(), at.blue()) == pytest.approx(
            (wanted.red(), wanted.green(), wanted.blue()), abs=4
        )
