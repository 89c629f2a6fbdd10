"""Arrow keys among tiles: where each leads, on a page like the real one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from editor_app.ui.projects.arrows import Step, next_index

PAGE = {
    "demo": QRect(0, 0, 380, 260),
    "wide": QRect(400, 0, 110, 140),
    "tall": QRect(520, 0, 110, 140),
    "square": QRect(640, 0, 110, 140),
    "teaser": QRect(400, 200, 160, 130),
    "quote": QRect(570, 200, 160, 130),
    "1": QRect(0, 400, 180, 150),
    "2": QRect(190, 400, 180, 150),
    "3": QRect(380, 400, 180, 150),
    "4": QRect(570, 400, 180, 150),
    "5": QRect(0, 560, 180, 150),
    "6": QRect(190, 560, 180, 150),
}


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        # In a row.
        ("wide", "right", "tall"),
        ("tall", "left", "wide"),
        ("2", "right", "3"),
        # A row goes on in the next one, and from the one before.
        ("square", "right", "teaser"),
        ("quote", "right", "1"),
        ("4", "right", "5"),
        ("5", "left", "4"),
        ("1", "left", "quote"),
        # Past a high tile beside two rows.
        ("demo", "right", "wide"),
        ("wide", "left", "demo"),
        ("teaser", "left", "demo"),
        # From group to group, to what stands over or under it.
        ("demo", "down", "1"),
        ("2", "up", "demo"),
        ("wide", "down", "teaser"),
        ("square", "down", "quote"),
        ("quote", "down", "4"),
        ("3", "up", "teaser"),
        ("4", "up", "quote"),
        ("quote", "up", "square"),
        # Into a row that ends earlier, and back.
        ("4", "down", "6"),
        ("6", "up", "2"),
        # Nowhere to go.
        ("demo", "left", "demo"),
        ("demo", "up", "demo"),
        ("square", "up", "square"),
        ("6", "down", "6"),
        ("6", "right", "6"),
        # To the ends.
        ("3", "first", "demo"),
        ("wide", "last", "6"),
        ("6", "last", "6"),
    ],
)
def test_where_a_key_leads(start: str, step: Step, end: str) -> None:
    names = list(PAGE)
    assert names[next_index(list(PAGE.values()), names.index(start), step)] == end


@pytest.mark.parametrize("step", ["left", "right", "up", "down", "first", "last"])
def test_one_tile_alone_stays(step: Step) -> None:
    assert next_index([QRect(0, 0, 10, 10)], 0, step) == 0
