"""Worker processes that may die: each behind an executor of its own, rebuilt when it does."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from editor_app.render.export import jobs
from editor_app.render.export.deaths import Death, is_crash
from editor_app.render.export.note import Note
from editor_app.render.export.settings import RenderFailed

STALL_SECONDS = 300.0
"""A worker that does nothing for so long is hung: even the largest picture takes seconds a frame."""


class _Spawn(SpawnContext):
    """Start processes, and remember them: an executor tells neither their ends nor how to end them."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # pyright: ignore
        process = SpawnProcess(*args, **kwargs)
        self.made.append(process)
        return process

    def running(self) -> list[SpawnProcess]:
        """Give the processes that did start."""
        return [process for process in self.made if process.pid is not None]


class Lane:
    """One worker process at a time, doing one job at a time."""

    def __init__(self, setup: jobs.Setup, media: Sequence[str]) -> None:
        self._setup = setup
        self._context = _Spawn()
        self.note = Note(self._context, media)
        self._executor: ProcessPoolExecutor | None = None
        self._hung = False
        self._beat = (0, time.monotonic())

    def submit(self, job: jobs.Job) -> Future[jobs.Outcome]:
        """Hand `job` to the worker, a new one if there is none; raise RenderFailed if none can start."""
        self.note.begin()
        self._hung = False
        self._beat = (self.note.beats, time.monotonic())
        if self._executor is not None:
            with contextlib.suppress(BrokenProcessPool):
                return self._executor.submit(jobs.run, job)
            self._end()
        self._executor = ProcessPoolExecutor(
            1, mp_context=self._context, initializer=jobs.start, initargs=(self._setup, self.note)
        )
        try:
            with _deaf_to_interrupts():
                return self._executor.submit(jobs.run, job)
        except OSError as error:
            raise RenderFailed(f"A worker process could not be started: {error.strerror}.") from error

    def kill_if_hung(self) -> None:
        """Kill a worker that has shown no sign of life for STALL_SECONDS; its future breaks."""
        beats, since = self._beat
        if self.note.beats != beats:
            self._beat = (self.note.beats, time.monotonic())
        elif time.monotonic() - since > STALL_SECONDS:
            self._hung = True
            self._kill()

    def bury(self, job: jobs.Job) -> Death:
        """Clear away the worker that died over `job`, and tell how it died."""
        medium = self.note.medium
        codes = self._end()
        return Death(job.name, medium, self._hung or any(map(is_crash, codes)))

    def close(self) -> None:
        """End the worker, whatever it does."""
        self._kill()
        self._end()

    def _kill(self) -> None:
        for process in self._context.running():
            process.kill()

    def _end(self) -> list[int | None]:
        """Wait for the process and the executor's thread; give the exit codes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None
        codes: list[int | None] = []
        for process in self._context.running():
            process.join()
            codes.append(process.exitcode)
        self._context.made.clear()
        return codes


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that starts now inherit a mask without Ctrl-C, which is the parent's to answer."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
