"""Fields, keyframes, attributes, alignment and the composition."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app import edits
from editor_app.checks import check
from editor_app.items.values import AnimatedNumber, Animations, ClipAnimation
from editor_app.state import EditorState
from editor_app.state.backgrounds import ColorBackground, ImageBackground
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import number, state_of


def item(state: EditorState, key: str = "A") -> Any:
    return state.items[key]


def keys(state: EditorState, field: str = "opacity") -> list[tuple[float, float]]:
    return [(k.time_ticks / S, k.value) for k in getattr(item(state), field).keyframes]


@pytest.fixture
def state() -> EditorState:
    return state_of("V1: A[0-4] B[4-8] | V2: C:image[0-4] e:effect[4-5]")


def test_fields_of_many(state: EditorState) -> None:
    result = edits.set_fields(state, item_ids=["A", "B"], fields={"color": "#0f0"})
    assert (item(result).color, item(result, "B").color) == ("#0f0", "#0f0")
    assert result.items["C"] is state.items["C"]
    assert result.tracks is state.tracks


@pytest.mark.parametrize(
    ("ids", "fields", "says"),
    [
        (["C"], {"color": "#0f0"}, "no field color"),
        (["A"], {"color": 7}, "color must be a text"),
        (["A"], {"start_ticks": 7}, "not set as a plain field"),
        (
            ["C"],
            {"crop_left": AnimatedNumber.constant(0.6), "crop_right": AnimatedNumber.constant(0.5)},
            "crops",
        ),
        (["Q"], {"color": "#0f0"}, "no clip with this id"),
    ],
)
def test_fields_that_do_not_fit(
    state: EditorState, ids: list[str], fields: dict[str, object], says: str
) -> None:
    with pytest.raises(edits.EditError, match=says):
        edits.set_fields(state, item_ids=ids, fields=fields)


def test_animations_shrink_to_fit_the_clip(state: EditorState) -> None:
    fade = ClipAnimation(type="fade", duration_ticks=6 * S)
    result = edits.set_fields(state, item_ids=["A"], fields={"animations": Animations(in_=fade, out=fade)})
    assert item(result).animations.in_.duration_ticks == 2 * S
    assert not check(result)


def test_keyframes_from_the_first_to_none(state: EditorState) -> None:
    def put(state: EditorState, seconds: float, value: float) -> EditorState:
        return edits.set_keyframe(
            state, item_ids=["A"], field="opacity", time_ticks=round(seconds * S), value=value
        )

    one = put(state, 2, 0.5)
    assert (keys(one), item(one).opacity.value) == ([(2, 0.5)], 0.5)
    two = put(one, 1, 0.25)
    assert (keys(two), item(two).opacity.value) == ([(1, 0.25), (2, 0.5)], 0.25)
    between = edits.toggle_keyframe(two, item_id="A", field="opacity", time_ticks=S + S // 2)
    assert keys(between) == [(1, 0.25), (1.5, 0.375), (2, 0.5)]
    assert keys(edits.toggle_keyframe(between, item_id="A", field="opacity", time_ticks=S)) == [
        (1.5, 0.375),
        (2, 0.5),
    ]
    moved = edits.move_keyframes(between, item_id="A", field="opacity", times_ticks=[S], by_ticks=S)
    assert keys(moved) == [(1.5, 0.375), (2, 0.25)]
    last = edits.remove_keyframes(two, item_id="A", field="opacity", times_ticks=[S, 2 * S])
    assert (keys(last), item(last).opacity.value) == ([], 0.25)
    cleared = edits.clear_keyframes(between, item_id="A", field="opacity", time_ticks=2 * S)
    assert (keys(cleared), item(cleared).opacity.value) == ([], 0.5)


def test_a_number_is_keyed_only_where_it_moves(state: EditorState) -> None:
    result = edits.set_number(state, item_ids=["A"], field="left", value=7, time_ticks=S)
    assert (keys(result, "left"), item(result).left.value) == ([], 7)
    moving = edits.set_keyframe(result, item_ids=["A"], field="left", time_ticks=0, value=1)
    result = edits.set_number(moving, item_ids=["A"], field="left", value=9, time_ticks=S)
    assert keys(result, "left") == [(0, 1), (1, 9)]
    result = edits.set_number(moving, item_ids=["A"], field="left", value=9)
    assert (keys(result, "left"), item(result).left.value) == ([], 9)


def test_each_clip_gets_a_number_of_its_own_at_a_time_of_its_own(state: EditorState) -> None:
    moving = edits.set_keyframe(state, item_ids=["A"], field="left", time_ticks=0, value=1)
    result = edits.set_numbers(moving, values={"A": 9, "B": -3}, field="left", times_ticks={"A": S})
    assert keys(result, "left") == [(0, 1), (1, 9)]
    assert item(result, "B").left.value == -3
    still = edits.set_numbers(moving, values={"A": 9}, field="left", times_ticks={})
    assert (keys(still, "left"), item(still).left.value) == ([], 9)
    with pytest.raises(edits.OutOfRangeError):
        edits.set_numbers(moving, values={"A": 9}, field="left", times_ticks={"A": 10**9})


def test_an_absent_number_counts_as_zero(state: EditorState) -> None:
    result = edits.toggle_keyframe(state, item_id="C", field="crop_left", time_ticks=S)
    assert item(result, "C").crop_left.at(0, 4 * S) == 0


def test_a_single_key_that_ramps_is_settled(state: EditorState) -> None:
    ramp = state_of("V1: A[0-4]", edit=lambda d: d["items"]["A"].update(opacity=number(1, (0, 0))))
    result = edits.toggle_keyframe(ramp, item_id="A", field="opacity", time_ticks=2 * S)
    assert keys(result)[:2] == [(0, 0), (2, 0.5)]
    assert keys(result)[2] == (pytest.approx(4, abs=1e-5), pytest.approx(1, abs=1e-5))
    assert not check(result)


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: edits.set_keyframe(s, item_ids=["A"], field="opacity", time_ticks=4 * S, value=1),
        lambda s: edits.set_keyframe(s, item_ids=["A"], field="opacity", time_ticks=-1, value=1),
        lambda s: edits.set_keyframe(s, item_ids=["A"], field="color", time_ticks=0, value=1),
        lambda s: edits.set_keyframe(s, item_ids=["e"], field="opacity", time_ticks=0, value=1),
        lambda s: edits.set_keyframe(s, item_ids=["A"], field="opacity", time_ticks=0, value=float("nan")),
        lambda s: edits.remove_keyframes(s, item_id="A", field="opacity", times_ticks=[0]),
        lambda s: edits.move_keyframes(s, item_id="A", field="opacity", times_ticks=[0], by_ticks=1),
    ],
)
def test_keyframes_that_cannot_be(state: EditorState, edit: Any) -> None:
    with pytest.raises(edits.EditError):
        edit(state)


def test_attributes_go_where_the_fields_are_the_same() -> None:
    def dress(document: dict[str, Any]) -> None:
        document["items"]["A"] |= {"opacity": number(0, (0, 0), (4 * S, 1)), "color": "#123"}

    state = state_of("V1: A[0-5] B[5-7] C:text[7-9]", edit=dress)
    result = edits.paste_attributes(state, source=item(state), item_ids=["B", "C"])
    assert [(k.time_ticks, k.value) for k in item(result, "B").opacity.keyframes] == [
        (0, 0),
        (2 * S - 1, pytest.approx(0.5, abs=1e-5)),
    ]
    assert (item(result, "B").color, item(result, "B").duration_ticks) == ("#123", 2 * S)
    assert item(result, "C").text == "Hello"
    result = edits.paste_attributes(state, source=item(state), item_ids=["B"], groups=["style"])
    assert item(result, "B").opacity is item(state, "B").opacity


def boxes(document: dict[str, Any]) -> None:
    for key, left, width in (("A", 100, 200), ("B", 500, 100), ("C", 1000, 300)):
        document["items"][key] |= {"left": number(left), "width": number(width)}


@pytest.mark.parametrize(
    ("side", "to", "expected"),
    [
        ("left", "composition", [0, 0, 0]),
        ("center", "composition", [860, 910, 810]),
        ("right", "composition", [1720, 1820, 1620]),
        ("left", "selection", [100, 100, 100]),
        ("center", "selection", [600, 650, 550]),
        ("right", "selection", [1100, 1200, 1000]),
    ],
)
def test_align(side: Any, to: Any, expected: list[float]) -> None:
    state = state_of("V1: A[0-4] | V2: B[0-4] | V3: C:image[0-4]", edit=boxes)
    result = edits.align_clips(state, item_ids=["A", "B", "C"], side=side, to=to, at_ticks=0)
    assert [item(result, key).left.value for key in "ABC"] == expected
    assert [item(result, key).top.value for key in "ABC"] == [100, 100, 100]


def test_align_sees_scale_and_rotation_and_moves_whole_paths() -> None:
    def turn(document: dict[str, Any]) -> None:
        document["items"]["A"] |= {
            "left": number(100, (0, 100), (2 * S, 300)),
            "width": number(200),
            "height": number(100),
            "scaleX": number(0.5),
            "rotation": number(90),
        }

    state = state_of("V1: A[0-4]", edit=turn)
    result = edits.align_clips(state, item_ids=["A"], side="left", at_ticks=S)
    # At one second the box spans 200..400 with its middle at 300; turned, it is 100 px wide.
    assert [(t, v) for t, v in keys(result, "left")] == [(0, -150), (2, 50)]


def test_distribute_leaves_equal_room() -> None:
    state = state_of("V1: A[0-4] | V2: B[0-4] | V3: C:image[0-4]", edit=boxes)
    result = edits.distribute_clips(state, item_ids=["C", "A", "B"], axis="horizontal", at_ticks=0)
    assert [item(result, key).left.value for key in "ABC"] == [100, 600, 1000]
    with pytest.raises(edits.NothingToDoError):
        edits.distribute_clips(state, item_ids=["A", "B"], axis="vertical", at_ticks=0)
    with pytest.raises(edits.MismatchError):
        edits.align_clips(state_of("V1: e:effect[0-1]"), item_ids=["e"], side="left", at_ticks=0)


def test_composition_and_background(state: EditorState) -> None:
    stated = state.replace(output_ratio="16:9")
    assert edits.resize_composition(stated, width=1080, height=1920).output_ratio == "9:16"
    assert edits.resize_composition(stated, width=1000, height=900).output_ratio == "custom"
    assert edits.resize_composition(state, width=1000, height=900).output_ratio is None
    for width, height in ((49, 100), (100, 1921), (0, 0)):
        with pytest.raises(edits.OutOfRangeError):
            edits.resize_composition(stated, width=width, height=height)
    color = ColorBackground(color="#123", gradient=None)
    result = edits.set_background(state, background=color)
    assert result.global_background == color
    assert edits.set_background(result, background=None).global_background is None
    for key, error in (("i", None), ("v", edits.MismatchError), ("q", edits.MissingRecordError)):
        picture = ImageBackground(image_asset_id=key, image_url="x", source="custom")
        if error:
            with pytest.raises(error):
                edits.set_background(state, background=picture)
        else:
            assert not check(edits.set_background(state, background=picture))
