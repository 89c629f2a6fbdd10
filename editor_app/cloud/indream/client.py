"""The client on asyncio."""

from __future__ import annotations

from typing import Self

import httpx

from editor_app.cloud.http.origin import read_key, read_origin
from editor_app.cloud.http.retrying import check_count, check_seconds
from editor_app.cloud.indream.models import Asset
from editor_app.cloud.indream.resources.assets import AsyncAssets
from editor_app.cloud.indream.resources.downloads import AsyncDownloads
from editor_app.cloud.indream.resources.editor import AsyncEditor
from editor_app.cloud.indream.resources.exports import AsyncExports
from editor_app.cloud.indream.resources.illustrations import AsyncIllustrations
from editor_app.cloud.indream.resources.projects import AsyncProjects
from editor_app.cloud.indream.resources.uploads import AsyncUploads
from editor_app.cloud.indream.transport import Transport

BASE_URL = "https://api.indream.ai"


class AsyncIndreamClient:
    """One account of the service, used on one event loop.

    `timeout` (seconds) is for each step of a call, `max_retries` for calls that may safely be sent again,
    `poll_interval` (seconds) for waiting. Raise ValueError for what cannot be right.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str = BASE_URL,
        timeout: float = 60,
        max_retries: int = 2,
        poll_interval: float = 2,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        _check_options(timeout, max_retries, poll_interval)
        self._transport = Transport(
            read_key(api_key),
            read_origin(base_url),
            timeout=timeout,
            max_retries=max_retries,
            transport=transport,
        )
        uploads = dict[str, Asset]()
        self.exports = AsyncExports(self._transport, uploads, poll_interval)
        self.editor = AsyncEditor(self._transport, uploads)
        self.illustrations = AsyncIllustrations(self._transport, uploads)
        self.projects = AsyncProjects(self._transport, uploads)
        self.uploads = AsyncUploads(self._transport, uploads)
        self.assets = AsyncAssets(self._transport, uploads)
        self.downloads = AsyncDownloads(self._transport, uploads)

    @property
    def base_url(self) -> str:
        """Give the service's address."""
        return self._transport.origin.base

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def aclose_when_idle(self) -> None:
        """Close all connections once no call is under way; what begins meanwhile is waited for too."""
        await self._transport.aclose_when_idle()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"


def _check_options(timeout: float, max_retries: int, poll_interval: float) -> None:
    check_seconds(timeout=timeout, poll_interval=poll_interval)
    check_count(max_retries=max_retries)
