"""What is said of projects and files: when, how many, how large, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from editor_app.services.cloud_trouble import Trouble
from editor_app.ui.cloud_projects.texts import (
    action_of,
    ago,
    changed_line,
    deleted_line,
    files_line,
    known_size,
    length,
    list_line,
)

NOW = datetime(2026, 3, 11, 13, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-11T12:59:30.000Z", "just now"),
        ("2026-03-11T13:05:00.000Z", "just now"),
        ("2026-03-11T12:59:00.000Z", "1 minute ago"),
        ("2026-03-11T12:57:00.000Z", "3 minutes ago"),
        ("2026-03-11T12:00:00.000Z", "1 hour ago"),
        ("2026-03-10T14:00:00.000Z", "23 hours ago"),
        ("2026-03-10T12:00:00.000Z", "yesterday"),
        ("2026-03-06T12:00:00.000Z", "5 days ago"),
        ("2026-01-02T12:00:00.000Z", "2 Jan 2026"),
        ("2026-03-11T14:57:00.000+02:00", "3 minutes ago"),
        ("some day", ""),
    ],
)
def test_how_long_ago(moment: str, said: str) -> None:
    assert ago(moment, NOW) == said


@pytest.mark.parametrize(
    ("is_busy", "is_open", "said"),
    [
        (False, False, "changed just now"),
        (True, False, "working … · changed just now"),
        (True, True, "working … · open here · changed just now"),
    ],
)
def test_what_goes_on_with_a_project(is_busy: bool, is_open: bool, said: str) -> None:
    assert changed_line("2026-03-11T13:00:00Z", NOW, is_busy=is_busy, is_open=is_open) == said


@pytest.mark.parametrize(
    ("known", "found", "words", "is_loading", "is_complete", "said"),
    [
        (0, 0, "", True, False, "Reading the list …"),
        (0, 0, "", False, True, ""),
        (1, 1, "", False, True, "1 project"),
        (50, 50, "", False, False, "50 projects · more when you scroll"),
        (50, 50, "", True, False, "50 projects · reading more …"),
        (150, 3, "sea", True, False, "3 of 150 projects · still looking …"),
        (150, 3, "sea", False, True, "3 of 150 projects"),
    ],
)
def test_how_far_the_list_is(
    known: int, found: int, words: str, is_loading: bool, is_complete: bool, said: str
) -> None:
    assert list_line(known, found, words, is_loading=is_loading, is_complete=is_complete) == said


@pytest.mark.parametrize(
    ("count", "is_loading", "is_complete", "said"),
    [
        (0, True, False, "Reading the list …"),
        (0, False, True, ""),
        (1, False, True, "1 file"),
        (80, True, False, "80 files · reading more …"),
        (80, False, False, "80 files · more when you scroll"),
    ],
)
def test_how_far_the_files_are(count: int, is_loading: bool, is_complete: bool, said: str) -> None:
    assert files_line(count, is_loading=is_loading, is_complete=is_complete) == said


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Trouble("", "retry"), "Try again"),
        (Trouble("", "retry", None, "Show it"), "Show it"),
        (Trouble("", "settings"), "Open the settings…"),
        (Trouble("", "none"), ""),
    ],
)
def test_what_can_be_done(trouble: Trouble, said: str) -> None:
    assert action_of(trouble) == said


def test_deletions_sizes_and_lengths() -> None:
    assert deleted_line(["Film"]) == "Deleted “Film”."
    assert deleted_line(["Film", "Other", "Third"]) == "Deleted “Film” and 2 more."
    assert [known_size(size) for size in (None, 10, 14_200_000, 2_000_000_000)] == [
        "",
        "10 bytes",
        "14.2 MB",
        "2.0 GB",
    ]
    assert [length(seconds) for seconds in (None, 0.5, 61.2)] == ["", "0:00", "1:01"]
