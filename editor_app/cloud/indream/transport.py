"""Sends calls and brings back envelopes: one connection pool, one key, repetition where it is safe."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import ssl
from collections.abc import AsyncIterable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import httpx

from editor_app.cloud.indream import policy
from editor_app.cloud.indream.errors import (
    NETWORK,
    TIMED_OUT,
    APIError,
    NetworkError,
    network_error,
    unexpected,
)
from editor_app.cloud.indream.origin import KeyHeaders, Origin, Secret
from editor_app.cloud.indream.replies import Answer, Envelope, blotted, open_envelope
from editor_app.cloud.indream.threads import in_thread
from editor_app.product import APPLICATION_ID, VERSION

USER_AGENT = f"{APPLICATION_ID}/{VERSION}"
MOST_REPLY_BYTES = 256 * 2**20
PATIENCE = 5
"""A whole call may last this many times the timeout of one step, however slowly bytes drip."""

_LARGE_REPLY = 256 * 1024
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

# They log whole addresses and headers of replies: links that are secrets, and whatever a service sends back.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Call:
    """One call; `path` holds its query, `is_repeatable` whether it may be sent again."""

    method: str
    path: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    is_repeatable: bool = False


class Transport:
    """The way to one service with one key; made in any thread, used on one event loop."""

    def __init__(
        self,
        key: Secret,
        origin: Origin,
        *,
        timeout: float,
        max_retries: int,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.origin = origin
        self.timeout = timeout
        self.max_retries = max_retries
        self._key = key
        self._under_way = 0
        self._idle: asyncio.Event | None = None
        # Shorter than servers keep idle connections, so that few calls meet one that is just closing.
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=3)
        self._api = httpx.AsyncClient(
            auth=KeyHeaders(key, origin),
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
            timeout=timeout,
            limits=limits,
            follow_redirects=False,
            trust_env=not origin.is_local,
            verify=tls(),
            transport=transport,
        )
        self.plain = httpx.AsyncClient(
            headers={"Accept-Encoding": "identity", "User-Agent": USER_AGENT},
            timeout=timeout,
            limits=limits,
            follow_redirects=False,
            trust_env=not origin.is_local,
            verify=tls(),
            transport=transport,
        )
        """For downloads: it knows no key."""

    async def aclose(self) -> None:
        """Close all connections."""
        try:
            await self._api.aclose()
        finally:
            await self.plain.aclose()

    async def aclose_when_idle(self) -> None:
        """Close all connections once nothing is under way."""
        self._idle = asyncio.Event()
        while self._under_way:
            self._idle.clear()
            await self._idle.wait()
        await self.aclose()

    @contextlib.contextmanager
    def at_work(self) -> Generator[None]:
        """Count as under way what is done within."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            if self._idle is not None and not self._under_way:
                self._idle.set()

    async def request(self, call: Call) -> Envelope:
        """Send a call, again where that is safe; raise APIError."""
        with self.at_work():
            return await self._until_done(call)

    async def _until_done(self, call: Call) -> Envelope:
        attempt = 0
        while True:
            try:
                return await self._once(call)
            except APIError as error:
                failure = error
            if attempt >= self.max_retries or not call.is_repeatable or not policy.is_transient(failure):
                raise failure
            await asyncio.sleep(policy.pause_before(attempt, failure.retry_after, random.random()))
            attempt += 1

    async def send_stream(
        self, path: str, chunks: AsyncIterable[bytes], headers: Mapping[str, str], reply_timeout: float
    ) -> Envelope:
        """Send a body piece by piece, once; raise APIError, and whatever the pieces raise."""
        limits = httpx.Timeout(self.timeout, read=reply_timeout)
        request = self._api.build_request(
            "POST", self.origin.url(path), content=chunks, headers=dict(headers), timeout=limits
        )
        with self.at_work():
            return await self._exchange(request, None)

    async def _once(self, call: Call) -> Envelope:
        headers = dict(call.headers)
        if call.body is not None:
            headers.setdefault("Content-Type", "application/json")
        request = self._api.build_request(
            call.method, self.origin.url(call.path), content=call.body, headers=headers
        )
        return await self._exchange(request, self.timeout * PATIENCE)

    async def _exchange(self, request: httpx.Request, patience: float | None) -> Envelope:
        """Send one request; an error is raised outside the handlers, so that it holds no other one."""
        try:
            async with asyncio.timeout(patience):
                answer = await self._answer(request)
        except httpx.HTTPError as error:
            failure = translated(error)
        except TimeoutError:
            failure = network_error("The service took too long to answer.", code=TIMED_OUT)
        except ssl.SSLError as error:
            failure = network_error(f"The connection broke: {error.reason}.")
        else:
            if len(answer.body) > _LARGE_REPLY:
                return await in_thread(open_envelope, answer, self._key)
            return open_envelope(answer, self._key)
        raise failure

    async def _answer(self, request: httpx.Request) -> Answer:
        response = await self._api.send(request, stream=True)
        try:
            body = await read_body(response, MOST_REPLY_BYTES)
        finally:
            await response.aclose()
        # Here already, so that not even the variables of a traceback show a key that was sent back.
        return answer_of(response, blotted(body, self._key, response.status_code))


@cache
def tls() -> ssl.SSLContext:
    """Load the certificates once: it takes 40 ms."""
    return httpx.create_ssl_context()


def answer_of(response: httpx.Response, body: bytes) -> Answer:
    """Give what the reader of replies needs of a response."""
    return Answer(
        response.status_code,
        response.headers.get("Content-Type", ""),
        body,
        policy.read_retry_after(response.headers.get("Retry-After"), datetime.now(UTC)),
    )


async def read_body(response: httpx.Response, at_most: int) -> bytes:
    """Read a body; raise APIError where it is larger than anybody would send."""
    pieces, size = list[bytes](), 0
    async for piece in response.aiter_bytes():
        size += len(piece)
        if size > at_most:
            raise APIError(unexpected(response.status_code, "The service's reply is far too large."))
        pieces.append(piece)
    return b"".join(pieces)


def translated(error: httpx.HTTPError) -> NetworkError:
    """Give the network error that one of the HTTP library stands for; what that one holds is left behind."""
    left = not isinstance(error, _NEVER_LEFT)
    if isinstance(error, httpx.TimeoutException):
        return network_error("The service took too long to answer.", code=TIMED_OUT, may_have_arrived=left)
    if isinstance(error, httpx.ConnectError):
        reason = "The service cannot be reached"
    elif isinstance(error, httpx.ProxyError):
        reason = "The proxy does not let the call through"
    else:
        reason = "The connection broke"
    told = str(error).strip().rstrip(".")
    return network_error(f"{reason}: {told}." if told else f"{reason}.", code=NETWORK, may_have_arrived=left)
