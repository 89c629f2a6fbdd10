"""The number field by mouse, wheel and keys."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.widgets.number_field import Measure, NumberField
from editor_app.ui.widgets.scrub_label import ScrubLabel
from tests.ui.widgets.mouse import ALT, NONE, SHIFT, drag, press_and_move, release

KEY = Qt.Key


@dataclass
class Bench:
    """A label, its field, and what the field has told."""

    window: QWidget
    label: ScrubLabel
    number: NumberField
    previews: list[float] = field(default_factory=list)
    edits: list[float] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    cancels: list[None] = field(default_factory=list)

    def cancelled(self) -> None:
        self.cancels.append(None)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    window = QWidget()
    row = QHBoxLayout(window)
    label, number = ScrubLabel("Left"), NumberField(Measure("px", 1, 1.0, 0.0, 1000.0))
    other = NumberField()
    label.set_field(number)
    for widget in (label, number, other):
        row.addWidget(widget)
    window.resize(400, 60)
    qtbot.addWidget(window)
    made = Bench(window, label, number)
    number.previewed.connect(made.previews.append)
    number.edited.connect(made.edits.append)
    number.refused.connect(made.refusals.append)
    number.cancelled.connect(made.cancelled)
    number.set_value(100)
    window.show()
    qtbot.waitExposed(window)
    other.setFocus()
    return made


@pytest.mark.parametrize(("keys", "expected"), [(NONE, 130), (SHIFT, 400), (ALT, 103)])
def test_dragging_the_label_scrubs(bench: Bench, keys: Qt.KeyboardModifier, expected: float) -> None:
    drag(bench.label, (10, 10), (40, 10), keys)
    assert bench.previews[-1] == expected
    assert bench.edits == [expected]
    assert bench.number.text() == str(expected)


def test_scrubbing_stops_at_the_ends_of_the_range(bench: Bench) -> None:
    drag(bench.label, (200, 10), (10, 10), SHIFT)
    assert bench.edits == [0]


def test_escape_takes_a_scrub_back(bench: Bench) -> None:
    press_and_move(bench.label, (10, 10), (40, 10))
    QTest.keyClick(bench.number, KEY.Key_Escape)
    release(bench.label, (40, 10))
    assert bench.previews
    assert len(bench.cancels) == 1
    assert bench.edits == []
    assert bench.number.text() == "100"


def test_a_click_on_the_label_goes_to_the_field(bench: Bench) -> None:
    QTest.mouseClick(bench.label, Qt.MouseButton.LeftButton)
    assert bench.number.hasFocus()
    assert bench.edits == bench.previews == []


@pytest.mark.parametrize(("typed", "expected"), [("=1920/4", 480), ("+10", 110), ("5000", 1000), ("-5%", 95)])
def test_what_is_typed_is_computed(bench: Bench, typed: str, expected: float) -> None:
    bench.number.setFocus()
    QTest.keyClicks(bench.number, typed)
    QTest.keyClick(bench.number, KEY.Key_Return)
    assert bench.edits == [expected]
    assert bench.number.text() == str(expected)


def test_leaving_the_field_keeps_what_was_typed(bench: Bench) -> None:
    bench.number.setFocus()
    QTest.keyClicks(bench.number, "7")
    QTest.keyClick(bench.number, KEY.Key_Tab)
    assert bench.edits == [7]


def test_what_cannot_be_read_is_said_and_the_value_stays(bench: Bench) -> None:
    bench.number.setFocus()
    QTest.keyClicks(bench.number, "nonsense")
    QTest.keyClick(bench.number, KEY.Key_Return)
    assert "“nonsense” is not a number" in bench.refusals[0]
    assert bench.edits == []
    assert bench.number.text() == "100"


def test_escape_takes_back_what_was_typed(bench: Bench) -> None:
    bench.number.setFocus()
    QTest.keyClicks(bench.number, "7")
    QTest.keyClick(bench.number, KEY.Key_Escape)
    QTest.keyClick(bench.number, KEY.Key_Return)
    assert bench.edits == []
    assert bench.number.text() == "100"


def test_a_value_from_outside_leaves_what_is_being_typed(bench: Bench) -> None:
    bench.number.setFocus()
    QTest.keyClicks(bench.number, "42")
    bench.number.set_value(300)
    assert bench.number.text() == "42"
    QTest.keyClick(bench.number, KEY.Key_Escape)
    assert bench.number.text() == "300"


def test_arrow_keys_step_and_settle_when_let_go(bench: Bench) -> None:
    bench.number.setFocus()
    QTest.keyPress(bench.number, KEY.Key_Up)
    QTest.keyPress(bench.number, KEY.Key_Up)
    assert bench.previews == [101, 102]
    assert bench.edits == []
    QTest.keyRelease(bench.number, KEY.Key_Up)
    assert bench.edits == [102]
    QTest.keyClick(bench.number, KEY.Key_Down, SHIFT)
    assert bench.edits == [102, 92]


def _turn(number: NumberField) -> None:
    middle = QPointF(number.rect().center())
    event = QWheelEvent(
        middle,
        number.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(number, event)


def test_the_wheel_steps_only_where_the_focus_is(bench: Bench, qtbot: QtBot) -> None:
    _turn(bench.number)
    assert bench.previews == []
    bench.number.setFocus()
    with qtbot.waitSignal(bench.number.edited):
        _turn(bench.number)
        _turn(bench.number)
    assert bench.edits == [102]


def test_values_that_differ_show_as_a_dash(bench: Bench) -> None:
    bench.number.set_value(None)
    assert (bench.number.text(), bench.number.placeholderText()) == ("", "—")
    bench.number.setFocus()
    QTest.keyClicks(bench.number, "+5")
    QTest.keyClick(bench.number, KEY.Key_Return)
    assert "values differ" in bench.refusals[0]
    assert bench.number.placeholderText() == "—"


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        (Measure("px", 1), 12.0, "12"),
        (Measure("px", 1), 12.34, "12.3"),
        (Measure("px", 1), -4.0, "−4"),
        (Measure("px", 1), -0.01, "0"),
        (Measure("×", 2, trims_zeros=False), 1.0, "1.00"),
        (Measure("", 0), 100.0, "100"),
    ],
)
def test_numbers_are_written_shortly(measure: Measure, value: float, text: str) -> None:
    assert measure.text(value) == text


def test_taken_back_from_elsewhere_it_does_not_look_as_if_it_had_the_keyboard(bench: Bench) -> None:
    bench.number.setFocus()
    bench.number.cancel()
    assert bench.number.hasSelectedText()
    bench.number.clearFocus()
    bench.number.cancel()
    assert not bench.number.hasSelectedText()


def test_after_a_step_typing_replaces_the_number(bench: Bench) -> None:
    bench.number.set_value(100)
    bench.number.setFocus()
    QTest.keyClick(bench.number, KEY.Key_Up)
    QTest.keyClicks(bench.number, "7")
    QTest.keyClick(bench.number, KEY.Key_Return)
    assert bench.edits == [101, 7]
