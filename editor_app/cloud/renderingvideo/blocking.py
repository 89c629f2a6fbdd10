"""The client for callers that wait: the same calls, driven on a loop in a thread of its own."""

from __future__ import annotations

from typing import Self

import httpx

from editor_app.cloud.http.faces import Face, waiting
from editor_app.cloud.http.loop_thread import Caller, LoopThread
from editor_app.cloud.renderingvideo.client import BASE_URL, AsyncRenderingVideoClient
from editor_app.cloud.renderingvideo.models import Capabilities
from editor_app.cloud.renderingvideo.resources.account import AsyncAccount
from editor_app.cloud.renderingvideo.resources.downloads import AsyncDownloads
from editor_app.cloud.renderingvideo.resources.files import AsyncFiles
from editor_app.cloud.renderingvideo.resources.previews import AsyncPreviews
from editor_app.cloud.renderingvideo.resources.videos import AsyncVideos


class Account(Face[AsyncAccount]):
    """Calls that are about no video."""

    credits = waiting(AsyncAccount.credits)
    capabilities = waiting(AsyncAccount.capabilities)


class Videos(Face[AsyncVideos]):
    """Calls under /api/v1/video."""

    create = waiting(AsyncVideos.create)
    create_written = waiting(AsyncVideos.create_written)
    list = waiting(AsyncVideos.list)
    get = waiting(AsyncVideos.get)
    find_made = waiting(AsyncVideos.find_made)
    delete = waiting(AsyncVideos.delete)
    render = waiting(AsyncVideos.render)
    wait = waiting(AsyncVideos.wait)
    download = waiting(AsyncVideos.download)


class Files(Face[AsyncFiles]):
    """Calls under /api/v1/upload and /api/v1/files."""

    upload = waiting(AsyncFiles.upload)
    list = waiting(AsyncFiles.list)
    get = waiting(AsyncFiles.get)
    delete = waiting(AsyncFiles.delete)


class Previews(Face[AsyncPreviews]):
    """Calls under /api/v1/preview."""

    create = waiting(AsyncPreviews.create)
    create_written = waiting(AsyncPreviews.create_written)
    get = waiting(AsyncPreviews.get)
    delete = waiting(AsyncPreviews.delete)
    convert = waiting(AsyncPreviews.convert)
    render = waiting(AsyncPreviews.render)


class Downloads(Face[AsyncDownloads]):
    """Files by their addresses; the key is not sent along."""

    fetch = waiting(AsyncDownloads.fetch)


class RenderingVideoClient:
    """One account, for code that waits; usable from any thread, also inside a running loop.

    The arguments are those of AsyncRenderingVideoClient. Callbacks are called in the client's own thread.
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
        client = AsyncRenderingVideoClient(
            api_key, base_url=base_url, timeout=timeout, max_retries=max_retries, transport=transport
        )
        self._caller = caller = Caller(LoopThread("renderingvideo client", client.aclose))
        self.base_url = client.base_url
        self.account = Account(client.account, caller)
        self.videos = Videos(client.videos, caller)
        self.files = Files(client.files, caller)
        self.previews = Previews(client.previews, caller)
        self.downloads = Downloads(client.downloads, caller)

    def credits(self) -> float:
        """Give how many credits are left; raise APIError."""
        return self.account.credits()

    def capabilities(self) -> Capabilities | None:
        """Give what the service can do; None where it does not say. Raise APIError."""
        return self.account.capabilities()

    def close(self) -> None:
        """End what is under way, close all connections and end the thread; again does nothing."""
        self._caller.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"
