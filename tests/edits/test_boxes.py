"""Boxes by hand: constants, keys, and what has no box."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app import edits
from editor_app.edits import EditError, OutOfRangeError
from editor_app.edits.errors import MismatchError
from editor_app.state import EditorState
from editor_app.state.dialects import read
from tests.documents import document, number, solid

S = 240_000
ASSET = {
    "id": "pic",
    "type": "image",
    "filename": "a.png",
    "size": 1,
    "mimeType": "image/png",
    "remoteUrl": None,
    "remoteKey": None,
    "width": 10,
    "height": 10,
}


def state(**fields: Any) -> EditorState:
    found, problems = read(document(solid("a", S, 4 * S, **fields), solid("b", 5 * S, S)))
    assert problems == ()
    return found


def picture(**fields: Any) -> EditorState:
    made = solid("p", 0, S) | {"type": "image", "assetId": "pic", **fields}
    del made["color"], made["shape"]
    found, problems = read(document(made, assets={"pic": ASSET}))
    assert problems == ()
    return found


def keys(found: EditorState, name: str) -> tuple[float, list[tuple[int, float]]]:
    item: Any = found.items["a"]
    value = getattr(item, name)
    return value.value, [(key.time_ticks, key.value) for key in value.keyframes]


def test_what_stands_still_is_set_throughout() -> None:
    new = edits.place_boxes(state(), boxes={"a": {"left": 7, "width": 30}}, at_ticks=2 * S)
    assert keys(new, "left") == (7, [])
    assert keys(new, "width") == (30, [])
    assert keys(new, "top") == (0, [])


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ([(0, 0), (2 * S, 10)], 2 * S, [(0, 0), (S, 7), (2 * S, 10)]),
        ([(0, 0), (2 * S, 10)], 3 * S, [(0, 0), (2 * S, 7)]),
        ([(0, 0), (S, 10)], 5 * S - 1, [(0, 0), (S, 10), (4 * S - 1, 7)]),
        ([(S, 3), (2 * S, 10)], S, [(0, 7), (S, 3), (2 * S, 10)]),
    ],
)
def test_what_moves_gets_a_key_then(
    before: list[tuple[int, float]], at: int, after: list[tuple[int, float]]
) -> None:
    new = edits.place_boxes(state(left=number(0, *before)), boxes={"a": {"left": 7}}, at_ticks=at)
    assert keys(new, "left") == (after[0][1], after)


@pytest.mark.parametrize("at", [0, S - 1, 5 * S, 9 * S])
def test_beside_the_clip_no_key_is_set(at: int) -> None:
    old = state(left=number(0, (0, 0), (S, 10)))
    with pytest.raises(edits.OutOfRangeError, match="Move the playhead into the clip to set a key"):
        edits.place_boxes(old, boxes={"a": {"left": 7}}, at_ticks=at)
    still = edits.place_boxes(old, boxes={"a": {"top": 7}}, at_ticks=at)
    assert keys(still, "top") == (7, [])


def test_a_lone_key_that_ramps_to_the_end_becomes_two() -> None:
    old = state(left=number(100, (0, 0)))
    new = edits.place_boxes(old, boxes={"a": {"left": 7}}, at_ticks=3 * S)
    value, curve = keys(new, "left")
    assert value == 0
    assert curve[:2] == [(0, 0), (2 * S, 7)]
    assert curve[2][0] == 4 * S - 1


def test_what_is_so_already_stays_the_same_object() -> None:
    old = state(left=number(0, (0, 0), (2 * S, 10)))
    assert edits.place_boxes(old, boxes={"a": {"left": 5, "top": 0}}, at_ticks=2 * S) is old
    assert edits.move_boxes(old, item_ids=["a", "b"], dx=0, dy=0, at_ticks=0) is old


def test_moving_adds_to_what_is_there_then() -> None:
    old = state(left=number(0, (0, 0), (2 * S, 10)), top=number(5))
    new = edits.move_boxes(old, item_ids=["a", "b"], dx=3, dy=-2, at_ticks=2 * S)
    assert keys(new, "left") == (0, [(0, 0), (S, 8), (2 * S, 10)])
    assert keys(new, "top") == (3, [])
    other: Any = new.items["b"]
    assert (other.left.value, other.top.value) == (3, -2)


def test_crops_change_together_and_must_leave_something() -> None:
    old = picture(cropLeft=number(0.8))
    new: Any = edits.place_boxes(old, boxes={"p": {"crop_left": 0.1, "crop_right": 0.5}}, at_ticks=0).items[
        "p"
    ]
    assert (new.crop_left.value, new.crop_right.value, new.crop_top) == (0.1, 0.5, None)
    with pytest.raises(OutOfRangeError, match="leave nothing"):
        edits.place_boxes(old, boxes={"p": {"crop_right": 0.3}}, at_ticks=0)


@pytest.mark.parametrize("values", [{"opacity": 1.0}, {"crop_left": 0.1}, {"font_size": 20.0}])
def test_what_is_no_part_of_the_box_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(MismatchError):
        edits.place_boxes(state(), boxes={"a": values}, at_ticks=0)


def test_a_clip_that_is_not_there_is_refused() -> None:
    with pytest.raises(EditError):
        edits.move_boxes(state(), item_ids=["none"], dx=1, dy=0, at_ticks=0)


def test_a_first_key_is_set_where_that_is_wanted_and_the_clip_plays() -> None:
    old = state()
    new: Any = edits.move_boxes(old, item_ids=["a"], dx=3, dy=0, at_ticks=2 * S, sets_keys=True).items["a"]
    start = old.items["a"].start_ticks
    assert [(key.time_ticks, key.value) for key in new.left.keyframes] == [(2 * S - start, new.left.value)]
    assert not new.top.keyframes
    beside: Any = edits.place_boxes(old, boxes={"a": {"left": 7}}, at_ticks=10**9, sets_keys=True).items["a"]
    assert not beside.left.keyframes
    assert beside.left.value == 7
