"""What the ways to all services share: an address, a key, a pool of connections, and its end."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import httpx

from editor_app.cloud.http.origin import KeyHeaders, Origin, Secret
from editor_app.cloud.http.pool import Pool


class ServiceLine:
    """The way to a service with one key; made in any thread, used on one event loop.

    `key_headers` names the headers that carry the key, each with what stands before it.
    """

    def __init__(
        self,
        key: Secret,
        origin: Origin,
        key_headers: Mapping[str, str],
        *,
        timeout: float,
        max_retries: int,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.origin = origin
        self.timeout = timeout
        self.max_retries = max_retries
        self._key = key
        auth = KeyHeaders(key, origin, key_headers)
        self._pool = Pool(key, auth, origin, timeout=timeout, transport=transport)

    @property
    def plain(self) -> httpx.AsyncClient:
        """Give the client for downloads: it knows no key."""
        return self._pool.plain

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def aclose_when_idle(self) -> None:
        """Close all connections once nothing is under way."""
        await self._pool.aclose_when_idle()

    def at_work(self) -> contextlib.AbstractContextManager[None]:
        """Count as under way what is done within."""
        return self._pool.at_work()
