"""A document whose media lie elsewhere, and what fetches them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from editor_app.assets import ImageAsset
from editor_app.cloud.media import MediaFetcher
from editor_app.document import Document
from editor_app.edits import add_asset
from editor_app.edits.addresses import Address
from editor_app.edits.blank import blank_document
from editor_app.services.fetching import Fetching, Summary
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.state.model import EditorState
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_cache import MediaCache


def with_pictures(urls: dict[str, str], size: int = 100) -> EditorState:
    """Give a document that names pictures at addresses, by asset key."""
    state = blank_document(width=640, height=360)
    for key, url in urls.items():
        asset = ImageAsset(
            id=key,
            filename=f"{key}.png",
            size=size,
            mime_type="image/png",
            width=320,
            height=180,
            remote_url=url,
        )
        state = add_asset(state, asset=asset)
    return state


class Scene:
    """Document, sources, cache and fetching on one loop; entered and left as a context."""

    def __init__(self, folder: Path, *, home: str | None = None, limit_bytes: int = 10**9, **options: Any):
        self.database = LocalDatabase(folder / "services.sqlite3")
        self.cache = MediaCache(self.database, options.pop("media", folder / "fetched"), limit_bytes)
        self.tasks = Tasks()
        self.document = Document(Work(blank_document(width=640, height=360)))
        self.sources = MediaSources(self.document, self.tasks, cache=self.cache)
        self.home = home
        self.places: dict[str, Address] = {}
        self.fetching = Fetching(
            self.document,
            self.sources,
            self.cache,
            self.tasks,
            home=lambda: self.home,
            places=lambda: self.places,
            fetcher=MediaFetcher(timeout=10, max_retries=1),
            pause=options.pop("pause", lambda _attempt: 0.02),
        )
        self.notices: list[str] = []
        self.summaries: list[Summary] = []
        self.shares: list[dict[str, float]] = []
        self.fetching.notice.connect(self.notices.append)
        self.fetching.summary_changed.connect(self.summaries.append)
        self.fetching.progress_changed.connect(self.shares.append)
        assert not options

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.fetching.close()
        await self.tasks.close()

    def open(self, urls: dict[str, str], size: int = 100) -> None:
        """Open another project."""
        self.document.load(Work(with_pictures(urls, size)))

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that changes with what is told."""
        news = asyncio.Event()

        def hear(_news: object) -> None:
            news.set()

        signals = (self.sources.changed, self.fetching.summary_changed, self.fetching.progress_changed)
        for signal in signals:
            signal.connect(hear)
        try:
            async with asyncio.timeout(30):
                while not holds():
                    await news.wait()
                    news.clear()
        finally:
            for signal in signals:
                signal.disconnect(hear)

    async def asked(self) -> None:
        """Wait for a question."""
        await self.until(lambda: self.summary.question)

    async def there(self, *keys: str) -> None:
        """Wait until media have files."""
        await self.until(lambda: all(self.path(key) for key in keys))

    def path(self, key: str) -> Path | None:
        """Give where a medium is."""
        source = self.sources.sources.get(key)
        return source.path if source is not None else None

    @property
    def summary(self) -> Summary:
        """Give how far all of it is."""
        return self.fetching.summary

    def says(self, key: str) -> str:
        """Give what is said of a missing medium."""
        return next(one.reason for one in self.sources.missing if one.asset_id == key)
