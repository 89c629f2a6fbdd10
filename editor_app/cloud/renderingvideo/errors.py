"""What can go wrong with a call, as one tree.

    APIError                  any answer that is no success, an unreadable reply
    ├── AuthError             401, 403
    ├── CreditsError          402: credits or storage are used up
    ├── RateLimitError        429
    └── NetworkError          no answer: refused, broken off, too slow

No error ever holds the API key.
"""

from __future__ import annotations

from editor_app.problem import printable

UNEXPECTED = "UNEXPECTED_REPLY"
NETWORK = "NETWORK_ERROR"


class APIError(Exception):
    """A call that did not succeed; branch on `code`, show `detail`; `status` is 0 without an answer."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(status, code, detail)
        self.status, self.code, self.detail = status, code, detail

    def __str__(self) -> str:
        return printable(self.detail)


class AuthError(APIError):
    """The key is wrong, or the account may not do this."""


class CreditsError(APIError):
    """Credits or storage are used up."""


class RateLimitError(APIError):
    """Too many calls."""


class NetworkError(APIError):
    """No usable answer came."""


def error_of(status: int, code: str, detail: str) -> APIError:
    """Give the error whose class fits the status."""
    kinds = {401: AuthError, 403: AuthError, 402: CreditsError, 429: RateLimitError}
    return kinds.get(status, APIError)(status, code, detail)
