"""Which actions a few letters find, and which of them first."""

from __future__ import annotations

import pytest

from editor_app.ui.window.actions import TABLE
from editor_app.ui.window.reasons import reason
from editor_app.ui.window.search import best, score

TEXTS = (
    "Save as…",
    "Ripple delete",
    "Split all tracks",
    "Split",
    "Forward",
    "Record",
    "Reset layout",
    "Zoom out",
    "Go to the end",
    "Word wrap",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("split", ["Split", "Split all tracks"]),
        ("out", ["Zoom out", "Reset layout"]),  # the start of a word before the inside of one
        ("rd", ["Ripple delete", "Word wrap", "Record", "Forward"]),  # two starts before letters together
        ("ripdel", ["Ripple delete"]),
        ("sat", ["Split all tracks", "Reset layout"]),
        ("gte", ["Go to the end"]),
        ("s a", ["Save as…", "Split all tracks", "Reset layout"]),
        ("END", ["Go to the end"]),
        ("ord", ["Word wrap", "Record", "Forward"]),
        ("tilps", []),
    ],
)
def test_starts_of_words_come_first(query: str, found: list[str]) -> None:
    assert [TEXTS[place] for place in best(query, TEXTS)] == found


@pytest.mark.parametrize(
    ("better", "worse", "query"),
    [
        ("Loop", "Full loop", "loop"),
        ("Add marker", "Unmark all", "mark"),
        ("Close gap", "Recall scene", "cg"),
        ("Recall scene", "Reaccept use", "call"),
    ],
)
def test_of_two_texts_one_answers_better(better: str, worse: str, query: str) -> None:
    costs = [score(query, text) for text in (better, worse)]
    assert costs[0] is not None
    assert costs[1] is None or costs[0] < costs[1]


def test_without_letters_the_latest_come_first() -> None:
    assert best(" ", TEXTS[:4], [2, 0]) == [2, 0, 1, 3]


@pytest.mark.parametrize(
    ("name", "is_open", "said"),
    [
        ("clip.split", False, "Open a project first"),
        ("edit.undo", False, "Nothing to undo"),
        ("edit.redo", True, "Nothing to redo"),
        ("canvas.crop", True, "Select a picture or a video"),
        ("canvas.align-left", True, "Select a clip"),
        ("problems.next", True, "No problems"),
        ("clip.split", True, "Not possible now"),
    ],
)
def test_why_an_action_is_off(name: str, is_open: bool, said: str) -> None:
    assert reason(name, is_open=is_open) == said


def test_every_action_that_is_off_has_a_reason() -> None:
    assert all(reason(spec.id, is_open=is_open) for spec in TABLE for is_open in (True, False))
