"""From a request to an answer of RenderingVideo: who calls, what the call says, how it is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.fields import Field
from editor_app.sandbox.renderingvideo import faults, replies
from editor_app.sandbox.renderingvideo.auth import Client, authenticate, without_key
from editor_app.sandbox.renderingvideo.bodies import read_values
from editor_app.sandbox.renderingvideo.errors import Refused, invalid_request, translated
from editor_app.sandbox.requests import stream
from editor_app.sandbox.service import Service
from editor_app.state import DocumentError, parse_json

Endpoint = Callable[[Request], Awaitable[Response]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a client that is known."""

    service: Service
    request: Request
    client: Client

    @property
    def account_id(self) -> str:
        """Give whose call it is."""
        return self.client.account_id

    @property
    def base_url(self) -> str:
        """Give the address by which the client knows this server, without a slash at its end."""
        return f"{self.request.url.scheme}://{self.request.headers['host']}"

    def id(self, name: str) -> str:
        """Give an id of the path."""
        return self.request.path_params[name]

    def query(self, fields: tuple[Field, ...]) -> dict[str, Any]:
        """Read the query; raise Refused (400)."""
        return read_values(fields, self.request.query_params)

    async def body(self) -> dict[str, Any]:
        """Read a JSON object, nothing at all is an empty one; raise ApiError."""
        limits = self.service.settings.limits
        return await read_body(self.request, limits.json_bytes, limits.idle_seconds)

    def fail_if_asked(self, *codes: str) -> None:
        """Raise Refused where one of these codes is asked for."""
        if error := faults.asked_for(self.service.settings.faults, codes):
            raise error


Run = Callable[[Call], Awaitable[Response]]


def endpoint(service: Service, run: Run) -> Endpoint:
    """Give what answers the requests of one route."""

    async def answer(request: Request) -> Response:
        wanted = service.settings.faults
        if wanted is not None and wanted.latency:
            await asyncio.sleep(wanted.latency)
        if wanted is not None and not wanted.code and wanted.strikes():
            raise faults.plain(wanted)
        client = await authenticate(service.database, request)
        call = Call(service, request, client)
        call.fail_if_asked("USER_NOT_FOUND", "INTERNAL_ERROR")
        return await run(call)

    return guarded(answer)


def guarded(answer: Endpoint) -> Endpoint:
    """Let nothing but a response come out, whatever happens inside; note each call without its key."""

    async def safe(request: Request) -> Response:
        response = await _answer(answer, request)
        where = without_key(request.url.path, request.url.query)
        _log.info("%s %s: %s", request.method, where, response.status_code)
        return response

    return safe


async def _answer(answer: Endpoint, request: Request) -> Response:
    try:
        return await answer(request)
    except ApiError as error:
        return replies.refusal(translated(error))
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it
    except Exception:
        _log.exception("A call failed.")
        return replies.refusal(Refused(500, "INTERNAL_ERROR", "The call failed inside the server."))


async def read_body(request: Request, most_bytes: int, idle_seconds: float) -> dict[str, Any]:
    """Read a JSON object of at most so many bytes, whatever type it is announced as; raise ApiError."""
    parts: list[bytes] = []
    size = 0
    async for part in stream(request, idle_seconds):
        size += len(part)
        if size > most_bytes:
            raise Refused(413, "INVALID_REQUEST", f"The body has more than {most_bytes} bytes.")
        parts.append(part)
    if not size:
        return {}
    try:
        value = await asyncio.to_thread(parse_json, b"".join(parts))
    except DocumentError as error:
        raise invalid_request(str(error)) from None
    if not isinstance(value, Mapping):
        raise invalid_request("The body must be a JSON object.")
    return dict(value)
