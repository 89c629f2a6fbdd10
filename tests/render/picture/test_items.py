"""Shapes, pictures and stand-ins where a person expects them."""

import math
from typing import Any

import pytest

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
    number,
    pixel,
    quarters,
    solid,
    video,
)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
BLACK = (0, 0, 0)


def shape(kind: str, **fields: Any) -> Any:
    return frame(
        document([solid("s", "#ffffff", shape=kind, left=60, top=20, width=200, height=140, **fields)])
    )


def share_lit(picture: Any) -> float:
    lit = sum(picture.pixelColor(x, y).red() for x in range(W) for y in range(H))
    return lit / 255 / (200 * 140)


@pytest.mark.parametrize(
    ("kind", "area"),
    [
        ("rectangle", 1.0),
        ("circle", math.pi / 4),
        ("triangle", 0.5),
        # Ten triangles of sides 1 and 0.382 of the half axes, 36° apart.
        ("star", 10 * 0.5 * 0.382 * math.sin(math.tau / 10) / 4),
    ],
)
def test_shapes_fill_their_share_of_the_box(kind: str, area: float) -> None:
    assert share_lit(shape(kind)) == pytest.approx(area, abs=0.003)


def test_shapes_point_where_they_should() -> None:
    triangle = shape("triangle")
    assert pixel(triangle, 160, 24) == WHITE
    assert pixel(triangle, 70, 24) == BLACK
    assert pixel(triangle, 70, 158) == WHITE
    star = shape("star")
    assert pixel(star, 160, 26) == WHITE
    assert pixel(star, 160, 157) == BLACK
    circle = shape("circle")
    assert pixel(circle, 62, 90) == WHITE
    assert pixel(circle, 66, 26) == BLACK


def test_a_radius_rounds_the_corners_and_stops_at_half_the_shorter_side() -> None:
    assert pixel(shape("rectangle", borderRadius=20), 62, 22) == BLACK
    assert pixel(shape("rectangle", borderRadius=20), 82, 22) == WHITE
    pill = shape("rectangle", borderRadius=999)
    assert share_lit(pill) == pytest.approx((60 * 140 + math.pi * 70 * 70) / (200 * 140), abs=0.003)


def test_rotation_is_clockwise_about_the_centre() -> None:
    pool = Pool(q=quarters())
    state = document([image("i", "q", left=70, top=0, width=180, height=180, rotation=90)])
    picture = frame(state, 0, pool)
    assert pixel(picture, 110, 45) == BLUE  # the lower left quarter came up
    assert pixel(picture, 210, 45) == RED
    assert pixel(picture, 210, 135) == GREEN


def test_scale_is_about_the_centre_and_comes_before_the_rotation() -> None:
    picture = shape("rectangle", scaleX=0.5, rotation=90)
    lit = [(x, y) for x in range(W) for y in range(H) if pixel(picture, x, y) == WHITE]
    assert (min(x for x, _ in lit), max(x for x, _ in lit)) == (90, 229)
    assert (min(y for _, y in lit), max(y for _, y in lit)) == (40, 139)


def test_a_negative_scale_mirrors() -> None:
    picture = frame(document([image("i", "q", scaleX=-1)]), 0, Pool(q=quarters()))
    assert pixel(picture, 0.25, 0.25) == GREEN
    assert pixel(picture, 0.75, 0.25) == RED


def test_a_picture_fills_its_box_whatever_its_own_size() -> None:
    for width, height in ((32, 18), (2000, 3000), (7, 9)):
        pool = Pool(q=quarters(width * 2, height * 2))
        state = document([image("i", "q", left=100, top=50, width=100, height=50)])
        picture = frame(state, 0, pool)
        assert pixel(picture, 104, 54) == RED
        assert pixel(picture, 196, 54) == GREEN
        assert pixel(picture, 104, 96) == BLUE
        assert pixel(picture, 98, 60) == BLACK
        assert pixel(picture, 201, 60) == BLACK


def test_crop_takes_shares_of_the_source_and_the_rest_fills_the_box() -> None:
    state = document([image("i", "q", cropLeft=0.5, cropTop=number(0.25))])
    picture = frame(state, 0, Pool(q=quarters()))
    assert pixel(picture, 0.0, 0.0) == GREEN
    assert pixel(picture, 0.5, 0.30) == GREEN
    assert pixel(picture, 0.5, 0.36) == WHITE


def test_a_crop_moves_with_its_keyframes() -> None:
    crop = number(0, (0, 0), (SECOND - 1, 0.5))
    state = document([image("i", "q", cropLeft=crop)])
    pool = Pool(q=quarters())
    assert pixel(frame(state, 0, pool), 0.1, 0.25) == RED
    assert pixel(frame(state, SECOND - 1, pool), 0.1, 0.25) == GREEN


def test_a_picture_has_round_smooth_corners() -> None:
    state = document([image("i", "w", left=60, top=20, width=200, height=140, borderRadius=40)])
    picture = frame(state, 0, Pool(w=flat("#ffffff")))
    assert pixel(picture, 62, 22) == BLACK
    assert pixel(picture, 160, 22) == WHITE
    edge = [pixel(picture, x, 24)[0] for x in range(60, 110)]
    assert any(20 < value < 235 for value in edge)


@pytest.mark.parametrize("angle", [0, 7, 33, 45, 89])
def test_a_turned_picture_has_no_rim_of_another_colour(angle: float) -> None:
    """White on white: what lies under the smooth edge is the background, not black or the other side."""
    wall = solid("wall", "#ffffff")
    card = image("i", "w", left=80, top=40, width=160, height=100, rotation=angle)
    picture = frame(document([card], [wall]), 0, Pool(w=flat("#ffffff", 160, 100)))
    assert min(pixel(picture, x, y)[1] for x in range(W) for y in range(H)) >= 254


def test_a_picture_between_pixels_has_a_smooth_edge() -> None:
    state = document([image("i", "w", left=60.5, top=20, width=100, height=100)])
    picture = frame(state, 0, Pool(w=flat("#ffffff")))
    assert pixel(picture, 60, 60)[0] == pytest.approx(128, abs=2)
    assert pixel(picture, 61, 60) == WHITE


def test_opacity_mixes_with_what_lies_below() -> None:
    state = document([image("i", "w", opacity=0.25)], [solid("s", "#000080")])
    picture = frame(state, 0, Pool(w=flat("#ffffff")))
    assert pixel(picture, 0.5, 0.5) == pytest.approx((64, 64, 128 + 32), abs=2)


def test_opacity_above_one_is_one() -> None:
    assert pixel(frame(document([solid("s", opacity=7)])), 0.5, 0.5) == RED


def test_a_film_shows_its_moment_at_its_own_speed() -> None:
    asked = Pool(film=flat("#ff0000"))
    state = document(
        [video("v", "film", start=SECOND, sourceStartTicks=SECOND // 2, playbackRate=2, duration=2 * SECOND)]
    )
    frame(state, SECOND + SECOND // 4, asked)
    assert {ticks for _, ticks, _ in asked.asked} == {SECOND}


def test_pictures_are_asked_for_in_the_size_they_are_drawn() -> None:
    pool = Pool(film=flat("#ff0000", 1280, 720))
    state = document([video("v", "film", width=160, height=90, cropLeft=0.5, scaleX=0.5, scaleY=0.5)])
    frame(state, 0, pool, size=(2 * W, 2 * H))
    assert {size for _, _, size in pool.asked} == {(320, 90)}


def test_a_growing_picture_is_not_scaled_anew_for_every_frame() -> None:
    grow = number(0.5, (0, 0.5), (SECOND - 1, 0.6))
    pool = Pool(film=flat("#ff0000", 1280, 720))
    state = document([video("v", "film", scaleX=grow, scaleY=grow)])
    for tick in range(0, SECOND, 8000):
        frame(state, tick, pool)
    assert len({size for _, _, size in pool.asked}) <= 5


@pytest.mark.parametrize("kind", ["illustration", "motion-graphic"])
def test_what_only_the_service_can_draw_is_a_labelled_box(kind: str) -> None:
    state = document([item(kind, "x", left=60, top=20, width=200, height=140)])
    picture = frame(state)
    assert pixel(picture, 50, 90) == BLACK
    edge, inside = pixel(picture, 61, 90), pixel(picture, 80, 40)
    assert edge != inside != BLACK
    label = [pixel(picture, x, y) for x in range(80, 240) for y in range(75, 105)]
    assert sum(min(value) > 200 for value in label) > 40


def test_a_half_clear_stand_in_is_one_layer() -> None:
    """Its inner box must not shine through as a second, lighter one."""
    whole = frame(document([item("illustration", "x", left=60, top=20, width=200, height=140)]))
    state = document([item("illustration", "x", left=60, top=20, width=200, height=140, opacity=0.5)])
    half = frame(state)
    for x, y in ((61, 90), (80, 40), (160, 90)):
        assert pixel(half, x, y) == pytest.approx(tuple(v / 2 for v in pixel(whole, x, y)), abs=2)
