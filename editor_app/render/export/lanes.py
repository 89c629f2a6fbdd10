"""Worker processes that may die: each behind an executor of its own, rebuilt when it does."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from editor_app.render import processes
from editor_app.render.export import jobs
from editor_app.render.export.deaths import Death, is_crash
from editor_app.render.export.note import Note
from editor_app.render.export.settings import RenderFailed

STALL_SECONDS = 300.0
"""A worker that does nothing for so long is hung: even the largest picture takes seconds a frame."""


class _Remembering:
    """A context that remembers its processes: an executor tells neither their ends nor how to end them."""

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._made: list[BaseProcess] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def Process(self, *args: Any, **kwargs: Any) -> BaseProcess:
        """Make a process and remember it."""
        process: BaseProcess = self._context.Process(*args, **kwargs)  # pyright: ignore
        self._made.append(process)
        return process

    def running(self) -> list[BaseProcess]:
        """Give the processes that did start."""
        return [process for process in self._made if process.pid is not None]

    def forget(self) -> None:
        """Forget all processes."""
        self._made.clear()


class Lane:
    """One worker process at a time, doing one job at a time."""

    def __init__(self, setup: jobs.Setup, media: Sequence[str]) -> None:
        self._setup = setup
        processes.begin()
        self._context: Any = _Remembering(processes.context())
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
        try:
            return self._start(job)
        except (OSError, EOFError) as error:
            if self._context.get_start_method() == "forkserver":
                # The server died under it: a new interpreter needs none.
                self._end()
                processes.give_up_forking()
                self._context = _Remembering(processes.context())
                return self.submit(job)
            reason = getattr(error, "strerror", None) or "the system allows no more"
            raise RenderFailed(f"A worker process could not be started: {reason}.") from error

    def _start(self, job: jobs.Job) -> Future[jobs.Outcome]:
        self._executor = ProcessPoolExecutor(
            1, mp_context=self._context, initializer=jobs.start, initargs=(self._setup, self.note)
        )
        with processes.deaf_to_interrupts():
            return self._executor.submit(jobs.run, job)

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
        self._context.forget()
        return codes
