"""Work in one other process, of which only what is wanted latest is done."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from editor_app.render.with_parent import end_with_parent

_log = logging.getLogger(__name__)
_AT_ONCE = 2
"""One job being done and one waiting in the process, so that it is never idle."""
_MOST_DEATHS = 2


@dataclass(frozen=True, slots=True)
class Job:
    """A call of a module's function in the other process; `blame` names what is at fault if it dies."""

    key: Hashable
    blame: Hashable
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class LatestWork(QObject):
    """Does jobs one after the other, the latest wanted first; those no longer wanted are left out."""

    done = Signal(object, object)
    """Key and result."""
    failed = Signal(object, object)
    """Key and exception."""

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ProcessPoolExecutor | None = None
        self._waiting: dict[Hashable, Job] = {}
        self._running: dict[Hashable, Job] = {}
        self._deaths: dict[Hashable, int] = {}
        self._is_closed = False
        # Futures end on a thread of the executor's, or here if they are done at once: in order all the same.
        self._ended.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def want(self, job: Job) -> None:
        """Let a job be done soon, before those that were wanted earlier."""
        if self._is_closed or job.key in self._running:
            return
        self._waiting.pop(job.key, None)
        self._waiting[job.key] = job
        self._go_on()

    def keep_only(self, keys: set[Hashable]) -> None:
        """Leave out all waiting jobs but these."""
        for key in [key for key in self._waiting if key not in keys]:
            del self._waiting[key]

    def is_busy(self) -> bool:
        """Tell whether anything is being done or waits."""
        return bool(self._waiting or self._running)

    def close(self) -> None:
        """Stop; what is being done is given up."""
        self._is_closed = True
        self._waiting.clear()
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def _go_on(self) -> None:
        while self._waiting and len(self._running) < _AT_ONCE and not self._is_closed:
            key, job = self._waiting.popitem()
            self._running[key] = job
            self._submit(job)

    def _submit(self, job: Job) -> None:
        for _ in range(2):
            if self._executor is None:
                context = multiprocessing.get_context("spawn")
                self._executor = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
            try:
                future = self._executor.submit(job.function, *job.arguments)
            except BrokenProcessPool:
                self._executor.shutdown(wait=False)
                self._executor = None
                continue
            future.add_done_callback(lambda ended: self._tell(job, ended))
            return

    def _tell(self, job: Job, future: Future[Any]) -> None:
        # The window may be gone by the time that a process ends.
        with contextlib.suppress(RuntimeError):
            self._ended.emit(job, future)

    def _take(self, job: Job, future: Future[Any]) -> None:
        self._running.pop(job.key, None)
        if self._is_closed or future.cancelled():
            return
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            self._bury(job, error)
        elif error is not None:
            self.failed.emit(job.key, error)
        else:
            self.done.emit(job.key, future.result())
        self._go_on()

    def _bury(self, job: Job, error: BrokenProcessPool) -> None:
        """Begin with a new process; a medium over which two have died is not tried again."""
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None
        self._deaths[job.blame] = self._deaths.get(job.blame, 0) + 1
        if self._deaths[job.blame] < _MOST_DEATHS:
            self._waiting[job.key] = job
        else:
            _log.warning("a worker process died twice over %s, which is left alone", job.blame)
            self.failed.emit(job.key, error)
