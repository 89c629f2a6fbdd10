"""The queue: who has a turn, what a person wants of it, and what is taken up again after a restart."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.endings import Endings, is_kept_too_long
from editor_app.services.exporting.jobs.events import (
    Cancelled,
    Claimed,
    Event,
    Paused,
    Recovered,
    Resumed,
    Retried,
    SnapshotDropped,
    Wished,
    Woken,
)
from editor_app.services.exporting.jobs.job import ExportJob, Kind
from editor_app.services.exporting.jobs.kept_jobs import KeptJobs, moment
from editor_app.services.exporting.jobs.outputs import mark_now
from editor_app.services.exporting.jobs.polling import USUAL, Pace
from editor_app.services.exporting.jobs.rests import Rests
from editor_app.services.exporting.jobs.runner import Runner, Seat, Wish
from editor_app.services.exporting.jobs.slots import next_change_at, next_to_start
from editor_app.services.exporting.jobs.snapshot import Snapshot
from editor_app.services.exporting.jobs.turn import ending_of
from editor_app.services.exporting.jobs.wanted import Wanted, new_job
from editor_app.services.tasks import Tasks
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.local_database import LocalDatabaseError

_PATIENCE_S = 10.0


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
    line_back = Signal(str)
    """A service has answered an export that had to wait for it."""

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
        self._endings = Endings(store, self._runners, tasks, pace, self.notice.emit)
        self._kept = KeptJobs(store, tasks, self._end, self)
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._wishes: dict[str, Wish] = {}
        self._coming: dict[str, asyncio.Task[None]] = {}
        self._rests = Rests()
        self._alarm: asyncio.TimerHandle | None = None
        self._is_closing = False
        self._kept.changed.connect(self.jobs_changed)
        self._kept.job_changed.connect(self.job_changed)
        self._kept.job_ended.connect(self.job_ended)

    # What there is.

    @property
    def jobs(self) -> tuple[ExportJob, ...]:
        """Give those that are not over in the order of the queue, then those that are, the latest first."""
        return self._kept.all

    @property
    def kinds(self) -> frozenset[Kind]:
        """Give the kinds of places where exports can be made."""
        return frozenset(self._runners)

    @property
    def active_count(self) -> int:
        """Count the jobs that are not over."""
        return sum(not job.is_over for job in self.jobs)

    def job(self, job_id: str) -> ExportJob | None:
        """Give a job as it is now."""
        return self._kept.job(job_id)

    def is_writing(self, output: Path) -> bool:
        """Tell whether a job that is not over will become this file."""
        return any(job.output == output and not job.is_over for job in self.jobs)

    def knows_task(self, task_id: str, but_of: str) -> bool:
        """Tell whether a service's task is that of another job than this one."""
        return any(job.cloud.task_id == task_id and job.id != but_of for job in self.jobs)

    def stops_at_the_end(self) -> tuple[ExportJob, ...]:
        """Give the jobs that stop when the program ends; all of them go on at the next start."""
        return tuple(job for job in self.jobs if not job.is_over and job.target.is_local)

    def goes_on_elsewhere(self) -> tuple[ExportJob, ...]:
        """Give the jobs that a service goes on with when the program ends; their files are fetched later."""
        there = (job for job in self.jobs if not job.is_over and job.has_task)
        return tuple(job for job in there if not job.target.is_workspace)

    # What a person wants.

    async def load(self) -> None:
        """Take up what an earlier run of the program has left, and show what is over."""
        try:
            over, left = await self._kept.read()
        except (LocalDatabaseError, OSError) as error:
            self.notice.emit(words.not_read(error))
            return
        for job in left:
            if not job.is_over and job.status != "paused":
                with contextlib.suppress(LocalDatabaseError):
                    await self._kept.note(job.id, _carried_on(job))
        self.jobs_changed.emit()
        self._tasks.start(self._endings.end_again(over), "clearing away after exports")
        for job in over:
            self._endings.settle(job, self._kept)
            if is_kept_too_long(job, self._now()):
                self._do(job.id, SnapshotDropped())
        self._pump()

    async def take_up(self, job_id: str) -> bool:
        """Go on with one export that an earlier run of the program has left, and with no other.

        Tell whether it is this program's now: not where another works on it, or it is over. Raise
        LocalDatabaseError, OSError.
        """
        job = await self._kept.read_one(job_id)
        if job is None:
            return False
        await self._kept.note(job_id, Resumed() if job.status == "paused" else Recovered())
        self.jobs_changed.emit()
        self._pump()
        return True

    def adopt(self, job: ExportJob) -> None:
        """Know a job that is kept on the disk and over, without taking up any other."""
        self._kept.take(job)
        self.jobs_changed.emit()

    def start(self, wanted: Wanted, snapshot: Snapshot | None = None) -> ExportJob:
        """Put an export at the end of the queue; it is made of the snapshot, whatever is edited later.

        It may replace the file whose mark is known of, or else the one that lies at its place now, and no
        other.
        """
        if wanted.replaces is None:
            wanted = replace(wanted, replaces=mark_now(wanted.output))
        job = new_job(wanted, self._kept.next_order(), moment(), has_snapshot=snapshot is not None)
        self._kept.add(job, snapshot)
        work = self._tasks.start(self._keep_new(job.id, snapshot), f"export {job.output.name}")
        self._coming[job.id] = work
        work.add_done_callback(lambda _work: self._coming.pop(job.id, None))
        return job

    async def kept(self, job_id: str) -> None:
        """Wait until a job that was just begun is on the disk, or the disk has refused it."""
        if (work := self._coming.get(job_id)) is not None:
            await asyncio.wait([work])

    async def claim(self, job_id: str, mark: str) -> None:
        """Let a job replace the file with this mark; raise LocalDatabaseError, OSError."""
        await self._kept.note_wish(job_id, Claimed(mark))

    async def give_up(self, job_id: str) -> bool:
        """Cancel an export that an earlier run of the program has left, and go on with nothing of it.

        Tell whether it is cancelled: not where another program works on it. Raise LocalDatabaseError,
        OSError.
        """
        if await self._kept.read_one(job_id) is None:
            return False
        return await self._kept.note_wish(job_id, Cancelled())

    async def give_up_left(self, output: Path) -> None:
        """Give up what a program that lives no more has left of exports made here into this very file.

        Raises LocalDatabaseError, OSError.
        """
        left = () if self._store.is_new else await asyncio.to_thread(self._store.unfinished)
        for kept in left:
            target = dict(kept.content.get("target") or {})
            is_meant = (target.get("kind"), kept.content.get("output")) == ("local", str(output))
            if is_meant:
                await self.give_up(kept.id)

    def cancel(self, job_id: str) -> None:
        """Stop a job for good; it leaves no file, and its service is told."""
        self._wish(job_id, "cancel", Cancelled())

    def pause(self, job_id: str) -> None:
        """Stop a job on this computer for now; what is finished of it is kept."""
        job = self.job(job_id)
        if job is not None and job.can_pause:
            self._wish(job_id, "pause", Paused())

    def resume(self, job_id: str) -> None:
        """Let a paused job wait for its turn again."""
        self._do(job_id, Resumed())

    def retry(
        self,
        job_id: str,
        output: Path | None = None,
        *,
        replaces: str | None = None,
        is_anew: bool = False,
    ) -> None:
        """Try a failed job again as it was: the same document, or the task that a service has for it.

        It may replace the file with the mark `replaces`, or else what it might before; at another place, the
        file that lies there now. `is_anew` lets the service make another film, whatever it has.
        """
        job = self.job(job_id)
        if job is None or not job.can_retry:
            return
        if replaces is None and (output is not None or job.replaces is None):
            replaces = mark_now(output or job.output)
        self._do(job_id, Retried(output, replaces, is_anew))

    def try_now(self, job_id: str) -> None:
        """Let a job on hold begin its turn, or its next try, at once."""
        self._hurry(job_id, 0.0)

    def wake(self, job_ids: Iterable[str]) -> None:
        """Let jobs on hold be tried in a moment, as what they wait for is back."""
        for job_id in job_ids:
            self._hurry(job_id, self._pace.waking(random.random()))

    def move(self, job_id: str, place: int) -> None:
        """Give a job that waits another place among those that do, the first being 0."""
        self._tasks.start(self._move(job_id, place), "another order of exports")

    def remove(self, job_id: str) -> None:
        """Take a job that is over off the list; its file stays."""
        job = self.job(job_id)
        if job is not None and job.is_over:
            self._kept.drop(job_id)
            self._tasks.start(self._endings.forget(job), "forgetting an export")

    async def close(self) -> None:
        """Stop all work here, so that it goes on at the next start."""
        self._is_closing = True
        self._endings.close()
        self._set_alarm(None)
        for job_id in list(self._turns):
            self._wishes.setdefault(job_id, "close")
            self._stop(job_id, "close")
        if self._turns:
            await asyncio.wait(list(self._turns.values()), timeout=_PATIENCE_S)
        await self._kept.close()

    # Whose turn it is.

    def _pump(self) -> None:
        """Let begin what may begin, and wake for what waits for a time."""
        if self._is_closing:
            return
        mine = [job for job in self._kept.on_disk if job.target.kind in self._runners]
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
        try:
            runner = self._runners[self._kept.now(job_id).target.kind]
            ending = await ending_of(runner, self._seat(job_id), lambda: self._wish_for(job_id))
            if ending is not None:
                await self._kept.note(job_id, ending)
        except (LocalDatabaseError, OSError) as error:
            self._kept.fail_unkept(job_id, error)
        finally:
            self._turns.pop(job_id, None)
            self._wishes.pop(job_id, None)
            self._rests.forget(job_id)
            self._pump()

    def _seat(self, job_id: str) -> Seat:
        return Seat(
            job_id,
            self._store,
            lambda: self._kept.now(job_id),
            lambda *events: self._kept.note(job_id, *events),
            lambda moved: self._kept.tell(job_id, moved),
            self._now,
            self._kept.remembered(job_id),
            lambda seconds: self._rests.rest(job_id, seconds),
            lambda: self.line_back.emit(self._kept.now(job_id).target.service),
        )

    def _wish_for(self, job_id: str) -> Wish | None:
        return self._wishes.get(job_id) or ("close" if self._is_closing else None)

    # How a wish is carried out.

    def _wish(self, job_id: str, wish: Literal["pause", "cancel"], event: Event) -> None:
        job = self.job(job_id)
        if job is None or job.is_over:
            return
        if job_id in self._turns:
            self._wishes[job_id] = wish
            self._kept.tell_wish(job_id, Wished(wish))
            self._do(job_id, Wished(wish))  # so that it is known, too, where the program is killed first
            self._stop(job_id, wish)
        else:
            self._do(job_id, event)

    def _stop(self, job_id: str, wish: Wish) -> None:
        job = self.job(job_id)
        if job is None or job.is_over:  # it is just giving its turn back
            return
        if not self._runners[job.target.kind].stop(job_id, wish):
            self._turns[job_id].cancel()

    def _hurry(self, job_id: str, pause_s: float) -> None:
        job, at = self.job(job_id), self._now() + pause_s
        if job is not None and job.is_holding and at < (job.again_at or 0.0) and not self._is_closing:
            self._tasks.start(self._hurry_now(job_id, at), f"export {job_id}")

    async def _hurry_now(self, job_id: str, at: float) -> None:
        await self._do_now(job_id, Woken(at))
        job = self.job(job_id)
        if job_id in self._turns and job is not None and job.again_at == at:
            self._rests.shorten(job_id, at - self._now())

    def _do(self, job_id: str, event: Event) -> None:
        self._tasks.start(self._do_now(job_id, event), f"export {job_id}")

    async def _do_now(self, job_id: str, event: Event) -> None:
        try:
            await self._kept.note_wish(job_id, event)
        except (LocalDatabaseError, OSError) as error:
            self.notice.emit(words.not_kept(error))
        self._pump()

    async def _move(self, job_id: str, place: int) -> None:
        try:
            await self._kept.move(job_id, place)
        except (LocalDatabaseError, OSError) as error:
            self.notice.emit(words.not_kept(error))
        self._pump()

    async def _keep_new(self, job_id: str, snapshot: Snapshot | None) -> None:
        await self._kept.keep_new(job_id, snapshot)
        self._pump()

    async def _end(self, job: ExportJob) -> None:
        await self._endings.end(job, self._kept)


def _carried_on(job: ExportJob) -> Event:
    """Give what becomes of a job that an earlier run has left: what was wanted of it, or another turn."""
    match job.wish:
        case "pause" if job.can_pause:
            return Paused()
        case "cancel":
            return Cancelled()
        case _:
            return Recovered()
