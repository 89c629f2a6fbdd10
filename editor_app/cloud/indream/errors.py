"""What can go wrong with a call, as one tree.

    APIError                  any answer that is no success, a failed task, an unreadable reply
    ├── AuthError             401, 403
    ├── ValidationError       400, 422, and what is found before anything is sent (`errors`)
    ├── RateLimitError        429 (`retry_after`)
    └── NetworkError          no answer: refused, broken off, too slow

A wait that runs out raises the built-in TimeoutError. No error ever holds the API key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from editor_app.cloud.http.failures import (
    Failure,
    FileRefused,
    FileTooLarge,
    NoAnswer,
    OddAnswer,
    ServiceError,
    TooSlow,
    UnfitArgument,
)
from editor_app.problem import Problem, printable

UNEXPECTED = "SDK_UNEXPECTED_RESPONSE"
NETWORK = "SDK_NETWORK_ERROR"
TIMED_OUT = "SDK_TIMEOUT"
REFUSED = "SDK_DOWNLOAD_REFUSED"
TOO_LARGE = "SDK_DOWNLOAD_TOO_LARGE"
SCHEMA = "EDITOR_SCHEMA_INVALID"
TASK_FAILED = "TASK_TERMINAL_FAILURE"


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """The body of an error reply; `status` is the one of HTTP, 0 where there was no answer."""

    type: str
    title: str
    status: int
    detail: str
    error_code: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What the body held beyond these."""


class APIError(ServiceError):
    """A call that did not succeed; branch on `error_code`, show `detail`."""

    def __init__(self, problem: ProblemDetails, retry_after: float | None = None) -> None:
        super().__init__(problem, retry_after)
        self.problem = problem
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """Give the HTTP status."""
        return self.problem.status

    @property
    def type(self) -> str:
        """Give the category that the service put the problem into."""
        return self.problem.type

    @property
    def error_code(self) -> str | None:
        """Give the stable code."""
        return self.problem.error_code

    @property
    def detail(self) -> str:
        """Give the sentence for people."""
        return self.problem.detail

    def __str__(self) -> str:
        return printable(self.problem.detail)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.status}, {self.error_code!r}, {self.detail!r})"


class AuthError(APIError):
    """The key is wrong, or the account may not do this."""


class ValidationError(APIError):
    """The request is not right; `errors` holds all that was found before anything was sent."""

    def __init__(
        self, problem: ProblemDetails, retry_after: float | None = None, errors: Sequence[Problem] = ()
    ) -> None:
        super().__init__(problem, retry_after)
        self.args = (problem, retry_after, tuple(errors))
        self.errors = tuple(errors)


class RateLimitError(APIError):
    """Too many calls, or a used-up limit; `retry_after` in seconds, None where the service did not say."""


class NetworkError(APIError):
    """No usable answer came; `may_have_arrived` tells whether the service may have acted all the same."""

    def __init__(
        self, problem: ProblemDetails, retry_after: float | None = None, may_have_arrived: bool = True
    ) -> None:
        super().__init__(problem, retry_after)
        self.args = (problem, retry_after, may_have_arrived)
        self.may_have_arrived = may_have_arrived


def error_of(problem: ProblemDetails, retry_after: float | None = None) -> APIError:
    """Give the error whose class fits the status."""
    if problem.status in (401, 403):
        return AuthError(problem, retry_after)
    if problem.status in (400, 422):
        return ValidationError(problem, retry_after)
    if problem.status == 429:
        return RateLimitError(problem, retry_after)
    return APIError(problem, retry_after)


def unexpected(status: int, detail: str) -> ProblemDetails:
    """Describe an answer that is not one of this API."""
    return ProblemDetails(UNEXPECTED, "Unexpected reply", status, detail, UNEXPECTED)


def network_error(reason: str, *, code: str = NETWORK, may_have_arrived: bool = True) -> NetworkError:
    """Give the error of a call that got no answer."""
    problem = ProblemDetails(code, "No answer from the service", 0, reason, code)
    return NetworkError(problem, may_have_arrived=may_have_arrived)


def refused_here(code: str, title: str, errors: Sequence[Problem]) -> ValidationError:
    """Give the error of a call that was not sent; its detail is the first finding and how many follow."""
    first, more = errors[0], len(errors) - 1
    tail = f" (and {more} more)" if more else ""
    detail = f"{first.path}: {first.message}{tail}"
    return ValidationError(ProblemDetails(code, title, 422, detail, code), errors=errors)


def refused_argument(what: str, message: str) -> ValidationError:
    """Give the error of an argument that cannot be sent."""
    return refused_here(
        "SDK_ARGUMENT_INVALID", "Invalid argument", [Problem("SDK_ARGUMENT_INVALID", what, message, "error")]
    )


def error_for(failure: Failure) -> APIError:
    """Give the error of this service that a failure on the way is for its callers."""
    match failure:
        case NoAnswer():
            code = TIMED_OUT if isinstance(failure, TooSlow) else NETWORK
            return network_error(failure.detail, code=code, may_have_arrived=failure.may_have_arrived)
        case UnfitArgument():
            return refused_argument(failure.what, failure.detail)
        case FileTooLarge():
            return APIError(ProblemDetails(TOO_LARGE, "Too large", failure.status, failure.detail, TOO_LARGE))
        case FileRefused():
            problem = ProblemDetails(REFUSED, "Download refused", failure.status, failure.detail, REFUSED)
            return APIError(problem, failure.retry_after)
        case OddAnswer():
            return APIError(unexpected(failure.status, failure.detail))
        case _:
            return network_error(failure.detail)
