"""One address on its way to this computer."""

from __future__ import annotations

import asyncio
from typing import Literal

from editor_app.services.fetching.orders import Order, addresses, host_of
from editor_app.store.media_files import NotFetched

Kind = Literal["asking", "declined", "waiting", "fetching", "away", "failed", "kept"]
"""What waits for a word, for a word that was no, for its turn, for bytes, for the network, or for nothing."""


class Job:
    """What is known of it; whoever owns it changes it."""

    def __init__(self, order: Order, home: str | None) -> None:
        self.order = order
        self.kind: Kind = "waiting"
        self.says = ""
        self.not_fetched: NotFetched = ""
        self.done = 0
        self.total: int | None = None
        self.attempt = 0
        self.is_alone = False
        """Whether nothing else may come meanwhile."""
        self.content = ""
        """The SHA-256 of what has come."""
        self.task: asyncio.Task[None] | None = None
        self._addresses = self._all_addresses = addresses(order.url, home)

    @property
    def address(self) -> str:
        """Give where to ask next."""
        return self._addresses[0]

    @property
    def host(self) -> str:
        """Give the host to ask next."""
        return host_of(self.address)

    @property
    def size_bytes(self) -> int:
        """Give how large the file is, as well as that is known."""
        return max(self.total or self.order.size_bytes, self.done, 1)

    @property
    def is_coming(self) -> bool:
        """Tell whether nothing is wrong (yet)."""
        return self.kind not in ("declined", "failed")

    def set_home(self, home: str | None) -> bool:
        """Ask where the service is now; tell whether that is another address than before."""
        found = addresses(self.order.url, home)
        if self.kind in ("fetching", "kept") or found == self._all_addresses:
            return False
        self._addresses = self._all_addresses = found
        return True

    def try_elsewhere(self) -> bool:
        """Ask at the next address; tell whether there is one."""
        if len(self._addresses) > 1:
            self._addresses = self._addresses[1:]
            self.done, self.total = 0, None
            return True
        return False

    def try_alone(self) -> bool:
        """Take its turn again with nothing beside it; tell whether it had company before."""
        if self.is_alone:
            return False
        self.kind, self.is_alone, self.task = "waiting", True, None
        self.done = 0
        return True

    def begin_again(self) -> None:
        """Take its turn as if nothing had been."""
        self.kind, self.says, self.not_fetched = "waiting", "", ""
        self.attempt, self.is_alone = 0, False

    def cancel(self) -> None:
        """Stop what goes on; it waits for its turn again."""
        if self.task is not None:
            self.task.cancel()
            self.task, self.kind = None, "waiting"
