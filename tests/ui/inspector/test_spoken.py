"""A screen reader hears of every control in the inspector what it is for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from editor_app.items import BrokenItem
from editor_app.ui.widgets import spoken
from tests.ui.inspector.scene import Scene, make_scene, rich
from tests.ui.tab_walk import stops

NAME = QAccessible.Text.Name


def name_of(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told.text(NAME)


@pytest.mark.parametrize(
    ("ids", "name", "said"),
    [
        ("txt", "font_family", "Font"),
        ("txt", "font_style", "Weight"),
        ("v", "animations", "In: animation"),
        ("a b", "animations", "In: animation"),
    ],
)
def test_boxes_are_called_by_their_field(scene: Scene, ids: str, name: str, said: str) -> None:
    spoken.install()
    scene.select(*ids.split())
    box = scene.editor(name).findChild(QComboBox)
    assert name_of(box) == said


def test_the_diamond_says_its_field_and_its_state(scene: Scene) -> None:
    spoken.install()
    scene.select("a")
    key = scene.row("opacity").key
    assert key is not None
    assert name_of(key) == "Opacity: keyframe at the playhead, on"


@pytest.mark.parametrize("dialect", ["newer", "seed"])
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, dialect: str) -> None:
    spoken.install()
    state = rich(dialect)
    scene = make_scene(qtbot, state)
    for key, item in state.items.items():
        if not isinstance(item, BrokenItem):
            scene.select(key)
            for widget in stops(scene.panel):
                assert name_of(widget), widget
                if isinstance(widget, QComboBox):
                    assert name_of(widget) != widget.currentText()
    scene.session.select_nothing()
    scene.settle()
    for widget in stops(scene.panel):
        assert name_of(widget), widget
