"""One process that exchanges documents, with its line; threads start it, write to it and read from it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from editor_app.services.sync.messages import Alive, Ask, Cancel, Done, Order, Reply, pack_news
from editor_app.services.sync.ports import News
from editor_app.services.sync.process import main

_log = logging.getLogger(__name__)
_PATIENCE_S = 5.0

Heard = Alive | Ask | Done
Said = Alive | Cancel | Order | Reply


class Line:
    """The process and its line; nobody on the loop ever waits for it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, hear: Callable[[Line, Heard | None], None]) -> None:
        self._loop, self._hear = loop, hear
        self._outbox: queue.SimpleQueue[Said | None] = queue.SimpleQueue()
        self._process: SpawnProcess | None = None
        self._lock = threading.Lock()
        self._is_ending = False
        self._reader = threading.Thread(target=self._live, name="sync reader", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int | None:
        """Give the process's id while it runs."""
        with self._lock:
            return self._process.pid if self._process is not None else None

    def send(self, message: Said) -> None:
        """Let a message travel; packing it happens on a thread."""
        self._outbox.put(message)

    def kill(self) -> None:
        """End the process at once, as it does nothing any more; that it has ended is told as always."""
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """End the process, and wait; for a thread that may."""
        with self._lock:
            self._is_ending = True
            process = self._process
        self._outbox.put(None)
        self._reader.join(_PATIENCE_S)
        if self._reader.is_alive() and process is not None:
            with contextlib.suppress(ValueError, OSError):
                process.kill()
            self._reader.join(_PATIENCE_S)

    def _live(self) -> None:
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=main, args=(its,), name="editor-app sync", daemon=True)
        with self._lock:
            if self._is_ending:
                return
            try:
                process.start()
            except OSError:
                self._tell(None)
                return
            self._process = process
        its.close()
        writer = threading.Thread(target=self._write, args=(mine,), name="sync writer", daemon=True)
        writer.start()
        try:
            while True:
                self._tell(mine.recv())
        except (EOFError, OSError):
            pass
        except Exception:  # a message that cannot be read: the process is as good as gone
            _log.exception("A message of the process that exchanges documents cannot be read.")
            process.kill()
        process.join(_PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        self._outbox.put(None)
        writer.join()
        mine.close()
        with self._lock:
            self._process = None
            process.close()
        self._tell(None)

    def _write(self, connection: Connection) -> None:
        while (message := self._outbox.get()) is not None:
            try:
                connection.send(_packed(message))
            except OSError:  # it has ended: the other thread tells
                return
            except Exception:  # what waits for this message would wait for ever
                _log.exception("A message to the process that exchanges documents cannot be sent.")
                break
        with contextlib.suppress(OSError):
            connection.send(None)

    def _tell(self, message: Heard | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is gone
            self._loop.call_soon_threadsafe(self._hear, self, message)


def _packed(message: Said) -> Said:
    if isinstance(message, Reply) and isinstance(message.value, News):
        return Reply(message.number, pack_news(message.value))
    return message
