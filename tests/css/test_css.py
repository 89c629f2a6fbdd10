import math

import pytest

from editor_app.css import is_color, is_gradient, parse_color, parse_gradient
from editor_app.drawing import Box, Color, LinearGradient, RadialGradient

SQUARE = Box(0.0, 0.0, 100.0, 100.0)
WIDE = Box(10.0, 20.0, 200.0, 100.0)
RED, BLUE = Color(1.0, 0.0, 0.0), Color(0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("text", "rgba"),
    [
        ("#f00", (1, 0, 0, 1)),
        ("#00FF0080", (0, 1, 0, 128 / 255)),
        ("rgba(255, 0, 0, .5)", (1, 0, 0, 0.5)),
        ("rgb(300, -5, 0)", (1, 0, 0, 1)),
        (" white ", (1, 1, 1, 1)),
        ("transparent", (0, 0, 0, 0)),
        ("hsl(120 100% 50% / 20%)", (0, 1, 0, 0.2)),
        ("hwb(90 10% 10%)", (0.5, 0.9, 0.1, 1)),
    ],
)
def test_colours_are_css(text: str, rgba: tuple[float, ...]) -> None:
    color = parse_color(text)
    assert (color.red, color.green, color.blue, color.alpha) == pytest.approx(rgba)


@pytest.mark.parametrize("text", ["", "no colour", "#12", "currentColor", "linear-gradient(red, blue)"])
def test_what_is_no_colour_gives_the_fallback(text: str) -> None:
    assert parse_color(text, RED) == RED
    assert parse_color(text).alpha == 0


def linear(text: str, box: Box = SQUARE) -> LinearGradient:
    brush = parse_gradient(text, box)
    assert isinstance(brush, LinearGradient)
    return brush


@pytest.mark.parametrize(
    ("direction", "line"),
    [
        ("", (50, 0, 50, 100)),
        ("0deg,", (50, 100, 50, 0)),
        ("90deg,", (0, 50, 100, 50)),
        ("to left,", (100, 50, 0, 50)),
        ("135deg,", (0, 0, 100, 100)),
        ("to top right,", (0, 100, 100, 0)),
        ("0.25turn,", (0, 50, 100, 50)),
    ],
)
def test_a_linear_gradient_runs_where_css_says(direction: str, line: tuple[float, ...]) -> None:
    brush = linear(f"linear-gradient({direction} red, blue)")
    assert (brush.x1, brush.y1, brush.x2, brush.y2) == pytest.approx(line)


def test_a_corner_gradient_has_its_middle_colour_in_the_other_corners() -> None:
    brush = linear("linear-gradient(to bottom right, red, blue)", WIDE)
    dx, dy = brush.x2 - brush.x1, brush.y2 - brush.y1

    def share(x: float, y: float) -> float:
        return ((x - brush.x1) * dx + (y - brush.y1) * dy) / (dx * dx + dy * dy)

    assert share(10, 20) == pytest.approx(0)
    assert share(210, 120) == pytest.approx(1)
    assert share(210, 20) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("stops", "offsets"),
    [
        ("red, blue", (0, 1)),
        ("red, lime, blue", (0, 0.5, 1)),
        ("red 20%, lime, white, blue 80%", (0.2, 0.4, 0.6, 0.8)),
        ("red, lime 70%, white 30%, blue", (0, 0.7, 0.7, 1)),
        ("red 0% 40%, blue 40px 100%", (0, 0.4, 0.4, 1)),
        ("red, 50%, blue", (0, 1)),
        ("red, blue, 70%", (0, 1)),
    ],
)
def test_stops_are_placed_as_css_places_them(stops: str, offsets: tuple[float, ...]) -> None:
    brush = linear(f"linear-gradient(90deg, {stops})")
    assert tuple(stop.offset for stop in brush.stops) == pytest.approx(offsets)


def test_stops_outside_are_cut_at_their_colour() -> None:
    brush = linear("linear-gradient(90deg, red -100%, blue 100%)")
    assert brush.stops[0].offset == 0
    assert brush.stops[0].color == Color(0.5, 0.0, 0.5)


def test_a_gradient_fades_without_darkening() -> None:
    middle = linear("linear-gradient(90deg, rgba(255,0,0,1) -50%, rgba(0,0,0,0) 150%)").stops[0].color
    assert (middle.red, middle.alpha) == pytest.approx((1.0, 0.75))


@pytest.mark.parametrize(
    ("words", "x", "y", "radius_x", "radius_y"),
    [
        ("", 110, 70, 100 * math.sqrt(2), 50 * math.sqrt(2)),
        ("circle,", 110, 70, math.hypot(100, 50), math.hypot(100, 50)),
        ("closest-side,", 110, 70, 100, 50),
        ("circle closest-side at 50px 40px,", 60, 60, 40, 40),
        ("circle 30px at 25% 75%,", 60, 95, 30, 30),
        ("40px 20px at left bottom,", 10, 120, 40, 20),
    ],
)
def test_a_radial_gradient_lies_where_css_says(
    words: str, x: float, y: float, radius_x: float, radius_y: float
) -> None:
    brush = parse_gradient(f"radial-gradient({words} red, blue)", WIDE)
    assert isinstance(brush, RadialGradient)
    found = (brush.x, brush.y, brush.radius_x, brush.radius_y)
    assert found == pytest.approx((x, y, radius_x, radius_y))


@pytest.mark.parametrize(
    "text", ["", "red", "conic-gradient(red, blue)", "linear-gradient()", "url(x)", "linear-gradient(to"]
)
def test_what_is_no_known_gradient_gives_nothing(text: str) -> None:
    assert parse_gradient(text, SQUARE) is None


@pytest.mark.parametrize(
    ("text", "rgb"),
    [
        ("lab(29.2345% 39.3825 20.0664)", (125, 35, 41)),
        ("lab(100% 0 0)", (255, 255, 255)),
        ("lab(1% 0 0)", (4, 4, 4)),
        ("lch(52.2345% 72.2 56.2)", (198, 93, 6)),
        ("oklab(40.101% 0.1147 0.0453)", (125, 35, 41)),
        ("oklch(59.686% 0.15619 49.7694)", (198, 93, 6)),
        ("oklch(0% none none)", (0, 0, 0)),
        ("color(display-p3 1 1 1)", (255, 255, 255)),
        ("color(display-p3 1 0 0)", (255, 0, 0)),
    ],
)
def test_colours_beyond_srgb_are_turned_into_it(text: str, rgb: tuple[int, ...]) -> None:
    color = parse_color(text)
    assert tuple(round(255 * part) for part in (color.red, color.green, color.blue)) == rgb
    assert is_color(text)


def test_a_hint_is_where_two_colours_are_half_mixed() -> None:
    brush = linear("linear-gradient(90deg, red, 30%, blue)")
    offsets = [stop.offset for stop in brush.stops]
    assert offsets == sorted(offsets)
    (middle,) = (stop.color for stop in brush.stops if stop.offset == pytest.approx(0.3))
    assert (middle.red, middle.green, middle.blue) == pytest.approx((0.5, 0, 0.5))
    (late,) = (stop.color for stop in brush.stops if stop.offset == pytest.approx(0.75))
    assert late.blue == pytest.approx(0.75 ** (math.log(0.5) / math.log(0.3)))


@pytest.mark.parametrize(("hint", "colors"), [("0%", (RED, BLUE, BLUE)), ("100%", (RED, RED, BLUE))])
def test_a_hint_at_an_end_leaves_a_hard_border(hint: str, colors: tuple[Color, ...]) -> None:
    assert tuple(s.color for s in linear(f"linear-gradient(red, {hint}, blue)").stops) == colors


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("linear-gradient(red, blue)", True),
        ("linear-gradient(45deg, red, 30%, oklch(70% 0.1 200) 80%)", True),
        ("radial-gradient(circle at left, red 10px, blue)", True),
        ("linear-gradient(red, nonsense, blue)", False),
        ("linear-gradient(30%, red, blue)", False),
        ("linear-gradient(red, blue, 30%)", False),
        ("linear-gradient(red, 20%, 30%, blue)", False),
        ("linear-gradient(in oklch, red, blue)", False),
        ("linear-gradient(45deg)", False),
        ("linear-gradient()", False),
        ("linear-gradient(red, blue), linear-gradient(red, blue)", False),
        ("conic-gradient(red, blue)", False),
        ("repeating-linear-gradient(red, blue 10%)", False),
        ("red", False),
    ],
)
def test_what_is_read_of_a_gradient_is_known(text: str, is_read: bool) -> None:
    assert is_gradient(text) == is_read
