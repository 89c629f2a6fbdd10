"""The list of exports, and what the disk has of it: what happens to one is kept first, then shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.as_json import DamagedJob, job_from_json, job_to_json
from editor_app.services.exporting.jobs.course import IllegalEvent, must_be_kept, step
from editor_app.services.exporting.jobs.events import Event, Failed, Moved, Ordered, Wished
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.snapshot import Snapshot, write_snapshot
from editor_app.services.tasks import Tasks
from editor_app.store.export_jobs import ExportJobStore, KeptJob
from editor_app.store.local_database import LocalDatabaseError

_log = logging.getLogger(__name__)


class KeptJobs(QObject):
    """Each job as it is now, and the document of those that were asked for in this run of the program."""

    changed = Signal()
    """Others are in the list, or in another order."""
    job_changed = Signal(object)
    """ExportJob, as it is now; the list holds it already."""
    job_ended = Signal(object)
    """ExportJob: it is done, has failed or is cancelled, in this run of the program."""

    def __init__(
        self,
        store: ExportJobStore,
        tasks: Tasks,
        end: Callable[[ExportJob], Awaitable[None]],
        parent: QObject | None = None,
    ) -> None:
        """Begin with none; `end` does what is left to do once a job is over, or its document is dropped."""
        super().__init__(parent)
        self._store, self._tasks, self._end = store, tasks, end
        self._jobs: dict[str, ExportJob] = {}
        self._on_disk: set[str] = set()
        self._new: set[str] = set()
        """The jobs that are just being put there for the first time."""
        self._snapshots: dict[str, Snapshot] = {}
        self._writing, self._coming = asyncio.Lock(), asyncio.Lock()
        self._last_order = 0

    # What there is.

    @property
    def all(self) -> tuple[ExportJob, ...]:
        """Give those that are not over in the order of the queue, then those that are, the latest first."""
        everything = self._jobs.values()
        waiting = sorted((job for job in everything if not job.is_over), key=lambda job: job.order)
        over = sorted((job for job in everything if job.is_over), key=lambda job: job.ended_at, reverse=True)
        return (*waiting, *over)

    @property
    def on_disk(self) -> tuple[ExportJob, ...]:
        """Give those that are kept, and so may begin."""
        known = self._on_disk - self._new
        return tuple(job for job in self._jobs.values() if job.id in known)

    def job(self, job_id: str) -> ExportJob | None:
        """Give a job as it is now."""
        return self._jobs.get(job_id)

    def now(self, job_id: str) -> ExportJob:
        """Give a job as it is now; raise KeyError."""
        return self._jobs[job_id]

    def remembered(self, job_id: str) -> Snapshot | None:
        """Give what was asked for in this run of the program, until it is over."""
        return self._snapshots.get(job_id)

    # Which there are.

    def next_order(self) -> int:
        """Give the place behind all others."""
        self._last_order += 1
        return self._last_order

    def take(self, job: ExportJob) -> None:
        """Know a job that is on the disk already; tell nobody."""
        self._jobs.setdefault(job.id, job)
        self._on_disk.add(job.id)
        self._last_order = max(self._last_order, job.order)

    def add(self, job: ExportJob, snapshot: Snapshot | None) -> None:
        """Show a job that is new; `keep_new` brings it to the disk."""
        self._jobs[job.id] = job
        self._new.add(job.id)
        if snapshot is not None:
            self._snapshots[job.id] = snapshot
        self.changed.emit()
        self.job_changed.emit(job)

    def drop(self, job_id: str) -> None:
        """Take a job off the list; the disk still has it."""
        if self._jobs.pop(job_id, None) is not None:
            self.changed.emit()

    def drop_quietly(self, job_id: str) -> None:
        """Take a job off the list that the disk has forgotten."""
        self._jobs.pop(job_id, None)

    async def read(self) -> tuple[list[ExportJob], list[ExportJob]]:
        """Know what an earlier run of the program has left: give what is over, and what is taken up.

        Raise LocalDatabaseError, OSError.
        """
        over, left = await asyncio.to_thread(self._read)
        for job in (*over, *left):
            self.take(job)
        return over, left

    async def read_one(self, job_id: str) -> ExportJob | None:
        """Take up one job that an earlier run of the program has left; None where somebody works on it.

        Raise LocalDatabaseError, OSError.
        """
        kept = await asyncio.to_thread(self._store.take_up_one, job_id)
        job = next(iter(_jobs_of((kept,))), None) if kept is not None else None
        if job is not None:
            self.take(job)
        return job

    async def keep_new(self, job_id: str, snapshot: Snapshot | None) -> None:
        """Bring a job that is new to the disk; it has failed where the disk does not take it."""
        try:
            async with self._coming:  # one after the other, so that nobody overtakes
                content = ""
                if snapshot is not None:
                    content = await asyncio.to_thread(write_snapshot, self._store, job_id, snapshot)
                async with self._writing:
                    if content:
                        self._jobs[job_id] = replace(self._jobs[job_id], content=content)
                    await asyncio.to_thread(self._write, self._jobs[job_id])
        except (LocalDatabaseError, OSError) as error:
            self.fail_unkept(job_id, error)
            return
        except KeyError:  # it was cancelled and taken off the list meanwhile
            await asyncio.to_thread(self._store.clear, job_id)
            return
        finally:
            self._new.discard(job_id)
        if self._jobs[job_id].is_over and not self._jobs[job_id].can_retry:
            await asyncio.to_thread(self._store.clear, job_id)
        self._on_disk.add(job_id)

    async def close(self) -> None:
        """Let others take up what is left, once all that was just asked for is kept, too."""
        async with self._coming, self._writing:
            self._store.close()

    # What happens to one.

    async def note(self, job_id: str, *events: Event) -> ExportJob:
        """Let events happen to a job: kept first, then shown; raise IllegalEvent, LocalDatabaseError."""
        # A task that is cancelled meanwhile must not leave the disk and the list apart.
        work = self._tasks.start(self._noted(job_id, events), "keeping an export")
        try:
            done = await asyncio.shield(work)
        except asyncio.CancelledError:
            await asyncio.wait([work])
            raise
        if isinstance(done, Exception):
            raise done
        return done

    async def note_wish(self, job_id: str, event: Event) -> bool:
        """Let happen what a person wants, unless it is too late: tell whether it has.

        Raise LocalDatabaseError, OSError.
        """
        try:
            await self.note(job_id, event)
        except (IllegalEvent, KeyError):
            _log.info("Too late for %s.", type(event).__name__)
            return False
        self._on_disk.add(job_id)
        return True

    def tell(self, job_id: str, moved: Moved) -> None:
        """Show how far a job is, and keep nothing."""
        job = self._jobs.get(job_id)
        if job is not None and job.status == moved.status:
            self._show(step(job, moved))

    def tell_wish(self, job_id: str, wish: Wished) -> None:
        """Show what a person wants of a job that runs, until it has heard it."""
        job = self._jobs.get(job_id)
        if job is not None and job.is_running:
            self._show(step(job, wish))

    def fail_unkept(self, job_id: str, error: Exception) -> None:
        """Say that the disk does not take a job, which has failed by that."""
        job = self._jobs.get(job_id)
        if job is not None and not job.is_over:
            self._show(step(job, Failed(words.not_kept(error), "room"), moment()))

    async def move(self, job_id: str, place: int) -> None:
        """Give a job that waits another place; raise what the disk says where it does not take that."""
        async with self._writing:
            moved = _moved(self.all, job_id, place)
            try:
                await asyncio.to_thread(
                    lambda: [self._write(job) for job in moved if job.id in self._on_disk]
                )
            finally:
                for job in moved:
                    self._show(job)
                self.changed.emit()

    # How it is kept.

    async def _noted(self, job_id: str, events: tuple[Event, ...]) -> ExportJob | Exception:
        """Let events happen; give why they did not."""
        try:
            return await self._note_now(job_id, events)
        except (IllegalEvent, LocalDatabaseError, OSError, KeyError) as error:
            return error

    async def _note_now(self, job_id: str, events: tuple[Event, ...]) -> ExportJob:
        async with self._writing:
            old = new = self._jobs[job_id]
            for event in events:
                new = step(new, event, moment())
            if any(must_be_kept(old, event) for event in events):
                await asyncio.to_thread(self._write, new)
            self._show(new)
        if new.is_over and (not old.is_over or old.has_snapshot != new.has_snapshot):
            await self._end(new)
        return self._jobs.get(job_id, new)

    def _show(self, job: ExportJob) -> None:
        before = self._jobs.get(job.id)
        self._jobs[job.id] = job
        if job.is_over:
            self._snapshots.pop(job.id, None)
        self.job_changed.emit(job)
        if before is not None and job.is_over and not before.is_over:
            self.job_ended.emit(job)
        if before is None or before.is_over != job.is_over:
            self.changed.emit()

    def _write(self, job: ExportJob) -> None:
        owner = "" if job.is_over else self._store.own()
        self._store.keep(KeptJob(job.id, owner, job.is_over, job_to_json(job)))

    def _read(self) -> tuple[list[ExportJob], list[ExportJob]]:
        if self._store.is_new:
            return [], []
        left = self._store.take_up()
        over = self._store.over()
        self._store.clear_strangers()
        return _jobs_of(over), _jobs_of(left)


def moment() -> str:
    """Give the time now (ISO-8601, UTC)."""
    return datetime.now(UTC).isoformat()


def _moved(jobs: Sequence[ExportJob], job_id: str, place: int) -> list[ExportJob]:
    """Give the jobs that have another place once one has been moved."""
    waiting = [job for job in jobs if job.status in ("waiting", "paused")]
    orders = [job.order for job in waiting]
    chosen = [job for job in waiting if job.id == job_id]
    waiting = [job for job in waiting if job.id != job_id]
    place = max(0, min(place, len(waiting)))
    pairs = zip((*waiting[:place], *chosen, *waiting[place:]), orders, strict=True)
    return [step(job, Ordered(order)) for job, order in pairs if job.order != order]


def _jobs_of(kept: tuple[KeptJob, ...]) -> list[ExportJob]:
    """Give the jobs that can be read; one that is damaged hides no other."""
    found = list[ExportJob]()
    for one in kept:
        try:
            found.append(replace(job_from_json(one.content), id=one.id))
        except DamagedJob:
            _log.exception("The export %s is lost.", one.id)
    return found
