"""Accounts at servers that tests start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.sandbox.faults import Faults
from editor_app.sandbox.settings import Settings
from editor_app.store.accounts import Profile
from tests.sandbox.running import Running

_PATIENCE_S = 60


class Book(QObject):
    """Profiles with keys; `change` puts another key into one."""

    changed = Signal()

    def __init__(self, *servers: Running) -> None:
        super().__init__()
        self.profiles: tuple[Profile, ...] = ()
        self.errors: list[Exception] = []
        self.clients: dict[str, AsyncIndreamClient] = {}
        self._former: list[AsyncIndreamClient] = []
        for number, server in enumerate(servers):
            name = f"Server {number}"
            profile = Profile(f"p{number}", "sandbox", name, server.url, f"{server.url}#{number}")
            self.profiles += (profile,)
            self.change(profile, server.url, server.key(name))

    @property
    def default(self) -> Profile | None:
        """Give the first."""
        return self.profiles[0] if self.profiles else None

    def change(self, profile: Profile, url: str, key: str, *, max_retries: int = 2) -> None:
        """Let a profile be used with another key from now on."""
        if old := self.clients.get(profile.id):
            self._former.append(old)
        self.clients[profile.id] = AsyncIndreamClient(
            key, base_url=url, max_retries=max_retries, timeout=_PATIENCE_S
        )

    def client(self, profile: Profile) -> AsyncIndreamClient:
        """Give a profile's client."""
        return self.clients[profile.id]

    def report(self, profile: Profile, error: Exception) -> None:
        """Note what went wrong."""
        self.errors.append(error)

    async def close(self) -> None:
        """Close all clients."""
        for client in (*self._former, *self.clients.values()):
            await client.aclose()


class Shaky:
    """A server that can be stopped, and begin again on the same data with faults or without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running = self._start(None)
        self.book = Book(self._running)
        self.key = self._running.key("Server 0")

    def stop(self) -> None:
        """Stop it."""
        self._running.stop()

    @property
    def url(self) -> str:
        """Give where it is now."""
        return self._running.url

    def account_key(self, account: str) -> str:
        """Give a key of an account of that name."""
        return self._running.key(account)

    def poor_key(self) -> str:
        """Give a key whose account may not use projects."""
        return self._running.key("poor", has_access=False)

    async def begin_again(self, faults: Faults | None = None, *, max_retries: int = 2) -> None:
        """Let the only profile be one of this server with other faults."""
        await asyncio.to_thread(self.stop)
        self._running = await asyncio.to_thread(self._start, faults)
        self.use(self.key, max_retries=max_retries)

    def use(self, key: str, *, max_retries: int = 2) -> None:
        """Let the only profile have another key."""
        self.book.change(self.book.profiles[0], self._running.url, key, max_retries=max_retries)

    def _start(self, faults: Faults | None) -> Running:
        return Running(Settings(self._folder, port=0, faults=faults))


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something; fail where it never comes."""
    async with asyncio.timeout(_PATIENCE_S):
        while not is_so():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.01)
