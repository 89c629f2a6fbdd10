"""Segments, the keyframe diamond, the switch, labels that give way, and boxes deaf to the wheel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import HIT_PX, ui_font
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.keyframe_control import KeyframeControl
from editor_app.ui.widgets.quiet_wheel import QuietWheel
from editor_app.ui.widgets.segments import Choice, Segments
from editor_app.ui.widgets.switch import Switch
from tests.ui.widgets.mouse import click, turn_wheel

KEY = Qt.Key


def show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    with qtbot.waitActive(widget):
        widget.activateWindow()


def test_segments_by_mouse_and_arrow_keys(qtbot: QtBot) -> None:
    segments = Segments([Choice(n, str(n)) for n in (30, 60, 120)], name="Rate")
    show(qtbot, segments)
    told: list[object] = []
    segments.edited.connect(told.append)
    segments.set_value(None)
    assert not any(button.isChecked() for button in segments.buttons)
    QTest.mouseClick(segments.buttons[1], Qt.MouseButton.LeftButton)
    segments.buttons[1].setFocus()
    QTest.keyClick(segments.buttons[1], KEY.Key_Right)
    QTest.keyClick(segments.buttons[2], KEY.Key_Right)
    assert told == [60, 120]
    assert segments.buttons[2].isChecked()
    assert segments.buttons[2].accessibleName() == "Rate: 120"


def test_diamond_and_arrows_by_mouse(qtbot: QtBot) -> None:
    control = KeyframeControl("Left")
    show(qtbot, control)
    toggles: list[bool] = []
    steps: list[int] = []
    control.toggled.connect(toggles.append)
    control.stepped.connect(steps.append)
    middle, right = control.width() / 2, control.width() - 3
    for x in (3, middle, right):
        click(control, (x, HIT_PX / 2))
    assert (toggles, steps) == ([True], [])
    control.set_keys("here", before=True, after=True)
    for x in (3, middle, right):
        click(control, (x, HIT_PX / 2))
    assert (toggles, steps) == ([True, False], [-1, 1])
    assert control.accessibleName() == "Left: keyframe at the playhead, on"
    assert "Remove" in control.tip("key")


def test_diamond_and_arrows_by_keys(qtbot: QtBot) -> None:
    control = KeyframeControl("Left")
    show(qtbot, control)
    told: list[object] = []
    control.toggled.connect(told.append)
    control.stepped.connect(told.append)
    for key in (KEY.Key_Left, KEY.Key_Space, KEY.Key_Right):
        QTest.keyClick(control, key)
    assert told == [-1, True, 1]


def test_a_switch_leaves_the_middle_for_on(qtbot: QtBot) -> None:
    switch = Switch("Keep proportions")
    show(qtbot, switch)
    told: list[bool] = []
    switch.clicked.connect(lambda on: told.append(on))
    switch.show_state(None)
    assert switch.checkState() == Qt.CheckState.PartiallyChecked
    for _ in range(3):
        click(switch, (10, HIT_PX / 2))
    assert told == [True, False, True]


@pytest.mark.parametrize(("width", "tip"), [(30, "Corner radius\npx"), (300, "px")])
def test_a_label_that_gives_way_says_all_in_its_tooltip(qtbot: QtBot, width: int, tip: str) -> None:
    label = ElidedLabel("Corner radius", hint="px")
    label.setFont(ui_font())
    label.resize(width, 20)
    show(qtbot, label)
    assert label.toolTip() == tip
    assert label.minimumSizeHint().width() < 30


def test_the_wheel_passes_over_a_box_that_has_not_the_focus(qtbot: QtBot) -> None:
    panel = QWidget()
    column = QVBoxLayout(panel)
    boxes = QComboBox(), QComboBox()
    for box in boxes:
        box.addItems(["a", "b", "c"])
        column.addWidget(box)
    wheel = QuietWheel(panel)
    wheel.watch(panel)
    show(qtbot, panel)
    boxes[0].setFocus()
    for box in boxes:
        turn_wheel(box, -1)
    assert [box.currentText() for box in boxes] == ["b", "a"]
