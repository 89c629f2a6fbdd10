"""The line of a card keeps its figures where room is short."""

from __future__ import annotations

import pytest

from editor_app.ui.export.standing_line import fitted


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("sandbox · 988 credits", 21, "sandbox · 988 credits"),
        ("sandbox · 988 credits", 20, "988 credits"),
        ("sandbox · 988 credits", 4, "988 credits"),
        ("sandbox · Indream · 2 of 2 slots free", 30, "sandbox · 2 of 2 slots free"),
        ("key ok · 1 of 2 slots free · 5 credits", 24, "key ok · 5 credits"),
        ("the key is refused", 4, "the key is refused"),
        ("", 4, ""),
    ],
)
def test_what_stands_before_the_figures_gives_way(text: str, room: int, shown: str) -> None:
    assert fitted(text, room, len) == shown
