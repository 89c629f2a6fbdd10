"""What the window says and finds, without a window."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from editor_app.services.recovery import JournalStatus
from editor_app.ui.actions import clashes
from editor_app.ui.timeline.actions import TABLE as TIMELINE
from editor_app.ui.window.actions import MENUS, RULE, TABLE, menu_ids
from editor_app.ui.window.search import best, score, with_latest
from editor_app.ui.window.status import kept_line, problems_line, proxy_line, window_title

NOON = datetime(2026, 3, 1, 12, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept", "how", "text", "tone"),
    [
        (
            JournalStatus(),
            {"is_clean": False, "is_untitled": False},
            "Kept · not yet in the file",
            "ok",
        ),
        (JournalStatus(), {"is_clean": False, "is_untitled": True}, "Kept · not yet named", "ok"),
        (JournalStatus(), {"is_clean": True, "is_untitled": True}, "Kept · not yet named", "ok"),
        (
            JournalStatus(),
            {"is_clean": True, "is_untitled": True, "has_file": False},
            "Nothing to save yet",
            "quiet",
        ),
        (JournalStatus("writing", NOON), {"is_clean": False, "is_untitled": False}, "Saving…", "quiet"),
        (JournalStatus("kept", NOON), {"is_clean": True, "is_untitled": False}, "Saved 12:03", "ok"),
        (
            JournalStatus("kept", NOON),
            {"is_clean": False, "is_untitled": False},
            "Kept 12:03 · not yet in the file",
            "ok",
        ),
        (
            JournalStatus("kept", NOON),
            {"is_clean": False, "is_untitled": True},
            "Kept 12:03 · not yet named",
            "ok",
        ),
        (
            JournalStatus("failed", NOON, "no room"),
            {"is_clean": False, "is_untitled": False},
            "Not kept on the disk",
            "error",
        ),
    ],
)
def test_how_safe_the_work_is_stands_in_words(
    kept: JournalStatus, how: dict[str, Any], text: str, tone: str
) -> None:
    line = kept_line(kept, **how)
    assert (line.text, line.tone) == (text, tone)


@pytest.mark.parametrize(
    ("errors", "warnings", "text", "tone"),
    [
        (0, 0, "No problems", "quiet"),
        (1, 0, "1 problem", "error"),
        (2, 3, "5 problems", "error"),
        (0, 1, "1 warning", "warning"),
        (0, 4, "4 warnings", "warning"),
    ],
)
def test_problems_are_counted(errors: int, warnings: int, text: str, tone: str) -> None:
    line = problems_line(errors, warnings)
    assert (line.text, line.tone) == (text, tone)


def test_the_title_shows_what_the_file_lacks() -> None:
    assert window_title("", "Editor App", is_dirty=False) == "Editor App"
    assert window_title("Summer", "Editor App", is_dirty=False) == "Summer – Editor App"
    assert window_title("Summer", "Editor App", is_dirty=True) == "● Summer – Editor App"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("split", "Split"),
        ("sat", "Split all tracks"),
        ("spall", "Split all tracks"),
        ("rd", "Ripple delete"),
        ("EXPORT", "Export…"),
    ],
)
def test_a_few_letters_find_an_action(query: str, first: str) -> None:
    texts = ["Save as…", "Ripple delete", "Split all tracks", "Split", "Export…", "Redo"]
    assert texts[best(query, texts)[0]] == first


def test_letters_that_are_missing_find_nothing_and_no_letters_find_all_in_order() -> None:
    assert best("xyz", ["Split", "Save"]) == []
    assert best("", ["Split", "Save"]) == [0, 1]
    assert best("", ["Split", "Save", "Undo"], [2, 0]) == [2, 0, 1]
    assert best("sp", ["Split", "Save", "Undo"], [2, 0]) == [0]
    assert best("out", ["Reset layout", "Zoom out"]) == [1, 0]
    assert with_latest(["a", "b", "c"], "b", most=3) == ["b", "a", "c"]
    assert with_latest(["a", "b", "c"], "d", most=3) == ["d", "a", "b"]
    assert score("ts", "Split") is None


def test_the_windows_keys_are_nobody_elses() -> None:
    assert clashes((*TABLE, *TIMELINE)) == {}


def test_menus_name_only_what_there_is_and_have_no_idle_rules() -> None:
    known = {spec.id: spec for spec in (*TABLE, *TIMELINE)}
    for title, entries in MENUS.items():
        found = menu_ids(entries, known)
        assert found == [] or (found[0] != RULE and found[-1] != RULE), title
        assert not any(a == b == RULE for a, b in pairwise(found)), title
        assert set(found) - {RULE} <= known.keys()
    plain = {
        name for entries in MENUS.values() for name in entries if name != RULE and not name.endswith("*")
    }
    assert plain <= known.keys()


def test_every_action_of_the_window_stands_in_a_menu() -> None:
    known = {spec.id: spec for spec in (*TABLE, *TIMELINE)}
    listed = {name for entries in MENUS.values() for name in menu_ids(entries, known)}
    assert {spec.id for spec in TABLE} - listed == {"view.menu"}  # which leads to the menus


@pytest.mark.parametrize(
    ("label", "share", "waiting", "text"),
    [
        ("clip.mp4", 0.429, 0, "Making clip.mp4 light to play · 42 %"),
        ("clip.mp4", 1.0, 3, "Making clip.mp4 light to play · 100 % · 3 more"),
        ("a" * 20 + "b" * 20, 0, 0, f"Making {'a' * 13}…{'b' * 12} light to play · 0 %"),
    ],
)
def test_a_proxy_on_its_way_is_told_in_one_line(label: str, share: float, waiting: int, text: str) -> None:
    assert proxy_line(label, share, waiting) == text
