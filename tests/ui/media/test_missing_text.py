"""The library says how many files are missing, and why they could not be fetched."""

from __future__ import annotations

import pytest

from editor_app.store.media_files import MissingMedium, NotFetched
from editor_app.ui.media.missing_text import missing_text


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ([""], "“0.png” is missing."),
        (["no room"], "“0.png” could not be fetched: the disk has no room for it."),
        (["refused"], "“0.png” could not be fetched."),
        (["", ""], "2 files are missing."),
        (["no room"] * 9, "9 files could not be fetched: the disk has no room for them."),
        (["no room", "refused"], "2 files could not be fetched."),
        (["no room", "", ""], "3 files are missing; the disk has no room for 1 of them."),
        (["no room", "refused", ""], "3 files are missing; 2 of them could not be fetched."),
    ],
)
def test_what_is_said(why: list[NotFetched], text: str) -> None:
    media = [MissingMedium(str(n), f"{n}.png", "", not_fetched=one) for n, one in enumerate(why)]
    assert missing_text(media) == text
