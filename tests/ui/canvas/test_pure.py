"""Geometry, handles, snapping and crops without a window."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from editor_app.drawing import Box, about, rotation, scaling, then
from editor_app.ui.canvas.cropping import Crop, crop_of
from editor_app.ui.canvas.geometry import (
    ItemBox,
    around,
    box_of,
    covers,
    hit_stack,
    ids_at,
    next_below,
    touched,
)
from editor_app.ui.canvas.handles import cursor_of, handle_at, handle_points, rotate_point
from editor_app.ui.canvas.resizing import (
    CORNERS,
    HANDLES,
    changes,
    on_line,
    resized,
    scaled_with,
    stepped,
    turn_between,
    turned_about,
)
from editor_app.ui.canvas.snapping import guides, nearest, snapped_move, targets_of
from editor_app.ui.canvas.view import MOST_ZOOM, centred, fitted
from tests.documents import number
from tests.ui.canvas.scene import S, shape, state

sizes = st.floats(1, 4000)
places = st.floats(-3000, 3000)
scales = st.floats(0.1, 5) | st.floats(-5, -0.1)
turns = st.floats(-360, 360)
boxes = st.builds(ItemBox, st.just("a"), places, places, sizes, sizes, scales, scales, turns)
points = st.tuples(places, places)


def near(a: tuple[float, ...], b: tuple[float, ...], slack: float = 1e-5) -> bool:
    return math.dist(a, b) <= slack * (1 + max(map(abs, (*a, *b))))


@given(st.integers(50, 1920), st.integers(50, 1920), points, st.floats(0.05, 10), points)
def test_to_the_screen_and_back(
    width: int, height: int, at: tuple[float, float], zoom: float, about_: tuple[float, float]
) -> None:
    view = fitted(900, 600, (width, height), 1.25).zoomed(zoom, *about_).moved(3, -5)
    assert near(view.to_composition(*view.to_screen(*at)), at)


@given(st.integers(50, 1920), st.integers(50, 1920), st.sampled_from([1.0, 1.25, 2.0]))
def test_fitted_shows_all_of_it_on_whole_device_px(width: int, height: int, ratio: float) -> None:
    view = fitted(900, 600, (width, height), ratio)
    right, bottom = view.to_screen(width, height)
    assert view.left_px >= 0
    assert view.top_px >= 0
    assert right <= 900
    assert bottom <= 600
    assert not view.overflows
    across = width * view.zoom * ratio
    assert across == pytest.approx(round(across), abs=1e-6)
    assert view.left_px * ratio == pytest.approx(round(view.left_px * ratio))


def test_zoom_keeps_the_point_under_the_cursor_and_ends_somewhere() -> None:
    view = fitted(900, 600, (1280, 720))
    before = view.to_composition(300, 200)
    assert near(view.zoomed(3, 300, 200).to_composition(300, 200), before)
    assert view.zoomed(1000, 300, 200).zoom == MOST_ZOOM


def test_a_corner_stays_in_sight() -> None:
    view = centred(900, 600, (1280, 720), 1).moved(-5000, 5000)
    right, _ = view.to_screen(1280, 0)
    assert right > 0
    assert view.top_px < 600


@given(boxes, st.floats(0, 1), st.floats(0, 1))
def test_a_box_lies_where_the_renderer_draws_it(box: ItemBox, u: float, v: float) -> None:
    a, b, c, d, e, f = about(
        Box(box.left, box.top, box.width, box.height).center,
        then(scaling(box.scale_x, box.scale_y), rotation(box.rotation)),
    )
    x, y = box.left + u * box.width, box.top + v * box.height
    assert near(box.place(u, v), (a * x + c * y + e, b * x + d * y + f))
    assert near(box.share(*box.place(u, v)), (u, v))


@given(boxes, st.sampled_from(sorted(HANDLES)), points, st.booleans())
def test_resize_leaves_the_opposite_side_where_it_is(
    box: ItemBox, handle: str, to: tuple[float, float], keeps: bool
) -> None:
    new = resized(box, handle, to, keeps=keeps)
    u, v = HANDLES[handle]
    assert near(new.place(1 - u, 1 - v), box.place(1 - u, 1 - v))
    assert new.width >= 0.999
    assert new.height >= 0.999
    if keeps:
        assert new.width * box.height == pytest.approx(new.height * box.width, rel=1e-6)


@given(boxes, st.sampled_from(sorted(HANDLES)), points, st.booleans())
def test_resize_from_the_middle_leaves_the_middle(
    box: ItemBox, handle: str, to: tuple[float, float], keeps: bool
) -> None:
    assert near(resized(box, handle, to, keeps=keeps, from_center=True).center, box.center)


@given(boxes, st.sampled_from(sorted(CORNERS)), st.floats(0.3, 3), st.floats(0.3, 3))
def test_a_corner_follows_the_pointer(box: ItemBox, handle: str, wide: float, high: float) -> None:
    assume(box.width * wide > 1 and box.height * high > 1)
    u, v = HANDLES[handle]
    grown = replace(box, width=box.width * wide, height=box.height * high)
    goal = box.place((1 - u) + (2 * u - 1) * wide, (1 - v) + (2 * v - 1) * high)
    new = resized(box, handle, goal, keeps=False)
    assert near((new.width, new.height), (grown.width, grown.height), 1e-4)
    assert near(new.place(u, v), goal, 1e-4)


def test_text_grows_with_its_corners() -> None:
    box = ItemBox("t", 0, 0, 200, 100, font_size=40, keeps="corners")
    new = resized(box, "se", (400, 200), keeps=True)
    assert (new.width, new.height, new.font_size) == (400, 200, 80)
    assert resized(box, "e", (400, 50), keeps=False).font_size == 40


def test_changes_are_what_differs_and_rounded() -> None:
    old = ItemBox("t", 0, 0, 200, 100, font_size=40)
    assert changes(old, old) == {}
    assert changes(old, replace(old, left=1.23456, rotation=12.34)) == {"left": 1.23, "rotation": 12.3}


@given(boxes, boxes, st.floats(1, 3))
def test_several_grow_by_one_factor_about_the_corner_that_stays(a: ItemBox, b: ItemBox, by: float) -> None:
    frame = around([a, b])
    corner = frame.place(1, 1)
    x, y = frame.left + (corner[0] - frame.left) * by, frame.top + (corner[1] - frame.top) * by
    new = resized(frame, "se", (x, y), keeps=True)
    made = scaled_with((a, b), frame, new)
    assert made[0].width == pytest.approx(a.width * by, rel=1e-4)
    assert near(around(made).bounds[:2], frame.bounds[:2], 1e-4)


def test_turning_several_turns_each_and_carries_them_about() -> None:
    a, b = ItemBox("a", 0, 0, 20, 20), ItemBox("b", 100, 0, 20, 20)
    new = turned_about((a, b), (60, 10), 90)
    assert near(new[0].center, (60, -40))
    assert near(new[1].center, (60, 60))
    assert [box.rotation for box in new] == [90, 90]


@pytest.mark.parametrize(("to", "degrees"), [((0, 1), 90), ((0, -1), -90), ((1, 1), 45), ((1, 0), 0)])
def test_turns_go_clockwise(to: tuple[float, float], degrees: float) -> None:
    assert turn_between((0, 0), (1, 0), to) == pytest.approx(degrees)


def test_steps_of_fifteen() -> None:
    assert [stepped(x) for x in (7, 8, -22, -23, 359)] == [0, 15, -15, -30, 360]


def test_on_the_line_of_a_corner() -> None:
    box = ItemBox("a", 0, 0, 200, 100)
    assert on_line(box, "se", x=300) == (300, 150)
    assert on_line(box, "se", y=50) == (100, 50)
    assert on_line(box, "e", y=50) is None


def test_hits_go_from_the_top_and_respect_the_turn() -> None:
    top = ItemBox("top", 0, 0, 100, 10, rotation=90)
    low = ItemBox("low", 0, -50, 100, 100)
    assert hit_stack([top, low], 50, 40) == ("top", "low")
    assert hit_stack([top, low], 10, 5) == ("low",)
    assert hit_stack([top, low], 500, 5) == ()


def test_below_comes_round_again() -> None:
    assert next_below(("a", "b"), "a") == "b"
    assert next_below(("a", "b"), "b") == "a"
    assert next_below(("a", "b"), None) == "a"
    assert next_below((), "a") is None


def test_a_marquee_touches_the_turned_shape_and_not_its_bounds() -> None:
    box = ItemBox("a", 0, 0, 100, 10, rotation=45)
    assert touched([box], (40, 0, 60, 10)) == ("a",)
    assert touched([box], (75, -35, 90, -25)) == ()
    assert touched([box], (-500, -500, 500, 500)) == ("a",)


def test_covers_takes_all_four_corners() -> None:
    assert covers(ItemBox("a", 0, 0, 1280, 720), (1280, 720))
    assert not covers(ItemBox("a", 0, 0, 1280, 720, rotation=3), (1280, 720))


def test_hidden_and_locked_tracks_are_out_of_reach() -> None:
    found = state()
    assert ids_at(found, 0) == ("text", "card", "turned", "photo", "back")
    assert ids_at(found, 0, ("T-card",)) == ("text", "turned", "photo", "back")
    assert ids_at(found, 4 * S) == ()
    hidden = found.replace(tracks=tuple(t.replace(hidden=t.id == "T-text") for t in found.tracks))  # type: ignore[union-attr]
    assert "text" not in ids_at(hidden, 0)


def test_boxes_move_with_their_keys() -> None:
    moving = shape("m", 0, 0, 10, 10) | {"left": number(0, (0, 0), (2 * S, 100))}
    item = state(moving).items["m"]
    box = box_of(item, S)
    assert box is not None
    assert box.left == 50


def test_targets_are_the_frame_and_the_others() -> None:
    targets = targets_of((1280, 720), [ItemBox("a", 100, 200, 50, 50)])
    assert {target.at for target in targets.xs} == {0, 640, 1280, 100, 125, 150}
    assert {target.at for target in targets.ys} == {0, 360, 720, 200, 225, 250}


@pytest.mark.parametrize(
    ("bounds", "moves"),
    [
        ((5, 300, 105, 400), (-5, None)),
        ((593, 300, 693, 400), (-3, None)),
        ((1183, 314, 1283, 414), (-3, -4)),
        ((200, 200, 300, 300), (None, None)),
    ],
)
def test_what_is_near_snaps(
    bounds: tuple[float, float, float, float], moves: tuple[float | None, float | None]
) -> None:
    assert snapped_move(bounds, targets_of((1280, 720), []), 8) == moves


def test_the_nearest_wins_and_reach_ends() -> None:
    targets = targets_of((100, 100), []).xs
    assert nearest(targets, (44, 97), 8) == 3
    assert nearest(targets, (30,), 8) is None


def test_guides_reach_from_one_to_the_other() -> None:
    targets = targets_of((1280, 720), [ItemBox("a", 100, 600, 50, 50)])
    lines = guides((100, 200, 180, 260), targets)
    assert [(g.axis, g.at, g.low, g.high) for g in lines] == [("x", 100, 200, 650)]


crops = st.floats(0, 0.45)


@given(boxes, crops, crops, crops, crops, st.sampled_from(sorted(HANDLES)), points)
def test_crop_drags_one_side_and_stays_within_the_picture(
    whole: ItemBox, left: float, top: float, right: float, bottom: float, handle: str, to: tuple[float, float]
) -> None:
    crop = Crop(whole, left, top, right, bottom)
    new = crop.dragged(handle, to)
    assert new.whole == whole
    assert min(new.left, new.top, new.right, new.bottom) >= 0
    assert new.left + new.right < 1
    assert new.top + new.bottom < 1
    u, v = HANDLES[handle]
    assert near(new.window.place(1 - u, 1 - v), crop.window.place(1 - u, 1 - v))


@given(boxes, crops, crops, crops, crops, points, points)
def test_a_moved_window_keeps_its_size(
    whole: ItemBox,
    left: float,
    top: float,
    right: float,
    bottom: float,
    start: tuple[float, float],
    to: tuple[float, float],
) -> None:
    new = Crop(whole, left, top, right, bottom).moved(start, to)
    assert new.left + new.right == pytest.approx(left + right)
    assert min(new.left, new.top, new.right, new.bottom) >= -1e-9


def test_the_whole_picture_is_found_back_from_what_is_left() -> None:
    item: Any = state().items["photo"]
    box = box_of(item, 0)
    assert box is not None
    crop = crop_of(item, box, 0)
    assert near((crop.whole.left, crop.whole.width), (480 - 320 / 3, 320 * 4 / 3))
    assert near(crop.window.corners[0], box.corners[0])
    assert crop.whole_values()["crop_left"] == 0


def test_handles_and_cursors_turn_with_the_box() -> None:
    view = centred(1000, 1000, (1000, 1000), 1)
    box = ItemBox("a", 400, 450, 200, 100, rotation=90)
    assert near(handle_points(box, view)["e"], (500, 600))
    assert near(rotate_point(box, view), (576, 500))
    assert handle_at(box, view, 502, 597) == "e"
    assert handle_at(box, view, 576, 500) == "rotate"
    assert handle_at(box, view, 500, 500) is None
    assert cursor_of("e", box) == cursor_of("s", replace(box, rotation=0))


def test_the_knob_comes_in_where_the_edges_are_out_of_sight() -> None:
    view = centred(400, 300, (1000, 1000), 1)
    x, y = rotate_point(ItemBox("a", 350, 350, 300, 300), view)
    assert 0 < y < 300
    assert x == 200


def test_small_boxes_can_still_be_moved() -> None:
    view = centred(1000, 1000, (1000, 1000), 1)
    box = ItemBox("a", 500, 500, 20, 20)
    assert set(handle_points(box, view)) == set(CORNERS)
    assert handle_at(box, view, 510, 510) is None
    assert handle_at(box, view, 498, 498) == "nw"
