"""Reads what came back: the envelope of a success, the problem of a failure, and anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from pydantic import BaseModel
from pydantic import ValidationError as ModelError

from editor_app.cloud.http.answers import NOT_FOLLOWED, SHORTEST_KEY, Answer, cleared, mapped
from editor_app.cloud.http.origin import Secret
from editor_app.cloud.indream.errors import (
    APIError,
    NetworkError,
    ProblemDetails,
    error_of,
    unexpected,
)
from editor_app.problem import printable
from editor_app.state import parse_json

M = TypeVar("M", bound=BaseModel)

_KNOWN = frozenset({"type", "title", "status", "detail", "errorCode"})
_MOST_DETAIL = 2000


@dataclass(frozen=True, slots=True)
class Envelope:
    """A success: `data` is never None."""

    data: Any
    meta: Mapping[str, Any]


def open_envelope(answer: Answer, key: Secret) -> Envelope:
    """Give what a successful answer holds; raise the error that any other one stands for.

    Whatever is quoted is cleared of `key`, which a careless service may send back.
    """
    if 300 <= answer.status < 400:
        raise error_of(unexpected(answer.status, NOT_FOLLOWED))
    value, fault = _parse(answer)
    if answer.status < 400 and b"\\" in answer.body and len(key.reveal()) >= SHORTEST_KEY:
        value = cleared(value, key)  # written with escapes
    if answer.status >= 400:
        raise error_of(_problem(answer, value, key), answer.retry_after)
    if fault:
        problem = unexpected(answer.status, fault)
        raise NetworkError(problem) if answer.is_json else APIError(problem)
    if isinstance(value, dict):
        envelope = cast("dict[str, Any]", value)
        data, meta = envelope.get("data"), envelope.get("meta")
        if 200 <= answer.status < 300 and data is not None and isinstance(meta, dict):
            return Envelope(data, cast("dict[str, Any]", meta))
    raise APIError(unexpected(answer.status, "The service's reply has not the form of this API."))


def read_model(model: type[M], value: Any) -> M:
    """Give a reply's data as `model`; raise APIError where it is something else."""
    try:
        return model.model_validate(value)
    except ModelError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "it"
    raise APIError(unexpected(200, f"The service's reply is not what was asked for: {where} does not fit."))


def read_page(model: type[M], envelope: Envelope) -> M:
    """Give a page: the data are its items, the meta holds the cursor; raise APIError."""
    items: Any = envelope.data
    if not isinstance(items, list):
        raise APIError(unexpected(200, "The service's reply is no list."))
    return read_model(
        model, {"items": cast("list[Any]", items), "nextPageCursor": envelope.meta.get("nextPageCursor")}
    )


def _parse(answer: Answer) -> tuple[Any, str]:
    try:
        return parse_json(answer.body), ""
    except ValueError:
        if answer.is_json:
            return None, "The service's reply is damaged or cut off."
    kind = answer.content_type.partition(";")[0].strip() or "nothing named"
    return None, f"The reply is {kind[:80]}, not JSON: this may not be the service."


def _problem(answer: Answer, value: Any, key: Secret) -> ProblemDetails:
    """Read a problem, its texts fit to print; the status is the one of HTTP, whatever the body says."""
    if not isinstance(value, dict):
        return unexpected(answer.status, f"The service answered with status {answer.status} and no reason.")
    body = cast("dict[str, Any]", cleared(value, key))
    kind, title, detail = (_text(body.get(name)) for name in ("type", "title", "detail"))
    code = mapped(body.get("errorCode"), printable)
    if not (kind or title or detail or code):
        return unexpected(answer.status, f"The service answered with status {answer.status} and no reason.")
    return ProblemDetails(
        type=kind or "about:blank",
        title=title or f"Status {answer.status}",
        status=answer.status,
        detail=detail or title or f"The service answered with status {answer.status}.",
        error_code=code if isinstance(code, str) and code else None,
        extra=mapped({name: entry for name, entry in body.items() if name not in _KNOWN}, printable),
    )


def _text(value: Any) -> str:
    """Give what stands there as a text that any stream can print."""
    is_text = value is None or isinstance(value, str)
    text = (value or "") if is_text else json.dumps(value, ensure_ascii=False, default=str)
    return printable(text)[:_MOST_DETAIL]
