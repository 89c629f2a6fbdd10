"""The connections to one service: one client that signs what it sends, one that knows no key."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Generator
from functools import cache

import httpx

from editor_app.cloud.http.answers import Answer, answer_of, blotted, read_body
from editor_app.cloud.http.failures import NoAnswer, TooSlow
from editor_app.cloud.http.origin import KeyHeaders, Origin, Secret
from editor_app.cloud.http.words import too_slow, why_no_answer
from editor_app.product import APPLICATION_ID, VERSION

USER_AGENT = f"{APPLICATION_ID}/{VERSION}"
PATIENCE = 5
"""A whole call may last this many times the timeout of one step, however slowly bytes drip."""

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
BROKEN_TLS = "The connection broke: what came could not be decrypted."

# They log whole addresses and headers of replies: links that are secrets, and whatever a service sends back.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Pool:
    """The way to one service with one key; made in any thread, used on one event loop."""

    def __init__(
        self,
        key: Secret,
        auth: KeyHeaders,
        origin: Origin,
        *,
        timeout: float,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.origin = origin
        self.timeout = timeout
        self._key = key
        self._under_way = 0
        self._idle: asyncio.Event | None = None
        # Shorter than servers keep idle connections, so that few calls meet one that is just closing.
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=3)
        self.api = httpx.AsyncClient(
            auth=auth,
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
            await self.api.aclose()
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

    async def exchange(self, request: httpx.Request, patience: float | None, most_bytes: int) -> Answer:
        """Send one request within `patience` seconds and give the answer, cleared of the key.

        Raise Failure, which holds no other error: one of the HTTP library leads to the request and so to
        the key.
        """
        try:
            async with asyncio.timeout(patience):
                return await self._answer(request, most_bytes)
        except httpx.HTTPError as error:
            failure = translated(error)
        except TimeoutError:
            failure = TooSlow(too_slow(request.url.netloc.decode("ascii", "replace")))
        except ssl.SSLError:
            failure = NoAnswer(BROKEN_TLS)
        raise failure

    async def _answer(self, request: httpx.Request, most_bytes: int) -> Answer:
        response = await self.api.send(request, stream=True)
        try:
            body = await read_body(response, most_bytes)
        finally:
            await response.aclose()
        # Here already, so that not even the variables of a traceback show a key that was sent back.
        return answer_of(response, blotted(body, self._key, response.status_code))


@cache
def tls() -> ssl.SSLContext:
    """Load the certificates once: it takes 40 ms."""
    return httpx.create_ssl_context()


def translated(error: httpx.HTTPError) -> NoAnswer:
    """Give what an error of the HTTP library stands for; what that one holds is left behind."""
    left = not isinstance(error, _NEVER_LEFT)
    if isinstance(error, httpx.TimeoutException):
        return TooSlow(why_no_answer(error), may_have_arrived=left)
    return NoAnswer(why_no_answer(error), may_have_arrived=left)
