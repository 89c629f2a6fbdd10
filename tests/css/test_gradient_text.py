"""What of a gradient's text is understood, and colours written and found."""

from __future__ import annotations

import pytest

from editor_app.css import color_at, color_text, gradient_parts, parse_color
from editor_app.drawing import Color, Stop

CLEAR = Color(0.0, 0.0, 0.0, 0.0)
RED, BLUE = Color(1.0, 0.0, 0.0), Color(0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("linear-gradient(red, blue)", ("linear", "")),
        ("LINEAR-GRADIENT(45deg, red 10%, blue 20% 80%)", ("linear", "45deg")),
        ("linear-gradient(0, red, blue)", ("linear", "0")),
        ("linear-gradient(to bottom right, red, rgba(0, 0, 0, .5))", ("linear", "to bottom right")),
        ("linear-gradient(red 10px, blue)", ("linear", "")),
        ("radial-gradient(red, blue)", ("radial", "")),
        (
            "radial-gradient( circle closest-side at 20% top , red, blue)",
            ("radial", "circle closest-side at 20% top"),
        ),
        ("radial-gradient(40px 20px, red, blue)", ("radial", "40px 20px")),
        ("", None),
        ("red", None),
        ("conic-gradient(red, blue)", None),
        ("repeating-linear-gradient(red, blue 20%)", None),
        ("linear-gradient(red, blue), linear-gradient(lime, blue)", None),
        ("linear-gradient(red, 30%, blue)", None),
        ("linear-gradient(in oklch, red, blue)", None),
        ("linear-gradient(45deg in oklch, red, blue)", None),
        ("linear-gradient(45deg red, blue)", None),
        ("linear-gradient(45deg)", None),
        ("linear-gradient(to, red, blue)", None),
        ("linear-gradient(to center, red, blue)", None),
        ("linear-gradient(red 2em, blue)", None),
        ("linear-gradient(red calc(10% + 4px), blue)", None),
        ("radial-gradient(circle at right 20px top 10px, red, blue)", None),
        ("radial-gradient(square, red, blue)", None),
        ("linear-gradient(to", None),
    ],
)
def test_parts_are_given_only_where_everything_is_understood(
    text: str, parts: tuple[str, str] | None
) -> None:
    assert gradient_parts(text) == parts


@pytest.mark.parametrize(
    ("color", "text"),
    [
        (RED, "#ff0000"),
        (Color(0.0, 0.5, 1.0), "#0080ff"),
        (CLEAR, "rgba(0, 0, 0, 0)"),
        (Color(1.0, 1.0, 1.0, 128 / 255), "rgba(255, 255, 255, 0.502)"),
    ],
)
def test_a_colour_is_written_as_it_is_read(color: Color, text: str) -> None:
    assert color_text(color) == text
    assert color_text(parse_color(text)) == text


@pytest.mark.parametrize(
    ("offset", "color"),
    [
        (0.0, RED),
        (0.2, RED),
        (0.4, Color(0.5, 0.0, 0.5)),
        (0.6, BLUE),
        (0.8, Color(0.0, 0.0, 1.0, 0.5)),
        (1.0, CLEAR),
    ],
)
def test_the_colour_at_a_place_blends_and_fades_as_css_does(offset: float, color: Color) -> None:
    stops = (Stop(0.2, RED), Stop(0.6, BLUE), Stop(1.0, CLEAR))
    found = color_at(stops, offset)
    assert (found.red, found.green, found.blue, found.alpha) == pytest.approx(
        (color.red, color.green, color.blue, color.alpha)
    )
