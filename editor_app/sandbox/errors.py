"""How a call is refused: the error that becomes a problem body, and what each status is called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATUS_NAMES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("BAD_REQUEST", "Bad request"),
        401: ("UNAUTHORIZED", "Unauthorized"),
        403: ("FORBIDDEN", "Forbidden"),
        404: ("NOT_FOUND", "Not found"),
        405: ("METHOD_NOT_ALLOWED", "Method not allowed"),
        408: ("REQUEST_TIMEOUT", "Request timeout"),
        409: ("CONFLICT", "Conflict"),
        410: ("GONE", "Gone"),
        413: ("CONTENT_TOO_LARGE", "Content too large"),
        415: ("UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"),
        416: ("RANGE_NOT_SATISFIABLE", "Range not satisfiable"),
        421: ("MISDIRECTED_REQUEST", "Misdirected request"),
        422: ("UNPROCESSABLE_CONTENT", "Unprocessable content"),
        429: ("RATE_LIMITED", "Too many requests"),
        500: ("INTERNAL_ERROR", "Internal error"),
        502: ("BAD_GATEWAY", "Bad gateway"),
        503: ("SERVICE_UNAVAILABLE", "Service unavailable"),
        504: ("GATEWAY_TIMEOUT", "Gateway timeout"),
    }
)


class ApiError(Exception):
    """A call is refused; `detail` is a sentence for the person who made it."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers = dict(headers or {})


def bad_request(detail: str) -> ApiError:
    """Give the error for what cannot be read."""
    return ApiError(400, "OPEN_API_BAD_REQUEST", detail)


def invalid(detail: str, code: str = "OPEN_API_REQUEST_INVALID") -> ApiError:
    """Give the error for what can be read and breaks a rule."""
    return ApiError(422, code, detail)


def not_found(kind: str) -> ApiError:
    """Give the error for a project, an asset or an export task that the caller does not have."""
    return ApiError(404, f"{kind.replace(' ', '_').upper()}_NOT_FOUND", f"There is no such {kind}.")
