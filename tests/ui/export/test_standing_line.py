"""The line of a card keeps its figures where room is short."""

from __future__ import annotations

import pytest

from editor_app.ui.export.standing_line import fitted


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("sandbox · 988 credits", 21, "sandbox · 988 credits"),
        ("sandbox · 988 credits", 20, "sandb… · 988 credits"),
        ("sandbox · 988 credits", 18, "san… · 988 credits"),
        ("sandbox · 988 credits", 17, "988 credits"),
        ("sandbox · 988 credits", 4, "988 credits"),
        ("key ok · 1 of 2 slots free · 5 credits", 24, "key ok · 1… · 5 credits"),
        ("the key is refused", 4, "the key is refused"),
    ],
)
def test_what_stands_before_the_figures_gives_way(text: str, room: int, shown: str) -> None:
    assert "".join(fitted(text, room, len)) == shown
