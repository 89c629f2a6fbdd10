"""Gradients read, changed and written, without widgets."""

from __future__ import annotations

import pytest

from editor_app.css import parse_color, parse_gradient
from editor_app.drawing import Box, Brush, Color, LinearGradient, RadialGradient, Stop
from editor_app.ui.widgets.gradient_value import Gradient, first_gradient, read_gradient

RED, LIME, BLUE = parse_color("red"), parse_color("lime"), parse_color("blue")
WIDE, TALL = Box(0.0, 0.0, 1920.0, 1080.0), Box(10.0, 20.0, 300.0, 900.0)
ROW = Gradient("linear", (Stop(0.0, RED), Stop(0.5, LIME), Stop(1.0, BLUE)))
COLOURS = {RED: "r", LIME: "g", BLUE: "b"}


def picture(gradient: Gradient) -> str:
    """Write the stops in short: `r0 g50 b100`."""
    return " ".join(f"{COLOURS.get(s.color, '?')}{100 * s.offset:g}" for s in gradient.stops)


def numbers(brush: Brush | None) -> list[float]:
    """Give everything that a brush draws with."""
    assert isinstance(brush, LinearGradient | RadialGradient)
    geometry = (
        [brush.x1, brush.y1, brush.x2, brush.y2]
        if isinstance(brush, LinearGradient)
        else [brush.x, brush.y, brush.radius_x, brush.radius_y]
    )
    for stop in brush.stops:
        color = stop.color
        geometry += [stop.offset, color.red, color.green, color.blue, color.alpha]
    return geometry


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("linear-gradient(#123, #456)", "linear-gradient(#112233 0%, #445566 100%)"),
        (
            "linear-gradient(45deg, red, lime, blue)",
            "linear-gradient(45deg, #ff0000 0%, #00ff00 50%, #0000ff 100%)",
        ),
        (
            "linear-gradient(to right, red 20%, blue 33.333%)",
            "linear-gradient(to right, #ff0000 20%, #0000ff 33.33%)",
        ),
        ("linear-gradient(to top left, red, blue)", "linear-gradient(to top left, #ff0000 0%, #0000ff 100%)"),
        ("linear-gradient(red 0% 50%, blue 50%)", "linear-gradient(#ff0000 0%, #ff0000 50%, #0000ff 50%)"),
        ("linear-gradient(red, transparent)", "linear-gradient(#ff0000 0%, rgba(0, 0, 0, 0) 100%)"),
        (
            "radial-gradient(circle at 20% top, #fff, #0008)",
            "radial-gradient(circle at 20% top, #ffffff 0%, rgba(0, 0, 0, 0.533) 100%)",
        ),
        ("radial-gradient(40px 20px, red, blue)", "radial-gradient(40px 20px, #ff0000 0%, #0000ff 100%)"),
        ("linear-gradient(0.25turn, red -100%, blue)", "linear-gradient(0.25turn, #800080 0%, #0000ff 100%)"),
    ],
)
def test_what_is_written_draws_what_was_read(text: str, written: str) -> None:
    made = read_gradient(text)
    assert made is not None
    assert made.css() == written
    again = read_gradient(written)
    assert again is not None
    assert again.css() == written
    for box in (WIDE, TALL):
        before, after = numbers(parse_gradient(text, box)), numbers(parse_gradient(written, box))
        assert after == pytest.approx(before, abs=1 / 500)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomato",
        "conic-gradient(red, blue)",
        "linear-gradient(red, 30%, blue)",
        "linear-gradient(red 10px, blue 40px)",
        "linear-gradient(red, blue), linear-gradient(lime, blue)",
    ],
)
def test_what_could_not_be_written_back_is_not_read(text: str) -> None:
    assert read_gradient(text) is None


def test_a_single_colour_becomes_two_stops() -> None:
    made = read_gradient("linear-gradient(red)")
    assert made is not None
    assert picture(made) == "r0 r100"


@pytest.mark.parametrize(
    ("place", "offset", "after", "to"),
    [
        (1, 0.25, "r0 g25 b100", 1),
        (0, 0.7, "g50 r70 b100", 1),
        (2, 0.1, "r0 b10 g50", 1),
        (0, 2.0, "g50 r100 b100", 1),
        (2, -1.0, "r0 b0 g50", 1),
        (0, 0.5, "r50 g50 b100", 0),
        (2, 0.5, "r0 g50 b50", 2),
        (1, 0.5, "r0 g50 b100", 1),
        (1, 0.33336, "r0 g33.34 b100", 1),
    ],
)
def test_a_stop_moves_past_others_and_stays_within(place: int, offset: float, after: str, to: int) -> None:
    made, now = ROW.moved(place, offset)
    assert (picture(made), now) == (after, to)


@pytest.mark.parametrize(
    ("offset", "after", "place"),
    [
        (0.25, "r0 ?25 g50 b100", 1),
        (0.5, "r0 g50 g50 b100", 2),
        (-1.0, "r0 r0 g50 b100", 1),
        (2.0, "r0 g50 b100 b100", 3),
    ],
)
def test_a_stop_is_added_with_the_colour_found_there(offset: float, after: str, place: int) -> None:
    made, at = ROW.added(offset)
    assert (picture(made), at) == (after, place)


def test_a_new_stop_has_the_blend_of_its_neighbours() -> None:
    made, place = ROW.added(0.25)
    assert made.stops[place].color == Color(0.5, 0.5, 0.0)


def test_stops_are_removed_down_to_two() -> None:
    made = ROW.removed(1)
    assert picture(made) == "r0 b100"
    assert made.removed(0) == made


def test_stops_are_turned_round_and_back() -> None:
    moved, _ = ROW.moved(1, 0.25)
    assert picture(moved.reversed()) == "b0 g75 r100"
    assert moved.reversed().reversed() == moved


def test_a_stop_takes_a_colour() -> None:
    assert picture(ROW.coloured(1, RED)) == "r0 r50 b100"


@pytest.mark.parametrize(
    ("head", "box", "angle"),
    [
        ("", WIDE, 180),
        ("45deg", WIDE, 45),
        ("-90deg", WIDE, 270),
        ("0.5turn", TALL, 180),
        ("to left", TALL, 270),
        ("to top", TALL, 0),
        ("to top right", Box(0, 0, 100, 100), 45),
    ],
)
def test_the_angle_is_that_of_the_picture(head: str, box: Box, angle: float) -> None:
    assert Gradient("linear", ROW.stops, head).angle_in(box) == pytest.approx(angle)


@pytest.mark.parametrize(
    ("degrees", "head"), [(45, "45deg"), (180, ""), (-90, "270deg"), (360, "0deg"), (22.5, "22.5deg")]
)
def test_an_angle_is_set(degrees: float, head: str) -> None:
    made = Gradient("linear", ROW.stops, "to left").with_angle(degrees)
    assert made.head == head
    assert made.angle_in(WIDE) == pytest.approx(degrees % 360)


def test_the_kind_and_the_shape() -> None:
    made = ROW.with_angle(45).as_kind("radial")
    assert (made.css(), made.shape) == (
        "radial-gradient(#ff0000 0%, #00ff00 50%, #0000ff 100%)",
        "ellipse",
    )
    circle = made.with_shape("circle")
    assert (circle.head, circle.shape) == ("circle", "circle")
    assert circle.as_kind("radial") == circle
    assert Gradient("radial", ROW.stops, "circle at left").shape is None
    assert circle.with_shape("ellipse") == made


@pytest.mark.parametrize(("text", "grows"), [("#101010", True), ("#f0c0a0", False), ("black", True)])
def test_the_first_gradient_leads_to_where_there_is_room(text: str, grows: bool) -> None:
    made = first_gradient(parse_color(text))
    start, end = made.stops[0].color, made.stops[1].color
    assert start == parse_color(text)
    assert (end.green > start.green) is grows
