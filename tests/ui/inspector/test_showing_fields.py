"""Whoever wants a field shown gets it: in sight, and with the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor_app.state import EditorState, read
from tests.documents import document, solid
from tests.ui.inspector.scene import make_scene

S = 240_000
FADE = {"id": "x", "trackId": "t", "fromClipId": "a", "toClipId": "b", "type": "fade", "durationTicks": 1000}
COLOUR = {"type": "color", "color": "#000000", "gradient": None}


def found(**root: Any) -> EditorState:
    return read(document(solid("a"), solid("b", S), transitions={"x": FADE}, **root))[0]


def has_focus(widget: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and (now is widget or widget.isAncestorOf(now))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("opacity", "keyframes", 1, "timeTicks"), "opacity"),
        (("borderRadius",), "border_radius"),
        (("color",), "color"),
        (("startTicks",), "start_ticks"),
    ],
)
def test_a_clips_field_is_scrolled_to_and_takes_the_keyboard(
    qtbot: QtBot, place: tuple[str | int, ...], name: str
) -> None:
    scene = make_scene(qtbot, found())
    scene.panel.resize(320, 300)
    scene.session.select(("a",))
    scene.session.show_field(place)
    qtbot.waitUntil(lambda: has_focus(scene.editor(name)))
    editor = scene.editor(name)
    top = editor.mapTo(scene.panel, editor.rect().topLeft()).y()
    assert 0 < top < scene.panel.height() - editor.height()


def test_a_transitions_length_takes_the_keyboard(qtbot: QtBot) -> None:
    scene = make_scene(qtbot, found())
    scene.session.select_transition("x")
    scene.session.show_field(("durationTicks",))
    qtbot.waitUntil(lambda: has_focus(scene.panel.transition.length))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("outputRatio",), "preset"),
        (("compositionHeight",), "height_px"),
        (("globalBackground", "color"), "colour"),
        (("globalBackground", "gradient"), "gradient"),
        (("globalBackground",), "background"),
    ],
)
def test_a_field_of_the_project_takes_the_keyboard(
    qtbot: QtBot, place: tuple[str | int, ...], name: str
) -> None:
    scene = make_scene(qtbot, found(globalBackground=COLOUR))
    scene.session.show_field(place)
    qtbot.waitUntil(lambda: has_focus(getattr(scene.panel.project, name)))


@pytest.mark.parametrize("place", [(), ("nodes", 1), ("nonsense",), (3,)])
def test_what_is_no_field_here_leaves_the_keyboard_where_it_is(
    qtbot: QtBot, place: tuple[str | int, ...]
) -> None:
    scene = make_scene(qtbot, found())
    scene.select("a")
    scene.editor("opacity").setFocus()
    scene.session.show_field(place)
    scene.settle()
    assert has_focus(scene.editor("opacity"))
