"""Shapes that the schema has no clip for, as SVG markup."""

from __future__ import annotations

from html import escape

from editor_app.css import parse_color
from editor_app.drawing import Box, Color, Polygon
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.items.solid import shape_in

SHAPES = ("triangle", "star")


def drawing(shape: str, width: float, height: float, color: str) -> str:
    """Draw a triangle or star that fills `width` × `height` px in a CSS colour."""
    polygon = shape_in(shape, Box(0.0, 0.0, width, height))
    assert isinstance(polygon, Polygon)
    points = " ".join(f"{tidy(x)},{tidy(y)}" for x, y in polygon.points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {tidy(width)} {tidy(height)}" '
        f'width="{tidy(width)}" height="{tidy(height)}" preserveAspectRatio="none">'
        f'<polygon points="{points}" fill="{escape(_safe(color))}"/></svg>'
    )


def _safe(color: str) -> str:
    """Give the colour as written where SVG reads it too, else black, as the editor draws it."""
    return color if parse_color(color, Color(0, 0, 0, -1.0)).alpha >= 0 else "#000000"
