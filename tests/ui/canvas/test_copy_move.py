"""Dragging with Ctrl: copies on tracks of their own, one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from editor_app.edits import EditError
from editor_app.ui.canvas.copy_move import copied_above
from tests.ui.canvas.scene import CTRL, SHIFT, S, Scene, shape, state


def counting() -> Callable[[], str]:
    numbers: Iterator[int] = iter(range(100))
    return lambda: f"n{next(numbers)}"


@pytest.mark.parametrize(
    ("item_ids", "tracks_above", "starts"),
    [
        (["card"], 1, [0]),
        (["later"], 1, [S]),
        (["later", "card"], 2, [S, 0]),
    ],
)
def test_copies_lie_above_at_their_own_time(
    item_ids: list[str], tracks_above: int, starts: list[int]
) -> None:
    before = state(shape("later", 0, 0, 10, 10) | {"startTicks": S})
    after, copies = copied_above(before, item_ids=item_ids, new_id=counting())
    assert [after.items[key].start_ticks for key in copies] == starts
    assert after.tracks[tracks_above:] == before.tracks
    assert {key for track in after.tracks[:tracks_above] for key in track.items} == set(copies)
    assert all(after.items[key] is item for key, item in before.items.items())


def test_nothing_is_not_copied() -> None:
    with pytest.raises(EditError):
        copied_above(state(), item_ids=[])


def copies(scene: Scene) -> list[str]:
    return [key for key in scene.document.state.items if key not in state().items]


def test_a_drag_with_ctrl_leaves_a_copy_where_it_ends(scene: Scene) -> None:
    scene.session.select(("card",))
    scene.press(300, 350, CTRL)
    scene.drag_to((300, 350), (341, 377), CTRL)
    assert scene.steps() == []
    scene.release(341, 377, CTRL)
    (copy,) = copies(scene)
    assert scene.box(copy) == (241, 327, 200, 100)
    assert scene.box("card") == (200, 300, 200, 100)
    assert scene.steps() == ["Duplicate"]
    assert scene.session.selection.item_ids == (copy,)
    scene.document.undo()
    assert copies(scene) == []


def test_several_are_copied_together(scene: Scene) -> None:
    scene.session.select(("card", "photo"))
    scene.drag((300, 350), (310, 350), CTRL)
    made: list[Any] = [scene.document.state.items[key] for key in copies(scene)]
    assert sorted((item.type, item.left.value) for item in made) == [("image", 490), ("solid", 210)]
    assert set(scene.session.selection.item_ids) == {item.id for item in made}


def test_escape_copies_nothing(scene: Scene) -> None:
    scene.session.select(("card",))
    before = scene.document.state
    scene.press(300, 350, CTRL)
    scene.drag_to((300, 350), (341, 377), CTRL)
    assert len(copies(scene)) == 1
    scene.key(Qt.Key.Key_Escape)
    assert scene.document.state is before
    scene.release(341, 377, CTRL)
    assert scene.steps() == []
    assert scene.session.selection.item_ids == ("card",)


def test_a_copy_snaps_to_its_original(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.session.select(("card",))
    scene.drag((300, 350), (503, 352), CTRL)
    (copy,) = copies(scene)
    assert scene.box(copy)[:2] == (400, 300)


def test_ctrl_on_what_is_not_selected_draws_a_marquee_as_before(scene: Scene) -> None:
    scene.session.select(("text",))
    scene.drag((150, 250), (500, 450), CTRL)
    assert set(scene.session.selection.item_ids) == {"text", "card", "photo", "back"}
    assert copies(scene) == []


def test_ctrl_and_shift_draw_a_marquee_from_what_is_selected(scene: Scene) -> None:
    scene.session.select(("card",))
    scene.drag((300, 350), (500, 450), CTRL | SHIFT)
    assert "photo" in scene.session.selection.item_ids
    assert copies(scene) == []


def test_a_click_with_ctrl_takes_away_as_before(scene: Scene) -> None:
    scene.session.select(("card", "photo"))
    scene.click(300, 350, CTRL)
    assert scene.session.selection.item_ids == ("photo",)
