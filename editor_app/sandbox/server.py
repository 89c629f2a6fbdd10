"""The server itself: it takes the data folder for itself, listens, and stops cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import Callable

import uvicorn

from editor_app.sandbox.app import make_app
from editor_app.sandbox.connections import FullNotice, bounded, raise_open_files, room_for
from editor_app.sandbox.private import make_private_folder
from editor_app.sandbox.service import Service
from editor_app.sandbox.settings import Settings
from editor_app.store.lock import ProjectInUseError, ProjectLock, wait_for_lock

_GRACE_SECONDS = 3
_KEEP_ALIVE_SECONDS = 75
"""Longer than clients wait between two looks at a task, so that no call meets a closing connection."""
_BACKLOG = 512


class ServerError(Exception):
    """The server cannot start; the text is a sentence."""


class Server:
    """One sandbox; `run` blocks until `stop` is called, from any thread, or the process is asked to end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._uvicorn: _Uvicorn | None = None
        self._is_stopped = threading.Event()
        self.url = ""
        """Where it listens, once it does."""

    def run(self, on_listening: Callable[[str], None] | None = None) -> None:
        """Serve; raise ServerError, DatabaseError."""
        with contextlib.ExitStack() as stack:
            lock = _take(self._settings)
            stack.callback(lock.release)
            listener = _listen(self._settings)
            stack.callback(listener.close)
            self.url = _url(self._settings.host, listener.getsockname()[1])
            service = _open(self._settings, self.url)
            config = uvicorn.Config(
                make_app(service),
                http=bounded(self._settings.limits.idle_seconds, room_for(raise_open_files())),
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
            self._uvicorn = _Uvicorn(config, lambda: on_listening and on_listening(self.url))
            if self._is_stopped.is_set():
                self._uvicorn.should_exit = True
            self._uvicorn.run([listener])

    def stop(self) -> None:
        """Ask it to end."""
        self._is_stopped.set()
        if self._uvicorn is not None:
            self._uvicorn.should_exit = True


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        asyncio.get_running_loop().set_exception_handler(FullNotice())
        await super().startup(sockets)
        if self.started:
            self._on_listening()


def _take(settings: Settings) -> ProjectLock:
    try:
        make_private_folder(settings.data_dir)
        return wait_for_lock(settings.data_dir / "server.lock")
    except ProjectInUseError as error:
        holder = f" (process {error.pid})" if error.pid else ""
        raise ServerError(
            f"Another server{holder} works with “{settings.data_dir}”. "
            "Stop it, or name another folder with --data."
        ) from None
    except OSError as error:
        raise ServerError(f"“{settings.data_dir}” cannot be used: {error.strerror or error}.") from error


def _open(settings: Settings, url: str) -> Service:
    try:
        return Service(settings, url)
    except OSError as error:
        raise ServerError(f"“{settings.data_dir}” cannot be used: {error.strerror or error}.") from error


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named, as asyncio sends small answers at once only on sockets that name it.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ServerError(
            f"Nothing can listen on {settings.host}, port {settings.port}: {error.strerror or error}. "
            "Name another with --port; 0 takes any free one."
        ) from error
    except OverflowError:
        listener.close()
        raise ServerError(f"There is no port {settings.port}; the last is 65535.") from None
    return listener


def _url(host: str, port: int) -> str:
    if host in ("0.0.0.0", ""):
        host = "127.0.0.1"
    elif host == "::":
        host = "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
