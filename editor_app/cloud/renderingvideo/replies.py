"""Reads what came back: `success` and fields beside it, or `error` and `code`, or anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel
from pydantic import ValidationError as ModelError

from editor_app.cloud.http.answers import NOT_FOLLOWED, SHORTEST_KEY, Answer, cleared, mapped
from editor_app.cloud.http.origin import Secret
from editor_app.cloud.renderingvideo.errors import (
    NETWORK,
    UNEXPECTED,
    APIError,
    NetworkError,
    error_of,
)
from editor_app.problem import printable
from editor_app.state import parse_json

M = TypeVar("M", bound=BaseModel)

_MOST_DETAIL = 2000


def open_reply(answer: Answer, key: Secret) -> dict[str, Any]:
    """Give the fields of a success, cleared of `key`; raise the error that any other answer stands for."""
    if 300 <= answer.status < 400:
        raise APIError(answer.status, UNEXPECTED, NOT_FOLLOWED)
    fields = _fields(answer, key)
    if fields is None:
        raise _no_reply(answer)
    # Success may be denied in an answer with status 200 too.
    if answer.status >= 400 or fields.get("success") is not True:
        raise _refusal(answer, fields)
    return fields


def is_of_this_api(answer: Answer) -> bool:
    """Tell whether an answer, good or bad, was written by this API and not by something before it."""
    try:
        fields = parse_json(answer.body)
    except ValueError:
        return False
    return isinstance(fields, dict) and isinstance(cast("dict[str, Any]", fields).get("success"), bool)


def read_model(model: type[M], fields: Mapping[str, Any]) -> M:
    """Give a reply's fields as `model`; raise APIError where it is something else."""
    try:
        return model.model_validate(fields)
    except ModelError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "it"
    raise APIError(200, UNEXPECTED, f"The service's reply is not what was asked for: {where} does not fit.")


def _fields(answer: Answer, key: Secret) -> dict[str, Any] | None:
    try:
        value = parse_json(answer.body)
    except ValueError:
        return None
    # A key may be written with escapes; one that is short may be a word of a configuration.
    if answer.status >= 400 or len(key.reveal()) >= SHORTEST_KEY:
        value = cleared(value, key)
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _no_reply(answer: Answer) -> APIError:
    """Give the error of an answer that is no object of JSON."""
    if answer.status >= 400:
        told = f"The service answered with status {answer.status} and no reason."
        return error_of(answer.status, UNEXPECTED, told, retry_after=answer.retry_after)
    if answer.is_json and not _is_whole_json(answer.body):
        return NetworkError(answer.status, NETWORK, "The service's reply is damaged or cut off.")
    kind = answer.kind[:80] or "nothing named"
    told = f"The reply is {kind}, and not one of this API: this may not be the service."
    return APIError(answer.status, UNEXPECTED, printable(told))


def _is_whole_json(body: bytes) -> bool:
    try:
        parse_json(body)
    except ValueError:
        return False
    return True


def _refusal(answer: Answer, fields: dict[str, Any]) -> APIError:
    code, told, details = (fields.get(name) for name in ("code", "error", "details"))
    named = printable(code) if isinstance(code, str) and code else UNEXPECTED
    detail = told if isinstance(told, str) and told.strip() else _no_reason(answer.status)
    more = cast("dict[str, Any]", mapped(details, printable)) if isinstance(details, dict) else {}
    return error_of(
        answer.status, named, printable(detail)[:_MOST_DETAIL], details=more, retry_after=answer.retry_after
    )


def _no_reason(status: int) -> str:
    return f"The service answered with status {status} and no reason."
