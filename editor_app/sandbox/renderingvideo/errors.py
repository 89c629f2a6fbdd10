"""How a call of RenderingVideo is refused: a code, a status, and details that may name a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.sandbox.errors import ApiError


class Refused(ApiError):
    """A call is refused; `details` are for programs, the text is for people."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, code, detail, headers)
        self.details = dict(details or {})


def invalid_request(detail: str, field: str = "") -> Refused:
    """Give the error for parameters that are wrong."""
    return Refused(400, "INVALID_REQUEST", detail, {"field": field} if field else None)


def invalid_config(path: str, message: str, more: int = 0) -> Refused:
    """Give the error for a config; `path` is a JSON path into it, `more` counts what else is wrong.

    The message names its place itself, as people write it.
    """
    others = f" {more} more {'thing is' if more == 1 else 'things are'} wrong." if more else ""
    return Refused(400, "INVALID_CONFIG", f"Invalid video configuration. {message}{others}", {"field": path})


def not_found(what: str) -> Refused:
    """Give the error for what the caller does not have, such as "Task"."""
    return Refused(404, "NOT_FOUND", f"{what} not found")


def translated(error: ApiError) -> Refused:
    """Give an error of the parts that both services share in the words of this one."""
    if isinstance(error, Refused):
        return error
    code = "INTERNAL_ERROR" if error.status >= 500 else "INVALID_REQUEST"
    if error.code.startswith("SANDBOX_"):
        code = error.code
    elif error.status == 404:
        code = "NOT_FOUND"
    return Refused(error.status, code, error.detail, headers=error.headers)
