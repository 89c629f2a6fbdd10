"""Long words may break."""

from __future__ import annotations

import pytest

from editor_app.ui.widgets.breakable import breakable


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("short words stay", ["short words stay"]),
        ("see my-very-long_file.name.mp4", ["see my-", "very-", "long_", "file.", "name.", "mp4"]),
        ("a" * 40, ["a" * 16, "a" * 16, "a" * 8]),
        ("with “ssh\u00a0-L\u00a08787:127.0.0.1:8787”", ["with “ssh\u00a0-L\u00a08787:127.0.0.1:8787”"]),
    ],
)
def test_long_names_may_break(text: str, pieces: list[str]) -> None:
    assert breakable(text).split("\u200b") == pieces
