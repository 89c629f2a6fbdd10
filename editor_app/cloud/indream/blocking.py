"""The client for callers that wait: the same calls, driven on a loop in a thread of its own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar

import httpx

from editor_app.cloud.indream.client import BASE_URL, AsyncIndreamClient
from editor_app.cloud.indream.loop_thread import Caller, LoopThread
from editor_app.cloud.indream.resources.assets import AsyncAssets
from editor_app.cloud.indream.resources.downloads import AsyncDownloads
from editor_app.cloud.indream.resources.editor import AsyncEditor
from editor_app.cloud.indream.resources.exports import AsyncExports
from editor_app.cloud.indream.resources.illustrations import AsyncIllustrations
from editor_app.cloud.indream.resources.projects import AsyncProjects
from editor_app.cloud.indream.resources.uploads import AsyncUploads

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class _Face(Generic[R]):
    """A resource whose calls wait."""

    def __init__(self, resource: R, caller: Caller) -> None:
        self._resource = resource
        self._caller = caller


def _waiting(
    method: Callable[Concatenate[R, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[_Face[R], P], T]:
    """Give a method that does what an async one does, and waits for it."""

    @functools.wraps(method)
    def call(face: _Face[R], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return face._caller.run(lambda: method(face._resource, *args, **kwargs))  # pyright: ignore[reportPrivateUsage]

    return call


class Exports(_Face[AsyncExports]):
    """Calls under /v1/exports."""

    create = _waiting(AsyncExports.create)
    get = _waiting(AsyncExports.get)
    list = _waiting(AsyncExports.list)
    cancel = _waiting(AsyncExports.cancel)
    wait = _waiting(AsyncExports.wait)
    download = _waiting(AsyncExports.download)


class Editor(_Face[AsyncEditor]):
    """Calls under /v1/editor."""

    capabilities = _waiting(AsyncEditor.capabilities)
    validate = _waiting(AsyncEditor.validate)


class Illustrations(_Face[AsyncIllustrations]):
    """Calls under /v1/illustrations."""

    search = _waiting(AsyncIllustrations.search)


class Projects(_Face[AsyncProjects]):
    """Calls under /v1/projects."""

    create = _waiting(AsyncProjects.create)
    list = _waiting(AsyncProjects.list)
    get = _waiting(AsyncProjects.get)
    update = _waiting(AsyncProjects.update)
    sync = _waiting(AsyncProjects.sync)
    delete = _waiting(AsyncProjects.delete)
    list_assets = _waiting(AsyncProjects.list_assets)
    add_asset = _waiting(AsyncProjects.add_asset)
    remove_asset = _waiting(AsyncProjects.remove_asset)
    create_export = _waiting(AsyncProjects.create_export)


class Uploads(_Face[AsyncUploads]):
    """Calls under /v1/uploads."""

    upload = _waiting(AsyncUploads.upload)


class Assets(_Face[AsyncAssets]):
    """Calls under /v1/assets."""

    get = _waiting(AsyncAssets.get)
    delete = _waiting(AsyncAssets.delete)


class Downloads(_Face[AsyncDownloads]):
    """Files by their addresses; the key is not sent along."""

    fetch = _waiting(AsyncDownloads.fetch)


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
