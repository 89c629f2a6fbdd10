"""The one owner of asyncio tasks: keeps them alive, says when one fails, ends them all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A task that ended with an error nobody awaited."""

    name: str
    error: BaseException


class Tasks(QObject):
    """Starts tasks and owns them until they are done."""

    failed = Signal(object)
    """Failure: a task has raised; its traceback is in the log."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[asyncio.Task[Any]] = set()
        self._is_closed = False

    def start(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Start a coroutine on the running loop; raise RuntimeError once closed."""
        if self._is_closed:
            work.close()
            raise RuntimeError(f"“{name}” cannot start: everything is being closed.")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._finish)
        return task

    def names(self) -> tuple[str, ...]:
        """Give the names of the tasks that run."""
        return tuple(sorted(task.get_name() for task in self._running))

    async def close(self) -> None:
        """Cancel all tasks but the one that asks, and wait until they have ended; start no more."""
        self._is_closed = True
        while others := self._running - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            self._running -= others

    def _finish(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            _log.error("“%s” failed.", task.get_name(), exc_info=error)
            self.failed.emit(Failure(task.get_name(), error))
