"""From where media may be fetched: the project's own service, hosts for one project, hosts for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from editor_app.services.fetching.orders import host_of
from editor_app.store.media_cache import MediaCache


class Hosts:
    """What a person has said of hosts; `home` gives the address of the project's service."""

    def __init__(self, cache: MediaCache, home: Callable[[], str | None]) -> None:
        self._cache, self._home = cache, home
        self._always: frozenset[str] | None = None
        self._allowed: set[str] = set()
        self._declined: set[str] = set()

    @property
    def is_known(self) -> bool:
        """Tell whether it has been read what was said for good."""
        return self._always is not None

    def may_ask(self, host: str) -> bool:
        """Tell whether a host may be asked."""
        if host in self._declined:
            return False
        is_home = host == host_of(self._home() or "")
        return is_home or host in self._allowed or host in (self._always or ())

    def permits(self, url: str) -> bool:
        """Tell whether an address may be asked."""
        return self.may_ask(host_of(url))

    def is_declined(self, host: str) -> bool:
        """Tell whether someone does not want anything from a host."""
        return host in self._declined

    def allow(self, hosts: Iterable[str]) -> None:
        """Let this project's media come from hosts."""
        self._allowed.update(hosts)

    def decline(self, hosts: Iterable[str]) -> None:
        """Let nothing of this project come from hosts."""
        hosts = set(hosts)
        self._allowed -= hosts
        self._declined |= hosts

    def ask_again(self) -> None:
        """Forget what was declined."""
        self._declined.clear()

    def begin_project(self) -> None:
        """Forget what was said for one project."""
        self._allowed.clear()
        self._declined.clear()

    async def read(self) -> None:
        """Read what was said for good; raise LocalDatabaseError, and then nothing was."""
        found: frozenset[str] = frozenset()
        try:
            found = await asyncio.to_thread(self._cache.permitted_hosts)
        finally:
            self._always = found

    async def always_allow(self, hosts: tuple[str, ...]) -> None:
        """Let media come from hosts for good; raise LocalDatabaseError, and then for this run only."""
        self._always = (self._always or frozenset()) | set(hosts)
        await asyncio.to_thread(self._cache.permit, hosts)

    async def forget(self) -> None:
        """Ask of every host again; raise LocalDatabaseError."""
        self._always = frozenset()
        await asyncio.to_thread(self._cache.forget_hosts)
