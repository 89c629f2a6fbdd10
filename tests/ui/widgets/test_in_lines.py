"""Sentences in a few lines."""

from __future__ import annotations

import pytest

from editor_app.ui.widgets.in_lines import in_lines


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("", 10, 2, ()),
        ("one", 10, 2, ("one",)),
        ("one two", 7, 2, ("one two",)),
        ("one two", 6, 2, ("one", "two")),
        ("one two three four", 8, 2, ("one two", "three four")),  # the last is cut by who paints it
        ("one two three four", 8, 3, ("one two", "three", "four")),
        ("incomprehensible one", 8, 2, ("incomprehensible", "one")),
        ("one two", 3, 1, ("one two",)),
    ],
)
def test_they_break_at_spaces(text: str, room: float, most: int, lines: tuple[str, ...]) -> None:
    assert in_lines(text, room, most, len) == lines
