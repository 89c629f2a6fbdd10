"""The client for callers that wait: the same calls, driven on a loop in a thread of its own."""

from __future__ import annotations

from typing import Self

import httpx

from editor_app.cloud.http.faces import Face, waiting
from editor_app.cloud.http.loop_thread import Caller, LoopThread
from editor_app.cloud.indream.client import BASE_URL, AsyncIndreamClient
from editor_app.cloud.indream.resources.assets import AsyncAssets
from editor_app.cloud.indream.resources.downloads import AsyncDownloads
from editor_app.cloud.indream.resources.editor import AsyncEditor
from editor_app.cloud.indream.resources.exports import AsyncExports
from editor_app.cloud.indream.resources.illustrations import AsyncIllustrations
from editor_app.cloud.indream.resources.projects import AsyncProjects
from editor_app.cloud.indream.resources.uploads import AsyncUploads


class Exports(Face[AsyncExports]):
    """Calls under /v1/exports."""

    create = waiting(AsyncExports.create)
    get = waiting(AsyncExports.get)
    list = waiting(AsyncExports.list)
    cancel = waiting(AsyncExports.cancel)
    wait = waiting(AsyncExports.wait)
    download = waiting(AsyncExports.download)


class Editor(Face[AsyncEditor]):
    """Calls under /v1/editor."""

    capabilities = waiting(AsyncEditor.capabilities)
    validate = waiting(AsyncEditor.validate)


class Illustrations(Face[AsyncIllustrations]):
    """Calls under /v1/illustrations."""

    search = waiting(AsyncIllustrations.search)


class Projects(Face[AsyncProjects]):
    """Calls under /v1/projects."""

    create = waiting(AsyncProjects.create)
    list = waiting(AsyncProjects.list)
    get = waiting(AsyncProjects.get)
    update = waiting(AsyncProjects.update)
    sync = waiting(AsyncProjects.sync)
    delete = waiting(AsyncProjects.delete)
    list_assets = waiting(AsyncProjects.list_assets)
    add_asset = waiting(AsyncProjects.add_asset)
    remove_asset = waiting(AsyncProjects.remove_asset)
    create_export = waiting(AsyncProjects.create_export)


class Uploads(Face[AsyncUploads]):
    """Calls under /v1/uploads."""

    upload = waiting(AsyncUploads.upload)


class Assets(Face[AsyncAssets]):
    """Calls under /v1/assets."""

    get = waiting(AsyncAssets.get)
    delete = waiting(AsyncAssets.delete)


class Downloads(Face[AsyncDownloads]):
    """Files by their addresses; the key is not sent along."""

    fetch = waiting(AsyncDownloads.fetch)


class IndreamClient:
    """One account of the service, for code that waits; usable from any thread, also inside a running loop.

    The arguments are those of AsyncIndreamClient. Callbacks are called in the client's own thread.
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
        client = AsyncIndreamClient(
            api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            poll_interval=poll_interval,
            transport=transport,
        )
        self._caller = caller = Caller(LoopThread("indream client", client.aclose))
        self.base_url = client.base_url
        self.exports = Exports(client.exports, caller)
        self.editor = Editor(client.editor, caller)
        self.illustrations = Illustrations(client.illustrations, caller)
        self.projects = Projects(client.projects, caller)
        self.uploads = Uploads(client.uploads, caller)
        self.assets = Assets(client.assets, caller)
        self.downloads = Downloads(client.downloads, caller)

    def close(self) -> None:
        """End what is under way, close all connections and end the thread; again does nothing."""
        self._caller.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"
