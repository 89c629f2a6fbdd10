"""Two verdicts on one document become one list."""

from __future__ import annotations

import pytest

from editor_app.checks.verdicts import joined, service_problem
from editor_app.problem import EDITOR, Problem, Severity

LATE, OVERLAP, SCHEMA = "KEYFRAME_OUT_OF_BOUNDS", "EDITOR_TRACK_ITEM_OVERLAP", "EDITOR_SCHEMA_INVALID"
NEW = "EDITOR_SOMETHING_NEW"
Said = tuple[str, str, Severity, tuple[str, ...]]


def ours(code: str, path: str, severity: Severity = "error") -> Problem:
    return Problem(code, path, f"Ours at {path}.", severity)


def theirs(code: str, path: str) -> Problem:
    return service_problem("Indream", code, path, f"Theirs at {path}.")


def told(problems: tuple[Problem, ...]) -> list[Said]:
    return [(p.code, p.path, p.severity, p.said_by) for p in problems]


BOTH, WE, THEY = (EDITOR, "Indream"), (EDITOR,), ("Indream",)


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        ([], [], []),
        ([ours(LATE, "$.items.a.x")], [], [(LATE, "$.items.a.x", "error", WE)]),
        ([], [theirs(LATE, "items.a.x")], [(LATE, "$.items.a.x", "error", THEY)]),
        (
            [ours(LATE, "$.items.a.x")],
            [theirs(LATE, "/items/a/x")],
            [(LATE, "$.items.a.x", "error", BOTH)],
        ),
        (  # The same place, but another thing.
            [ours(LATE, "$.items.a.x")],
            [theirs(SCHEMA, "items.a.x")],
            [(LATE, "$.items.a.x", "error", WE), (SCHEMA, "$.items.a.x", "error", THEY)],
        ),
        (  # The same thing, but elsewhere.
            [ours(LATE, "$.items.a.x")],
            [theirs(LATE, "items.b.x")],
            [(LATE, "$.items.a.x", "error", WE), (LATE, "$.items.b.x", "error", THEY)],
        ),
        (  # Whom the service says it of is less exact, or more.
            [ours(LATE, "$.items.a.x.keyframes[1].timeTicks")],
            [theirs(LATE, "items.a.x")],
            [(LATE, "$.items.a.x.keyframes[1].timeTicks", "error", BOTH)],
        ),
        (
            [ours(SCHEMA, "$.items.a")],
            [theirs(SCHEMA, "items.a.x.value")],
            [(SCHEMA, "$.items.a", "error", BOTH)],
        ),
        (  # What is said of the whole document is not said of each part.
            [ours(SCHEMA, "$.items.a")],
            [theirs(SCHEMA, "$")],
            [(SCHEMA, "$.items.a", "error", WE), (SCHEMA, "$", "error", THEY)],
        ),
        (
            [ours(OVERLAP, "$.tracks[0].items[1]"), ours(OVERLAP, "$.tracks[1].items[1]")],
            [theirs(OVERLAP, "tracks.0")],
            [
                (OVERLAP, "$.tracks[0].items[1]", "error", BOTH),
                (OVERLAP, "$.tracks[1].items[1]", "error", WE),
            ],
        ),
        (  # What the service refuses is an error.
            [ours("LOCAL_TRANSITION_TOO_LONG", "$.transitions.x", "warning")],
            [theirs("LOCAL_TRANSITION_TOO_LONG", "transitions.x")],
            [("LOCAL_TRANSITION_TOO_LONG", "$.transitions.x", "error", BOTH)],
        ),
        (  # A code and a spelling that nobody knows stay as they are; twice the same is once.
            [],
            [theirs(NEW, "the second clip"), theirs(NEW, "the second clip")],
            [(NEW, "the second clip", "error", THEY)],
        ),
    ],
)
def test_both_verdicts_are_one_list(own: list[Problem], others: list[Problem], expected: list[Said]) -> None:
    assert told(joined(own, others)) == expected


def test_our_sentence_stands_where_both_say_it_and_theirs_where_only_they_do() -> None:
    found = joined([ours(LATE, "$.items.a.x")], [theirs(LATE, "items.a.x"), theirs(NEW, "items.b")])
    assert [problem.message for problem in found] == ["Ours at $.items.a.x.", "Theirs at items.b."]


def test_a_word_about_an_older_document_adds_nothing_that_we_would_find_ourselves() -> None:
    word = [theirs(LATE, "items.a.x"), theirs(OVERLAP, "tracks[0].items[1]"), theirs(NEW, "items.a")]
    found = joined([ours(LATE, "$.items.a.x")], word, is_current=False)
    assert told(found) == [(LATE, "$.items.a.x", "error", BOTH), (NEW, "$.items.a", "error", THEY)]


def test_a_sentence_of_a_service_is_fit_to_print() -> None:
    assert theirs(NEW, "a \x1b[31m").path == "a \\u001b[31m"
