"""The timeline as a whole: keyboard, screen reader, actions, repaint."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from editor_app.edits.clips import delete_clips
from editor_app.session import KeyframeRef, TimelineView
from editor_app.store.sidecar import Marker
from editor_app.ui.actions import clashes
from editor_app.ui.theme import DARK, HIT_PX, LIGHT
from editor_app.ui.timeline.actions import TABLE
from tests.ui.timeline.scene import ALT, CTRL, FRAME, SHIFT, S, Scene


def run(scene: Scene, name: str) -> None:
    """Do what an action does."""
    scene.panel.actions_by_id[name].trigger()


# Keyboard.


def tab_to(scene: Scene) -> None:
    """Let the keyboard come by Tab."""
    scene.area.clearFocus()
    scene.area.setFocus(Qt.FocusReason.TabFocusReason)


def test_tab_reaches_the_timeline_and_arrows_rove(scene: Scene) -> None:
    tab_to(scene)
    assert scene.area.focused == "title"
    scene.key(Qt.Key.Key_Right)
    assert scene.session.selection.item_ids == ("card",)
    scene.key(Qt.Key.Key_Down, SHIFT)
    assert scene.session.selection.item_ids == ("card", "v")
    scene.key(Qt.Key.Key_End)
    assert scene.area.focused == "w"
    scene.key(Qt.Key.Key_Home)
    assert scene.area.focused == "v"


def test_the_focused_clip_is_described(scene: Scene) -> None:
    tab_to(scene)
    assert scene.area.accessibleName() == "Timeline"
    scene.key(Qt.Key.Key_End)
    assert scene.area.accessibleDescription() == "Shape, Shape, track V2, from 00:00:06:00 to 00:00:08:00"


def test_enter_asks_for_the_keyframes_of_the_focused_clip(scene: Scene, qtbot: QtBot) -> None:
    tab_to(scene)
    with qtbot.waitSignal(scene.area.keyframes_wanted) as told:
        scene.key(Qt.Key.Key_Return)
    assert told.args == ["title"]


@pytest.mark.parametrize("came_by_tab", [True, False])
def test_arrows_step_frames_unless_the_keyboard_came_by_tab(scene: Scene, came_by_tab: bool) -> None:
    tab_to(scene)
    if not came_by_tab:
        scene.click(scene.x(5), scene.y(0))
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(scene.area, event)
    assert event.isAccepted() == came_by_tab


def test_the_menu_key_asks_for_the_menu_of_the_focused_clip(scene: Scene, qtbot: QtBot) -> None:
    tab_to(scene)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    with qtbot.waitSignal(scene.area.menu_wanted) as told:
        QApplication.sendEvent(scene.area, event)
    assert told.args[0].item_id == "title"
    assert scene.session.selection.item_ids == ("title",)


def test_a_clip_far_beyond_what_pixels_can_count_does_no_harm(scene: Scene) -> None:
    far = scene.item("end").replace(start_ticks=10**16)
    state = scene.document.work.state
    scene.document.apply("far", state.replace(items={**state.items, "end": far}))
    for name in ("view.fit", "view.zoom-in", "playhead.end", "view.zoom-in", "playhead.start"):
        run(scene, name)
        scene.area.grab()


# Actions.


def test_no_key_means_two_things() -> None:
    assert clashes(TABLE) == {}


def test_every_action_has_a_call_and_names_its_key(scene: Scene) -> None:
    for spec in TABLE:
        action = scene.panel.actions_by_id[spec.id]
        assert action.text()
        if spec.keys:
            assert action.shortcut().toString() in action.toolTip()


def test_buttons_are_large_enough_and_named(scene: Scene) -> None:
    for button in scene.panel.findChildren(QToolButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= HIT_PX
            assert button.accessibleName()
            assert not button.icon().isNull()


def test_a_key_takes_a_tool(scene: Scene) -> None:
    QTest.keyClick(scene.area, Qt.Key.Key_C)
    assert scene.session.tool == "razor"
    assert scene.panel.actions_by_id["tool.razor"].isChecked()


def test_switches_follow_the_session_and_lead_it(scene: Scene) -> None:
    scene.session.set_snapping(True)
    assert scene.panel.actions_by_id["snap"].isChecked()
    run(scene, "snap")
    assert not scene.session.snapping
    run(scene, "linked")
    assert not scene.area.linked
    assert not scene.panel.commands.linked


Edit = tuple[str, tuple[str, ...], float, dict[str, tuple[float, float] | None]]


@pytest.mark.parametrize(
    ("name", "chosen", "playhead", "wanted"),
    [
        ("clip.split", ("title",), 1, {"title": (0, 1)}),
        ("clip.split", (), 1, {"title": (0, 1), "v": (0, 1), "m": (0, 1)}),
        ("clip.split-all", ("title",), 3, {"title": (0, 2), "card": (2, 3), "v": (0, 3), "m": (0, 3)}),
        ("clip.delete", ("title",), 0, {"title": None, "card": (2, 4)}),
        ("clip.ripple-delete", ("title",), 0, {"title": None, "card": (0, 2), "end": (4, 6)}),
        ("clip.cut", ("title",), 0, {"title": None}),
        ("clip.nudge-right", ("end",), 0, {"end": (6 + 1 / 30, 8 + 1 / 30)}),
        ("clip.nudge-left-10", ("end",), 0, {"end": (6 - 1 / 3, 8 - 1 / 3)}),
        ("clip.trim-start", ("title",), 1, {"title": (0, 1), "card": (1, 3)}),
        ("clip.trim-end", ("title",), 1, {"title": (0, 1), "card": (1, 3)}),
        ("clip.trim-end", (), 3, {"card": (2, 3), "end": (5, 7)}),
        ("gap.close", ("card",), 5, {"end": (4, 6)}),
        ("gap.close-all", (), 0, {"end": (4, 6)}),
    ],
)
def test_edits_by_key(
    scene: Scene,
    name: str,
    chosen: tuple[str, ...],
    playhead: float,
    wanted: dict[str, tuple[float, float] | None],
) -> None:
    before = scene.document.state
    scene.session.select(chosen)
    scene.session.set_playhead(round(playhead * S))
    run(scene, name)
    for key, span in wanted.items():
        found = scene.span(key) if key in scene.document.state.items else None
        assert found == (pytest.approx(span) if span else None), key
    assert len(scene.document.snapshot().history.steps) == 1
    scene.document.undo()
    assert scene.document.state.items == before.items


def test_copy_and_paste_at_the_playhead_selects_what_is_new(scene: Scene) -> None:
    scene.session.select(("title",))
    run(scene, "clip.copy")
    scene.session.set_playhead(9 * S)
    run(scene, "clip.paste")
    (new,) = scene.session.selection.item_ids
    assert scene.span(new) == (9.0, 11.0)
    assert new in scene.tracks()[0]
    run(scene, "clip.duplicate")
    (copy,) = scene.session.selection.item_ids
    assert scene.span(copy) == (11.0, 13.0)


def test_pasting_something_else_says_so(scene: Scene, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("not ours")
    with qtbot.waitSignal(scene.panel.notice) as told:
        run(scene, "clip.paste")
    assert "clipboard" in told.args[0]


def test_delete_takes_keyframes_or_a_transition_if_those_are_selected(scene: Scene) -> None:
    scene.session.select_keyframes([KeyframeRef("title", "opacity", S)])
    run(scene, "clip.delete")
    assert [key.time_ticks for key in scene.item("title").opacity.keyframes] == [S // 2]
    scene.session.select_transition("t")
    run(scene, "clip.delete")
    assert not scene.document.state.transitions
    assert len(scene.document.state.items) == 6


def test_a_cross_fade_goes_to_no_other_cut_than_the_selected_clips(scene: Scene) -> None:
    scene.session.select(("end",))
    told: list[str] = []
    scene.panel.notice.connect(told.append)
    scene.panel.commands.add_cross_fade()
    assert not scene.document.can_undo
    assert told == ["No other clip touches what is selected, so there is no cut to fade."]


def test_a_cross_fade_goes_to_the_nearest_cut(scene: Scene) -> None:
    scene.session.select(("card",))
    run(scene, "cut.fade")
    made = [t for t in scene.document.state.transitions.values() if t.id != "t"]
    assert [(t.from_clip_id, t.to_clip_id) for t in made] == [("title", "card")]  # type: ignore[union-attr]


def test_tracks_are_added_and_removed(scene: Scene) -> None:
    run(scene, "track.add")
    assert [len(items) for items in scene.tracks()] == [0, 3, 2, 1]
    run(scene, "track.remove-empty")
    assert len(scene.tracks()) == 3


def test_linked_clips_go_together_until_unlinked(scene: Scene) -> None:
    scene.session.select(("title", "v"))
    run(scene, "clip.link")
    scene.session.select(("title",))
    run(scene, "clip.delete")
    assert "v" not in scene.document.state.items


def test_markers_by_key(scene: Scene) -> None:
    for seconds in (1, 3):
        scene.session.set_playhead(seconds * S)
        run(scene, "marker.add")
    scene.session.set_playhead(0)
    run(scene, "marker.next")
    run(scene, "marker.next")
    assert scene.session.playhead_ticks == 3 * S
    run(scene, "marker.remove")
    assert [marker.ticks for marker in scene.document.sidecar.markers] == [S]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("playhead.next-frame", S + FRAME),
        ("playhead.previous-frame", S - FRAME),
        ("playhead.next-second", 2 * S),
        ("playhead.previous-second", 0),
        ("playhead.next-edit", 2 * S),
        ("playhead.previous-edit", 0),
        ("playhead.start", 0),
        ("playhead.end", 8 * S),
    ],
)
def test_the_playhead_by_key(scene: Scene, name: str, wanted: int) -> None:
    scene.session.set_playhead(S)
    run(scene, name)
    assert scene.session.playhead_ticks == wanted


def test_in_and_out_by_key(scene: Scene) -> None:
    scene.session.set_playhead(S)
    run(scene, "range.in")
    scene.session.set_playhead(3 * S)
    run(scene, "range.out")
    assert (scene.session.range.in_ticks, scene.session.range.out_ticks) == (S, 3 * S)
    run(scene, "range.clear")
    assert scene.session.range.in_ticks is None


def test_zoom_by_key_slider_and_fit(scene: Scene) -> None:
    before = scene.session.view.ticks_per_px
    run(scene, "view.zoom-in")
    assert scene.session.view.ticks_per_px < before
    run(scene, "view.fit")
    assert scene.area.width() * 0.8 < scene.x(8) < scene.area.width()


def test_scroll_bars_and_session_keep_step(scene: Scene) -> None:
    scene.panel._across.setValue(120)
    assert scene.session.view.left_px == 120
    scene.session.set_view(TimelineView(scene.session.view.ticks_per_px, 60, 0))
    assert scene.panel._across.value() == 60


# Painting.


def colour(scene: Scene, x: float, y: float) -> str:
    """Give the colour on screen at a point."""
    image = scene.area.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(x * ratio), round(y * ratio)).name()


def near(a: str, b: str) -> bool:
    """Tell whether two colours can hardly be told apart."""
    first, second = QColor(a), QColor(b)
    pairs = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    return max(abs(x - y) for x, y in pairs) < 8


def test_clips_have_the_colour_of_their_kind(scene: Scene) -> None:
    assert near(colour(scene, scene.x(1.5), scene.y(0, 0.5)), DARK.clip("solid"))
    assert near(colour(scene, scene.x(6.5), scene.y(1, 0.08)), DARK.strip("video"))
    assert not near(colour(scene, scene.x(5), scene.y(0, 0.5)), DARK.clip("solid"))


def test_clips_too_narrow_to_draw_still_show(scene: Scene) -> None:
    scene.session.set_view(TimelineView(S * 0.25))  # four px a second
    assert near(colour(scene, scene.x(1.2), scene.y(0, 0.5)), DARK.clip("solid"))
    assert not near(colour(scene, scene.x(5), scene.y(0, 0.5)), DARK.clip("solid"))
    scene.session.set_follow("none")
    scene.session.set_playhead(10**9 * S)
    scene.session.set_view(TimelineView(S * 300.0))
    assert near(colour(scene, round(scene.x(0)), scene.y(0, 0.5)), DARK.clip("solid"))


def test_the_picture_follows_edits_undo_and_look(scene: Scene) -> None:
    x, y = scene.x(7), scene.y(0, 0.5)
    scene.document.apply("delete", delete_clips(scene.document.work.state, item_ids=("end",)))
    assert not near(colour(scene, x, y), DARK.clip("solid"))
    scene.document.undo()
    assert near(colour(scene, x, y), DARK.clip("solid"))
    scene.panel.set_tokens(LIGHT)
    assert near(colour(scene, x, y), LIGHT.clip("solid"))


def test_the_playhead_is_on_top_and_only_where_it_is(scene: Scene) -> None:
    scene.session.set_playhead(3 * S)
    assert near(colour(scene, scene.x(3), scene.y(0, 0.5)), DARK.playhead)
    scene.session.set_playhead(5 * S)
    assert not near(colour(scene, scene.x(3), scene.y(0, 0.5)), DARK.playhead)


def test_moving_the_playhead_does_not_paint_the_clips_again(scene: Scene) -> None:
    scene.area.grab()
    content = scene.area._content
    scene.session.set_playhead(S)
    scene.area.grab()
    assert scene.area._content is content


def test_the_playhead_is_followed_unless_told_not_to(scene: Scene) -> None:
    scene.session.set_playhead(60 * S)
    assert scene.area.view().header_px < scene.x(60) < scene.area.width()
    run(scene, "follow")
    left = scene.session.view.left_px
    scene.session.set_playhead(600 * S)
    assert scene.session.view.left_px == left


def test_a_loaded_project_takes_the_place_of_the_old_one(scene: Scene) -> None:
    from editor_app.store.history import Work

    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.x(9), scene.y(0, 0.2))
    scene.document.load(Work(delete_clips(scene.document.work.state, item_ids=("title", "end"))))
    assert scene.area.gesture is None
    assert len(scene.area.lanes[0]) == 1


def test_alt_and_ctrl_are_left_to_the_windows_shortcuts(scene: Scene) -> None:
    tab_to(scene)
    for keys in (ALT, CTRL):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Up, keys)
        event.ignore()
        QApplication.sendEvent(scene.area, event)
        assert not event.isAccepted()


def test_marker_names_are_told_at_the_pointer(scene: Scene) -> None:
    scene.document.apply(
        "mark", sidecar=scene.document.work.sidecar.with_marker(Marker("one", 2 * S, "Chorus"))
    )
    assert scene.area.tooltip_at(scene.x(2), 12) == "Chorus"
    assert "Shape" in scene.area.tooltip_at(scene.x(1), scene.y(0, 0.3))


def test_split_leaves_alone_what_is_not_selected(scene: Scene) -> None:
    said: list[str] = []
    scene.panel.notice.connect(said.append)
    scene.session.select(("end",))
    scene.session.set_playhead(S)
    run(scene, "clip.split")
    assert not scene.document.can_undo
    assert said == ["The selected clips are not under the playhead. Move it, or press Shift+S to split all."]
