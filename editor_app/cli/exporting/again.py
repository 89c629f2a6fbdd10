"""Exports that were begun before: those that are kept, and how they are gone on with, or tried again."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from editor_app.cli.exporting.before import is_lost
from editor_app.cli.exporting.plan import Asked
from editor_app.cli.outcome import CommandError, Exit, say
from editor_app.services.exporting.jobs.as_json import DamagedJob, job_from_json
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.store.export_jobs import ExportJobStore, KeptJob
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.lock import ProjectInUseError

_SHORTEST_ID, _PATIENCE_S, _LOOK_AGAIN_S = 4, 10.0, 0.5


def over_jobs(store: ExportJobStore) -> tuple[ExportJob, ...]:
    """Give the exports that are over, the latest first; raise CommandError."""
    try:
        kept = () if store.is_new else store.over()
    except LocalDatabaseError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    return _readable(reversed(kept))


def known_jobs(store: ExportJobStore) -> tuple[ExportJob, ...]:
    """Give all exports of this computer, the unfinished first, and the latest of each; raise CommandError."""
    return (*reversed(unfinished_jobs(store)), *over_jobs(store))


def unfinished_jobs(store: ExportJobStore) -> tuple[ExportJob, ...]:
    """Give the exports that are not over, whoever works on them, the oldest first; raise CommandError."""
    try:
        kept = () if store.is_new else store.unfinished()
    except LocalDatabaseError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    return _readable(kept)


def job_to_retry(store: ExportJobStore, start: str, *, is_anew: bool) -> ExportJob:
    """Give the failed export whose id begins so; `is_anew`: with another film. Raise CommandError."""
    job = _named("--retry", over_jobs(store), start, "is over")
    if not job.can_retry or (is_anew and not job.has_snapshot):
        what = f"is {job.status}" if job.status != "failed" else "cannot be tried again as it was"
        raise CommandError(
            Exit.UNREADABLE, f"--retry: the export {start} {what}. Export the project again, with --anew."
        )
    if is_lost(job) and not is_anew:
        raise CommandError(
            Exit.SERVICE,
            f"{job.target.name} no longer has the film of {start}. Another one is paid again: --anew",
        )
    return job


def job_to_cancel(store: ExportJobStore, start: str) -> ExportJob:
    """Give the unfinished export whose id begins so; raise CommandError."""
    return _named("--cancel", unfinished_jobs(store), start, "is not over")


def _named(option: str, jobs: Iterable[ExportJob], start: str, what: str) -> ExportJob:
    found = [job for job in jobs if job.id.startswith(start.lower())]
    if len(start) < _SHORTEST_ID or len(found) != 1:
        raise CommandError(
            Exit.UNREADABLE,
            f"{option}: “{start}” names no single export that {what}. `editor-app export --list` shows them.",
        )
    return found[0]


def refuse_rival(store: ExportJobStore, asked: Asked) -> None:
    """Raise CommandError where another program is making another export of the same name."""
    try:
        rivals = () if store.is_new else store.worked_on()
    except (LocalDatabaseError, OSError) as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    if any(job.output == asked.output for job in _readable(rivals)):
        raise CommandError(
            Exit.OUTPUT,
            f"Another program is just making “{asked.output}”. Wait for it, or choose another name: -o.",
        )


@asynccontextmanager
async def alone(store: ExportJobStore) -> AsyncIterator[None]:
    """Let no other command look what there is, and begin something, meanwhile; raise CommandError.

    Of two equal commands at once the second finds the first one's export.
    """
    try:
        lock = await asyncio.to_thread(store.beginning, _PATIENCE_S)
    except (ProjectInUseError, OSError) as error:
        raise CommandError(
            Exit.OUTPUT, "Another command does not get on with its export. Try again."
        ) from error
    try:
        yield
    finally:
        lock.release()


async def take_up(
    queue: ExportQueue, store: ExportJobStore, left: ExportJob, *, waits: bool, cancelled: threading.Event
) -> bool:
    """Go on with an unfinished export, or know how it ended; raise CommandError.

    While another program works on it, wait for that if it is to be waited for. Tell whether it is in the
    queue then.
    """
    was_told = False
    while not cancelled.is_set():
        try:
            if await queue.take_up(left.id):
                return True
            over = await asyncio.to_thread(over_jobs, store)
        except (LocalDatabaseError, OSError) as error:
            raise CommandError(Exit.OUTPUT, str(error)) from error
        if ended := next((job for job in over if job.id == left.id), None):
            queue.adopt(ended)
            return True
        if not was_told:
            what = "makes it" if left.target.is_local else "works on it, and fetches the film"
            say(f"Another program on this computer {what}.")
            was_told = True
        if not waits:
            return False
        await asyncio.sleep(_LOOK_AGAIN_S)
    return False


@dataclass(frozen=True, slots=True)
class Again:
    """How failed exports are tried again: into which file, in the place of which, with another film."""

    output: Path | None = None
    replaces: str | None = None
    is_anew: bool = False


async def try_again(queue: ExportQueue, jobs: Sequence[ExportJob], how: Again = Again()) -> None:
    """Put failed exports back into the queue, and return once they are; raise CommandError."""
    heard, waiting = asyncio.Event(), {job.id for job in jobs}

    def hear(job: ExportJob) -> None:
        waiting.discard(job.id)
        if not waiting:
            heard.set()

    queue.job_changed.connect(hear)
    try:
        for job in jobs:
            queue.adopt(job)
            output = None if how.output == job.output else how.output
            queue.retry(job.id, output, replaces=how.replaces, is_anew=how.is_anew)
        if jobs:
            await asyncio.wait_for(heard.wait(), _PATIENCE_S)
    except TimeoutError as error:
        raise CommandError(Exit.OUTPUT, "The exports could not be taken up. Try again.") from error
    finally:
        queue.job_changed.disconnect(hear)


def _readable(kept: Iterable[KeptJob]) -> tuple[ExportJob, ...]:
    found = list[ExportJob]()
    for one in kept:
        with contextlib.suppress(DamagedJob):
            found.append(job_from_json(one.content))
    return tuple(found)
