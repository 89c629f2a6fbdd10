"""Files of media by their plain addresses: no key, no account, and no host that nobody has agreed to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from editor_app.cloud.http.downloading import Progress, Rules
from editor_app.cloud.http.origin import Origin, is_loopback
from editor_app.cloud.http.pool import USER_AGENT, tls
from editor_app.cloud.indream.downloading import download

_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/problem+json"})
"""What stands in a file's place where there is none; JSON may well be an animation."""
_ANYWHERE = Origin("", is_local=True)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a file is reached; https leads anywhere, http to this machine only."""

    plain: httpx.AsyncClient
    max_retries: int
    origin: Origin = _ANYWHERE


class MediaFetcher:
    """Fetches files, used on one event loop; `timeout` (seconds) is for each step of a call."""

    def __init__(
        self, *, timeout: float = 30, max_retries: int = 2, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._timeout, self._max_retries, self._transport = timeout, max_retries, transport
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def fetch(
        self,
        url: str,
        target: Path,
        *,
        permits: Callable[[str], bool],
        most_bytes: int,
        spare_bytes: int = 0,
        progress: Progress | None = None,
    ) -> Path:
        """Fetch a file into `target`, which bears its name only when it is whole, and give its path.

        What was fetched before is gone on with. `permits` is asked of each address on the way, the first too;
        `spare_bytes` of the disk stay free.
        Raise APIError, OSError.
        """
        way = _Way(self._client(url), self._max_retries)
        rules = Rules(permits, most_bytes, _PAGES, spare_bytes)
        return await download(way, url, target, progress=progress, rules=rules)

    async def aclose(self) -> None:
        """Close all connections."""
        clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            await client.aclose()

    def _client(self, url: str) -> httpx.AsyncClient:
        """Give the client for an address: this machine is never reached through a proxy."""
        is_here = _is_here(url)
        if is_here not in self._clients:
            self._clients[is_here] = httpx.AsyncClient(
                headers={"Accept-Encoding": "identity", "User-Agent": USER_AGENT},
                timeout=self._timeout,
                limits=httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=3),
                follow_redirects=False,
                trust_env=not is_here,
                verify=tls(),
                transport=self._transport,
            )
        return self._clients[is_here]


def _is_here(url: str) -> bool:
    try:
        return is_loopback(httpx.URL(url).host)
    except httpx.InvalidURL:
        return False
