"""What is said where a service says nothing, and how long it is left alone."""

from __future__ import annotations

import pytest

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.errors import ProblemDetails, error_of, network_error, refused_argument
from editor_app.problem import Problem
from editor_app.services.service_word import Word, is_refused_key, no_word, pause_after, state_line


def error(status: int, retry_after: float | None = None) -> APIError:
    return error_of(ProblemDetails("T", "Title", status, "The detail.", "C"), retry_after)


@pytest.mark.parametrize(
    ("failures", "failure", "seconds"),
    [
        (1, network_error("x"), 2),
        (2, network_error("x"), 4),
        (5, error(503), 32),
        (6, error(503), 60),
        (900, network_error("x"), 60),
        (1, error(429), 2),
        (1, error(429, 17.0), 17),
        (1, error(429, 1.0), 2),
        (3, error(429, 1.0), 8),
        (9, error(429, 0.0), 60),
        (9, error(503, 600.0), 600),
        (1, error(401), None),
        (1, error(403), None),
        (1, error(413), None),
        (1, refused_argument("payload", "is no JSON."), None),
        (3, RuntimeError("x"), 8),
    ],
)
def test_pauses_grow_to_a_minute_and_are_never_less_than_the_service_asks_for(
    failures: int, failure: Exception, seconds: float | None
) -> None:
    assert pause_after(failures, failure) == seconds


@pytest.mark.parametrize(("status", "expected"), [(401, True), (403, True), (404, False), (429, False)])
def test_a_refused_key_is_not_used_again(status: int, expected: bool) -> None:
    assert is_refused_key(error(status)) is expected


@pytest.mark.parametrize(
    ("failure", "pause_s", "sentence"),
    [
        (
            network_error("x"),
            4.0,
            "No word from Indream: offline, or it does not answer. Local checks go on. "
            "It is asked again within 4 s, and after the next change.",
        ),
        (
            error(401),
            None,
            "No word from Indream: it does not accept the key. Enter it anew under Settings ▸ Services. "
            "Local checks go on.",
        ),
        (
            error(403),
            None,
            "No word from Indream: this account may not ask for it. See your plan there. Local checks go on.",
        ),
        (
            error(429, 0.2),
            0.2,
            "No word from Indream: it was asked too often. Local checks go on. It is asked again in 1 s.",
        ),
        (
            error(413),
            None,
            "No word from Indream: the document is too large for it. Local checks go on.",
        ),
        (error(404), None, "No word from Indream: it refused: The detail. Local checks go on."),
        (
            ValueError("There is no key for “Home”. Enter it under Settings ▸ Services."),
            None,
            "No word from Indream: There is no key for “Home”. Enter it under Settings ▸ Services. "
            "Local checks go on.",
        ),
    ],
)
def test_the_reason_is_said_in_words(failure: Exception, pause_s: float | None, sentence: str) -> None:
    assert no_word("Indream", failure, pause_s) == sentence


def _problems(count: int) -> tuple[Problem, ...]:
    return tuple(Problem("X", "$", "", "error", ("Indream",)) for _ in range(count))


@pytest.mark.parametrize(
    ("word", "line"),
    [
        (Word(), ""),
        (Word("Indream", "asking"), "Indream: asking…"),
        (Word("Indream", "given"), "Indream: valid"),
        (Word("Indream", "given", _problems(1)), "Indream: 1 problem"),
        (Word("Indream", "given", _problems(1200)), "Indream: 1,200 problems"),
        (Word("Indream", "pending", sentence="No word."), "No word."),
    ],
)
def test_one_line_says_how_it_stands(word: Word, line: str) -> None:
    assert state_line(word) == line
