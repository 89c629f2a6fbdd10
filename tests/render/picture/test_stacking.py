"""What is on screen when, and what lies on top."""

import pytest

from editor_app.drawing import Box, Color, Fill, Group, Picture, Rectangle
from editor_app.render.picture.culling import covers, visible
from editor_app.render.picture.evaluate import evaluate
from tests.render.picture.scene import (
    SECOND,
    H,
    Pool,
    W,
    document,
    flat,
    frame,
    image,
    item,
    pixel,
    solid,
    text,
    transition,
    video,
)

RED, GREEN, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 0)
FRAME = Box(0.0, 0.0, W, H)


def test_the_first_track_is_on_top() -> None:
    state = document([solid("a", "#ff0000", width=W / 2)], [solid("b", "#00ff00")])
    assert pixel(frame(state), 0.25, 0.5) == RED
    assert pixel(frame(state), 0.75, 0.5) == GREEN


@pytest.mark.parametrize(("tick", "color"), [(7999, BLACK), (8000, RED), (15999, RED), (16000, BLACK)])
def test_an_item_shows_from_its_start_up_to_its_end(tick: int, color: tuple[int, int, int]) -> None:
    state = document([solid(start=8000, duration=8000)])
    assert pixel(frame(state, tick), 0.5, 0.5) == color


def test_a_hidden_track_draws_nothing() -> None:
    state = document([solid("a", "#ff0000")], [solid("b", "#00ff00")], hidden=(0,))
    assert pixel(frame(state), 0.5, 0.5) == GREEN


def test_an_item_on_two_tracks_is_drawn_once_where_it_is_listed_first() -> None:
    half = solid("a", "#ff0000", opacity=0.5)
    state = document([half], [solid("b", "#00ff00")], [half])
    assert len(evaluate(state, 0).operations) == 2
    hidden = document([half], [half], hidden=(0,))
    assert evaluate(hidden, 0).operations == ()


def test_sound_effects_and_filters_draw_nothing() -> None:
    entries = [
        item("audio", "a", assetId="song"),
        item("effect", "e", start=SECOND, effectType="blur", intensity=1),
        item("filter", "f", start=2 * SECOND, filterType="lemon-cyan", intensity=1),
    ]
    state = document(entries)
    assert all(evaluate(state, tick).operations == () for tick in (0, SECOND, 2 * SECOND))


def test_nothing_is_drawn_below_an_opaque_rectangle_over_the_whole_frame() -> None:
    below = [video("v", "film"), image("i", "photo", start=SECOND)]
    state = document([text("t", "Title")], [solid("s")], below)
    assert len(evaluate(state, 0).operations) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"opacity": 0.99},
        {"color": "#ff0000fe"},
        {"borderRadius": 4},
        {"rotation": 1},
        {"left": 1},
        {"shape": "circle"},
        {"scaleX": 0.9},
    ],
)
def test_what_leaves_a_gap_covers_nothing(fields: dict[str, float]) -> None:
    state = document([solid("a", **fields)], [solid("b", "#00ff00")])
    assert len(evaluate(state, 0).operations) == 2


@pytest.mark.parametrize(
    "fields", [{"rotation": 180}, {"rotation": 90, "width": 400, "height": 400, "left": -40, "top": -110}]
)
def test_a_rectangle_turned_by_right_angles_still_covers(fields: dict[str, float]) -> None:
    state = document([solid("a", **fields)], [solid("b", "#00ff00")])
    assert len(evaluate(state, 0).operations) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"opacity": 0},
        {"opacity": -1},
        {"width": 0},
        {"scaleY": 0},
        {"left": W},
        {"top": -H},
        {"color": "transparent"},
    ],
)
def test_what_cannot_be_seen_is_not_painted(fields: dict[str, object]) -> None:
    assert evaluate(document([solid("a", **fields)]), 0).operations == ()


def test_a_picture_cropped_away_is_not_even_fetched() -> None:
    pool = Pool(photo=flat("#ff0000"))
    state = document([image("i", "photo", cropLeft=0.5, cropRight=0.5)])
    assert pixel(frame(state, 0, pool), 0.5, 0.5) == BLACK
    assert pool.asked == []


def test_a_film_below_an_opaque_one_is_not_decoded() -> None:
    pool = Pool(top=flat("#ff0000"), film=flat("#00ff00"))
    state = document([image("i", "top")], [video("v", "film")])
    assert pixel(frame(state, 0, pool), 0.5, 0.5) == RED
    assert {asset for asset, _, _ in pool.asked} == {"top"}


def test_a_film_below_a_see_through_one_is() -> None:
    pool = Pool(top=flat("#80ff0000"), film=flat("#00ff00"))
    state = document([image("i", "top")], [video("v", "film")])
    assert pixel(frame(state, 0, pool), 0.5, 0.5) == (128, 127, 0)


def test_two_opaque_layers_of_a_transition_cover_what_lies_below() -> None:
    pool = Pool(film=flat("#00ff00"))
    clips = [solid("a"), solid("b", "#0000ff", start=SECOND)]
    for kind, drawn in (("fade", 1), ("wipe", 1), ("flip", 2)):
        transitions = [transition(kind, SECOND)]
        state = document(clips, [video("v", "film", duration=2 * SECOND)], transitions=transitions)
        assert len(evaluate(state, SECOND).operations) == drawn
        frame(state, SECOND, pool)


def test_children_that_cannot_be_seen_leave_their_group() -> None:
    seen = Fill(Rectangle(FRAME), Color(1.0, 0.0, 0.0))
    gone = Picture("x", 0, Box(W + 1.0, 0.0, 10.0, 10.0))
    assert visible((Group((seen, gone)),), FRAME) == (Group((seen,)),)
    assert visible((Group((gone,)),), FRAME) == ()


def test_a_group_covers_only_when_it_is_opaque() -> None:
    child = Fill(Rectangle(FRAME), Color(1.0, 0.0, 0.0))
    assert covers(Group((child,)), FRAME)
    assert not covers(Group((child,), opacity=0.5), FRAME)
