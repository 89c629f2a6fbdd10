"""The queue: who has a turn, what is kept of it, and what is taken up again after a restart."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.as_json import DamagedJob, job_from_json, job_to_json
from editor_app.services.exporting.jobs.course import IllegalEvent, must_be_kept, step
from editor_app.services.exporting.jobs.events import (
    CancelHeard,
    Cancelled,
    Event,
    Failed,
    Moved,
    Ordered,
    Paused,
    PutBack,
    Recovered,
    Resumed,
    Retried,
    SnapshotDropped,
    Started,
)
from editor_app.services.exporting.jobs.job import (
    NO_NAME,
    UNKNOWN,
    CloudIds,
    ExportJob,
    Kind,
    ProjectName,
    Settings,
    Target,
)
from editor_app.services.exporting.jobs.polling import USUAL, Pace
from editor_app.services.exporting.jobs.runner import JobTrouble, NoRoom, Runner, Seat, WasStopped, Wish
from editor_app.services.exporting.jobs.slots import next_change_at, next_to_start
from editor_app.services.exporting.jobs.snapshot import Snapshot, write_snapshot
from editor_app.services.tasks import Tasks
from editor_app.store.export_jobs import ExportJobStore, KeptJob
from editor_app.store.local_database import LocalDatabaseError

_log = logging.getLogger(__name__)
_PATIENCE_S = 10.0
_KEPT_DAYS = 7
"""So long a job that has failed can be tried again as it was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export that is asked for; with `cloud`, the file of a task that a service has already."""

    target: Target
    settings: Settings
    output: Path
    project: ProjectName = NO_NAME
    cloud: CloudIds = UNKNOWN


class ExportQueue(QObject):
    """All exports of one program: those that wait or run, and those that are over; made on a running loop.

    What is asked for shows at once, and begins only once it is on the disk.
    """

    jobs_changed = Signal()
    """Others are in the list, or in another order."""
    job_changed = Signal(object)
    """ExportJob, as it is now; the list holds it already."""
    job_ended = Signal(object)
    """ExportJob: it is done, has failed or is cancelled, in this run of the program."""
    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self,
        store: ExportJobStore,
        runners: Mapping[Kind, Runner],
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        pace: Pace = USUAL,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._store, self._runners, self._tasks = store, dict(runners), tasks
        self._pace, self._now = pace, now
        self._jobs: dict[str, ExportJob] = {}
        self._kept: set[str] = set()
        """The jobs that are on the disk, and so may begin."""
        self._snapshots: dict[str, Snapshot] = {}
        """What was asked for in this run of the program, until it is over."""
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._wishes: dict[str, Wish] = {}
        self._writing, self._beginning = asyncio.Lock(), asyncio.Lock()
        self._alarm: asyncio.TimerHandle | None = None
        self._is_closing = False
        self._last_order = 0

    # What there is.

    @property
    def jobs(self) -> tuple[ExportJob, ...]:
        """Give those that are not over in the order of the queue, then those that are, the latest first."""
        everything = self._jobs.values()
        waiting = sorted((job for job in everything if not job.is_over), key=lambda job: job.order)
        over = sorted((job for job in everything if job.is_over), key=lambda job: job.ended_at, reverse=True)
        return (*waiting, *over)

    @property
    def kinds(self) -> frozenset[Kind]:
        """Give the kinds of places where exports can be made."""
        return frozenset(self._runners)

    @property
    def active_count(self) -> int:
        """Count the jobs that are not over."""
        return sum(not job.is_over for job in self._jobs.values())

    def job(self, job_id: str) -> ExportJob | None:
        """Give a job as it is now."""
        return self._jobs.get(job_id)

    def is_writing(self, output: Path) -> bool:
        """Tell whether a job that is not over will become this file."""
        return any(job.output == output and not job.is_over for job in self._jobs.values())

    def knows_task(self, task_id: str, but_of: str) -> bool:
        """Tell whether a service's task is that of another job than this one."""
        return any(job.cloud.task_id == task_id and job.id != but_of for job in self._jobs.values())

    def stops_at_the_end(self) -> tuple[ExportJob, ...]:
        """Give the jobs that stop when the program ends; all of them go on at the next start."""
        return tuple(job for job in self.jobs if not job.is_over and job.target.is_local)

    def goes_on_elsewhere(self) -> tuple[ExportJob, ...]:
        """Give the jobs that a service goes on with when the program ends; their files are fetched later."""
        return tuple(job for job in self.jobs if not job.is_over and job.has_task)

    # What a person wants.

    async def load(self) -> None:
        """Take up what an earlier run of the program has left, and show what is over."""
        try:
            over, left = await asyncio.to_thread(self._read)
        except (LocalDatabaseError, OSError) as error:
            self.notice.emit(words.not_read(error))
            return
        for job in (*over, *left):
            self._jobs.setdefault(job.id, job)
            self._kept.add(job.id)
            self._last_order = max(self._last_order, job.order)
        for job in left:
            if not job.is_over and job.status != "paused":
                with contextlib.suppress(LocalDatabaseError):
                    await self._note(job.id, Recovered())
        self.jobs_changed.emit()
        for job in over:
            self._settle(job)
            if job.has_snapshot and _days_since(job.ended_at, self._now()) > _KEPT_DAYS:
                self._do(job.id, SnapshotDropped())
        self._pump()

    def adopt(self, job: ExportJob) -> None:
        """Know a job that is kept on the disk and over, without taking up any other."""
        self._jobs.setdefault(job.id, job)
        self._kept.add(job.id)
        self._last_order = max(self._last_order, job.order)
        self.jobs_changed.emit()

    def start(self, wanted: Wanted, snapshot: Snapshot | None = None) -> ExportJob:
        """Put an export at the end of the queue; it is made of the snapshot, whatever is edited later."""
        self._last_order += 1
        job = ExportJob(
            uuid.uuid4().hex,
            wanted.target,
            wanted.settings,
            wanted.output,
            wanted.project,
            self._last_order,
            cloud=wanted.cloud,
            has_snapshot=snapshot is not None,
            created_at=_moment(),
        )
        self._jobs[job.id] = job
        if snapshot is not None:
            self._snapshots[job.id] = snapshot
        self.jobs_changed.emit()
        self.job_changed.emit(job)
        self._tasks.start(self._keep_new(job.id, snapshot), f"export {job.output.name}")
        return job

    def cancel(self, job_id: str) -> None:
        """Stop a job for good; it leaves no file, and its service is told."""
        self._wish(job_id, "cancel", Cancelled())

    def pause(self, job_id: str) -> None:
        """Stop a job on this computer for now; what is finished of it is kept."""
        job = self._jobs.get(job_id)
        if job is not None and job.can_pause:
            self._wish(job_id, "pause", Paused())

    def resume(self, job_id: str) -> None:
        """Let a paused job wait for its turn again."""
        self._do(job_id, Resumed())

    def retry(self, job_id: str, output: Path | None = None) -> None:
        """Try a failed job again as it was: the same document, or the task that a service has for it."""
        job = self._jobs.get(job_id)
        if job is not None and job.can_retry:
            self._do(job_id, Retried(output))

    def move(self, job_id: str, place: int) -> None:
        """Give a job that waits another place among those that do, the first being 0."""
        self._tasks.start(self._move(job_id, place), "another order of exports")

    def remove(self, job_id: str) -> None:
        """Take a job that is over off the list; its file stays."""
        job = self._jobs.get(job_id)
        if job is None or not job.is_over:
            return
        del self._jobs[job_id]
        self.jobs_changed.emit()
        self._tasks.start(self._forget(job), "forgetting an export")

    async def close(self) -> None:
        """Stop all work here, so that it goes on at the next start."""
        self._is_closing = True
        self._set_alarm(None)
        for job_id in list(self._turns):
            self._wishes.setdefault(job_id, "close")
            self._stop(job_id, "close")
        if self._turns:
            await asyncio.wait(list(self._turns.values()), timeout=_PATIENCE_S)
        async with self._beginning, self._writing:  # what was just asked for is kept, too
            self._store.close()

    # How a job lives.

    async def _keep_new(self, job_id: str, snapshot: Snapshot | None) -> None:
        try:
            async with self._beginning:  # one after the other, so that nobody overtakes
                if snapshot is not None:
                    await asyncio.to_thread(write_snapshot, self._store, job_id, snapshot)
                async with self._writing:
                    await asyncio.to_thread(self._write, self._jobs[job_id])
        except (LocalDatabaseError, OSError) as error:
            self._fail_unkept(job_id, error)
            return
        except KeyError:  # it was cancelled and taken off the list meanwhile
            await asyncio.to_thread(self._store.clear, job_id)
            return
        if self._jobs[job_id].is_over:
            await asyncio.to_thread(self._store.clear, job_id)
        self._kept.add(job_id)
        self._pump()

    def _fail_unkept(self, job_id: str, error: Exception) -> None:
        """Say that the disk does not take a job, which has failed by that."""
        job = self._jobs.get(job_id)
        if job is not None and not job.is_over:
            self._show(step(job, Failed(words.not_kept(error), "room"), _moment()))

    def _pump(self) -> None:
        """Let begin what may begin, and wake for what waits for a time."""
        if self._is_closing:
            return
        known = [job for job in self._jobs.values() if job.target.kind in self._runners]
        mine = [job for job in known if job.id in self._kept]
        for job in next_to_start(mine, self._now()):
            if job.id not in self._turns:
                self._turns[job.id] = self._tasks.start(self._live(job.id), f"export {job.output.name}")
        self._set_alarm(next_change_at(mine, self._now()))

    def _set_alarm(self, at: float | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        wait = None if at is None else max(0.0, at - self._now())
        self._alarm = None if wait is None else asyncio.get_running_loop().call_later(wait, self._pump)

    async def _live(self, job_id: str) -> None:
        """Give a job its turn, and note how that ends."""
        runner = self._runners[self._jobs[job_id].target.kind]
        try:
            ending = await self._ending(job_id, runner)
            if ending is not None:
                await self._note(job_id, ending)
        except (LocalDatabaseError, OSError) as error:
            self._fail_unkept(job_id, error)
        finally:
            self._turns.pop(job_id, None)
            self._wishes.pop(job_id, None)
            self._pump()

    async def _ending(self, job_id: str, runner: Runner) -> Event | None:
        """Run a job; give what is to be noted of its end, None where it just rests until the next start."""
        seat = Seat(
            job_id,
            self._store,
            lambda: self._jobs[job_id],
            lambda *events: self._note(job_id, *events),
            lambda moved: self._tell(job_id, moved),
            self._now,
            self._snapshots.get(job_id),
        )
        try:
            await self._note(job_id, Started())
            return await runner.run(seat)
        except (WasStopped, asyncio.CancelledError):
            wish = self._wishes.get(job_id)
            if wish is None and not self._is_closing:
                raise
            return {"cancel": Cancelled(), "pause": Paused()}.get(wish or "close")
        except JobTrouble as trouble:
            return Failed(str(trouble), trouble.remedy, trouble.is_task_spent)
        except NoRoom as no_room:
            return PutBack(str(no_room), self._now() + no_room.pause_s)
        except (LocalDatabaseError, OSError):
            raise
        except Exception as error:
            _log.exception("The export %s failed through a fault of this program.", job_id)
            return Failed(words.fault(error))

    def _wish(self, job_id: str, wish: Wish, event: Event) -> None:
        job = self._jobs.get(job_id)
        if job is None or job.is_over:
            return
        if job_id in self._turns:
            self._wishes[job_id] = wish
            self._stop(job_id, wish)
        else:
            self._do(job_id, event)

    def _stop(self, job_id: str, wish: Wish) -> None:
        job = self._jobs.get(job_id)
        if job is None or job.is_over:  # it is just giving its turn back
            return
        if not self._runners[job.target.kind].stop(job_id, wish):
            self._turns[job_id].cancel()

    def _do(self, job_id: str, event: Event) -> None:
        self._tasks.start(self._do_now(job_id, event), f"export {job_id}")

    async def _do_now(self, job_id: str, event: Event) -> None:
        try:
            await self._note(job_id, event)
        except (IllegalEvent, KeyError):
            _log.info("Too late for %s.", type(event).__name__)
        except (LocalDatabaseError, OSError) as error:
            self.notice.emit(words.not_kept(error))
        else:
            self._kept.add(job_id)
        self._pump()

    async def _move(self, job_id: str, place: int) -> None:
        async with self._writing:
            moved = self._moved(job_id, place)
            try:
                await asyncio.to_thread(lambda: [self._write(job) for job in moved if job.id in self._kept])
            except (LocalDatabaseError, OSError) as error:
                self.notice.emit(words.not_kept(error))
            for job in moved:
                self._show(job)
        self.jobs_changed.emit()
        self._pump()

    def _moved(self, job_id: str, place: int) -> list[ExportJob]:
        """Give the jobs that have another place once one has been moved."""
        waiting = [job for job in self.jobs if job.status in ("waiting", "paused")]
        orders = [job.order for job in waiting]
        chosen = [job for job in waiting if job.id == job_id]
        waiting = [job for job in waiting if job.id != job_id]
        place = max(0, min(place, len(waiting)))
        pairs = zip((*waiting[:place], *chosen, *waiting[place:]), orders, strict=True)
        return [step(job, Ordered(order)) for job, order in pairs if job.order != order]

    # What is kept.

    async def _note(self, job_id: str, *events: Event) -> ExportJob:
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
                new = step(new, event, _moment())
            if any(must_be_kept(old, event) for event in events):
                await asyncio.to_thread(self._write, new)
            self._show(new)
        if new.is_over and (not old.is_over or old.has_snapshot != new.has_snapshot):
            await self._end(new)
        return self._jobs.get(job_id, new)

    def _tell(self, job_id: str, moved: Moved) -> None:
        job = self._jobs.get(job_id)
        if job is not None and job.status == moved.status:
            self._show(step(job, moved))

    def _show(self, job: ExportJob) -> None:
        before = self._jobs.get(job.id)
        self._jobs[job.id] = job
        if job.is_over:
            self._snapshots.pop(job.id, None)
        self.job_changed.emit(job)
        if before is not None and job.is_over and not before.is_over:
            self.job_ended.emit(job)
        if before is None or before.is_over != job.is_over:
            self.jobs_changed.emit()

    async def _end(self, job: ExportJob) -> None:
        """Remove what a job needed that is over, unless it can be tried again, and forget the oldest."""
        runner = self._runners.get(job.target.kind)
        try:
            if not job.has_snapshot and not job.can_retry:
                await asyncio.to_thread(self._store.clear, job.id)
                if runner is not None:
                    await runner.tidy(job)
            for gone in await asyncio.to_thread(self._store.forget_oldest):
                self._jobs.pop(gone, None)
        except (LocalDatabaseError, OSError):
            _log.exception("What an export needed stays.")
        self._settle(job)

    def _settle(self, job: ExportJob) -> None:
        """Let the service know that a job is not wanted any more, where it does not yet."""
        if job.cloud.is_cancel_owed and job.target.kind in self._runners and not self._is_closing:
            self._tasks.start(self._call_off(job), f"calling off {job.output.name}")

    async def _call_off(self, job: ExportJob) -> None:
        failures = 0
        while True:
            try:
                await self._runners[job.target.kind].call_off(job)
                break
            except JobTrouble as trouble:
                self.notice.emit(str(trouble))
                break
            except Exception:
                _log.info("The service does not know yet that %s is cancelled.", job.id, exc_info=True)
            await asyncio.sleep(self._pace.trouble(failures, None, 0.5))
            failures += 1
        with contextlib.suppress(LocalDatabaseError, IllegalEvent, KeyError):
            await self._note(job.id, CancelHeard())

    async def _forget(self, job: ExportJob) -> None:
        with contextlib.suppress(LocalDatabaseError, OSError):
            await asyncio.to_thread(self._store.forget, job.id)
        if (runner := self._runners.get(job.target.kind)) is not None:
            await runner.tidy(job)

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


def _jobs_of(kept: tuple[KeptJob, ...]) -> list[ExportJob]:
    """Give the jobs that can be read; one that is damaged hides no other."""
    found = list[ExportJob]()
    for one in kept:
        try:
            found.append(replace(job_from_json(one.content), id=one.id))
        except DamagedJob:
            _log.exception("The export %s is lost.", one.id)
    return found


def _moment() -> str:
    return datetime.now(UTC).isoformat()


def _days_since(moment: str, now: float) -> float:
    try:
        return (now - datetime.fromisoformat(moment).timestamp()) / 86_400
    except ValueError:
        return 0.0
