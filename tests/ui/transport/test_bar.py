"""The transport by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QToolButton
from pytestqt.qtbot import QtBot

from editor_app.services.playback import PlayStats
from editor_app.session import InOut
from editor_app.store.history import Work
from editor_app.ui.actions import clashes, set_keys
from editor_app.ui.theme import DARK, HIT_PX, LIGHT
from editor_app.ui.timeline.actions import TABLE as TIMELINE_TABLE
from editor_app.ui.transport.actions import TABLE
from tests.ui.transport.scene import FRAME, S, Scene, make_scene


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    """Show the transport."""
    made = make_scene()
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    made.bar.time.clearFocus()
    return made


def test_keys_play_shuttle_and_stop(scene: Scene) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_J, Qt.Key.Key_L, Qt.Key.Key_K):
        scene.key(key)
    assert scene.player.calls == ["toggle", "back", "forward", "stop"]


def test_with_k_held_j_and_l_go_one_frame(scene: Scene) -> None:
    QTest.keyPress(scene.window, Qt.Key.Key_K)
    scene.key(Qt.Key.Key_J)
    scene.key(Qt.Key.Key_L)
    scene.key(Qt.Key.Key_L)
    QTest.keyRelease(scene.window, Qt.Key.Key_K)
    scene.key(Qt.Key.Key_L)
    assert scene.player.calls == ["stop", -1, 1, 1, "forward"]


def test_another_key_that_stops_is_held_as_k_is(scene: Scene) -> None:
    set_keys(scene.bar.actions_by_id["play.stop"], ("F7", "X"))
    QTest.keyPress(scene.window, Qt.Key.Key_X)
    scene.key(Qt.Key.Key_L)
    QTest.keyRelease(scene.window, Qt.Key.Key_X)
    scene.key(Qt.Key.Key_L)
    assert scene.player.calls == ["stop", 1, "forward"]


def test_buttons_play_and_move_the_playhead(scene: Scene) -> None:
    scene.session.set_playhead(2 * S)
    scene.click("back")
    scene.click("on")
    scene.click("toggle")
    assert scene.player.calls == [-1, 1, "toggle"]
    assert scene.bar.buttons["toggle"].accessibleName() == "Pause"
    scene.click("toggle")
    assert scene.bar.buttons["toggle"].accessibleName() == "Play"
    scene.click("end")
    assert scene.session.playhead_ticks == 10 * S
    scene.click("start")
    assert scene.session.playhead_ticks == 0


def test_in_and_out_mark_a_range_and_loop_goes_on_and_off(scene: Scene) -> None:
    scene.session.set_playhead(2 * S)
    scene.click("in")
    scene.session.set_playhead(5 * S)
    scene.click("out")
    assert scene.session.range == InOut(2 * S, 5 * S)
    scene.click("loop")
    assert scene.session.loop
    scene.key(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert not scene.session.loop
    assert not scene.bar.buttons["loop"].isChecked()


def test_full_screen_is_asked_for(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.bar.full_screen_requested):
        scene.click("full-screen")


def test_the_time_follows_the_playhead_at_the_edit_rate(scene: Scene) -> None:
    scene.session.set_playhead(62 * S + 12 * FRAME)
    assert scene.bar.time.text() == "00:01:02:12"
    scene.document.apply("60 fps", sidecar=scene.document.sidecar.with_edit_rate(60))
    assert scene.bar.time.text() == "00:01:02:24"


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        ("1:02", 62 * S),
        ("12.5", 12 * S + S // 2),
        ("12,5", 12 * S + S // 2),
        ("375f", 375 * FRAME),
        ("00:00:02:12", 2 * S + 12 * FRAME),
        ("+10f", 3 * S + 10 * FRAME),
        ("-1", 2 * S),
        ("-5", 0),
    ],
)
def test_a_typed_time_is_gone_to(scene: Scene, typed: str, ticks: int) -> None:
    scene.session.set_playhead(3 * S)
    QTest.mouseClick(scene.bar.time, Qt.MouseButton.LeftButton)
    QTest.keyClicks(scene.bar.time, typed)
    assert scene.session.playhead_ticks == 3 * S
    QTest.keyClick(scene.bar.time, Qt.Key.Key_Return)
    assert scene.session.playhead_ticks == ticks
    assert not scene.bar.time.hasFocus()


def test_a_time_that_is_none_is_told_and_can_be_mended(scene: Scene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.bar.time, Qt.MouseButton.LeftButton)
    QTest.keyClicks(scene.bar.time, "soon")
    with qtbot.waitSignal(scene.bar.notice) as told:
        QTest.keyClick(scene.bar.time, Qt.Key.Key_Return)
    assert "“soon” is not a time" in told.args[0]
    assert scene.bar.time.text() == "soon"
    scene.session.set_playhead(S)
    assert scene.bar.time.text() == "soon"
    QTest.keyClick(scene.bar.time, Qt.Key.Key_Escape)
    assert scene.bar.time.text() == "00:00:01:00"


def test_keys_still_play_while_the_time_has_the_keyboard_but_not_while_typing(scene: Scene) -> None:
    scene.bar.time.setFocus()
    QTest.keyClick(scene.bar.time, Qt.Key.Key_Space)
    QTest.keyClick(scene.bar.time, Qt.Key.Key_L)
    assert scene.player.calls == ["toggle", "forward"]
    assert scene.bar.time.text() == "00:00:00:00"
    scene.bar.time.selectAll()
    QTest.keyClicks(scene.bar.time, "1 l")
    assert scene.bar.time.text() == "1 l"
    assert scene.player.calls == ["toggle", "forward"]


def test_how_playing_goes_is_told_only_while_playing(scene: Scene) -> None:
    scene.player.stats_changed.emit(PlayStats(30.0, 0))
    assert scene.bar.stats.text() == ""
    scene.player.set_speed(1.0)
    scene.player.stats_changed.emit(PlayStats(29.97, 0))
    assert scene.bar.stats.text() == "30 fps · 0 dropped"
    assert not scene.bar.stats.property("warning")
    scene.player.stats_changed.emit(PlayStats(18.2, 7))
    assert scene.bar.stats.text() == "18 fps · 7 dropped"
    assert scene.bar.stats.property("warning")
    scene.player.set_speed(0.0)
    assert scene.bar.stats.text() == ""


def test_the_shuttles_speed_shows(scene: Scene) -> None:
    for speed, text in ((-4.0, "−4×"), (2.0, "2×"), (1.0, ""), (0.0, "")):
        scene.player.set_speed(speed)
        assert scene.bar.speed.text() == text


def test_quality_is_chosen_from_the_menu_and_shown(scene: Scene) -> None:
    assert scene.bar.quality.text() == "Auto ½ · 30 fps"
    menu = scene.bar.quality.menu()
    assert menu is not None
    menu.actions()[3].trigger()
    assert scene.preview.quality == "quarter"
    assert scene.bar.quality.text() == "¼ · 30 fps"
    assert [action.isChecked() for action in menu.actions()] == [False, False, False, True]
    scene.preview.set_quality("auto")
    scene.preview.effective_quality = "full"
    scene.preview.quality_changed.emit()
    assert scene.bar.quality.text() == "Auto full · 30 fps"
    scene.preview.set_quality("full")
    assert scene.bar.quality.text() == "Full · 30 fps"


def test_mute_and_the_meter(scene: Scene) -> None:
    scene.click("mute")
    assert scene.player.muted
    scene.player.set_muted(False)
    assert not scene.bar.buttons["mute"].isChecked()
    scene.player.levels_changed.emit((1.0, 0.0631))
    assert scene.bar.meter.shares == pytest.approx((1.0, 0.5), abs=0.01)
    scene.player.levels_changed.emit((0.5, 0.5))
    assert 0.9 < scene.bar.meter.shares[0] < 1.0
    scene.player.levels_changed.emit((0.0, 0.0))
    assert scene.bar.meter.shares == (0.0, 0.0)


def test_another_project_shows_its_own_time_and_loop(scene: Scene) -> None:
    scene.document.load(Work(make_scene().document.state, scene.document.sidecar.with_edit_rate(60)))
    assert scene.bar.quality.text() == "Auto ½ · 60 fps"


@pytest.mark.parametrize("width", [400, 600, 800, 1000, 1300])
def test_nothing_is_cut_or_covered_at_any_width(qtbot: QtBot, width: int) -> None:
    made = make_scene(width)
    qtbot.addWidget(made.window)
    made.window.show()
    made.player.set_speed(1.0)
    made.player.stats_changed.emit(PlayStats(18.0, 120))
    made.bar.layout().activate()
    shown = [child for child in made.bar.children() if child.isWidgetType() and child.isVisible()]  # type: ignore[attr-defined]
    rects = [child.geometry() for child in shown]  # type: ignore[attr-defined]
    assert made.bar.buttons["toggle"] in shown
    assert all(made.bar.rect().contains(rect) for rect in rects)
    for number, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[:number])


def test_everything_can_be_hit_reached_and_named(scene: Scene) -> None:
    for button in scene.bar.findChildren(QAbstractButton):
        if isinstance(button, QToolButton) and button.isVisible():
            assert min(button.width(), button.height()) >= HIT_PX
            assert button.accessibleName()
            assert button.toolTip()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_another_look_changes_the_icons(scene: Scene) -> None:
    before = scene.bar.grab().toImage()
    scene.bar.set_tokens(LIGHT)
    assert scene.bar.grab().toImage() != before
    scene.bar.set_tokens(DARK)
    assert scene.bar.grab().toImage() == before


def test_no_key_has_two_actions() -> None:
    assert clashes((*TABLE, *TIMELINE_TABLE)) == {}
