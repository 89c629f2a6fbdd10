"""The path of the selected item on the canvas: when it shows, and its keys under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor_app.store.sidecar import Sidecar
from tests.documents import number
from tests.ui.canvas.scene import CTRL, SHIFT, S, Scene, make_scene, shape, state, words

MOVING = shape("m", 500, 200, 100, 100) | {
    "startTicks": S,
    "left": number(500, (0, 500), (2 * S, 700)),
    "top": number(200, (0, 200), (2 * S, 260)),
}
FIRST, MIDDLE, LAST = (550, 250), (650, 280), (750, 310)
Shown = Callable[..., Scene]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Show a shape that moves from 1 s to 3 s and then rests, with the playhead at 2 s."""

    def show(*, sidecar: Sidecar | None = None, **fields: Any) -> Scene:
        made = make_scene(state(MOVING | fields), sidecar)
        qtbot.addWidget(made.panel)
        made.panel.show()
        qtbot.waitExposed(made.panel)
        made.session.set_playhead(2 * S)
        made.session.select(("m",))
        made.area.setFocus()
        return made

    return show


def keys(scene: Scene, field: str) -> list[tuple[int, float]]:
    item: Any = scene.document.state.items["m"]
    return [(key.time_ticks, key.value) for key in getattr(item, field).keyframes]


def test_the_path_of_the_one_selected_shows(shown: Shown) -> None:
    scene = shown()
    path = scene.area.motion.path
    assert path is not None
    assert path.line == (FIRST, LAST)
    assert scene.area.motion.current == MIDDLE
    scene.session.select(("m", "card"))
    assert scene.area.motion.path is None
    scene.session.select(("card",))
    assert scene.area.motion.path is None


def test_it_is_painted(shown: Shown) -> None:
    scene = shown()
    x, y = (round(px) for px in scene.at(*LAST))
    key = scene.area.ink.key
    assert scene.area.grab().toImage().pixelColor(x, y) == key
    scene.area.set_speed(1.0)
    assert scene.area.grab().toImage().pixelColor(x, y) != key
    scene.area.set_speed(0.0)
    assert scene.area.grab().toImage().pixelColor(x, y) == key


@pytest.mark.parametrize("tick", [0, 5 * S, 8 * S])
def test_beside_the_clip_there_is_none(shown: Shown, tick: int) -> None:
    scene = shown()
    scene.session.set_playhead(tick)
    assert scene.area.motion.path is None


def test_a_hidden_track_has_none(shown: Shown) -> None:
    scene = shown()
    found = scene.document.state
    assert scene.area.motion.path is not None
    tracks: Any = tuple(t.replace(hidden=t.id == "T-m") for t in found.tracks)  # type: ignore[union-attr]
    scene.document.apply("Hide", found.replace(tracks=tracks))
    assert scene.area.motion.path is None


def test_cropping_and_writing_hide_it(qtbot: QtBot) -> None:
    moving = {"left": number(480, (0, 480), (2 * S, 500))}
    found = state()
    items: dict[str, Any] = dict(found.items)
    for key in ("photo", "text"):
        moved: Any = items[key]
        items[key] = moved.replace(left=_read_number(moving["left"]))
    scene = make_scene(found.replace(items=items))
    qtbot.addWidget(scene.panel)
    scene.panel.show()
    for key, leave in (("photo", scene.area.modes.end_crop), ("text", scene.area.modes.end_writing)):
        scene.session.select((key,))
        assert scene.area.motion.path is not None
        assert scene.area.modes.open(key)
        assert scene.area.motion.path is None
        leave()
        assert scene.area.motion.path is not None


def _read_number(raw: dict[str, Any]) -> Any:
    item: Any = state(shape("n", 0, 0, 1, 1) | {"left": raw}).items["n"]
    return item.left


def test_a_key_is_dragged_in_one_step(shown: Shown) -> None:
    scene = shown()
    scene.press(*LAST)
    scene.drag_to(LAST, (790, 290))
    assert keys(scene, "left") == [(0, 500), (2 * S, 740)]
    assert scene.steps() == []
    path = scene.area.motion.path
    assert path is not None
    assert path.line == (FIRST, (790, 290))
    scene.release(790, 290)
    assert keys(scene, "left") == [(0, 500), (2 * S, 740)]
    assert keys(scene, "top") == [(0, 200), (2 * S, 240)]
    assert scene.steps() == ["Move keyframe"]
    assert scene.session.playhead_ticks == 2 * S
    assert scene.session.selection.item_ids == ("m",)
    scene.document.undo()
    assert keys(scene, "left") == [(0, 500), (2 * S, 700)]


def test_shift_keeps_a_key_to_one_direction(shown: Shown) -> None:
    scene = shown()
    scene.drag(LAST, (790, 315), SHIFT)
    assert keys(scene, "left") == [(0, 500), (2 * S, 740)]
    assert keys(scene, "top") == [(0, 200), (2 * S, 260)]


def test_escape_leaves_a_key_where_it_was(shown: Shown) -> None:
    scene = shown()
    before = scene.document.state
    scene.press(*LAST)
    scene.drag_to(LAST, (790, 290))
    scene.key(Qt.Key.Key_Escape)
    assert scene.document.state is before
    scene.release(790, 290)
    assert scene.steps() == []


def test_a_key_of_one_field_gets_the_other_too(shown: Shown) -> None:
    scene = shown(top=number(200, (S, 200), (3 * S - 1, 260)))
    scene.drag((550, 250), (540, 230))
    assert keys(scene, "left") == [(0, 490), (2 * S, 700)]
    assert keys(scene, "top") == [(0, 180), (S, 200), (3 * S - 1, 260)]


def test_a_key_snaps_as_its_item_would(shown: Shown) -> None:
    scene = shown()
    scene.session.set_snapping(True)
    scene.press(*LAST)
    scene.drag_to(LAST, (643, 362))
    assert {guide.at for guide in scene.area.overlay.guides} >= {640, 360}
    scene.release(643, 362)
    assert (keys(scene, "left")[1][1], keys(scene, "top")[1][1]) == (590, 310)


def test_a_click_on_a_key_takes_the_playhead_there(shown: Shown) -> None:
    scene = shown()
    scene.click(*LAST)
    assert scene.session.playhead_ticks == 3 * S
    assert scene.steps() == []
    scene.click(*FIRST)
    assert scene.session.playhead_ticks == S
    assert scene.session.selection.item_ids == ("m",)


def test_a_double_click_on_a_key_opens_nothing(qtbot: QtBot) -> None:
    made = words("t", "Hello", 500, 200, 100, 100) | {"left": MOVING["left"]}
    scene = make_scene(state(made))
    qtbot.addWidget(scene.panel)
    scene.panel.show()
    scene.session.select(("t",))
    scene.double_click(750, 250)
    assert scene.session.playhead_ticks == 2 * S
    assert scene.area.modes.editor is None
    scene.click(100, 600)
    scene.double_click(750, 250)
    assert scene.area.modes.editor is not None


def test_where_the_item_is_it_is_moved_itself(shown: Shown) -> None:
    scene = shown()
    scene.session.set_playhead(3 * S)
    scene.drag(LAST, (760, 320))
    assert keys(scene, "left") == [(0, 500), (2 * S, 710)]
    assert scene.steps() == ["Move"]


def test_ctrl_selects_through_a_key(shown: Shown) -> None:
    scene = shown()
    scene.click(*LAST, CTRL)
    assert scene.session.playhead_ticks == 2 * S


def test_a_locked_track_refuses_in_a_sentence(shown: Shown, qtbot: QtBot) -> None:
    scene = shown(sidecar=Sidecar(locked_tracks=("T-m",)))
    before = scene.document.state
    assert scene.area.motion.path is not None
    assert scene.area.frame is None
    said: list[str] = []
    scene.panel.notice.connect(said.append)
    scene.drag(LAST, (790, 290))
    assert said == ["This track is locked. Unlock it to move its keyframes."]
    assert scene.document.state is before
    scene.click(*LAST)
    assert scene.session.playhead_ticks == 3 * S


def test_a_key_under_the_pointer_is_shown_larger(shown: Shown) -> None:
    scene = shown()
    before = scene.area.grab().toImage()
    scene.hover(*LAST)
    assert scene.area.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert scene.area.grab().toImage() != before
    scene.hover(100, 600)
    assert scene.area.motion.hot is None
