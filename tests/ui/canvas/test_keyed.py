"""Arrows and the knob on a clip with keys: the key at the playhead, and nothing beside the clip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.ui.canvas.handles import rotate_point
from tests.documents import number
from tests.ui.canvas.scene import SHIFT, S, Scene, make_scene, shape, state

KEYED = shape("m", 500, 200, 100, 100) | {
    "left": number(500, (0, 500), (2 * S, 700)),
    "rotation": number(0, (0, 0), (2 * S, 90)),
}
RIGHT = Qt.Key.Key_Right
Keys = list[tuple[int, float]]
Shown = Callable[[int], Scene]


@pytest.fixture
def at(qtbot: QtBot) -> Shown:
    """Show a clip of four seconds with keys of its place and turn, from 1 s on, at a playhead."""

    def show(tick: int) -> Scene:
        made = make_scene(state(KEYED | {"startTicks": S}))
        qtbot.addWidget(made.panel)
        made.panel.show()
        qtbot.waitExposed(made.panel)
        made.session.set_playhead(tick)
        made.session.select(("m",))
        made.area.setFocus()
        return made

    return show


def keys(scene: Scene, field: str) -> Keys:
    item: Any = scene.document.state.items["m"]
    return [(key.time_ticks, key.value) for key in getattr(item, field).keyframes]


def held(scene: Scene, key: Qt.Key) -> None:
    """Press a key without letting it go."""
    QApplication.sendEvent(
        scene.area, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    )


def turn(scene: Scene, degrees: int) -> None:
    """Drag the knob to the right of the middle, where 90° is, or below it, where 180° is."""
    frame = scene.area.frame
    assert frame is not None
    x, y = frame.center
    knob = scene.area.view.to_composition(*rotate_point(frame, scene.area.view))
    scene.drag(knob, (x + 150, y) if degrees == 90 else (x, y + 150), SHIFT)


@pytest.mark.parametrize(
    ("tick", "expected"),
    [
        (S, [(0, 501), (2 * S, 700)]),
        (2 * S, [(0, 500), (S, 601), (2 * S, 700)]),
        (3 * S, [(0, 500), (2 * S, 701)]),
        (5 * S - 1, [(0, 500), (2 * S, 700), (4 * S - 1, 701)]),
    ],
)
def test_an_arrow_sets_the_key_at_the_playhead(at: Shown, tick: int, expected: Keys) -> None:
    scene = at(tick)
    scene.key(RIGHT)
    assert keys(scene, "left") == expected
    assert scene.steps() == ["Nudge"]
    scene.document.undo()
    assert keys(scene, "left") == [(0, 500), (2 * S, 700)]


def test_an_arrow_moves_what_has_no_keys_throughout(at: Shown) -> None:
    scene = at(2 * S)
    scene.key(Qt.Key.Key_Down, SHIFT)
    item: Any = scene.document.state.items["m"]
    assert (item.top.value, item.top.keyframes) == (210, ())
    assert keys(scene, "left") == [(0, 500), (2 * S, 700)]


@pytest.mark.parametrize(
    ("tick", "degrees", "expected"),
    [
        (S, 90, [(0, 90), (2 * S, 90)]),
        (2 * S, 90, [(0, 0), (S, 90), (2 * S, 90)]),
        (3 * S, 180, [(0, 0), (2 * S, 180)]),
        (4 * S, 180, [(0, 0), (2 * S, 90), (3 * S, 180)]),
    ],
)
def test_the_knob_sets_the_key_at_the_playhead(at: Shown, tick: int, degrees: int, expected: Keys) -> None:
    scene = at(tick)
    turn(scene, degrees)
    assert keys(scene, "rotation") == expected
    assert keys(scene, "left") == [(0, 500), (2 * S, 700)]
    assert scene.steps() == ["Rotate"]


@pytest.mark.parametrize("tick", [0, S - 1, 5 * S, 9 * S])
def test_beside_the_clip_nothing_is_nudged_or_turned(at: Shown, tick: int) -> None:
    scene = at(tick)
    before = scene.document.state
    scene.key(RIGHT)
    assert scene.area.frame is None
    scene.drag((550, 174), (700, 250))
    assert scene.document.state.items["m"] is before.items["m"]
    assert "Nudge" not in scene.steps()
    assert "Rotate" not in scene.steps()


def test_of_several_only_those_at_the_playhead_are_nudged(at: Shown) -> None:
    scene = at(0)
    scene.session.select(("card", "m"))
    scene.key(RIGHT)
    assert scene.box("card")[0] == 201
    assert keys(scene, "left") == [(0, 500), (2 * S, 700)]
    assert scene.steps() == ["Nudge"]


def test_a_nudge_is_kept_where_it_was_made_if_the_playhead_moves_on(at: Shown) -> None:
    scene = at(2 * S)
    held(scene, RIGHT)
    held(scene, RIGHT)
    scene.session.set_playhead(4 * S)
    held(scene, RIGHT)
    scene.key(RIGHT)
    assert keys(scene, "left") == [(0, 500), (S, 602), (2 * S, 700), (3 * S, 702)]
    assert scene.steps() == ["Nudge", "Nudge"]


def test_another_selection_is_nudged_from_where_it_is(at: Shown) -> None:
    scene = at(2 * S)
    held(scene, RIGHT)
    scene.session.select(("card",))
    scene.key(RIGHT)
    assert keys(scene, "left") == [(0, 500), (S, 601), (2 * S, 700)]
    assert scene.box("card")[0] == 201


def test_escape_takes_a_held_nudge_back(at: Shown) -> None:
    scene = at(2 * S)
    before = scene.document.state
    held(scene, RIGHT)
    assert scene.value("m", "left") == 601
    scene.key(Qt.Key.Key_Escape)
    assert scene.document.state is before
    assert scene.session.selection.item_ids == ("m",)
    QApplication.sendEvent(
        scene.area, QKeyEvent(QEvent.Type.KeyRelease, RIGHT, Qt.KeyboardModifier.NoModifier)
    )
    assert scene.steps() == []


def test_moves_set_a_first_key_while_keys_are_set_by_themselves(scene: Scene) -> None:
    scene.session.set_playhead(S)
    scene.session.sets_keys = True
    scene.drag((300, 350), (341, 377))
    scene.session.select(("card",))
    scene.area.setFocus()
    held(scene, RIGHT)
    item: Any = scene.document.state.items["card"]
    assert [(key.time_ticks, key.value) for key in item.left.keyframes] == [(S, 242)]
    assert [(key.time_ticks, key.value) for key in item.top.keyframes] == [(S, 327)]
    assert not item.width.keyframes
