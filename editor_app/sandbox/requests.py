"""Reading calls: whatever is sent becomes plain values, or an error that says what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from starlette.requests import ClientDisconnect, Request

from editor_app.sandbox.errors import ApiError, bad_request
from editor_app.sandbox.fields import Field, read_fields
from editor_app.state import DocumentError, parse_json

_SHOWN = 20


def read_query(request: Request, fields: Sequence[Field]) -> dict[str, Any]:
    """Read the query; names that no one knows are passed over, as the service does."""
    values = request.query_params
    for field in fields:
        if len(values.getlist(field.name)) > 1:
            raise bad_request(f"{field.name} is given more than once.")
    good, bad = read_fields(fields, values)
    if bad:
        raise bad_request(_sentence(bad))
    return good


def read_headers(request: Request, fields: Sequence[Field]) -> dict[str, Any]:
    """Read headers."""
    values = {field.name: request.headers[field.name] for field in fields if field.name in request.headers}
    good, bad = read_fields(fields, values)
    if bad:
        raise bad_request(_sentence(bad))
    return good


def read_ids(request: Request) -> dict[str, str]:
    """Read the ids in the path: those of projects and assets are UUIDs."""
    from editor_app.sandbox.fields import Uuid

    ids: dict[str, str] = {}
    for name, value in request.path_params.items():
        try:
            ids[name] = value if name == "taskId" else Uuid().read(value)
        except ValueError as error:
            raise bad_request(f"{name} {error}.") from None
    return ids


async def read_body(
    request: Request, fields: Sequence[Field], largest: int, idle_seconds: float
) -> dict[str, Any]:
    """Read a JSON body of at most `largest` bytes."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise ApiError(
            415,
            "OPEN_API_CONTENT_TYPE_INVALID",
            "The body must be JSON: send Content-Type: application/json.",
        )
    parts: list[bytes] = []
    size = 0
    async for part in stream(request, idle_seconds):
        size += len(part)
        if size > largest:
            raise ApiError(413, "OPEN_API_BODY_TOO_LARGE", f"The body has more than {largest} bytes.")
        parts.append(part)
    try:
        value = await asyncio.to_thread(parse_json, b"".join(parts))
    except DocumentError as error:
        raise bad_request(str(error)) from None
    if not isinstance(value, dict):
        raise bad_request("The body must be a JSON object.")
    return read_object(value, fields)


def read_object(value: dict[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """Read the fields of a body; raise ApiError that names all that are wrong."""
    good, bad = read_fields(fields, value)
    if bad:
        code = bad[0][0].code
        raise ApiError(400 if code == "OPEN_API_BAD_REQUEST" else 422, code, _sentence(bad))
    return good


async def stream(request: Request, idle_seconds: float) -> AsyncIterator[bytes]:
    """Give the body part by part; raise ApiError where no part comes in time, ClientDisconnect."""
    parts = aiter(request.stream())
    while True:
        try:
            part = await asyncio.wait_for(anext(parts), idle_seconds)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise ApiError(
                408,
                "OPEN_API_REQUEST_TIMEOUT",
                "The body made no progress for too long.",
                {"Connection": "close"},
            ) from None
        if part:
            yield part


def _sentence(bad: Sequence[tuple[Field, str]]) -> str:
    found = "; ".join(f"{field.name} {why}" for field, why in bad[:_SHOWN])
    return f"{found}."


__all__ = ["ClientDisconnect", "read_body", "read_headers", "read_ids", "read_object", "read_query", "stream"]
