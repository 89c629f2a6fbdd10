"""The line to the process that exchanges documents: started when it is needed, also after it died."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import multiprocessing
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from editor_app.services.sync.at_hand import AtHand, NotLinkedError
from editor_app.services.sync.exchange import Answer
from editor_app.services.sync.messages import Ask, Cancel, Done, Order, Place, Reply, pack_news, unpack_take
from editor_app.services.sync.ports import News
from editor_app.services.sync.process import main

_log = logging.getLogger(__name__)
_PATIENCE_S = 5.0


class ProcessEndedError(Exception):
    """The process ended in the middle of an exchange; another one goes on."""


class FarExchange:
    """Exchanges of one open project, one at a time, that happen in another process."""

    def __init__(self, at_hand: AtHand, told: Callable[[], None]) -> None:
        """Begin; `told` is called when other conflicts wait."""
        self._at_hand, self._told = at_hand, told
        self._line: _Line | None = None
        self._leaving: _Line | None = None
        self._numbers, self._number = itertools.count(1), 0
        self._done: asyncio.Future[Any] | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._is_left = False

    @property
    def pid(self) -> int | None:
        """Give the process's id while there is one."""
        return self._line.pid if self._line is not None else None

    async def run(self, place: Place) -> Any:
        """Exchange; raise what `Exchange.run` raises, ProcessEndedError, and NotLinkedError once left."""
        return await self._carry_out(place)

    async def settle(self, place: Place, answer: Answer) -> bool:
        """Carry out the answer to the last ForeignError."""
        return await self._carry_out(place, answer)

    def leave(self) -> None:
        """Answer no more from this moment on, as the project is about to be another one."""
        self._is_left = True
        self._leaving, self._line = self._line or self._leaving, None
        for call in self._calls:
            call.cancel()
        self._settle(Done(self._number, error=NotLinkedError("The project has been left.")))

    async def close(self) -> None:
        """End the process, and wait until it is gone."""
        self.leave()
        line, self._leaving = self._leaving, None
        if line is not None:
            await asyncio.to_thread(line.end)

    async def _carry_out(self, place: Place, answer: Answer | None = None) -> Any:
        if self._is_left:
            raise NotLinkedError("The project has been left.")
        loop = asyncio.get_running_loop()
        line = self._line = self._line or _Line(loop, self._hear)
        number = self._number = next(self._numbers)
        done = self._done = loop.create_future()
        line.send(Order(number, place, answer or ""))
        try:
            return await done
        except asyncio.CancelledError:
            line.send(Cancel(number))
            raise
        finally:
            self._done = None

    def _hear(self, line: _Line, message: Ask | Done | None) -> None:
        if line is not self._line:
            return
        match message:
            case None:
                self._line = None
                threading.Thread(target=line.end, daemon=True).start()
                self._settle(Done(self._number, error=ProcessEndedError("The process ended.")))
            case Done():
                self._settle(message)
            case Ask(_, "told"):
                self._told()
            case Ask():
                call = asyncio.ensure_future(self._answer(line, message))
                self._calls.add(call)
                call.add_done_callback(self._calls.discard)

    def _settle(self, done: Done) -> None:
        """Let whoever waits for an order have what came of it; nobody waits for one that was given up."""
        if self._done is None or self._done.done() or done.number != self._number:
            return
        if done.error is not None:
            self._done.set_exception(done.error)
        else:
            self._done.set_result(done.value)

    async def _answer(self, line: _Line, ask: Ask) -> None:
        try:
            reply = Reply(ask.number, await self._call(ask))
        except Exception as error:
            reply = Reply(ask.number, error=error)
        line.send(reply)

    async def _call(self, ask: Ask) -> Any:
        match ask.what:
            case "tell":
                return await self._at_hand.tell(*ask.values)
            case "take":
                return await self._at_hand.take(*await asyncio.to_thread(unpack_take, ask.values))
            case _:
                return await self._at_hand.note(*ask.values)


class _Line:
    """One process with its line; threads start it, write to it and read from it, so that nobody waits."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, hear: Callable[[_Line, Ask | Done | None], None]
    ) -> None:
        self._loop, self._hear = loop, hear
        self._outbox: queue.SimpleQueue[Order | Cancel | Reply | None] = queue.SimpleQueue()
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

    def send(self, message: Order | Cancel | Reply) -> None:
        """Let a message travel; packing it happens on a thread."""
        self._outbox.put(message)

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

    def _tell(self, message: Ask | Done | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is gone
            self._loop.call_soon_threadsafe(self._hear, self, message)


def _packed(message: Order | Cancel | Reply) -> Order | Cancel | Reply:
    if isinstance(message, Reply) and isinstance(message.value, News):
        return Reply(message.number, pack_news(message.value))
    return message
