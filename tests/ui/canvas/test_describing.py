"""What screen readers hear of the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from editor_app.ui.canvas.describing import describe_selection
from tests.ui.canvas.scene import S, Scene, shape, state, words

LATER = shape("later", 0, 0, 10, 10) | {"startTicks": 6 * S}


@pytest.mark.parametrize(
    ("item_ids", "tick", "said"),
    [
        ((), 0, "Nothing selected, 5 visible"),
        ((), 5 * S, "Nothing selected, 0 visible"),
        (("text",), 0, "Hello selected, 1 of 5 visible"),
        (("photo",), 0, "beach.jpg selected, 1 of 5 visible"),
        (("card",), 0, "Shape selected, 1 of 5 visible"),
        (("later",), 0, "Shape selected, not visible now, 5 visible"),
        (("text", "card"), 0, "2 selected, 2 of 5 visible"),
        (("text", "later"), 0, "2 selected, 1 of 5 visible"),
        (("gone",), 0, "Nothing selected, 5 visible"),
    ],
)
def test_selection_in_words(item_ids: tuple[str, ...], tick: int, said: str) -> None:
    assert describe_selection(state(LATER), item_ids, tick) == said


def test_what_is_hidden_is_not_counted() -> None:
    found = state()
    hidden = found.replace(tracks=tuple(t.replace(hidden=t.id == "T-text") for t in found.tracks))  # type: ignore[union-attr]
    assert describe_selection(hidden, ("text",), 0) == "Hello selected, not visible now, 4 visible"


def test_long_names_are_cut() -> None:
    found = state(words("long", "word " * 40, 0, 0, 10, 10))
    name = describe_selection(found, ("long",), 0).partition(" selected")[0]
    assert len(name) == 60
    assert name.endswith("…")


def test_the_canvas_tells_its_selection(scene: Scene, qtbot: QtBot) -> None:
    def said() -> str:
        told = QAccessible.queryAccessibleInterface(scene.area)
        assert told is not None
        return told.text(QAccessible.Text.Description)

    assert said() == "Nothing selected, 5 visible"
    scene.click(640, 150)
    assert said() == "Hello selected, 1 of 5 visible"
    scene.session.set_playhead(5 * S)
    qtbot.waitUntil(lambda: said() == "Hello selected, not visible now, 0 visible")
    scene.session.set_playhead(0)
    scene.area.setFocus()
    scene.key(Qt.Key.Key_Escape)
    assert said() == "Nothing selected, 5 visible"
