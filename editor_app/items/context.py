"""What an item is told when it draws itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from editor_app.assets import Asset
from editor_app.drawing import Box, TextStyle

Measure = Callable[[str, TextStyle], tuple[float, float]]
"""Gives the width and height in px of a text that is not wrapped."""


def rough_measure(text: str, style: TextStyle) -> tuple[float, float]:
    """Estimate a text's size where no font engine is at hand."""
    lines = text.split("\n")
    widest = max(len(line) for line in lines)
    return widest * (0.56 * style.font_size + style.letter_spacing), len(lines) * (
        style.font_size * style.line_height
    )


@dataclass(frozen=True, slots=True)
class DrawContext:
    """One moment of one item: its clip-local time, its box then, its asset, and a ruler for text.

    Within a transition `time_ticks` may lie before 0 or past the item's duration.
    """

    time_ticks: int
    box: Box
    asset: Asset | None = None
    measure: Measure = rough_measure
