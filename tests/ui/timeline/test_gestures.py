"""Every gesture, by real mouse events: what it does, one step of undo, nothing after Escape."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from editor_app.items import BrokenItem, Item
from editor_app.session import InOut, KeyframeRef, Tool, WhenTaken
from editor_app.store.sidecar import Marker
from tests.ui.timeline.scene import ALT, CTRL, FRAME, NONE, SHIFT, S, Scene


def undone(scene: Scene) -> None:
    """Check that there was one step, and take it back."""
    assert len(scene.document.snapshot().history.steps) == 1
    scene.document.undo()


def test_click_selects_and_empty_space_deselects(scene: Scene) -> None:
    scene.click(scene.x(1), scene.y(0, 0.2))
    assert scene.session.selection.item_ids == ("title",)
    scene.click(scene.x(5), scene.y(0))
    assert scene.session.selection.item_ids == ()
    assert not scene.document.can_undo


def test_ctrl_click_adds_and_takes_away(scene: Scene) -> None:
    scene.click(scene.x(1), scene.y(0, 0.2))
    scene.click(scene.x(3), scene.y(0, 0.2), CTRL)
    assert scene.session.selection.item_ids == ("title", "card")
    scene.click(scene.x(1), scene.y(0, 0.2), CTRL)
    assert scene.session.selection.item_ids == ("card",)


def test_a_press_with_ctrl_chooses_nothing_before_it_is_a_click(scene: Scene) -> None:
    scene.session.select(("title",))
    scene.press(scene.x(3), scene.y(0, 0.2), CTRL)
    assert scene.session.selection.item_ids == ("title",)
    scene.release(scene.x(3), scene.y(0, 0.2))
    assert scene.session.selection.item_ids == ("title", "card")


def test_a_drag_begun_with_ctrl_moves_the_clip_alone_unless_it_was_selected(scene: Scene) -> None:
    scene.session.select(("title",))
    scene.drag((scene.x(3), scene.y(0, 0.2)), (scene.x(4), scene.y(0, 0.2)), CTRL)
    assert (scene.span("title"), scene.span("card")) == ((0, 2), (3, 5))
    assert scene.session.selection.item_ids == ("card",)
    scene.session.select(("title", "card"))
    scene.drag((scene.x(4), scene.y(0, 0.2)), (scene.x(4.5), scene.y(0, 0.2)), CTRL)
    assert (scene.span("title"), scene.span("card")) == ((0.5, 2.5), (3.5, 5.5))
    assert scene.session.selection.item_ids == ("title", "card")


def test_a_drag_begun_with_ctrl_and_cancelled_leaves_the_selection(scene: Scene) -> None:
    scene.session.select(("title",))
    scene.press(scene.x(3), scene.y(0, 0.2), CTRL)
    scene.move(scene.x(4), scene.y(0, 0.2), CTRL)
    scene.key(Qt.Key.Key_Escape)
    assert scene.session.selection.item_ids == ("title",)
    assert not scene.document.can_undo


def test_shift_click_selects_up_to_there_over_the_tracks_between(scene: Scene) -> None:
    scene.click(scene.x(1), scene.y(0, 0.2))
    scene.click(scene.x(7), scene.y(1, 0.1), SHIFT)
    assert set(scene.session.selection.item_ids) == {"title", "card", "end", "v", "w"}


def test_a_click_on_one_of_many_leaves_only_that_one(scene: Scene) -> None:
    scene.session.select(("title", "card"))
    scene.click(scene.x(3), scene.y(0, 0.2))
    assert scene.session.selection.item_ids == ("card",)


def test_marquee_selects_what_it_touches(scene: Scene) -> None:
    scene.press(scene.x(5), scene.y(0))
    scene.move(scene.x(3.5), scene.y(0, 0.8))
    assert scene.area.overlay.marquee is not None
    assert scene.session.selection.item_ids == ("card",)
    scene.move(scene.x(1.5), scene.y(1, 0.3))
    scene.release(scene.x(1.5), scene.y(1, 0.3))
    assert set(scene.session.selection.item_ids) == {"title", "card", "v", "w"}


def test_move_in_time_goes_by_frames_and_shows_a_ghost(scene: Scene) -> None:
    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.x(7) + 51, scene.y(0, 0.2))
    ghost = scene.area.overlay.ghosts[0]
    assert (ghost.start_ticks, ghost.row) == (round(6.5 * S), 0)
    assert not scene.area.overlay.refused
    scene.move(scene.x(7) - 101, scene.y(0, 0.2))
    scene.release(scene.x(7) - 101, scene.y(0, 0.2))
    assert scene.span("end") == (5.0, 7.0)
    undone(scene)
    assert scene.span("end") == (6.0, 8.0)


def test_move_onto_another_clip_is_refused_in_red_and_changes_nothing(scene: Scene, qtbot: QtBot) -> None:
    before = scene.document.state
    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.x(4), scene.y(0, 0.2))
    assert scene.area.overlay.refused
    assert scene.document.state is before
    with qtbot.waitSignal(scene.panel.notice) as told:
        scene.release(scene.x(4), scene.y(0, 0.2))
    assert "overlap" in told.args[0]
    assert scene.document.state is before
    assert not scene.document.can_undo


def test_move_several_across_tracks(scene: Scene) -> None:
    scene.session.select(("title", "card"))
    scene.drag((scene.x(1), scene.y(0, 0.2)), (scene.x(10), scene.y(1, 0.3)))
    assert scene.tracks() == [("end",), ("v", "w", "title", "card"), ("m",)]
    assert scene.span("title") == (9.0, 11.0)
    undone(scene)
    assert scene.tracks()[0] == ("title", "card", "end")


def test_a_drop_between_two_tracks_opens_a_new_one_there(scene: Scene) -> None:
    seam = scene.y(1, 0) - 1
    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.x(7), seam + 8)
    scene.move(scene.x(7), seam - 5)
    assert scene.area.overlay.new_track_at is None  # its own track's border is not meant
    scene.release(scene.x(7), seam - 5)
    assert len(scene.tracks()) == 3
    seam = scene.y(2, 0) - 1
    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.x(7), seam)
    assert scene.area.overlay.new_track_at == 2
    scene.release(scene.x(7), seam)
    assert scene.tracks() == [("title", "card"), ("v", "w"), ("end",), ("m",)]
    undone(scene)
    assert len(scene.tracks()) == 3


def test_a_drop_below_all_tracks_opens_a_new_one(scene: Scene) -> None:
    scene.drag((scene.x(7), scene.y(0, 0.2)), (scene.x(7), scene.y(2, 1) + 20))
    assert scene.tracks() == [("title", "card"), ("v", "w"), ("m",), ("end",)]


def test_a_move_does_not_go_before_the_start(scene: Scene) -> None:
    scene.document.apply("make room", without(scene, "title"))
    scene.drag((scene.x(3), scene.y(0, 0.2)), (scene.x(0.2), scene.y(0, 0.2)))
    assert scene.span("card") == (0.0, 2.0)


def without(scene: Scene, key: str):
    """Give the document without an item."""
    from editor_app.edits.clips import delete_clips

    return delete_clips(scene.document.work.state, item_ids=(key,))


def test_snapping_shows_its_line_and_alt_suspends_it(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.x(5) + 5, scene.y(0, 0.2))
    assert scene.area.overlay.snap_ticks == 4 * S
    scene.move(scene.x(5) + 5, scene.y(0, 0.2), ALT)
    assert scene.area.overlay.snap_ticks is None
    scene.release(scene.x(5) + 5, scene.y(0, 0.2))
    assert scene.span("end") == (4.0, 6.0)


def test_moving_snaps_to_the_playhead(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.session.set_playhead(5 * S + FRAME // 2)
    scene.drag((scene.x(7), scene.y(0, 0.2)), (scene.x(6) - 5, scene.y(0, 0.2)))
    assert scene.item("end").start_ticks == 5 * S + FRAME // 2


Drag = tuple[Tool, tuple[float, int], float]


@pytest.mark.parametrize(
    ("tool", "start", "by", "wanted"),
    [
        ("select", (4 - 0.06, 0), -1, {"card": (2, 3), "end": (6, 8)}),
        ("select", (4 - 0.06, 0), 5, {"card": (2, 6), "end": (6, 8)}),
        ("select", (6.06, 0), -3, {"end": (4, 8)}),
        ("ripple", (4 - 0.06, 0), -1, {"card": (2, 3), "end": (5, 7)}),
        ("ripple", (2.02, 0), 1, {"title": (0, 2), "card": (2, 3), "end": (5, 7)}),
        ("roll", (2.02, 0), 1, {"title": (0, 3), "card": (3, 4)}),
        ("roll", (2.02, 0), 9, {"title": (0, 4 - 1 / S), "card": (4 - 1 / S, 4)}),
        ("stretch", (8 - 0.06, 0), 2, {"end": (6, 10)}),
        ("slide", (3, 0), 1, {"title": (0, 3), "card": (3, 5)}),
        ("slide", (3, 0), 9, {"title": (0, 4), "card": (4, 6), "end": (6, 8)}),
    ],
)
def test_trim_tools(
    scene: Scene, tool: Tool, start: tuple[float, int], by: float, wanted: dict[str, tuple[float, float]]
) -> None:
    scene.session.set_tool(tool)
    at = (scene.x(start[0]), scene.y(start[1], 0.2))
    scene.drag(at, (at[0] + by * 100, at[1]))
    for key, (first, last) in wanted.items():
        assert scene.span(key) == pytest.approx((first, last)), key
    undone(scene)


def test_trimming_stops_where_the_source_ends_and_shows_how_far_it_reaches(scene: Scene) -> None:
    at = (scene.x(8) - 5, scene.y(1, 0.15))
    scene.press(*at)
    scene.move(at[0] + 900, at[1])
    limits = scene.area.overlay.limits
    assert limits is not None
    assert (limits.start_ticks, limits.end_ticks) == (4 * S, 14 * S)
    scene.release(at[0] + 900, at[1])
    assert scene.span("w") == (4.0, 14.0)


@pytest.mark.parametrize(
    ("tool", "edge", "seen"),
    [("select", 4, 3), ("ripple", 4, 3), ("stretch", 4, 3)],
)
def test_the_frame_at_the_edge_is_seen_while_it_is_dragged(
    scene: Scene, tool: Tool, edge: float, seen: float
) -> None:
    scene.session.set_tool(tool)
    y = scene.y(0, 0.2)
    scene.press(scene.x(edge) - 4, y)
    scene.move(scene.x(seen) - 4, y)
    assert scene.session.glance_ticks == seen * S - FRAME
    assert scene.session.looked_at_ticks != scene.session.playhead_ticks
    scene.release(scene.x(seen) - 4, y)
    assert scene.session.glance_ticks is None


def test_escape_shows_the_playhead_again(scene: Scene) -> None:
    scene.press(scene.x(4) - 4, scene.y(0, 0.2))
    scene.move(scene.x(3), scene.y(0, 0.2))
    assert scene.session.glance_ticks is not None
    QTest.keyClick(scene.area, Qt.Key.Key_Escape)
    assert scene.session.glance_ticks is None


def test_ripple_mode_lets_the_select_tool_ripple(scene: Scene) -> None:
    scene.session.set_ripple(True)
    scene.drag((scene.x(4) - 6, scene.y(0, 0.2)), (scene.x(3) - 6, scene.y(0, 0.2)))
    assert scene.span("end") == (5.0, 7.0)


def test_slip_shows_another_part_within_the_source(scene: Scene) -> None:
    scene.session.set_tool("slip")
    scene.drag((scene.x(2), scene.y(1, 0.15)), (scene.x(1.5), scene.y(1, 0.15)))
    assert scene.item("v").source_start_ticks == round(1.5 * S)
    assert scene.span("v") == (0.0, 4.0)
    scene.drag((scene.x(2), scene.y(1, 0.15)), (scene.x(9), scene.y(1, 0.15)))
    assert scene.item("v").source_start_ticks == 0


def test_razor_cuts_at_the_line_and_with_shift_all_tracks(scene: Scene) -> None:
    scene.session.set_tool("razor")
    scene.hover(scene.x(3), scene.y(0, 0.4))
    assert scene.area.overlay.razor_ticks == 3 * S
    scene.click(scene.x(3), scene.y(0, 0.4))
    assert [len(items) for items in scene.tracks()] == [4, 2, 1]
    assert scene.span("card") == (2.0, 3.0)
    undone(scene)
    scene.click(scene.x(3), scene.y(0, 0.4), SHIFT)
    assert [len(items) for items in scene.tracks()] == [4, 3, 2]


def test_fade_handles(scene: Scene) -> None:
    scene.session.select(("m",))
    y = scene.y(2, 0) + 20
    scene.drag((scene.x(1), y), (scene.x(2.5), y))
    assert scene.item("m").audio_fade_in_duration_ticks == round(2.5 * S)
    scene.drag((scene.x(8) - 3, y), (scene.x(2), y))
    assert scene.item("m").audio_fade_out_duration_ticks == round(5.5 * S)  # what the other fade leaves


def test_level_line_moves_and_takes_keys_with_ctrl(scene: Scene) -> None:
    y = level_y(scene)
    scene.press(scene.x(5), y)
    scene.move(scene.x(5), y + 10)
    assert "dB" in scene.area.overlay.note
    scene.release(scene.x(5), y + 10)
    quieter = scene.item("m").decibel_adjustment.value
    assert -40 < quieter < 0
    undone(scene)
    scene.drag((scene.x(5), y), (scene.x(5), y - 8), CTRL)
    (key,) = scene.item("m").decibel_adjustment.keyframes
    assert key.time_ticks == 5 * S
    assert key.value > 0


def test_the_level_is_keyed_at_the_playhead_where_keys_set_themselves(scene: Scene) -> None:
    scene.session.sets_keys = True
    scene.session.set_playhead(3 * S)
    y = level_y(scene)
    scene.drag((scene.x(5), y), (scene.x(5), y - 10))
    number = scene.document.work.state.items["m"].decibel_adjustment
    assert [key.time_ticks for key in number.keyframes] == [3 * S]
    undone(scene)


def test_shift_drags_the_level_finely(scene: Scene) -> None:
    y, levels = level_y(scene), list[float]()
    for keys in (NONE, SHIFT):
        scene.drag((scene.x(5), y), (scene.x(5), y - 10), keys)
        levels.append(scene.document.work.state.items["m"].decibel_adjustment.value)
        scene.document.undo()
    assert 0 < levels[1] < levels[0] / 5


def level_y(scene: Scene) -> float:
    """Give the height of the sound's level line."""
    from editor_app.ui.timeline.clip_shape import bands_of, level_y

    row = scene.area.rows[2]
    band = bands_of(scene.document.state, scene.item("m"), row.height_px).sound
    assert band is not None
    return scene.y(2, 0) + level_y(0, band)


def test_keyframes_are_dragged_within_their_clip_and_stay_selected(scene: Scene) -> None:
    y = scene.y(0, 1) - 8
    scene.click(scene.x(0.5), y)
    assert scene.session.selection.keyframes == {KeyframeRef("title", "opacity", S // 2)}
    scene.drag((scene.x(0.5), y), (scene.x(0.8), y))
    times = [key.time_ticks for key in scene.item("title").opacity.keyframes]
    assert times == [round(0.8 * S), S]
    assert scene.session.selection.keyframes == {KeyframeRef("title", "opacity", round(0.8 * S))}
    scene.drag((scene.x(0.8), y), (scene.x(-5), y))
    assert scene.item("title").opacity.keyframes[0].time_ticks == 0


def test_a_transition_is_selected_and_dragged_longer(scene: Scene) -> None:
    y = scene.y(1, 0.6)
    scene.click(scene.x(4), y)
    assert scene.session.selection.transition_id == "t"
    scene.drag((scene.x(4.5) - 2, y), (scene.x(5) - 2, y))
    assert scene.document.state.transitions["t"].duration_ticks == 2 * S  # type: ignore[union-attr]
    scene.drag((scene.x(3) + 2, y), (scene.x(-9), y))
    assert scene.document.state.transitions["t"].duration_ticks == 8 * S  # type: ignore[union-attr]


def test_scrubbing_goes_by_frames_and_escape_brings_the_playhead_back(scene: Scene) -> None:
    scene.press(scene.x(1.009), 25)
    assert scene.session.playhead_ticks == S
    scene.move(scene.x(3), 25)
    assert scene.session.playhead_ticks == 3 * S
    scene.key(Qt.Key.Key_Escape)
    assert scene.session.playhead_ticks == 0
    scene.release(scene.x(3), 25)
    assert scene.session.playhead_ticks == 0


def test_in_and_out_points_are_dragged(scene: Scene) -> None:
    scene.session.set_range(InOut(S, 3 * S))
    scene.drag((scene.x(3), 4), (scene.x(5), 4))
    assert scene.session.range == InOut(S, 5 * S)
    scene.drag((scene.x(1), 4), (scene.x(7), 4))
    assert scene.session.range.in_ticks is not None
    assert scene.session.range.in_ticks < 5 * S


def test_markers_are_dragged_as_one_step_and_clicked_to_go_there(scene: Scene) -> None:
    scene.document.apply("mark", sidecar=scene.document.work.sidecar.with_marker(Marker("one", 2 * S)))
    scene.click(scene.x(2), 14)
    assert scene.session.playhead_ticks == 2 * S
    scene.drag((scene.x(2), 14), (scene.x(4), 14))
    assert scene.document.sidecar.markers[0].ticks == 4 * S
    assert [step.label for step in scene.document.snapshot().history.steps] == ["mark", "Move marker"]


def test_middle_drag_pans(scene: Scene) -> None:
    middle = Qt.MouseButton.MiddleButton
    scene.drag((600, 200), (450, 200), button=middle)
    assert scene.session.view.left_px == 150
    assert not scene.document.can_undo


def test_wheel_zooms_about_the_cursor_and_scrolls(scene: Scene) -> None:
    x = scene.x(4)
    wheel(scene, x, 120, CTRL)
    assert scene.session.view.ticks_per_px == pytest.approx(2400 / 1.2)
    assert scene.x(4) == pytest.approx(x, abs=1)
    left = scene.session.view.left_px
    wheel(scene, x, -120, SHIFT)
    assert scene.session.view.left_px == left + 120


def wheel(scene: Scene, x: float, by: int, keys: Qt.KeyboardModifier) -> None:
    """Turn the wheel."""
    at = QPointF(x, 200)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(scene.area, event)


def test_a_drag_at_the_edge_scrolls_along(scene: Scene, qtbot: QtBot) -> None:
    scene.press(scene.x(7), scene.y(0, 0.2))
    scene.move(scene.area.width() - 4, scene.y(0, 0.2))
    qtbot.waitUntil(lambda: scene.session.view.left_px > 100)
    start = scene.area.overlay.ghosts[0].start_ticks
    qtbot.waitUntil(lambda: scene.area.overlay.ghosts[0].start_ticks > start)
    scene.key(Qt.Key.Key_Escape)
    assert scene.span("end") == (6.0, 8.0)


def test_header_buttons_hide_mute_and_lock(scene: Scene) -> None:
    y = scene.y(1)
    icons = {"lock": 156, "mute": 128, "hide": 100}
    scene.click(icons["hide"], y)
    scene.click(icons["mute"], y)
    scene.click(icons["lock"], y)
    track = scene.document.state.tracks[1]
    assert (track.hidden, track.muted) == (True, True)
    assert scene.document.sidecar.locked_tracks == ("V1",)
    scene.drag((scene.x(2), scene.y(1, 0.1)), (scene.x(9), scene.y(1, 0.1)))
    assert scene.span("v") == (0.0, 4.0)


def test_headers_are_dragged_to_reorder(scene: Scene) -> None:
    scene.press(40, scene.y(2))
    scene.move(40, scene.y(0, 0.1))
    assert scene.area.overlay.row_goal == 0
    scene.release(40, scene.y(0, 0.1))
    assert [track.id for track in scene.document.state.tracks] == ["A1", "V2", "V1"]
    undone(scene)


def test_the_border_of_a_header_changes_its_height(scene: Scene) -> None:
    before = scene.area.rows[0].height_px
    scene.drag((60, scene.y(0, 1) - 1), (60, scene.y(0, 1) + 29))
    assert scene.area.rows[0].height_px == before + 30
    assert scene.session.row_heights == {"V2": before + 30}
    assert not scene.document.can_undo


def test_a_double_click_on_a_header_renames_the_track(scene: Scene, qtbot: QtBot) -> None:
    qtbot.mouseDClick(scene.area, Qt.MouseButton.LeftButton, pos=QPoint(40, round(scene.y(0))))
    field = scene.area.findChild(QLineEdit)
    assert field is not None
    wanted: list[str] = []
    scene.area.keyframes_wanted.connect(wanted.append)
    qtbot.keyClicks(field, "Titles")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert scene.document.sidecar.track_names == {"V2": "Titles"}
    assert scene.area.rows[0].name == "Titles"
    assert wanted == []  # Enter is the field's alone


Start = Callable[[Scene], tuple[float, float]]


@pytest.mark.parametrize(
    ("tool", "seconds", "row", "share"),
    [
        ("select", 7, 0, 0.2),
        ("select", 3.94, 0, 0.2),
        ("ripple", 3.94, 0, 0.2),
        ("roll", 2.02, 0, 0.2),
        ("stretch", 7.94, 0, 0.2),
        ("slip", 2, 1, 0.15),
        ("slide", 3, 0, 0.2),
        ("select", 0.5, 0, 0.8),
        ("select", 4.48, 1, 0.6),
        ("select", 1, 2, 0.36),
        ("select", 5, 2, 0.63),
    ],
)
def test_escape_leaves_the_document_as_it_was(
    scene: Scene, tool: Tool, seconds: float, row: int, share: float
) -> None:
    before = scene.document.state
    scene.session.set_tool(tool)
    at = (scene.x(seconds), scene.y(row, share))
    scene.press(*at)
    scene.move(at[0] + 45, at[1] + 3)
    assert scene.area.is_held
    scene.key(Qt.Key.Key_Escape)
    assert not scene.area.is_held
    assert scene.document.state is before
    scene.release(at[0] + 45, at[1] + 3)
    assert scene.document.state is before
    assert not scene.document.can_undo


def test_a_preview_shows_in_the_document_while_dragging_and_is_no_step(scene: Scene) -> None:
    scene.press(scene.x(4) - 6, scene.y(0, 0.2))
    scene.move(scene.x(3) - 6, scene.y(0, 0.2))
    assert scene.document.is_previewing
    assert scene.span("card") == (2.0, 3.0)
    assert not scene.document.can_undo
    scene.release(scene.x(4) - 6, scene.y(0, 0.2))
    assert not scene.document.can_undo


@pytest.mark.parametrize(
    ("way", "keys", "others"),
    [("overwrite", NONE, []), ("insert", NONE, [(3, 4)]), ("refuse", CTRL, [(3, 4)])],
)
def test_a_clip_moved_onto_another_makes_room(
    scene: Scene, way: WhenTaken, keys: Qt.KeyboardModifier, others: list[tuple[int, int]]
) -> None:
    scene.session.set_when_taken(way)
    old = scene.document.work.state.items
    scene.press(scene.x(3), scene.y(0, 0.2))
    scene.move(scene.x(2.5), scene.y(0, 0.2), keys)
    scene.move(scene.x(2), scene.y(0, 0.2), keys)
    assert scene.area.overlay.note.startswith("Overwrite" if way == "overwrite" else "Insert")
    scene.release(scene.x(2), scene.y(0, 0.2), keys)
    items = scene.document.work.state.items
    assert spans(items, "title", "card") == [(0, 1), (1, 3)]
    assert spans(items, *(items.keys() - old.keys())) == others
    undone(scene)


def spans(items: Mapping[str, Item | BrokenItem], *keys: str) -> list[tuple[float, float]]:
    return [(items[key].start_ticks / S, items[key].end_ticks / S) for key in keys]


def test_clips_of_several_tracks_go_below_the_last_one_together(scene: Scene) -> None:
    scene.session.select(("title", "v"))
    scene.drag((scene.x(1), scene.y(0, 0.2)), (scene.x(1), scene.y(2, 1) + 20))
    assert scene.tracks() == [("card", "end"), ("w",), ("m",), ("title",), ("v",)]
    undone(scene)
