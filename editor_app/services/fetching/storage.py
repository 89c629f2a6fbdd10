"""What is kept of fetched media, for the settings: how much it may be, how much it is, and away with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from editor_app.services.fetching import words
from editor_app.services.fetching.fetching import Fetching
from editor_app.services.tasks import Tasks
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.media_cache import MediaCache, Usage

_log = logging.getLogger(__name__)


class MediaStorage(QObject):
    """The cache's limit and what it holds; all that takes time is done in a thread."""

    changed = Signal()
    """Limit, usage, hosts, trouble or whether work goes on are others."""

    def __init__(
        self, cache: MediaCache, fetching: Fetching, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cache, self._fetching, self._tasks = cache, fetching, tasks
        self.usage: Usage | None = None
        """None while nobody has measured."""
        self.hosts: tuple[str, ...] = ()
        """From where media are always fetched."""
        self.is_busy = False
        self.trouble = ""
        """Why the last thing that was wanted was not done, in sentences."""

    @property
    def limit_bytes(self) -> int:
        """Give how much may be kept."""
        return self._cache.limit_bytes

    def set_limit(self, limit_bytes: int) -> None:
        """Say how much may be kept; what is too much goes at once."""
        if limit_bytes != self._cache.limit_bytes:
            self._cache.limit_bytes = limit_bytes
            self.changed.emit()
            self._start(clears=False)

    def measure(self) -> None:
        """Look how much there is."""
        self._start(clears=None)

    def clear(self) -> None:
        """Remove all that the open project does not use."""
        self._start(clears=True)

    def forget_hosts(self) -> None:
        """Ask of every host again."""
        self._tasks.start(self._forget_hosts(), "hosts")

    def _start(self, *, clears: bool | None) -> None:
        self._tasks.start(self._work(clears), "storage")

    async def _work(self, clears: bool | None) -> None:
        """Clear, only make room, or (None) do nothing but measure."""
        self.is_busy, self.trouble = True, ""
        self.changed.emit()
        try:
            if clears is not None:
                await self._try(self._clear if clears else self._make_room)
            await self._try(self._measure)
            await self._try(self._read_hosts)
        finally:
            self.is_busy = False
            self.changed.emit()

    async def _try(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something, and say why where that is impossible; what comes after is tried all the same."""
        try:
            await work()
        except OSError as error:
            self._tell(words.not_cleared(error), error)
        except LocalDatabaseError as error:
            self._tell(str(error), error)

    def _tell(self, sentence: str, error: Exception) -> None:
        _log.warning("fetched media: %s", error)
        self.trouble = self.trouble or sentence

    async def _clear(self) -> None:
        used = self._fetching.contents_in_use()
        cleared = await asyncio.to_thread(self._cache.clear, used)
        if not cleared and used:
            self.trouble = words.in_use()

    async def _make_room(self) -> None:
        await asyncio.to_thread(self._cache.make_room, self._fetching.contents_in_use())

    async def _measure(self) -> None:
        self.usage = await asyncio.to_thread(self._cache.usage)

    async def _read_hosts(self) -> None:
        self.hosts = tuple(sorted(await asyncio.to_thread(self._cache.permitted_hosts)))

    async def _forget_hosts(self) -> None:
        await self._fetching.forget_hosts()
        self.hosts = ()
        self.changed.emit()
