"""Names of files after a pattern."""

from __future__ import annotations

from datetime import date

import pytest

from editor_app.ui.export.patterns import has_fields, resolve, values_of

VALUES = values_of("Summer: a/b", "YouTube 1080p", (1920, 1080), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{title}", "Summer a b"),
        ("{title} {size}", "Summer a b 1920x1080"),
        ("{date}_{title}", "2026-03-01_Summer a b"),
        ("{preset} – {title}", "YouTube 1080p – Summer a b"),
        ("final", "final"),
        ("{nothing} {title", "{nothing} {title"),
        ("???", "Untitled"),
        ("  .. ", "Untitled"),
        ("{title}" * 30, "Summer a b" * 10),
    ],
)
def test_a_pattern_is_filled_in(pattern: str, name: str) -> None:
    assert resolve(pattern, VALUES, "Untitled") == name


def test_a_film_without_pictures_has_no_size() -> None:
    values = values_of("Song", "", None, date(2026, 3, 1))
    assert resolve("{title} {size}", values, "Untitled") == "Song"


def test_what_is_filled_in() -> None:
    assert has_fields("{size}")
    assert not has_fields("{sizes} title")
