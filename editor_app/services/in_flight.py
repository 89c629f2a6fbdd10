"""One upload of a content to a service at a time within the program: whoever comes second finds it there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class InFlight:
    """The contents that are just being sent; for one event loop."""

    def __init__(self) -> None:
        self._locks: dict[tuple[str, str], asyncio.Lock] = {}
        self._counts: dict[tuple[str, str], int] = {}

    @asynccontextmanager
    async def alone(self, service: str, sha256: str) -> AsyncIterator[None]:
        """Wait until nobody else sends a content to a service, and let nobody else meanwhile."""
        key = service, sha256
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._counts[key] = self._counts.get(key, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._counts[key] -= 1
            if not self._counts[key]:
                del self._counts[key], self._locks[key]
