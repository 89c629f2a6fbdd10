"""An event loop in a thread of its own, for callers that have none, or have one that must not know."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Awaitable, Callable, Coroutine
from concurrent import futures
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """Runs coroutines for blocking callers of any thread until it is closed."""

    def __init__(self, name: str, at_end: Callable[[], Awaitable[None]]) -> None:
        self._at_end = at_end
        self._is_up = threading.Event()
        self._lock = threading.Lock()
        self._is_closed = False
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)
        self._thread.start()
        self._is_up.wait()

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run what `work` gives and wait for it; an interrupt cancels it and waits until it has cleaned up.

        Raise RuntimeError once closed, when closed meanwhile, and from within the loop itself.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("The client cannot be called from its own callbacks.")
        call = _Call(work)
        with self._lock:
            if self._is_closed:
                raise RuntimeError("The client is closed.")
            self._loop.call_soon_threadsafe(call.start)
        try:
            return call.outcome.result()
        except CancelledError:
            pass
        except BaseException:
            if not call.outcome.done():
                self._loop.call_soon_threadsafe(call.cancel)
                futures.wait([call.outcome])
            raise
        raise RuntimeError("The client was closed while a call was under way.")

    def close(self) -> None:
        """End what is under way, and the thread; again does nothing."""
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._loop.call_soon_threadsafe(self._stop.set)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _main(self) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._live())

    async def _live(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._is_up.set()
        await self._stop.wait()
        if others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.wait(others)
        await self._at_end()


class Caller:
    """A hold on a loop thread: it is closed when nobody has one any more, or when the program ends."""

    def __init__(self, loop: LoopThread) -> None:
        self._loop = loop
        self.close = weakref.finalize(self, loop.close)

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run as the thread does."""
        return self._loop.run(work)


class _Call:
    """One coroutine on its way; `outcome` is there when nothing of it runs any more."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        self._work = work
        self._task: asyncio.Task[Any] | None = None
        self.outcome = Future[Any]()

    def start(self) -> None:
        """Begin; on the loop."""
        self._task = asyncio.get_running_loop().create_task(self._guarded())
        self._task.add_done_callback(self._finish)

    def cancel(self) -> None:
        """Let it end; on the loop."""
        if self._task is not None:
            self._task.cancel()

    async def _guarded(self) -> tuple[Any, BaseException | None]:
        try:
            return await self._work(), None
        except (SystemExit, KeyboardInterrupt) as error:
            return None, error  # raised here it would end the loop, and the caller would wait for ever

    def _finish(self, task: asyncio.Task[tuple[Any, BaseException | None]]) -> None:
        if task.cancelled():
            self.outcome.cancel()
            self.outcome.set_running_or_notify_cancel()
            return
        error = task.exception()
        if error is None:
            value, error = task.result()
            if error is None:
                self.outcome.set_result(value)
                return
        self.outcome.set_exception(error)
