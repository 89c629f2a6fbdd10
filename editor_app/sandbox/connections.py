"""How long and how many connections may stay: what says nothing whole is closed, and room is limited."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import sys
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 512
_SPARE_FILES = 96
"""For the database, uploads, results and the processes that render."""
_NO_MORE = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: 1\r\n\r\n"
)

_TOLD_EVERY_SECONDS = 60.0

_log = logging.getLogger(__name__)


class BoundedProtocol(H11Protocol):
    """Closes a connection that begins a request and does not end its header in time."""

    header_seconds = 30.0
    most_connections = MOST_CONNECTIONS

    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in if there is room."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            transport.write(_NO_MORE)
            transport.close()
        else:
            self._begin_to_wait()

    def data_received(self, data: bytes) -> None:
        """Read on; wait anew only for what has been begun after a whole request."""
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()
        elif self._watch is None:
            self._begin_to_wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _begin_to_wait(self) -> None:
        self._watch = self.loop.call_later(self.header_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _give_up(self) -> None:
        self._watch = None
        if not self._is_answering() and not self.transport.is_closing():
            self.transport.close()


def bounded(header_seconds: float, most_connections: int) -> type[BoundedProtocol]:
    """Give the protocol of a server with these limits."""
    limits = {"header_seconds": header_seconds, "most_connections": most_connections}
    return type("BoundedProtocol", (BoundedProtocol,), limits)


def room_for(open_files: int) -> int:
    """Give how many connections to let in where a process may have so many open files."""
    return max(8, min(MOST_CONNECTIONS, open_files - _SPARE_FILES))


def raise_open_files() -> int:
    """Raise the limit of open files as far as this process may; give it."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS + _SPARE_FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _most(hard)
    if _most(soft) < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return _most(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


class FullNotice:
    """Handles what asyncio reports: that no socket can be accepted is told once a minute, not each time."""

    def __init__(self) -> None:
        self._told_at = -math.inf

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Handle one report."""
        if "socket.accept()" not in str(context.get("message")):
            loop.default_exception_handler(context)
        elif loop.time() - self._told_at >= _TOLD_EVERY_SECONDS:
            self._told_at = loop.time()
            _log.warning("No connection can be accepted now: too many files are open.")


def _most(limit: int) -> int:
    """Give a limit as a number; what knows no end is more than is ever needed."""
    return 65_536 if limit < 0 else min(limit, 65_536)
