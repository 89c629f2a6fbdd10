"""The error tree."""

from __future__ import annotations

import pickle

import pytest

from editor_app.cloud.indream.errors import (
    APIError,
    AuthError,
    NetworkError,
    ProblemDetails,
    RateLimitError,
    ValidationError,
    error_of,
    network_error,
    refused_here,
)
from editor_app.problem import Problem


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, AuthError) for status in (401, 403)),
        *((status, ValidationError) for status in (400, 422)),
        (429, RateLimitError),
        *((status, APIError) for status in (302, 404, 409, 500, 503)),
    ],
)
def test_the_class_fits_the_status(status: int, kind: type[APIError]) -> None:
    error = error_of(ProblemDetails("T", "Title", status, "What happened", "CODE"), 3.0)
    assert type(error) is kind
    assert (error.status, error.type, error.error_code, error.detail) == (
        status,
        "T",
        "CODE",
        "What happened",
    )
    assert (str(error), error.retry_after, error.problem.title) == ("What happened", 3.0, "Title")
    assert repr(error) == f"{kind.__name__}({status}, 'CODE', 'What happened')"


def test_a_refusal_tells_the_first_finding_and_holds_them_all() -> None:
    found = [Problem("C", "$.a", "a is missing.", "error"), Problem("C", "$.b", "b is missing.", "error")]
    error = refused_here("C", "Title", found)
    assert str(error) == "$.a: a is missing. (and 1 more)"
    assert (error.status, error.error_code, error.errors) == (422, "C", tuple(found))
    assert str(refused_here("C", "Title", found[:1])) == "$.a: a is missing."


@pytest.mark.parametrize(
    "error",
    [
        error_of(ProblemDetails("T", "t", 429, "d", "C", {"more": [1]}), 3.0),
        refused_here("C", "t", [Problem("C", "$.a", "m", "error")]),
        network_error("reset", may_have_arrived=False),
    ],
)
def test_errors_travel_between_processes(error: APIError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert copy.args == error.args


def test_every_error_is_an_api_error() -> None:
    assert all(
        issubclass(kind, APIError) for kind in (AuthError, ValidationError, RateLimitError, NetworkError)
    )
