"""The transport in little room: the “…” menu holds what the row cannot, at every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from editor_app.services.playback import PlayStats
from editor_app.session import InOut
from editor_app.ui.actions import make_actions, set_keys
from editor_app.ui.theme import DARK, style_sheet
from editor_app.ui.timeline.actions import TABLE as TIMELINE
from editor_app.ui.transport.bar import SAME_AS
from editor_app.ui.window.actions import TABLE as WINDOW
from tests.ui.transport.scene import S, Scene, make_scene

Make = Callable[[int], Scene]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    """Show the transport in a width, with two buttons lent as the canvas lends its own."""

    def shown(width_px: int) -> Scene:
        made = make_scene(width_px)
        qtbot.addWidget(made.window)
        made.window.setStyleSheet(style_sheet(DARK))
        made.bar.share_actions(of_others(made))
        made.bar.lend_room(*(lent(made, name) for name in ("Canvas zoom", "Grids")))
        made.window.show()
        qtbot.waitExposed(made.window)
        QApplication.processEvents()
        return made

    return shown


def of_others(scene: Scene) -> dict[str, QAction]:
    """Give the actions with the keys that some buttons name."""
    table = [spec for spec in (*TIMELINE, *WINDOW) if spec.id in SAME_AS.values()]
    run = {spec.id: lambda *_: None for spec in table}
    return make_actions(scene.bar, table, run, context="Window")


def lent(scene: Scene, name: str) -> QToolButton:
    """Make a button with a menu."""
    button = QToolButton(scene.bar)
    button.setText("Fit 43 %")
    button.setAccessibleName(name)
    button.setMenu(QMenu(button))
    button.menu().addAction(f"One of {name}")  # pyright: ignore[reportOptionalMemberAccess]
    return button


def menu_of(button: QToolButton) -> QMenu:
    """Give the menu of a button that has one."""
    menu = button.menu()
    assert menu is not None
    menu.aboutToShow.emit()  # it is filled when it is opened
    return menu


def offered(scene: Scene) -> dict[str, QAction]:
    """Give the “…” menu's entries by name; none while its button is hidden."""
    if scene.bar.more.isHidden():
        return {}
    entries = menu_of(scene.bar.more).actions()
    return {entry.text().partition("\t")[0]: entry for entry in entries if not entry.isSeparator()}


NAMES = {
    "start": "Go to the start",
    "back": "Previous frame",
    "on": "Next frame",
    "end": "Go to the end",
    "in": "Set in point",
    "out": "Set out point",
    "loop": "Loop",
    "mute": "Mute playback",
    "full-screen": "Full-screen preview",
}


def test_each_action_is_in_the_row_or_in_the_menu_at_every_width(make: Make) -> None:
    scene = make(400)
    lent_names = {"Canvas zoom", "Grids"}
    for width in range(320, 1400, 9):
        scene.bar.resize(width, 56)
        QApplication.processEvents()
        entries = offered(scene)
        for name, text in NAMES.items():
            assert scene.bar.buttons[name].isVisible() != (text in entries), (width, name)
        for button in scene.bar.findChildren(QToolButton):
            if button.accessibleName() in lent_names:
                assert button.isVisible() != (button.accessibleName() in entries)
        assert scene.bar.quality.isVisible() or "Preview quality" in " ".join(entries)
        assert scene.bar.buttons["toggle"].isVisible()
        assert scene.bar.time.isVisible()


@pytest.mark.parametrize("speed", [0.0, -4.0])
def test_nothing_is_cut_or_covered_at_any_width(make: Make, speed: float) -> None:
    scene = make(400)
    scene.player.set_speed(speed)
    scene.player.stats_changed.emit(PlayStats(18.0, 120))
    bar = scene.bar
    for width in range(320, 1400, 9):
        bar.resize(width, 56)
        QApplication.processEvents()
        parts = (bar.time, bar.length, bar.speed, bar.stats, bar.quality, bar.meter, bar.more)
        lent_buttons = [b for b in bar.findChildren(QToolButton) if b not in bar.buttons.values()]
        shown = {widget for widget in (*parts, *bar.buttons.values(), *lent_buttons) if widget.isVisible()}
        rects = [(widget.geometry(), widget) for widget in shown]
        for number, (rect, widget) in enumerate(rects):
            assert bar.rect().contains(rect), (width, widget)
            assert not any(rect.intersects(other) for other, _ in rects[:number]), (width, widget)
        for label in (bar.length, bar.speed, bar.stats):
            assert label.isHidden() or label.width() >= label.sizeHint().width()
        assert bar.quality.isHidden() or bar.quality.width() >= bar.quality.sizeHint().width()


def test_the_row_of_a_small_window_tells_time_length_and_quality(make: Make) -> None:
    scene = make(560)
    bar = scene.bar
    for widget in (bar.time, bar.length, bar.quality, bar.more, bar.buttons["back"], bar.buttons["on"]):
        assert widget.isVisible()
    assert bar.length.text() == "/ 00:00:10:00"
    assert bar.quality.text() == "Auto ½"
    assert bar.quality.accessibleName() == "Preview quality: Auto ½ · 30 fps"
    scene.player.set_speed(-4.0)
    assert bar.length.text() == "−4×"
    scene.player.set_speed(1.0)
    assert bar.length.text() == "/ 00:00:10:00"


def test_a_wide_row_needs_no_menu(make: Make) -> None:
    scene = make(1200)
    assert scene.bar.more.isHidden()
    assert scene.bar.quality.text() == "Auto ½ · 30 fps"
    scene.player.set_speed(-4.0)
    assert (scene.bar.speed.text(), scene.bar.length.text()) == ("−4×", "/ 00:00:10:00")


def test_the_menu_does_what_the_buttons_do(make: Make, qtbot: QtBot) -> None:
    scene = make(400)
    entries = offered(scene)
    scene.session.set_playhead(2 * S)
    entries["Set in point"].trigger()
    entries["Go to the end"].trigger()
    assert scene.session.playhead_ticks == 10 * S
    entries["Set out point"].trigger()
    assert scene.session.range == InOut(2 * S, 10 * S)
    entries["Go to the start"].trigger()
    assert scene.session.playhead_ticks == 0
    entries["Next frame"].trigger()
    entries["Previous frame"].trigger()
    assert scene.player.calls == [1, -1]
    with qtbot.waitSignal(scene.bar.full_screen_requested):
        entries["Full-screen preview"].trigger()
    entries["Loop"].trigger()
    assert scene.session.loop
    entries["Mute playback"].trigger()
    assert scene.player.muted
    assert entries["Mute playback"] is scene.bar.actions_by_id["play.mute"]
    zoom = entries["Canvas zoom"].menu()
    assert isinstance(zoom, QMenu)
    assert [entry.text() for entry in zoom.actions()] == ["One of Canvas zoom"]


def test_the_menu_names_the_keys_and_leaves_them_to_their_actions(make: Make) -> None:
    scene = make(400)
    entries = offered(scene)
    assert entries["Go to the start"].text() == "Go to the start\tHome"
    assert entries["Set in point"].text() == "Set in point\tI"
    assert entries["Full-screen preview"].text() == "Full-screen preview\tF11"
    assert entries["Go to the start"].shortcut().isEmpty()
    scene.bar.time.clearFocus()
    scene.key(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert scene.session.loop


def test_the_menu_names_keys_that_are_chosen_later(make: Make) -> None:
    scene = make(400)
    (action,) = [action for action in scene.bar.findChildren(QAction) if action.objectName() == "range.in"]
    set_keys(action, ("Ctrl+I",))
    menu_of(scene.bar.more).aboutToShow.emit()
    assert offered(scene)["Set in point"].text() == "Set in point\tCtrl+I"
    assert scene.bar.buttons["in"].toolTip() == "Set in point (Ctrl+I)"


def test_buttons_come_back_when_the_row_grows_and_their_menu_is_still_theirs(make: Make) -> None:
    scene = make(400)
    scene.bar.resize(1200, 56)
    QApplication.processEvents()
    for button in (*scene.bar.buttons.values(), scene.bar.quality):
        assert button.isVisible()
    assert menu_of(scene.bar.quality).actions()[3].isEnabled()
    scene.click("loop")
    assert scene.session.loop


def test_a_part_that_becomes_wider_sends_others_into_the_menu(make: Make) -> None:
    scene = make(560)
    zoom = next(b for b in scene.bar.findChildren(QToolButton) if b.accessibleName() == "Canvas zoom")
    scene.bar.resize(900, 56)
    QApplication.processEvents()
    assert zoom.isVisible()
    zoom.setText("A very long way of saying that all of it can be seen")
    QApplication.processEvents()
    QApplication.processEvents()
    assert not zoom.isVisible()
    assert "Canvas zoom" in offered(scene)
