"""The keyframes panel by real mouse and keys, and its pure parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.items import AudioItem, SolidItem
from editor_app.session import KeyframeRef, Session
from editor_app.state import EditorState, read
from editor_app.store.history import Work
from editor_app.ui.keyframes import KeyframesPanel
from editor_app.ui.keyframes.fields import can_set_key, fields_of, lanes_of
from editor_app.ui.keyframes.layout import HEADER_PX, header_icons, hit, keys_in, marks_of, sheet_of
from editor_app.ui.keyframes.texts import written
from tests.documents import document, number, solid

S = 240_000
FRAME = S // 30
LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
OPACITY = {0: 0.0, S: 1.0, 3 * S: 0.5}


def state(late: bool = False) -> EditorState:
    """One clip from 1 s to 5 s: opacity has keys at 0, 1 and 3 s of it, left one at 2 s and one at 3 s."""
    keys = [(0, 0), (2 * S, 640), *([(9 * S, 5)] if late else [(3 * S, 0)])]
    item = solid("a", S, 4 * S, opacity=number(0, *OPACITY.items()), left=number(0, *keys))
    return read(document(item, solid("b", 6 * S)))[0]


@dataclass
class Scene:
    """The panel, a pointer and a keyboard."""

    document: Document
    session: Session
    panel: KeyframesPanel
    said: list[str]

    def at(self, seconds: float, lane: int) -> QPoint:
        sheet = self.panel.sheet.sheet
        return QPoint(round(sheet.x_of(round(seconds * S))), sheet.top_of(lane) + 14)

    def click(self, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.panel.sheet, LEFT, held, at)

    def drag(self, start: QPoint, end: QPoint, *, release: bool = True) -> None:
        QTest.mousePress(self.panel.sheet, LEFT, NONE, start)
        for step in (0.4, 0.8, 1):
            QTest.mouseMove(self.panel.sheet, start + (end - start) * step)
        if release:
            QTest.mouseRelease(self.panel.sheet, LEFT, NONE, end)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.panel.sheet, key, held)

    def keys(self, field: str = "opacity") -> dict[int, float]:
        found = getattr(self.document.state.items["a"], field)
        return {key.time_ticks: key.value for key in found.keyframes}

    def lane_of(self, field: str) -> int:
        names = [lane.field.name if lane.field else "" for lane in self.panel.sheet.lanes]
        return names.index(field)

    def chosen(self) -> set[int]:
        return {ref.time_ticks for ref in self.session.selection.keyframes}


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    """Show the keyframes of the clip."""
    made, session = Document(Work(state())), Session()
    session.set_snapping(False)
    session.select(("a",))
    panel = KeyframesPanel(made, session)
    qtbot.addWidget(panel)
    said: list[str] = []
    panel.notice.connect(said.append)
    panel.resize(1100, 420)
    panel.show()
    qtbot.waitExposed(panel)
    yield Scene(made, session, panel, said)
    panel.close()


def test_there_is_a_row_for_every_field_that_moves(scene: Scene) -> None:
    assert [lane.field and lane.field.name for lane in scene.panel.sheet.lanes] == [None, "left", "opacity"]
    scene.panel.actions_by_id["keyframes.all-fields"].trigger()
    assert len(scene.panel.sheet.lanes) == 1 + len(fields_of(SolidItem))


def test_a_key_is_dragged_by_frames_as_one_step(scene: Scene) -> None:
    lane = scene.lane_of("opacity")
    scene.drag(scene.at(2, lane), scene.at(3, lane))
    assert scene.keys() == {0: 0.0, 2 * S: 1.0, 3 * S: 0.5}
    assert scene.document.undo_stack.count() == 1
    assert scene.chosen() == {2 * S}
    scene.document.undo()
    assert scene.keys() == OPACITY


def test_escape_puts_a_dragged_key_back(scene: Scene) -> None:
    lane = scene.lane_of("opacity")
    scene.drag(scene.at(2, lane), scene.at(3, lane), release=False)
    assert scene.keys() != OPACITY
    scene.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(scene.panel.sheet, LEFT, NONE, scene.at(3, lane))
    assert scene.keys() == OPACITY
    assert scene.document.undo_stack.count() == 0


def test_several_keys_go_together_and_stop_at_the_clips_end(scene: Scene) -> None:
    lane = scene.lane_of("opacity")
    scene.click(scene.at(2, lane))
    scene.click(scene.at(4, lane), CTRL)
    assert scene.chosen() == {S, 3 * S}
    scene.drag(scene.at(2, lane), scene.at(4.9, lane))
    assert sorted(scene.keys()) == [0, 2 * S - 1, 4 * S - 1]


def test_a_box_selects_keys_of_several_rows(scene: Scene) -> None:
    scene.drag(scene.at(2.5, 1) - QPoint(0, 12), scene.at(4.5, 2) + QPoint(0, 12))
    assert {(ref.field, ref.time_ticks) for ref in scene.session.selection.keyframes} == {
        ("left", 2 * S),
        ("left", 3 * S),
        ("opacity", 3 * S),
    }
    scene.key(Qt.Key.Key_Delete)
    assert scene.keys("left") == {0: 0.0}
    assert scene.keys() == {0: 0.0, S: 1.0}
    assert scene.document.undo_stack.count() == 1


def test_a_click_moves_the_playhead_and_a_double_click_adds_a_key(scene: Scene) -> None:
    lane = scene.lane_of("opacity")
    at = scene.at(3, lane)
    scene.click(at)
    assert abs(scene.session.playhead_ticks - 3 * S) <= FRAME
    QTest.mouseDClick(scene.panel.sheet, LEFT, NONE, at)
    (added,) = scene.keys().keys() - OPACITY.keys()
    assert abs(added - 2 * S) <= FRAME
    assert scene.keys()[added] == pytest.approx(0.75, abs=0.01)
    assert scene.chosen() == {added}


def test_the_ruler_scrubs(scene: Scene) -> None:
    start, end = scene.at(2, 0), scene.at(4, 0)
    start.setY(12)
    end.setY(12)
    scene.drag(start, end)
    assert abs(scene.session.playhead_ticks - 4 * S) <= FRAME


def test_a_headers_buttons_step_and_toggle(scene: Scene) -> None:
    lane = scene.lane_of("opacity")
    lefts = dict(header_icons())
    y = scene.panel.sheet.sheet.top_of(lane) + 14
    scene.session.set_playhead(S)
    scene.click(QPoint(lefts["next"] + 14, y))
    assert scene.session.playhead_ticks == 2 * S
    scene.click(QPoint(lefts["toggle"] + 14, y))
    assert scene.keys() == {0: 0.0, 3 * S: 0.5}
    scene.click(QPoint(lefts["previous"] + 14, y))
    assert scene.session.playhead_ticks == S


def test_the_keyboard_alone_walks_adds_moves_types_and_deletes(scene: Scene) -> None:
    scene.panel.sheet.setFocus()
    scene.key(Qt.Key.Key_Down)
    assert scene.panel.sheet.lane is not None
    assert scene.panel.sheet.lane.field is not None
    assert scene.panel.sheet.lane.field.name == "opacity"
    scene.session.set_playhead(S)
    scene.key(Qt.Key.Key_Right)
    assert (scene.session.playhead_ticks, scene.chosen()) == (2 * S, {S})
    scene.key(Qt.Key.Key_Right, SHIFT)
    assert scene.keys() == {0: 0.0, S + FRAME: 1.0, 3 * S: 0.5}
    scene.key(Qt.Key.Key_Return)
    line = scene.panel.sheet.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "25,0")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scene.keys()[S + FRAME] == 0.25
    scene.key(Qt.Key.Key_Delete)
    assert scene.keys() == {0: 0.0, 3 * S: 0.5}
    scene.session.set_playhead(3 * S)
    scene.key(Qt.Key.Key_Insert)
    assert sorted(scene.keys()) == [0, 2 * S, 3 * S]


def test_what_is_no_number_is_said(scene: Scene) -> None:
    line = scene.panel.sheet.type_value(scene.lane_of("opacity"), KeyframeRef("a", "opacity", S))
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "much")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scene.said == ["“much” is not a number."]
    assert scene.keys() == OPACITY


def test_actions_step_over_the_keys_of_all_rows(scene: Scene) -> None:
    scene.session.set_playhead(2 * S)
    scene.panel.actions_by_id["keyframes.next"].trigger()
    assert scene.session.playhead_ticks == 3 * S
    scene.panel.actions_by_id["keyframes.previous"].trigger()
    assert scene.session.playhead_ticks == 2 * S


def test_empty_states_say_what_to_do(scene: Scene) -> None:
    scene.session.select(("b",))
    assert "Show all fields" in scene.panel._empty.text()
    assert scene.panel._empty.isVisible()
    scene.session.select_nothing()
    assert scene.panel._empty.text() == "Select a clip to see its keyframes."
    scene.document.load(Work(state()))
    scene.panel.show_clip("a")
    assert not scene.panel._empty.isVisible()


def test_a_key_after_the_end_stands_at_the_end_and_says_so(scene: Scene) -> None:
    scene.document.load(Work(state(late=True)))
    scene.panel.show_clip("a")
    at = scene.at(5, scene.lane_of("left"))
    assert "after the end" in scene.panel.sheet.tooltip_at(at.x(), at.y())
    scene.click(at)
    assert scene.chosen() == {9 * S}
    assert scene.panel.grab().width() == 1100


# The pure parts.


def test_sound_has_only_fields_that_sound() -> None:
    assert [field.name for field in fields_of(AudioItem)] == ["decibel_adjustment"]


def test_the_sheet_spans_its_clips_and_times_come_back_from_places() -> None:
    made = state()
    sheet = sheet_of(made, lanes_of(made, ("a", "b"), shows_all=True), 1000, 0)
    assert (sheet.start_ticks, sheet.end_ticks) == (S, 7 * S)
    for tick in (S, 2 * S, 7 * S):
        assert abs(sheet.tick_at(sheet.x_of(tick)) - tick) <= 1
    assert sheet.tick_at(0) == S
    assert sheet.tick_at(5000) == 7 * S


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (10, 5, "corner"),
        (600, 5, "ruler"),
        (600, 40, "head"),
        (40, 70, "name"),
        (HEADER_PX - 8 - 28 + 4, 70, "next"),
        (HEADER_PX - 8 - 56 + 4, 70, "toggle"),
        (HEADER_PX - 8 - 84 + 4, 70, "previous"),
        (HEADER_PX - 8 - 84 - 20, 70, "value"),
        (HEADER_PX + 20, 70, "key"),
        (HEADER_PX + 60, 70, "lane"),
        (600, 300, "nothing"),
    ],
)
def test_what_lies_at_a_point(x: float, y: float, part: str) -> None:
    made = state()
    sheet = sheet_of(made, lanes_of(made, ("a",), shows_all=False), 1000, 0)
    assert hit(made, sheet, x, y).part == part


def test_a_box_over_everything_holds_every_key() -> None:
    made = state()
    sheet = sheet_of(made, lanes_of(made, ("a",), shows_all=False), 1000, 0)
    assert len(keys_in(made, sheet, (0, 0, 2000, 2000))) == 6
    assert keys_in(made, sheet, (0, 0, 10, 10)) == frozenset()


def test_marks_stand_at_round_times_not_too_close() -> None:
    made = state()
    sheet = sheet_of(made, lanes_of(made, ("a",), shows_all=False), 1000, 0)
    marks = list(marks_of(sheet, 30))
    assert marks == [S, 2 * S, 3 * S, 4 * S, 5 * S]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.5, "", "0.5"),
        (-12, "px", "−12 px"),
        (45, "°", "45°"),
        (1.23456, "×", "1.235×"),
        (-6, "dB", "−6 dB"),
    ],
)
def test_values_are_written_with_their_units(value: float, unit: str, text: str) -> None:
    assert written(value, unit) == text


def test_beside_the_clip_nothing_that_has_keys_changes(scene: Scene) -> None:
    before = scene.document.state.items["a"]
    scene.session.set_playhead(before.end_ticks + S)
    sheet = scene.panel.sheet
    sheet.choose_lane(scene.lane_of("opacity"))
    sheet.toggle_here()
    line = sheet.type_value(scene.lane_of("opacity"), None)
    assert line is not None
    QTest.keyClicks(line, "9")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scene.said == ["Move the playhead into the clip to set a key."] * 2
    assert scene.document.state.items["a"] == before
    assert scene.document.undo_stack.count() == 0


def toggle_place(scene: Scene, field: str) -> QPoint:
    lefts = dict(header_icons())
    return QPoint(lefts["toggle"] + 14, scene.panel.sheet.sheet.top_of(scene.lane_of(field)) + 14)


def most_contrast(scene: Scene, at: QPoint) -> int:
    """Give how much the brightest pixel around a place stands out."""
    picture = scene.panel.sheet.grab(QRect(at - QPoint(8, 8), QSize(17, 17))).toImage()
    levels = [
        picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())
    ]
    return max(levels) - min(levels)


REFUSED = "Move the playhead into the clip to set a key."


def test_beside_the_clip_the_diamond_is_dim_and_says_why(scene: Scene) -> None:
    sheet, at = scene.panel.sheet, toggle_place(scene, "left")
    toolbar = scene.panel.actions_by_id["keyframes.toggle"]
    scene.session.set_playhead(2 * S)
    bright = most_contrast(scene, at)
    assert sheet.tooltip_at(at.x(), at.y()) == "Add or remove a keyframe at the playhead (Insert)"
    QTest.mouseMove(sheet, at)
    assert sheet.cursor().shape() == Qt.CursorShape.PointingHandCursor
    hint = toolbar.toolTip()
    QTest.mouseMove(sheet, QPoint(40, 5))
    scene.session.set_playhead(5 * S)
    assert most_contrast(scene, at) < 0.6 * bright
    assert sheet.tooltip_at(at.x(), at.y()) == REFUSED
    QTest.mouseMove(sheet, at)
    assert sheet.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert toolbar.toolTip() == REFUSED
    sheet.setFocus()
    sheet.choose_lane(scene.lane_of("left"))
    assert sheet.accessibleDescription().endswith(REFUSED)
    scene.session.set_playhead(S)
    assert toolbar.toolTip() == hint
    assert sheet.accessibleDescription() == "Left, 3 keyframes"


def test_each_clips_diamonds_follow_their_own_clip(scene: Scene) -> None:
    scene.panel.actions_by_id["keyframes.all-fields"].trigger()
    scene.session.select(("a", "b"))
    scene.session.set_playhead(2 * S)
    sheet = scene.panel.sheet
    fields = [lane for lane in sheet.lanes if lane.field is not None]
    assert {lane.item_id for lane in fields if sheet.can_set(lane)} == {"a"}


@pytest.mark.parametrize(("tick", "can_set"), [(S - 1, False), (S, True), (5 * S - 1, True), (5 * S, False)])
def test_a_key_is_set_only_within_its_clip(tick: int, can_set: bool) -> None:
    assert can_set_key(state().items["a"], tick) is can_set
    assert not can_set_key(None, tick)


def test_a_typed_value_is_kept_by_enter_and_thrown_away_by_escape(scene: Scene) -> None:
    sheet = scene.panel.sheet
    for key, typed in ((Qt.Key.Key_Return, "25"), (Qt.Key.Key_Escape, "75")):
        line = sheet.type_value(scene.lane_of("opacity"), KeyframeRef("a", "opacity", S))
        assert line is not None
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, key)
        QApplication.sendPostedEvents(line, QEvent.Type.DeferredDelete.value)
        assert sheet.findChildren(QLineEdit) == []
        assert scene.keys()[S] == 0.25


def test_a_screen_reader_hears_which_key_is_chosen(scene: Scene) -> None:
    scene.panel.sheet.choose_lane(scene.lane_of("opacity"))
    scene.session.set_playhead(S)
    scene.key(Qt.Key.Key_Right)
    assert scene.panel.sheet.accessibleDescription().endswith("; keyframe at 00:00:02:00: 100 %")
