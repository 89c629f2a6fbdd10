"""The client on asyncio: one key, one origin, no redirects; only reads are sent twice."""

from __future__ import annotations

from typing import Self

import httpx

from editor_app.cloud.http.origin import read_key, read_origin
from editor_app.cloud.http.retrying import check_count, check_seconds
from editor_app.cloud.renderingvideo.models import Capabilities
from editor_app.cloud.renderingvideo.resources.account import AsyncAccount
from editor_app.cloud.renderingvideo.resources.downloads import AsyncDownloads
from editor_app.cloud.renderingvideo.resources.files import AsyncFiles
from editor_app.cloud.renderingvideo.resources.previews import AsyncPreviews
from editor_app.cloud.renderingvideo.resources.videos import AsyncVideos
from editor_app.cloud.renderingvideo.transport import Transport

BASE_URL = "https://renderingvideo.com"


class AsyncRenderingVideoClient:
    """One account, used on one event loop; `base_url` may be a proxy's.

    `timeout` (seconds) is for each step of a call, `max_retries` for reads. Raise ValueError for what cannot
    be right.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str = BASE_URL,
        timeout: float = 30,
        max_retries: int = 2,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        check_seconds(timeout=timeout)
        check_count(max_retries=max_retries)
        self._transport = Transport(
            read_key(api_key),
            read_origin(base_url),
            timeout=timeout,
            max_retries=max_retries,
            transport=transport,
        )
        self.account = AsyncAccount(self._transport)
        self.videos = AsyncVideos(self._transport)
        self.files = AsyncFiles(self._transport)
        self.previews = AsyncPreviews(self._transport)
        self.downloads = AsyncDownloads(self._transport)

    @property
    def base_url(self) -> str:
        """Give the service's address."""
        return self._transport.origin.base

    async def credits(self) -> float:
        """Give how many credits are left; raise APIError."""
        return await self.account.credits()

    async def capabilities(self) -> Capabilities | None:
        """Give what the service can do; None where it does not say. Raise APIError."""
        return await self.account.capabilities()

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
