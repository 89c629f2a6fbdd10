"""What a screen reader is told: names, roles and states, as Qt hands them on."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.widgets import spoken
from editor_app.ui.widgets.keyframe_control import KeyframeControl, KeyLook

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value


@pytest.fixture(autouse=True)
def voices() -> None:
    """Let Qt ask us."""
    spoken.install()


@pytest.mark.parametrize("editable", [False, True])
def test_a_box_has_its_name_and_its_value(qtbot: QtBot, editable: bool) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.setEditable(editable)
    box.setAccessibleName("Easing")
    box.addItems(["Linear", "Ease in"])
    box.setCurrentIndex(1)
    told = QAccessible.queryAccessibleInterface(box)
    assert told is not None
    assert (told.role(), told.text(NAME), told.text(VALUE)) == (
        QAccessible.Role.ComboBox,
        "Easing",
        "Ease in",
    )
    assert told.state().expandable
    assert not told.state().expanded
    action = told.actionInterface()
    assert action is not None
    box.show()
    action.doAction(action.actionNames()[0])
    assert box.view().isVisible()
    assert told.state().expanded
    box.hidePopup()


@pytest.mark.parametrize(
    ("look", "name", "is_on"),
    [
        ("here", "Opacity: keyframe at the playhead, on", 1),
        ("elsewhere", "Opacity: keyframe at the playhead, off; there are others", 0),
        ("none", "Opacity: keyframe at the playhead, off", 0),
    ],
)
def test_the_diamond_is_a_check_box(qtbot: QtBot, look: KeyLook, name: str, is_on: int) -> None:
    control = KeyframeControl("Opacity")
    qtbot.addWidget(control)
    control.set_keys(look)
    told = QAccessible.queryAccessibleInterface(control)
    assert told is not None
    assert (told.role(), told.text(NAME)) == (QAccessible.Role.CheckBox, name)
    assert (told.state().checkable, told.state().checked) == (1, is_on)
    wanted: list[bool] = []
    control.toggled.connect(wanted.append)
    action = told.actionInterface()
    assert action is not None
    action.doAction(action.actionNames()[0])
    assert wanted == [not is_on]
    control.set_can_set(False)
    assert told.state().disabled
    assert told.text(QAccessible.Text.Description)
    action.doAction(action.actionNames()[0])
    assert wanted == [not is_on]


def test_what_is_told_goes_with_its_widget() -> None:
    for _ in range(20):
        window = QWidget()
        column = QVBoxLayout(window)
        for widget in (QComboBox(), KeyframeControl("Left")):
            widget.setAccessibleName("x")
            column.addWidget(widget)
            told = QAccessible.queryAccessibleInterface(widget)
            assert told is not None
            assert told.text(NAME) == "x"
        window.deleteLater()
        del window, column, widget, told
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
