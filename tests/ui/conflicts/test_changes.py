"""What one side changed of a whole record: a table."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.ui.conflicts.changes import changes_in_words

CLIP = {"id": "a", "type": "text", "opacity": 1, "text": "Sea"}


@pytest.mark.parametrize(
    ("base", "now", "words"),
    [
        (CLIP, CLIP, ""),
        (CLIP, CLIP | {"opacity": 0.5}, "Opacity 100 % → 50 %"),
        (CLIP | {"rotation": {"value": 0}}, CLIP | {"rotation": {"value": 10}}, "Rotation 0° → 10°"),
        (CLIP, CLIP | {"opacity": 0.5, "text": "Lake"}, "Opacity 100 % → 50 %\nText Sea → Lake"),
        ({}, {"p": 1, "q": 1, "r": 1, "s": 1}, "P Not set → 1\nQ Not set → 1\nR Not set → 1\n1 more"),
        (None, CLIP, ""),
    ],
)
def test_each_changed_field_is_named_with_both_values(base: Any, now: Any, words: str) -> None:
    assert changes_in_words("items", base, now) == words
