"""Sends calls and brings back envelopes: one connection pool, one key, repetition where it is safe."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field

import httpx

from editor_app.cloud.http.failures import Failure
from editor_app.cloud.http.origin import Origin, Secret
from editor_app.cloud.http.pool import PATIENCE
from editor_app.cloud.http.repeating import until_done
from editor_app.cloud.http.service_line import ServiceLine
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.indream import policy
from editor_app.cloud.indream.errors import APIError, error_for
from editor_app.cloud.indream.replies import Envelope, open_envelope

MOST_REPLY_BYTES = 256 * 2**20

_LARGE_REPLY = 256 * 1024
_KEY_HEADERS = {"x-api-key": "", "Authorization": "Bearer "}
"""Of the seed's era, and of the newer one."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call; `path` holds its query, `is_repeatable` whether it may be sent again."""

    method: str
    path: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    is_repeatable: bool = False


class Transport(ServiceLine):
    """Calls and replies of the service."""

    def __init__(
        self,
        key: Secret,
        origin: Origin,
        *,
        timeout: float,
        max_retries: int,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        super().__init__(
            key, origin, _KEY_HEADERS, timeout=timeout, max_retries=max_retries, transport=transport
        )

    async def request(self, call: Call) -> Envelope:
        """Send a call, again where that is safe; raise APIError."""
        repeats = self.max_retries if call.is_repeatable else 0
        with self.at_work():
            return await until_done(lambda: self._once(call), APIError, repeats, policy.is_transient)

    async def send_stream(
        self, path: str, chunks: AsyncIterable[bytes], headers: Mapping[str, str], reply_timeout: float
    ) -> Envelope:
        """Send a body piece by piece, once; raise APIError, and whatever the pieces raise."""
        limits = httpx.Timeout(self.timeout, read=reply_timeout)
        request = self._pool.api.build_request(
            "POST", self.origin.url(path), content=chunks, headers=dict(headers), timeout=limits
        )
        with self.at_work():
            return await self._exchange(request, None)

    async def _once(self, call: Call) -> Envelope:
        headers = dict(call.headers)
        if call.body is not None:
            headers.setdefault("Content-Type", "application/json")
        request = self._pool.api.build_request(
            call.method, self.origin.url(call.path), content=call.body, headers=headers
        )
        return await self._exchange(request, self.timeout * PATIENCE)

    async def _exchange(self, request: httpx.Request, patience: float | None) -> Envelope:
        """Send one request; an error is raised outside the handlers, so that it holds no other one."""
        try:
            answer = await self._pool.exchange(request, patience, MOST_REPLY_BYTES)
        except Failure as error:
            failure = error_for(error)
        else:
            if len(answer.body) > _LARGE_REPLY:
                return await in_thread(open_envelope, answer, self._key)
            return open_envelope(answer, self._key)
        raise failure
