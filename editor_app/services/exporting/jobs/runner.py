"""What makes an export at one kind of place, and what it may do to its job while it does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from editor_app.services.exporting.jobs.events import Event, Moved
from editor_app.services.exporting.jobs.job import ExportJob, Remedy
from editor_app.services.exporting.jobs.snapshot import Snapshot, read_snapshot
from editor_app.store.export_jobs import ExportJobStore

Wish = Literal["cancel", "pause", "close"]
"""What a person wants of a job under way, or the end of the program."""


class JobTrouble(Exception):
    """A job cannot go on without a person; the text is a sentence with a next step."""

    def __init__(self, sentence: str, remedy: Remedy = "retry", *, is_task_spent: bool = False) -> None:
        super().__init__(sentence)
        self.remedy: Remedy = remedy
        self.is_task_spent = is_task_spent


class NoRoom(Exception):
    """The service has no room for an export now: it waits for another turn, `pause_s` seconds at least."""

    def __init__(self, sentence: str, pause_s: float) -> None:
        super().__init__(sentence)
        self.pause_s = pause_s


class WasStopped(Exception):
    """A job has ended, or rests, as it was wished."""


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A job under way, as its runner sees it.

    `note` returns once what happened is on the disk: await it before acting on it. `tell` shows how far it
    is, and keeps nothing.
    """

    job_id: str
    store: ExportJobStore
    look: Callable[[], ExportJob]
    note: Callable[..., Awaitable[ExportJob]]
    tell: Callable[[Moved], None]
    now: Callable[[], float]
    """Seconds since 1970."""
    remembered: Snapshot | None = None
    """The document as it was, where it was asked for in this run of the program."""
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Wait so many seconds before another try, or until somebody wants it sooner."""
    tell_line_back: Callable[[], None] = lambda: None
    """Let others know that the service answers again as it should."""

    @property
    def job(self) -> ExportJob:
        """Give the job as it is now."""
        return self.look()

    @property
    def folder(self) -> Path:
        """Give the folder for what the job needs until it is over."""
        return self.store.folder(self.job_id)

    async def snapshot(self) -> Snapshot:
        """Give the document as it was, and its media; raise OSError, ValueError where that is gone.

        What is not remembered is parsed on a thread, which holds the others up where it is large.
        """
        return self.remembered or await asyncio.to_thread(read_snapshot, self.folder)


class Runner(Protocol):
    """Makes exports of one kind; one object for all of them."""

    async def run(self, seat: Seat) -> Event:
        """Make the job, from wherever it stands, and give how it ended: `Finished`, as a rule.

        Raise JobTrouble, NoRoom, WasStopped, LocalDatabaseError. A job that has been interrupted before, by
        whatever, is gone on with.
        """
        ...

    def stop(self, job_id: str, wish: Wish) -> bool:
        """Have a job under way end as wished, by itself; False where cancelling its task is all it takes."""
        ...

    async def call_off(self, job: ExportJob) -> None:
        """Let the service know that nobody wants a job any more; raise what a later try may overcome."""
        ...

    async def tidy(self, job: ExportJob) -> None:
        """Remove what a job has left outside of its folder, as it is over and not to be tried again."""
        ...
