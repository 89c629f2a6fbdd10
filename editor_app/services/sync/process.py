"""The process that exchanges documents: it reads, joins and sends, so that the window never does."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import pickle
import signal
import threading
from multiprocessing.connection import Connection
from typing import Any

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.render.with_parent import end_with_parent
from editor_app.services.sync.exchange import Exchange, ForeignError
from editor_app.services.sync.indream import IndreamProject
from editor_app.services.sync.kept_here import KeptHere
from editor_app.services.sync.messages import (
    Alive,
    Ask,
    Cancel,
    Done,
    Order,
    Place,
    Reply,
    pack_take,
    unpack_news,
)
from editor_app.services.sync.ports import DetailsChange, News
from editor_app.services.sync.working_copy import WorkingCopy
from editor_app.state.patch import Patch
from editor_app.store.cloud_link import SyncPoint
from editor_app.store.local_database import LocalDatabase
from editor_app.store.log import start_log

_log = logging.getLogger(__name__)
_TIMEOUT_S = 30.0


def main(connection: Connection) -> None:
    """Carry out orders until the line or the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    start_log()
    asyncio.run(_Worker(connection).live())


class _Worker:
    """Holds the exchange of one project, and the client it calls with."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._replies: dict[int, asyncio.Future[Any]] = {}
        self._ended = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._number = 0
        self._place: Place | None = None
        self._exchange: Exchange | None = None
        self._client: AsyncIndreamClient | None = None
        self._foreign: ForeignError | None = None

    async def live(self) -> None:
        """Listen until there is nobody left to obey."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(loop,), name="orders", daemon=True).start()
        await self._ended.wait()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            with contextlib.suppress(EOFError, OSError, RuntimeError):
                while (message := self._connection.recv()) is not None:
                    loop.call_soon_threadsafe(self._hear, message)
        finally:  # also where a message cannot be read: whoever waits for this process must know
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._ended.set)

    def _hear(self, message: Alive | Order | Cancel | Reply) -> None:
        match message:
            case Alive():
                self._send(message)
            case Order():
                self._number = message.number
                self._task = asyncio.create_task(self._carry_out(message, self._task))
            case Cancel(number):
                if self._task is not None and number == self._number:
                    self._task.cancel()
            case Reply(number, value, error):
                future = self._replies.pop(number, None)
                if future is not None and not future.done():
                    future.set_exception(error) if error is not None else future.set_result(value)

    async def _carry_out(self, order: Order, before: asyncio.Task[None] | None) -> None:
        try:
            if before is not None:  # given up, and perhaps not quite at its end
                await asyncio.wait((before,))
            done = Done(order.number, await self._work(order))
        except asyncio.CancelledError:
            done = Done(order.number, error=InterruptedError("It was given up."))
        except Exception as error:
            self._foreign = error if isinstance(error, ForeignError) else self._foreign
            done = Done(order.number, error=_fit_to_travel(error))
        self._send(done)

    async def _work(self, order: Order) -> Any:
        exchange = await self._exchange_for(order.place)
        if not order.answer:
            return await exchange.run()
        foreign, self._foreign = self._foreign, None
        return foreign is not None and await exchange.settle(foreign.theirs, order.answer)

    async def _exchange_for(self, place: Place) -> Exchange:
        old = self._place
        if self._exchange is not None and place == old:
            return self._exchange
        if self._client is None or old is None or (place.base_url, place.key) != (old.base_url, old.key):
            before, self._client = self._client, _client(place)
            if before is not None:
                await before.aclose()
        memory = KeptHere(LocalDatabase(place.database), place.link, place.project_file, self._tell_conflicts)
        remote = IndreamProject(self._client_now, place.link.project_id)
        self._place, self._exchange = place, Exchange(remote, WorkingCopy(self), memory)
        return self._exchange

    def _client_now(self) -> AsyncIndreamClient:
        assert self._client is not None, "an exchange before its client"
        return self._client

    # The open project, which is elsewhere.

    async def tell(self, known: int) -> News:
        """Ask what is settled."""
        return await asyncio.to_thread(unpack_news, await self._ask("tell", known))

    async def take(self, number: int, patch: Patch | None, details: DetailsChange, point: SyncPoint) -> int:
        """Have it take over what was made here."""
        return await self._ask("take", *await asyncio.to_thread(pack_take, number, patch, details, point))

    async def note(self, point: SyncPoint) -> None:
        """Have it note how far it is in step."""
        await self._ask("note", point)

    async def _ask(self, what: Any, *values: Any) -> Any:
        number = next(self._numbers)
        self._replies[number] = asyncio.get_running_loop().create_future()
        self._send(Ask(number, what, values))
        try:
            return await self._replies[number]
        finally:
            self._replies.pop(number, None)

    def _tell_conflicts(self) -> None:
        self._send(Ask(0, "told"))

    def _send(self, message: Alive | Ask | Done) -> None:
        with contextlib.suppress(OSError):  # nobody is there any more, which the listener finds out
            self._connection.send(message)


def _client(place: Place) -> AsyncIndreamClient:
    """Give a client that repeats nothing by itself: whoever waits is to see for what, and how long."""
    return AsyncIndreamClient(place.key, base_url=place.base_url, timeout=_TIMEOUT_S, max_retries=0)


def _fit_to_travel(error: Exception) -> Exception:
    """Give the error itself, or one that says the same; the log has what it was."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        _log.exception("An error that cannot travel.", exc_info=error)
        return RuntimeError(repr(error))
    if not isinstance(error, ForeignError):
        _log.info("An exchange ended with %s.", type(error).__name__, exc_info=error)
    return error
