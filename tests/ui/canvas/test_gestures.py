"""Every gesture by real mouse and key events: what it does, one step of undo, nothing after Escape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.store.sidecar import Sidecar
from tests.documents import document, number
from tests.ui.canvas.scene import ALT, CTRL, MIDDLE, SHIFT, S, Scene, make_scene, shape, state

Shown = Callable[..., Scene]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Show another document."""

    def show(*more: dict[str, Any], sidecar: Sidecar | None = None, **root: Any) -> Scene:
        made = make_scene(state(*more, **root), sidecar)
        qtbot.addWidget(made.panel)
        made.panel.show()
        qtbot.waitExposed(made.panel)
        made.panel.ask_for_size()
        return made

    return show


# Choosing.


def test_a_click_selects_the_topmost_and_empty_space_deselects(scene: Scene) -> None:
    scene.click(300, 350)
    assert scene.session.selection.item_ids == ("card",)
    scene.click(-20, -20)
    assert scene.session.selection.item_ids == ()
    assert not scene.document.can_undo


def test_a_turned_shape_is_hit_where_it_is_drawn(scene: Scene) -> None:
    scene.click(805, 395)  # within its upright bounds, beside the shape
    assert scene.session.selection.item_ids == ("back",)
    scene.click(820, 405)
    assert scene.session.selection.item_ids == ("turned",)


def test_a_second_click_at_the_place_goes_deeper_and_round(scene: Scene) -> None:
    seen = []
    for _ in range(3):
        scene.click(300, 350)
        seen.append(scene.session.selection.item_ids)
    assert seen == [("card",), ("back",), ("card",)]


@pytest.mark.parametrize("keys", [CTRL, SHIFT])
def test_ctrl_and_shift_add_and_take_away(scene: Scene, keys: Qt.KeyboardModifier) -> None:
    scene.click(300, 350)
    scene.click(640, 500, keys)
    assert scene.session.selection.item_ids == ("card", "photo")
    scene.click(300, 350, keys)
    assert scene.session.selection.item_ids == ("photo",)


def test_a_click_on_one_of_several_leaves_that_one(scene: Scene) -> None:
    scene.session.select(("card", "photo"))
    scene.click(640, 500)
    assert scene.session.selection.item_ids == ("photo",)


def test_a_marquee_begins_on_the_backdrop_and_selects_what_it_touches(scene: Scene) -> None:
    scene.press(150, 250)
    scene.drag_to((150, 250), (500, 450))
    assert scene.area.overlay.marquee is not None
    assert set(scene.session.selection.item_ids) == {"card", "photo", "back"}
    scene.release(500, 450)
    assert scene.steps() == []


def test_escape_puts_the_selection_before_a_marquee_back(scene: Scene) -> None:
    scene.session.select(("text",))
    scene.press(150, 250)
    scene.drag_to((150, 250), (500, 450))
    scene.key(Qt.Key.Key_Escape)
    assert scene.session.selection.item_ids == ("text",)


def test_locked_and_hidden_tracks_are_out_of_reach(shown: Shown) -> None:
    scene = shown(sidecar=Sidecar(locked_tracks=("T-card",)))
    scene.click(300, 350)
    assert scene.session.selection.item_ids == ("back",)
    scene.session.select(("card",))
    assert scene.area.frame is None


def test_what_does_not_play_has_no_handles(scene: Scene) -> None:
    scene.session.select(("card",))
    scene.session.set_playhead(4 * S)
    assert scene.area.frame is None
    assert scene.area.stack_at(*scene.at(300, 350)) == ()


def test_a_chosen_backdrop_does_not_keep_what_lies_on_it_from_being_moved(scene: Scene) -> None:
    scene.click(100, 600)
    assert scene.session.selection.item_ids == ("back",)
    scene.drag((300, 350), (320, 360))
    assert scene.box("card")[:2] == (220, 310)
    assert scene.box("back")[:2] == (0, 0)


# Moving.


def test_move_is_one_step_and_follows_at_once(scene: Scene) -> None:
    scene.press(300, 350)
    scene.drag_to((300, 350), (341, 377))
    assert scene.box("card") == (241, 327, 200, 100)
    frame = scene.area.frame
    assert frame is not None
    assert frame.left == 241
    assert scene.steps() == []
    scene.release(341, 377)
    assert scene.steps() == ["Move"]
    scene.document.undo()
    assert scene.box("card") == (200, 300, 200, 100)


def test_escape_leaves_everything_as_it_was(scene: Scene) -> None:
    before = scene.document.state
    scene.press(300, 350)
    scene.drag_to((300, 350), (341, 377))
    scene.key(Qt.Key.Key_Escape)
    assert scene.document.state is before
    scene.move(500, 500)
    scene.release(500, 500)
    assert scene.document.state is before
    assert scene.session.selection.item_ids == ("card",)


def test_shift_moves_one_way_only(scene: Scene) -> None:
    scene.click(300, 350)
    scene.press(300, 350)
    scene.drag_to((300, 350), (380, 370), SHIFT)
    scene.release(380, 370, SHIFT)
    assert scene.box("card")[:2] == (280, 300)


def test_several_move_together(scene: Scene) -> None:
    scene.session.select(("card", "turned"))
    scene.drag((300, 350), (320, 340))
    assert scene.box("card")[:2] == (220, 290)
    assert scene.box("turned")[:2] == (820, 390)
    assert scene.steps() == ["Move"]


def test_move_snaps_to_the_middle_and_shows_the_guide(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.click(300, 350)
    scene.press(300, 350)
    scene.drag_to((300, 350), (636, 352))
    assert scene.box("card")[:2] == (540, 300)
    assert {(g.axis, g.at) for g in scene.area.overlay.guides} >= {("x", 640), ("y", 400)}
    scene.release(636, 352)
    assert scene.area.overlay.guides == ()


@pytest.mark.parametrize("how", ["alt", "off"])
def test_snapping_can_be_suspended(scene: Scene, how: str) -> None:
    scene.session.set_snapping(how == "alt")
    keys = ALT if how == "alt" else Qt.KeyboardModifier.NoModifier
    scene.click(300, 350)
    scene.drag((300, 350), (636, 352), keys)
    assert scene.box("card")[:2] == (536, 302)


def test_move_of_what_has_keys_sets_a_key_at_the_playhead(shown: Shown) -> None:
    scene = shown(shape("m", 0, 0, 100, 100) | {"left": number(0, (0, 0), (2 * S, 600))})
    scene.session.set_playhead(S)
    scene.session.select(("m",))
    scene.drag((350, 50), (370, 90))
    item: Any = scene.document.state.items["m"]
    assert [(k.time_ticks, k.value) for k in item.left.keyframes] == [(0, 0), (S, 320), (2 * S, 600)]
    assert (item.top.value, item.top.keyframes) == (40, ())


def test_arrows_nudge_by_one_and_by_ten(scene: Scene) -> None:
    scene.click(300, 350)
    scene.area.setFocus()
    scene.key(Qt.Key.Key_Right)
    scene.key(Qt.Key.Key_Up, SHIFT)
    assert scene.box("card")[:2] == (201, 290)
    assert scene.steps() == ["Nudge", "Nudge"]


def test_a_held_arrow_is_one_step(scene: Scene) -> None:
    scene.click(300, 350)
    for _ in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, "", True)
        QApplication.sendEvent(scene.area, event)
    QApplication.sendEvent(
        scene.area, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
    )
    assert scene.box("card")[0] == 195
    assert scene.steps() == ["Nudge"]


def test_arrows_without_a_selection_are_left_to_the_window(scene: Scene) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(scene.area, event)
    assert not event.isAccepted()
    scene.session.select(("card",))
    QApplication.sendEvent(scene.area, event)
    assert event.isAccepted()


# Handles.


def test_a_side_handle_widens(scene: Scene) -> None:
    scene.click(300, 350)
    scene.drag((400, 350), (460, 380))
    assert scene.box("card") == pytest.approx((200, 300, 260, 100), abs=0.02)
    assert scene.steps() == ["Resize"]


def test_a_corner_is_free_and_shift_keeps_the_proportions(scene: Scene) -> None:
    scene.click(300, 350)
    scene.drag((400, 400), (500, 420))
    assert scene.box("card") == pytest.approx((200, 300, 300, 120), abs=0.02)
    scene.drag((500, 420), (800, 420), SHIFT)
    left, top, width, height = scene.box("card")
    assert (left, top) == pytest.approx((200, 300), abs=0.05)
    assert width / height == pytest.approx(2.5, abs=0.01)


def test_a_photo_keeps_its_proportions_and_shift_frees_them(scene: Scene) -> None:
    scene.click(640, 500)
    scene.drag((800, 580), (960, 580))
    _, _, width, height = scene.box("photo")
    assert width / height == pytest.approx(320 / 180, abs=0.01)
    scene.document.undo()
    scene.drag((800, 580), (900, 600), SHIFT)
    assert scene.box("photo") == pytest.approx((480, 400, 420, 200), abs=0.02)


def test_alt_resizes_from_the_middle(scene: Scene) -> None:
    scene.click(300, 350)
    scene.drag((400, 350), (420, 350), ALT)
    assert scene.box("card") == pytest.approx((180, 300, 240, 100), abs=0.02)


def test_resize_of_a_turned_shape_keeps_the_opposite_corner(scene: Scene) -> None:
    scene.click(900, 450)
    frame = scene.area.frame
    assert frame is not None
    corner, fixed = frame.place(1, 1), frame.place(0, 0)
    scene.drag(corner, (corner[0] + 40, corner[1] + 30))
    frame = scene.area.frame
    assert frame is not None
    assert frame.place(0, 0) == pytest.approx(fixed, abs=0.05)
    assert frame.place(1, 1) == pytest.approx((corner[0] + 40, corner[1] + 30), abs=0.05)


def test_resize_snaps_to_an_edge_of_another(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.click(300, 350)
    scene.drag((400, 350), (476, 350))
    assert scene.box("card") == pytest.approx((200, 300, 280, 100), abs=0.02)


def test_a_corner_that_keeps_proportions_snaps_too(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.click(640, 500)
    scene.drag((800, 580), (1046, 717))
    _left, top, width, height = scene.box("photo")
    assert top + height == pytest.approx(720, abs=0.02)
    assert width / height == pytest.approx(320 / 180, abs=0.01)


def test_several_grow_as_one(scene: Scene) -> None:
    scene.session.select(("card", "photo"))  # 200..800 × 300..580
    scene.drag((800, 580), (500, 440))
    assert scene.box("card") == pytest.approx((200, 300, 100, 50), abs=0.05)
    assert scene.box("photo") == pytest.approx((340, 350, 160, 90), abs=0.05)
    assert scene.steps() == ["Resize"]


def test_text_grows_with_its_corner_and_wraps_with_its_side(scene: Scene) -> None:
    scene.click(640, 150)
    scene.drag((880, 150), (760, 150))
    item: Any = scene.document.state.items["text"]
    assert (item.font_size, scene.box("text")[2]) == (64, pytest.approx(360, abs=0.02))
    scene.document.undo()
    scene.drag((880, 200), (1120, 250))
    item = scene.document.state.items["text"]
    assert item.font_size == pytest.approx(96, abs=0.5)


def test_the_knob_turns_and_shift_goes_by_steps(scene: Scene) -> None:
    from editor_app.ui.canvas.handles import rotate_point

    scene.click(300, 350)
    frame = scene.area.frame
    assert frame is not None
    knob = scene.area.view.to_composition(*rotate_point(frame, scene.area.view))
    scene.drag(knob, (400, 350))
    assert scene.value("card", "rotation") == pytest.approx(90, abs=0.1)
    assert scene.steps() == ["Rotate"]
    scene.document.undo()
    scene.drag(knob, (330, 290), SHIFT)
    assert scene.value("card", "rotation") == 30


def test_several_turn_about_their_middle(scene: Scene) -> None:
    from editor_app.ui.canvas.handles import rotate_point

    scene.session.select(("card", "photo"))
    frame = scene.area.frame
    assert frame is not None
    knob = scene.area.view.to_composition(*rotate_point(frame, scene.area.view))
    x, y = frame.center
    scene.drag(knob, (x + 200, y), SHIFT)
    assert scene.value("card", "rotation") == 90
    assert scene.value("photo", "rotation") == 90
    left, top, width, height = scene.box("card")
    assert (left + width / 2, top + height / 2) == pytest.approx((x + 90, y - 200), abs=0.1)


def test_resize_of_what_has_keys_sets_one_at_the_playhead(shown: Shown) -> None:
    moving = shape("m", 0, 0, 100, 100) | {"width": number(100, (0, 100), (2 * S, 300))}
    scene = shown(moving)
    scene.session.set_playhead(S)
    scene.session.select(("m",))
    scene.drag((200, 50), (240, 50))
    item: Any = scene.document.state.items["m"]
    assert [k.time_ticks for k in item.width.keyframes] == [0, S, 2 * S]
    assert item.width.keyframes[1].value == pytest.approx(240, abs=0.02)


# Cropping.


def test_double_click_shows_the_whole_picture_with_a_window(scene: Scene) -> None:
    scene.double_click(640, 500)
    mode = scene.area.cropping
    assert mode is not None
    assert scene.box("photo")[0] == pytest.approx(480 - 320 / 3, abs=0.02)
    assert scene.value("photo", "crop_left") == 0
    assert mode.crop.window.left == pytest.approx(480)
    scene.key(Qt.Key.Key_Return)
    assert scene.area.cropping is None
    assert scene.box("photo") == (480, 400, 320, 180)
    assert scene.steps() == []


@pytest.mark.parametrize("how", ["return", "escape", "outside"])
def test_crop_is_one_step_however_one_leaves(scene: Scene, how: str) -> None:
    scene.double_click(640, 500)
    scene.drag((800, 490), (720, 490))
    scene.drag((600, 400), (600, 436))
    assert scene.steps() == []
    if how == "outside":
        scene.double_click(100, 650)
    else:
        scene.key(Qt.Key.Key_Return if how == "return" else Qt.Key.Key_Escape)
    assert scene.area.cropping is None
    assert scene.steps() == ["Crop"]
    assert scene.box("photo") == pytest.approx((480, 436, 240, 144), abs=0.02)
    whole = 320 * 4 / 3
    assert scene.value("photo", "crop_left") == pytest.approx(0.25)
    assert scene.value("photo", "crop_right") == pytest.approx(80 / whole, abs=1e-3)
    assert scene.value("photo", "crop_top") == pytest.approx(36 / 180, abs=1e-3)
    scene.document.undo()
    assert scene.box("photo") == (480, 400, 320, 180)


def test_escape_in_a_crop_drag_puts_the_window_back_and_stays(scene: Scene) -> None:
    scene.double_click(640, 500)
    scene.press(800, 490)
    scene.drag_to((800, 490), (700, 490))
    scene.key(Qt.Key.Key_Escape)
    mode = scene.area.cropping
    assert mode is not None
    assert mode.crop == mode.before


def test_the_window_moves_over_the_picture_as_far_as_it_goes(scene: Scene) -> None:
    scene.double_click(640, 500)
    scene.drag((640, 500), (400, 500))
    mode = scene.area.cropping
    assert mode is not None
    assert (mode.crop.left, mode.crop.right) == pytest.approx((0, 0.25))
    scene.key(Qt.Key.Key_Return)
    assert scene.box("photo")[0] == pytest.approx(480 - 320 / 3, abs=0.02)


def test_an_undo_while_cropping_leaves_without_a_step(scene: Scene) -> None:
    scene.double_click(640, 500)
    scene.drag((800, 490), (700, 490))
    scene.document.undo()
    assert scene.area.cropping is None
    assert scene.box("photo") == (480, 400, 320, 180)
    assert scene.steps() == []


def test_the_crop_action_works_on_the_selection(scene: Scene) -> None:
    crop = scene.panel.actions_by_id["canvas.crop"]
    assert not crop.isEnabled()
    scene.session.select(("photo",))
    assert crop.isEnabled()
    crop.trigger()
    assert scene.area.cropping is not None
    scene.session.select(("card",))
    assert scene.area.cropping is None


# The view.


def wheel(scene: Scene, x: float, y: float, dy: int, keys: Qt.KeyboardModifier) -> None:
    at = QPointF(x, y)
    there = QPointF(scene.area.mapToGlobal(QPoint(round(x), round(y))))
    event = QWheelEvent(
        at,
        there,
        QPoint(),
        QPoint(0, dy),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(scene.area, event)


def test_ctrl_wheel_zooms_about_the_cursor(scene: Scene) -> None:
    before = scene.area.view.to_composition(300, 200)
    wheel(scene, 300, 200, 240, CTRL)
    assert scene.area.view.to_composition(300, 200) == pytest.approx(before, abs=1)
    assert not scene.area.is_fit
    assert scene.panel.zoom_button.text() == f"{scene.area.percent} %"
    scene.panel.actions_by_id["canvas-view.fit"].trigger()
    assert scene.area.is_fit
    assert scene.panel.zoom_button.text() == f"Fit {scene.area.percent} %"


def test_full_size_is_a_px_for_a_px_and_the_frame_is_asked_for(scene: Scene, qtbot: QtBot) -> None:
    scene.panel.actions_by_id["canvas-view.full-size"].trigger()
    assert scene.area.percent == 100
    qtbot.waitUntil(lambda: scene.frames.sizes[-1] == (1280, 720))
    image = scene.area.image
    assert image is not None
    assert image.width() == 1280


def test_zooming_in_far_asks_for_no_larger_frame_than_is_worth_it(scene: Scene, qtbot: QtBot) -> None:
    scene.area.zoom_to(800)
    qtbot.waitUntil(lambda: scene.frames.sizes[-1] == (2560, 1440))


def test_gestures_are_right_when_zoomed(scene: Scene) -> None:
    scene.area.zoom_to(200)
    scene.area.set_view(scene.area.view.moved(500, 0))
    scene.click(300, 350)
    scene.drag((300, 350), (310, 345))
    assert scene.box("card")[:2] == (210, 295)


def test_middle_drag_pans_and_the_wheel_scrolls(scene: Scene) -> None:
    scene.area.zoom_to(200)
    view = scene.area.view
    scene.mouse(QEvent.Type.MouseButtonPress, 300, 200, MIDDLE, MIDDLE, Qt.KeyboardModifier.NoModifier)
    scene.mouse(
        QEvent.Type.MouseMove, 320, 230, Qt.MouseButton.NoButton, MIDDLE, Qt.KeyboardModifier.NoModifier
    )
    none = Qt.MouseButton.NoButton
    scene.mouse(QEvent.Type.MouseButtonRelease, 320, 230, MIDDLE, none, Qt.KeyboardModifier.NoModifier)
    moved = scene.area.view
    assert (moved.left_px - view.left_px, moved.top_px - view.top_px) == pytest.approx((20, 30))
    wheel(scene, 300, 200, -120, Qt.KeyboardModifier.NoModifier)
    assert scene.area.view.top_px == pytest.approx(moved.top_px - 60)


def test_frames_are_asked_for_in_px_of_the_device(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    before = scene.area.wanted_size()
    monkeypatch.setattr(type(scene.area), "ratio", property(lambda _area: 2.0))
    scene.area.fit()
    assert scene.area.wanted_size()[0] == pytest.approx(before[0] * 2, abs=2)
    scene.area.zoom_to(100)
    assert scene.area.view.zoom == 0.5


def test_a_frame_as_large_as_it_shows_is_painted_px_for_px(scene: Scene) -> None:
    image = scene.area.image
    assert image is not None
    assert (image.width(), image.height()) == scene.area.wanted_size()
    grabbed = scene.area.grab().toImage()
    view = scene.area.view
    for x, y in ((210, 310), (700, 500), (1000, 100)):
        px, py = (int(v) for v in view.to_screen(x, y))
        inner = image.pixelColor(px - round(view.left_px), py - round(view.top_px))
        assert grabbed.pixelColor(px, py).rgb() == inner.rgb()


def test_another_format_is_fitted_anew(scene: Scene) -> None:
    found = scene.document.state.replace(composition_width=720, composition_height=1280)
    scene.document.apply("Format", found)
    assert scene.area.view.composition == (720, 1280)
    assert not scene.area.view.overflows


# The rest.


def test_align_and_order_by_their_actions(scene: Scene) -> None:
    actions = scene.panel.actions_by_id
    scene.session.select(("card",))
    actions["canvas.align-center"].trigger()
    assert scene.box("card")[0] == 540
    scene.session.select(("card", "photo"))
    actions["canvas.align-left"].trigger()
    assert scene.box("card")[0] == scene.box("photo")[0] == 480
    actions["canvas.back"].trigger()
    order = [key for t in scene.document.state.tracks for key in t.items]
    assert order.index("back") < order.index("card") < order.index("photo")
    assert scene.steps() == ["Align", "Align", "Change the order"]


def test_distribute_says_what_it_needs(scene: Scene, qtbot: QtBot) -> None:
    scene.session.select(("card", "photo"))
    with qtbot.waitSignal(scene.panel.notice) as heard:
        scene.panel.actions_by_id["canvas.distribute-across"].trigger()
    assert heard.args == ["Distributing takes three clips or more."]


def test_the_menu_names_the_layers_under_the_pointer(scene: Scene) -> None:
    menu = scene.panel.menu_at(("card", "back"))
    layers: Any = menu.actions()[0].menu()
    assert [action.text() for action in layers.actions()] == ["Shape", "Shape"]
    layers.actions()[1].trigger()
    assert scene.session.selection.item_ids == ("back",)
    menu.deleteLater()


def test_a_right_click_selects_and_asks_for_the_menu(scene: Scene, qtbot: QtBot) -> None:
    scene.area.menu_wanted.disconnect()
    at = QPoint(*(round(v) for v in scene.at(300, 350)))
    with qtbot.waitSignal(scene.area.menu_wanted) as heard:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, scene.area.mapToGlobal(at))
        QApplication.sendEvent(scene.area, event)
    assert heard.args is not None
    assert heard.args[0] == ("card", "back")
    assert scene.session.selection.item_ids == ("card",)


def test_dropped_files_come_with_their_place(scene: Scene, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/beach.jpg")])
    at = QPointF(*scene.at(640, 360))
    copy, none, held = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at.toPoint(), copy, mime, held, none)
    QApplication.sendEvent(scene.area, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(scene.panel.files_dropped) as heard:
        QApplication.sendEvent(scene.area, QDropEvent(at, copy, mime, held, none))
    assert heard.args is not None
    assert (heard.args[1].x(), heard.args[1].y()) == pytest.approx((640, 360), abs=1)


def test_grids_are_painted_over_the_picture(scene: Scene) -> None:
    before = scene.area.grab().toImage()
    for name in ("safe-areas", "thirds", "platform"):
        action = scene.panel.actions_by_id[f"canvas-view.{name}"]
        action.setChecked(True)
        assert scene.area.grab().toImage() != before
        action.setChecked(False)
        assert scene.area.grab().toImage() == before


def test_an_empty_timeline_says_what_to_do(qtbot: QtBot) -> None:
    from editor_app.state.dialects import read

    made = make_scene(read(document())[0])
    qtbot.addWidget(made.panel)
    made.panel.show()
    empty = made.area.grab().toImage()
    from editor_app.store.history import Work

    made.document.load(Work(state(), Sidecar()))
    assert made.area.grab().toImage() != empty
    made.click(300, 350)
    assert made.session.selection.item_ids == ("card",)


def test_another_project_ends_what_is_in_hand(scene: Scene) -> None:
    from editor_app.store.history import Work

    scene.double_click(640, 500)
    scene.press(800, 490)
    scene.document.load(Work(state(), Sidecar()))
    assert scene.area.cropping is None
    assert scene.area.gesture is None


def test_every_control_is_named_and_large_enough(scene: Scene) -> None:
    for button in (scene.panel.zoom_button, scene.panel.overlays_button):
        assert button.accessibleName()
        assert button.toolTip()
        assert min(button.width(), button.height()) >= 28
