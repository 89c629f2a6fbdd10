"""The fields of clips by mouse and keys."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt, QTranslator
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from editor_app.edits import delete_clips, set_number
from editor_app.items.values import AnimatedNumber
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.ui.inspector.unreadable_page import unreadable_text
from tests.documents import RICH, document
from tests.ui.inspector.scene import S, Scene, choose, enter, make_scene, rich, state, text
from tests.ui.timeline.scene import clip
from tests.ui.widgets.mouse import click, drag, press_and_move, release

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def test_the_title_names_what_is_selected(scene: Scene) -> None:
    assert scene.panel.title.text() == "Project"
    scene.select("txt")
    assert scene.panel.title.text() == "Text · Hello"
    scene.select("a", "b")
    assert scene.panel.title.text() == "2 clips"
    scene.session.select_transition("t")
    assert scene.panel.title.text() == "Transition · Fade"


def test_dragging_a_label_is_seen_live_and_is_one_step(scene: Scene) -> None:
    scene.select("b")
    label = scene.row("left").label
    press_and_move(label, (10, 10), (60, 10))
    assert scene.item("b").left.value == 50
    assert scene.steps() == 0
    release(label, (60, 10))
    assert scene.item("b").left.value == 50
    assert scene.steps() == 1
    assert scene.document.undo_label == "Change left"
    scene.document.undo()
    scene.settle()
    assert scene.number("left").text() == "0"


def test_escape_takes_a_drag_back(scene: Scene) -> None:
    scene.select("b")
    label = scene.row("left").label
    press_and_move(label, (10, 10), (60, 10))
    QTest.keyClick(scene.number("left"), KEY.Key_Escape)
    release(label, (60, 10))
    assert scene.item("b").left.value == 0
    assert scene.steps() == 0
    assert not scene.document.is_previewing
    assert scene.number("left").text() == "0"


def test_a_drag_beyond_what_can_be_stops_there_without_complaint(scene: Scene) -> None:
    scene.select("v")
    label = scene.row("duration_ticks").label
    drag(label, (10, 10), (-30, 10))
    assert scene.item("v").duration_ticks < 4 * S
    assert scene.notices == []
    shorter = scene.item("v").duration_ticks
    drag(label, (10, 10), (80, 10))
    assert shorter < scene.item("v").duration_ticks <= 4 * S
    assert scene.notices == []


@pytest.mark.parametrize(
    ("name", "typed", "held"),
    [
        ("left", "=1920/2", 960),
        ("width", "+50", 150),
        ("width", "-10%", 90),
        ("opacity", "50", 0.5),
        ("scale_y", "=1/4", 0.25),
        ("scale_x", "1.5×", 1.5),
        ("rotation", "-4°", -4),
    ],
)
def test_numbers_are_typed_in_the_units_shown(scene: Scene, name: str, typed: str, held: float) -> None:
    scene.select("b")
    enter(scene.number(name), typed)
    assert getattr(scene.item("b"), name).value == pytest.approx(held)
    assert scene.steps() == 1


def test_nonsense_is_said_and_nothing_changes(scene: Scene) -> None:
    scene.select("b")
    enter(scene.number("left"), "wide")
    assert "“wide” is not a number" in scene.notices[0]
    assert scene.steps() == 0
    assert scene.number("left").text() == "0"


def test_values_that_differ_show_so_and_are_set_for_all_in_one_step(scene: Scene) -> None:
    scene.select("a", "b")
    assert scene.number("start_ticks").placeholderText() == "—"
    assert scene.number("left").text() == "0"
    line = scene.editor("color").line
    assert line.placeholderText() == "—"
    enter(line, "#0000ff")
    assert [scene.item(key).color for key in "ab"] == ["#0000ff"] * 2
    assert scene.steps() == 1
    scene.document.undo()
    assert [scene.item(key).color for key in "ab"] == ["#ff0000", "#00ff00"]


def test_dragging_mixed_values_moves_every_clip_by_the_same_amount(scene: Scene) -> None:
    scene.select("b")
    enter(scene.number("left"), "100")
    scene.select("a", "b")
    steps = scene.steps()
    number, label = scene.number("left"), scene.row("left").label
    assert number.text() == ""
    press_and_move(label, (10, 10), (60, 10))
    assert [scene.item(key).left.value for key in "ab"] == [50, 150]
    scene.settle()
    assert number.text() == "+50"
    assert scene.steps() == steps
    release(label, (60, 10))
    scene.settle()
    assert [scene.item(key).left.value for key in "ab"] == [50, 150]
    assert scene.steps() == steps + 1
    assert (number.text(), number.placeholderText()) == ("", "—")


def test_escape_takes_a_drag_of_mixed_values_back(scene: Scene) -> None:
    scene.select("b")
    enter(scene.number("left"), "100")
    scene.select("a", "b")
    number, label = scene.number("left"), scene.row("left").label
    press_and_move(label, (10, 10), (60, 10))
    QTest.keyClick(number, KEY.Key_Escape)
    release(label, (60, 10))
    scene.settle()
    assert [scene.item(key).left.value for key in "ab"] == [0, 100]
    assert (number.text(), number.placeholderText()) == ("", "—")


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("+=10", [20, 110]),
        ("*2", [20, 200]),
        ("/2", [5, 50]),
        ("-10%", [9, 90]),
        ("7", [7, 7]),
        ("-5", [-5] * 2),
    ],
)
def test_what_is_typed_over_mixed_values_is_for_each_or_for_all(
    scene: Scene, typed: str, values: list[float]
) -> None:
    for key, left in (("a", "10"), ("b", "100")):
        scene.select(key)
        enter(scene.number("left"), left)
    scene.select("a", "b")
    steps = scene.steps()
    enter(scene.number("left"), typed)
    assert [scene.item(key).left.value for key in "ab"] == pytest.approx(values)
    assert scene.steps() == steps + 1


def test_only_what_all_have_is_shown(scene: Scene) -> None:
    scene.select("b", "txt")
    assert {"left", "rotation", "color", "animations"} <= scene.page.rows.keys()
    assert not {"text", "shape", "border_radius"} & scene.page.rows.keys()
    scene.select("b", "m")
    assert set(scene.page.rows) == {"start_ticks", "duration_ticks"}


def test_a_number_with_keys_is_shown_and_set_at_the_playhead(scene: Scene) -> None:
    scene.select("a")
    scene.session.set_playhead(S)
    scene.settle()
    assert scene.number("opacity").text() == "50"
    control = scene.row("opacity").key
    assert control is not None
    assert control.look == "elsewhere"
    enter(scene.number("opacity"), "80")
    scene.settle()
    keys = [(key.time_ticks / S, key.value) for key in scene.item("a").opacity.keyframes]
    assert keys == [(0, 0), (1, 0.8), (2, 1)]
    assert control.look == "here"
    assert scene.steps() == 1


def test_the_diamond_sets_and_removes_a_key_and_arrows_go_from_key_to_key(scene: Scene) -> None:
    scene.select("b")
    control = scene.row("left").key
    assert control is not None
    times = (5 * S, 7 * S)
    for time in times:
        scene.session.set_playhead(time)
        scene.settle()
        click(control, (control.width() / 2, 14))
        scene.settle()
    assert [key.time_ticks + 4 * S for key in scene.item("b").left.keyframes] == list(times)
    assert control.look == "here"
    click(control, (3, 14))
    assert scene.session.playhead_ticks == times[0]
    scene.settle()
    click(control, (control.width() - 3, 14))
    assert scene.session.playhead_ticks == times[1]
    scene.settle()
    click(control, (control.width() / 2, 14))
    scene.settle()
    assert [key.time_ticks + 4 * S for key in scene.item("b").left.keyframes] == [5 * S]
    assert control.look == "elsewhere"


def test_a_key_is_not_set_beside_the_clip(scene: Scene) -> None:
    scene.select("b")
    control = scene.row("left").key
    assert control is not None
    click(control, (control.width() / 2, 14))
    QTest.keyClick(control, KEY.Key_Space)
    assert (
        control.tip(control.zone_at(control.width() / 2)) == "Move the playhead into the clip to set a key."
    )
    assert scene.steps() == 0
    scene.select("a")
    scene.session.set_playhead(6 * S)
    scene.settle()
    assert scene.number("opacity").text() == "100"
    enter(scene.number("opacity"), "50")
    assert scene.notices == ["Move the playhead into the clip to set a key."]
    assert scene.steps() == 0
    assert scene.number("opacity").text() == "100"


def test_auto_key_sets_a_key_where_a_number_is_changed(scene: Scene) -> None:
    scene.select("b")
    scene.session.set_playhead(5 * S)
    QTest.mouseClick(scene.panel.auto_key, LEFT)
    enter(scene.number("left"), "200")
    assert [(key.time_ticks, key.value) for key in scene.item("b").left.keyframes] == [(S, 200)]
    scene.session.set_playhead(0)
    enter(scene.number("top"), "30")
    assert scene.item("b").top == AnimatedNumber.constant(30)


def test_what_is_typed_survives_changes_from_elsewhere(scene: Scene) -> None:
    scene.select("b")
    number = scene.number("left")
    number.setFocus()
    QTest.keyClicks(number, "12")
    scene.session.set_playhead(5 * S)
    scene.document.apply("Rename", sidecar=Sidecar(title="Other"))
    scene.settle()
    assert number.text() == "12"
    assert number.hasFocus()


def test_choosing_another_clip_keeps_what_was_typed_for_the_first(scene: Scene) -> None:
    scene.select("a")
    number = scene.number("left")
    number.setFocus()
    QTest.keyClicks(number, "12")
    scene.select("b")
    assert scene.item("a").left.value == 12
    assert scene.item("b").left.value == 0


def test_another_project_does_not_take_what_was_typed_for_the_last(scene: Scene) -> None:
    scene.select("a")
    number = scene.number("left")
    number.setFocus()
    QTest.keyClicks(number, "12")
    scene.document.load(Work(state(), Sidecar()))
    scene.settle()
    assert scene.item("a").left.value == 0
    assert scene.steps() == 0


def hover(scene: Scene, name: str) -> Any:
    row = scene.row(name)
    at = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(at, at, QPointF(row.mapToGlobal(at))))
    scene.settle()
    return row


def test_reset_appears_over_a_changed_field_and_goes_back(scene: Scene) -> None:
    scene.select("a")
    row = hover(scene, "opacity")
    assert row.can_reset
    QTest.mouseClick(row.reset, LEFT)
    scene.settle()
    assert scene.item("a").opacity == AnimatedNumber.constant(1)
    assert not row.can_reset
    assert not row.reset.isVisible()
    assert not hover(scene, "scale_x").can_reset
    QTest.mouseClick(hover(scene, "left").reset, LEFT)
    assert scene.item("a").left.value == (1280 - 100) / 2


def tab(back: bool = False) -> QWidget:
    """Press Tab or Shift+Tab where the keyboard is, and give where it is then."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, KEY.Key_Backtab if back else KEY.Key_Tab)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_tab_walks_from_field_to_field_past_the_resets(scene: Scene) -> None:
    scene.select("a")
    scene.number("left").setFocus()
    assert scene.row("left").reset.isVisible()
    assert [tab(), tab()] == [scene.row("left").key, scene.number("top")]
    assert scene.row("top").reset.isVisible()
    assert not scene.row("left").reset.isVisible()
    assert [tab(), tab()] == [scene.row("top").key, scene.number("width")]


def test_shift_tab_leads_from_a_changed_field_to_its_reset(scene: Scene) -> None:
    scene.select("a")
    scene.number("top").setFocus()
    row = scene.row("top")
    assert tab(back=True) is row.reset
    assert row.reset.accessibleName() == "Top: back to the default"
    assert tab(back=True) is scene.row("left").key
    assert not row.reset.isVisible()
    assert tab() is scene.number("top")
    QTest.keyClick(tab(back=True), KEY.Key_Space)
    assert scene.number("top").hasFocus()
    scene.settle()
    assert scene.item("a").top.value == (720 - 100) / 2
    assert scene.steps() == 1
    assert not row.reset.isVisible()


def test_a_field_at_its_default_has_no_reset_to_stop_at(scene: Scene) -> None:
    scene.select("a")
    scene.number("scale_y").setFocus()
    assert not scene.row("scale_y").can_reset
    assert tab(back=True) is scene.row("scale_x").key


def test_the_reset_of_a_field_with_several_parts_is_shown_while_one_has_the_keyboard(scene: Scene) -> None:
    scene.select("a")
    lines = scene.editor("animations").lines
    lines["in_"].kind.setFocus()
    QTest.keyClick(lines["in_"].kind, KEY.Key_Down)
    scene.settle()
    row = scene.row("animations")
    assert row.reset.isVisible()
    lines["in_"].length.setFocus()
    assert row.reset.isVisible()
    scene.number("left").setFocus()
    assert not row.reset.isVisible()


def test_speed_start_and_length_never_lay_clips_over_each_other(scene: Scene) -> None:
    scene.select("v")
    enter(scene.number("playback_rate"), "0.5")
    enter(scene.number("start_ticks"), "1")
    enter(scene.number("duration_ticks"), "5")
    assert len(scene.notices) == 3
    assert scene.steps() == 0
    assert scene.number("duration_ticks").text() == "4"
    enter(scene.number("playback_rate"), "2")
    assert (scene.item("v").playback_rate, scene.item("v").duration_ticks) == (2, 2 * S)
    enter(scene.number("source_start_ticks"), "2")
    assert scene.item("v").source_start_ticks == 2 * S


def test_sound(scene: Scene) -> None:
    scene.select("m")
    assert not scene.page.rows.keys() & {"left", "opacity"}
    enter(scene.number("decibel_adjustment"), "-6 dB")
    enter(scene.number("audio_fade_in_duration_ticks"), "0.5")
    found = scene.item("m")
    assert found.decibel_adjustment.value == -6
    assert found.audio_fade_in_duration_ticks == S // 2


def test_a_locked_track_is_left_alone(scene: Scene) -> None:
    scene.document.apply("Lock", sidecar=Sidecar(locked_tracks=("V2",)))
    scene.select("b")
    enter(scene.number("left"), "5")
    assert scene.notices == ["This track is locked."]
    assert scene.item("b").left.value == 0


def test_switches_choices_and_segments(scene: Scene) -> None:
    scene.select("b")
    QTest.mouseClick(scene.editor("keep_aspect_ratio").box, LEFT)
    assert scene.item("b").keep_aspect_ratio is True
    QTest.mouseClick(scene.editor("shape").segments.buttons[3], LEFT)
    assert scene.item("b").shape == "star"


def test_text_is_seen_while_it_is_typed_and_is_one_step(scene: Scene) -> None:
    scene.select("txt")
    editor = scene.editor("text").text
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "Bye")
    assert scene.item("txt").text == "Bye"
    assert scene.steps() == 0
    QTest.keyClick(editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert scene.steps() == 1
    QTest.keyClicks(editor, "!")
    QTest.keyClick(editor, KEY.Key_Escape)
    scene.settle()
    assert scene.item("txt").text == editor.toPlainText() == "Bye"
    assert scene.steps() == 1


def test_font_weight_and_slant_change_by_themselves(scene: Scene) -> None:
    scene.select("txt")
    enter(scene.editor("font_family").line, "Roboto")
    choose(scene.editor("font_style").weight, "Bold")
    QTest.mouseClick(scene.editor("font_style").italic, LEFT)
    found = scene.item("txt")
    assert found.font_family == "Roboto"
    assert (found.font_style.weight, found.font_style.variant) == ("700", "italic")


def test_a_colour_that_is_none_is_said(scene: Scene) -> None:
    scene.select("txt")
    line = scene.editor("color").line
    enter(line, "blurple")
    assert "“blurple” is no colour" in scene.notices[0]
    assert line.text() == "#ff0000"
    enter(line, "rgba(0, 0, 0, 0.5)")
    assert scene.item("txt").color == "rgba(0, 0, 0, 0.5)"


def test_a_colour_is_chosen_live_in_the_picker(scene: Scene, qtbot: QtBot) -> None:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QColorDialog

    scene.select("txt")
    QTest.mouseClick(scene.editor("color").swatch, LEFT)
    dialog = scene.panel.findChild(QColorDialog)
    dialog.setCurrentColor(QColor("#123456"))
    assert scene.item("txt").color == "#123456"
    dialog.reject()
    assert scene.item("txt").color == "#ff0000"
    QTest.mouseClick(scene.editor("color").swatch, LEFT)
    dialog = next(found for found in scene.panel.findChildren(QColorDialog) if found.isVisible())
    dialog.setCurrentColor(QColor("#123456"))
    dialog.accept()
    assert scene.item("txt").color == "#123456"
    assert scene.steps() == 1


def test_a_background_is_switched_on_and_its_parts_changed(scene: Scene) -> None:
    scene.select("txt")
    editor = scene.editor("background")
    QTest.mouseClick(editor.on, LEFT)
    scene.settle()
    enter(editor.padding, "20")
    enter(editor.colour.line, "#00ff00")
    found = scene.item("txt").background
    assert (found.color, found.horizontal_padding) == ("#00ff00", 20)
    QTest.mouseClick(editor.on, LEFT)
    assert scene.item("txt").background is None


def test_animations_of_several_clips_change_end_by_end(scene: Scene) -> None:
    scene.select("a")
    choose(scene.editor("animations").lines["out"].kind, "Zoom in")
    scene.select("a", "b")
    lines = scene.editor("animations").lines
    assert lines["out"].kind.currentIndex() == -1
    choose(lines["in_"].kind, "Slide up")
    assert [scene.item(key).animations.in_.type for key in "ab"] == ["slide-up"] * 2
    assert scene.item("a").animations.out.type == "zoom-in"
    assert scene.item("b").animations.out is None
    scene.settle()
    enter(lines["in_"].length, "0.25")
    assert scene.item("b").animations.in_.duration_ticks == S // 4
    assert scene.item("b").animations.in_.easing is None
    scene.settle()
    choose(lines["in_"].easing, "Linear")
    assert scene.item("b").animations.in_.easing == "linear"
    choose(lines["in_"].kind, "None")
    assert scene.item("b").animations is None


@pytest.mark.parametrize("dialect", ["newer", "seed"])
def test_all_types_show_at_280_px_with_names_for_all(qtbot: QtBot, dialect: str) -> None:
    scene = make_scene(qtbot, rich(dialect), width_px=280)
    for key in scene.document.state.items:
        scene.select(key)
        area = scene.page.findChild(QScrollArea)
        assert area.widget().width() <= area.viewport().width(), key
        for row in scene.page.rows.values():
            assert row.editor.focusProxy() is None or row.editor.focusProxy().accessibleName(), row.field.name
    scene.select(*scene.document.state.items)
    assert {"start_ticks", "duration_ticks"} == set(scene.page.rows)
    assert scene.notices == []
    assert scene.steps() == 0


class Longer(QTranslator):
    """A language in which everything takes four tenths more room."""

    def isEmpty(self) -> bool:
        """Say that there is something."""
        return False

    def translate(self, _context: str, text: str, *_: object) -> str:
        """Lengthen a text."""
        return text + "x" * round(0.4 * len(text))


def test_nothing_is_cut_off_in_a_longer_language(qtbot: QtBot) -> None:
    longer = Longer()
    QCoreApplication.installTranslator(longer)
    try:
        scene = make_scene(qtbot, rich("newer"), width_px=280)
        for key in ("title", "film", "shape", "opening"):
            scene.select(key)
            area = scene.page.findChild(QScrollArea)
            assert area.widget().width() <= area.viewport().width(), key
            for button in scene.page.sections.tabs.buttons:
                assert scene.panel.rect().contains(
                    QRect(button.mapTo(scene.panel, QPoint()), button.size())
                ), button.text()
        scene.session.select_transition("cut")
        scene.settle()
        for page in (scene.panel.transition, scene.panel.project):
            area = page.findChild(QScrollArea)
            assert area.widget().width() <= area.viewport().width()
            scene.session.select_nothing()
            scene.settle()
    finally:
        QCoreApplication.removeTranslator(longer)


def test_every_field_of_every_type_can_be_read(qtbot: QtBot) -> None:
    scene = make_scene(qtbot, rich("newer"))
    for key in scene.document.state.items:
        scene.select(key)
        for name, row in scene.page.rows.items():
            number = getattr(row.editor, "number", None)
            assert number is None or number.text(), (key, name)


def test_template_texts_and_settings(qtbot: QtBot) -> None:
    scene = make_scene(qtbot, rich("newer"))
    scene.select("card")
    enter(scene.editor("nodes").entries[0].field, "Sale")
    assert "Sale" in [getattr(node, "text", None) for node in scene.item("card").nodes]
    scene.select("opening")
    entry = scene.editor("params").entries[0]
    assert entry.label.text() == "Max blur px"
    enter(entry.field, "12")
    assert scene.item("opening").params["maxBlurPx"] == 12
    scene.select("flash")
    by_key = {entry.key: entry for entry in scene.editor("params").entries}
    enter(by_key["darkTicks"].field, "0.5")
    assert scene.item("flash").params["darkTicks"] == S // 2


def test_an_unreadable_clip_says_so(qtbot: QtBot) -> None:
    damaged = copy.deepcopy(RICH["newer"])
    damaged["items"]["title"]["fontSize"] = "big"
    name = damaged["items"]["title"]["text"]
    scene = make_scene(qtbot, read(damaged)[0])
    scene.select("title")
    assert scene.panel.item_page is None
    page, wanted = scene.panel.unreadable, list[str]()
    assert scene.panel.pages.currentWidget() is page
    assert scene.panel.title.text() == f"Text · {name} (unreadable)"
    assert page.text.text().replace("\u200b", "") == (
        f"“{name}” cannot be read. It is kept as it is, and can be deleted.\n\n"
        'fontSize must be a number, not "big".'
    )
    scene.panel.problems_wanted.connect(wanted.append)
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert wanted == ["title"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (("z",), "“Unreadable clip” cannot be read. It is kept as it is, and can be deleted.\n\n"
         "It must be an object, not 5."),
        (("txt", "a"), "“Hello” is one of these clips and cannot be read. It is kept. "
         "Choose the others alone."),
        (("txt", "a", "z"), "2 of these clips cannot be read. They are kept. "
         "Choose the others alone."),
        (("much",), "“Shape” cannot be read. It is kept as it is, and can be deleted.\n\n"
         "top must be an object, not 1.\n\nleft must be an object, not 1.\n\n"
         "width must be an object, not 1.\n\nheight must be an object, not 1.\n\n1 more problem."),
    ],
)  # fmt: skip
def test_what_is_known_of_unreadable_clips_is_said(chosen: tuple[str, ...], said: str) -> None:
    five = dict.fromkeys(("opacity", "top", "left", "width", "height"), 1)
    value = document(text("txt", 0, 4, fontSize="big"), clip("a", 4, 8), clip("much", 8, 9, **five))
    value["items"]["z"] = 5
    broken, _ = read(value)
    assert unreadable_text(broken, [broken.items[key] for key in chosen]) == said


def test_a_clip_that_goes_leaves_the_project(scene: Scene) -> None:
    scene.select("b")
    scene.document.apply("Delete", delete_clips(scene.document.state, item_ids=["b"]))
    scene.settle()
    assert scene.panel.title.text() == "Project"
    scene.document.undo()
    scene.settle()
    assert scene.panel.title.text() == "Shape"


def test_what_happened_while_hidden_is_shown_again(scene: Scene) -> None:
    scene.select("b")
    scene.panel.hide()
    scene.document.apply("Move", set_number(scene.document.state, item_ids=["b"], field="left", value=77))
    scene.settle()
    scene.panel.show()
    scene.settle()
    assert scene.number("left").text() == "77"


def test_a_click_into_the_typeface_selects_it_whole(scene: Scene, qtbot: QtBot) -> None:
    scene.select("txt")
    line = scene.editor("font_family").line
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason))
    qtbot.waitUntil(lambda: line.selectedText() == "Inter")


def test_an_exact_speed_is_shown_shortly_and_kept(scene: Scene) -> None:
    scene.select("v")
    enter(scene.number("playback_rate"), "1.13303")
    scene.settle()
    assert scene.number("playback_rate").text() == "1.13"
    rate = scene.item("v").playback_rate
    assert rate == pytest.approx(1.13303, abs=1e-4)
    QTest.keyClick(scene.number("playback_rate"), Qt.Key.Key_Return)
    scene.select("a")
    assert scene.item("v").playback_rate == rate
