"""Reads what came back: `success` and fields beside it, or `error` and `code`, or anything else."""

from __future__ import annotations

from typing import Any, cast

from editor_app.cloud.http.answers import Answer, cleared
from editor_app.cloud.http.origin import Secret
from editor_app.cloud.renderingvideo.errors import UNEXPECTED, APIError, error_of
from editor_app.problem import printable
from editor_app.state import parse_json

_MOST_DETAIL = 2000


def open_reply(answer: Answer, key: Secret) -> dict[str, Any]:
    """Give the fields of a success, cleared of `key`; raise the error that any other answer stands for."""
    if 300 <= answer.status < 400:
        raise APIError(
            answer.status, UNEXPECTED, "The service points to another address; that is not followed."
        )
    fields = _fields(answer.body, key)
    if fields is None:
        raise error_of(answer.status, UNEXPECTED, f"Status {answer.status}, and not a reply of this API.")
    # Success may be denied in an answer with status 200 too.
    if answer.status >= 400 or fields.get("success") is not True:
        code, told = fields.get("code"), fields.get("error")
        detail = (
            told if isinstance(told, str) and told else f"The service answered with status {answer.status}."
        )
        named = code if isinstance(code, str) and code else UNEXPECTED
        raise error_of(answer.status, printable(named), printable(detail)[:_MOST_DETAIL])
    return fields


def _fields(body: bytes, key: Secret) -> dict[str, Any] | None:
    try:
        value = cleared(parse_json(body), key)
    except ValueError:
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
