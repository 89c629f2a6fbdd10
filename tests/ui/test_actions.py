"""Actions name their keys, whatever else their tooltips say, and so do buttons that do the same."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from editor_app.ui.actions import ActionSpec, follow_key, keys_of, make_actions, set_keys


@pytest.fixture
def button(qtbot: QtBot) -> QToolButton:
    made = QToolButton()
    qtbot.addWidget(made)
    made.setToolTip("Save the project")
    return made


@pytest.fixture
def action(button: QToolButton) -> QAction:
    table = (ActionSpec("file.save", "Save…", ("Ctrl+S",)),)
    return make_actions(button, table, {"file.save": lambda *_: None}, context="Window")["file.save"]


def test_a_tooltip_names_the_first_key(action: QAction) -> None:
    assert action.toolTip() == "Save… (Ctrl+S)"
    set_keys(action, ("F5", "Ctrl+S"))
    assert keys_of(action) == ("F5", "Ctrl+S")
    assert action.toolTip() == "Save… (F5)"
    set_keys(action, ())
    assert action.toolTip() == "Save…"
    set_keys(action, ("F5",))
    assert action.toolTip() == "Save… (F5)"


def test_what_else_a_tooltip_says_stays(action: QAction) -> None:
    action.setToolTip("Nothing to save (yet)")
    set_keys(action, ("F5",))
    assert action.toolTip() == "Nothing to save (yet) (F5)"


def test_a_button_follows_the_key_for_as_long_as_it_is_there(button: QToolButton, action: QAction) -> None:
    other = QToolButton()
    other.setToolTip("Save")
    follow_key(button, action)
    follow_key(other, action)
    assert button.toolTip() == "Save the project (Ctrl+S)"
    set_keys(action, ("F5",))
    assert (button.toolTip(), other.toolTip()) == ("Save the project (F5)", "Save (F5)")
    shiboken6.delete(other)
    set_keys(action, ())
    assert button.toolTip() == "Save the project"
