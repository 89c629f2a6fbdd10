"""The line to the process that exchanges documents: started when it is needed, also after it died."""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
from collections.abc import Callable
from typing import Any

from editor_app.services.sync.at_hand import AtHand, NotLinkedError
from editor_app.services.sync.exchange import Answer
from editor_app.services.sync.line import Heard, Line
from editor_app.services.sync.messages import Alive, Ask, Cancel, Done, Order, Place, Reply, unpack_take

_log = logging.getLogger(__name__)
TICK_S = 5.0
_MOST_TICKS, _MOST_TICKS_AT_FIRST = 12, 120
"""How often in a row the process may leave unanswered whether it lives; longer while it is being started."""
_TICKS_UNSAID = 3
"""How often it may do so before that is told."""


class ProcessEndedError(Exception):
    """The process ended in the middle of an exchange; another one goes on."""


class ProcessHungError(ProcessEndedError):
    """The process did not answer any more in the middle of an exchange, and was ended."""


def hear_nothing(_is_silent: bool) -> None:
    """Tell nobody."""


class FarExchange:
    """Exchanges of one open project, one at a time, that happen in another process."""

    def __init__(
        self, at_hand: AtHand, told: Callable[[], None], silent: Callable[[bool], None] = hear_nothing
    ) -> None:
        """Begin; `told` is called when other conflicts wait.

        `silent` is called in the middle of an exchange: whether the process has not answered for a while.
        """
        self._at_hand, self._told, self._silent = at_hand, told, silent
        self._line: Line | None = None
        self._started: Line | None = None
        """The line on which a process has answered."""
        self._leaving: Line | None = None
        self._numbers, self._number = itertools.count(1), 0
        self._done: asyncio.Future[Any] | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._is_left = self._has_answered = False

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
        line = self._line = self._line or Line(loop, self._hear)
        number = self._number = next(self._numbers)
        done = self._done = loop.create_future()
        line.send(Order(number, place, answer or ""))
        watch = asyncio.ensure_future(self._watch(line))
        try:
            return await done
        except asyncio.CancelledError:
            line.send(Cancel(number))
            raise
        finally:
            watch.cancel()
            self._done = None

    async def _watch(self, line: Line) -> None:
        """End a process that answers nothing any more.

        What counts is how often this loop asked in vain, not the time: a computer that slept has not asked.
        """
        ticks = 0
        while ticks < (_MOST_TICKS if line is self._started else _MOST_TICKS_AT_FIRST):
            self._has_answered = False
            line.send(Alive())
            await asyncio.sleep(TICK_S)
            was_silent = ticks >= _TICKS_UNSAID
            ticks = 0 if self._has_answered else ticks + 1
            if (is_silent := ticks >= _TICKS_UNSAID) != was_silent:
                self._silent(is_silent)
        _log.error("The process that exchanges documents does not answer any more, and is ended.")
        self._give_up(line)

    def begin_anew(self) -> None:
        """End the process in the middle of an exchange; the next one has another."""
        if self._line is not None and self._done is not None:
            self._give_up(self._line)

    def _give_up(self, line: Line) -> None:
        if line is self._line:
            self._line = None  # the next order has another one
            self._settle(Done(self._number, error=ProcessHungError("The process did not answer.")))
        line.kill()

    def _hear(self, line: Line, message: Heard | None) -> None:
        if line is not self._line:
            return
        self._has_answered, self._started = True, line
        match message:
            case Alive():
                pass
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

    async def _answer(self, line: Line, ask: Ask) -> None:
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
