"""What is left to do once an export is over: nothing it needed stays, and its service knows of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from editor_app.services.exporting.jobs.course import IllegalEvent
from editor_app.services.exporting.jobs.events import CancelHeard, Event
from editor_app.services.exporting.jobs.job import ExportJob, Kind
from editor_app.services.exporting.jobs.polling import Pace
from editor_app.services.exporting.jobs.runner import JobTrouble, Runner
from editor_app.services.exporting.jobs.snapshot import DOCUMENT, MEDIA
from editor_app.services.tasks import Tasks
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.local_database import LocalDatabaseError

_log = logging.getLogger(__name__)
_KEPT_DAYS = 7
"""So long a job that is over can be tried again as it was."""


class HasJobs(Protocol):
    """Who has the list: `kept_jobs.KeptJobs`."""

    async def note(self, job_id: str, *events: Event) -> ExportJob: ...
    def drop_quietly(self, job_id: str) -> None: ...


class Endings:
    """Clears away after jobs, and calls off what was cancelled until its service has heard it."""

    def __init__(
        self,
        store: ExportJobStore,
        runners: Mapping[Kind, Runner],
        tasks: Tasks,
        pace: Pace,
        say: Callable[[str], object],
    ) -> None:
        """Begin; `say` takes a sentence for the notice area."""
        self._store, self._runners, self._tasks, self._pace = store, runners, tasks, pace
        self._say = say
        self._is_closing = False

    def close(self) -> None:
        """Call off nothing more."""
        self._is_closing = True

    async def end(self, job: ExportJob, jobs: HasJobs) -> None:
        """Remove what a job needed that is over, unless it can be tried again, and forget the oldest."""
        try:
            if job.status == "cancelled" and job.has_snapshot:
                await asyncio.to_thread(self._store.clear_but, job.id, (DOCUMENT, MEDIA))
            if _needs_nothing(job):
                await self._clear_away(job)
            for gone in await asyncio.to_thread(self._store.forget_oldest):
                jobs.drop_quietly(gone)
        except (LocalDatabaseError, OSError):
            _log.exception("What an export needed stays.")
        self.settle(job, jobs)

    async def end_again(self, jobs: Iterable[ExportJob]) -> None:
        """Remove what jobs needed that are over, where an earlier run was killed before it had done so."""
        for job in filter(_needs_nothing, jobs):
            if await asyncio.to_thread(self._store.folder(job.id).is_dir):
                try:
                    await self._clear_away(job)
                except (LocalDatabaseError, OSError):
                    _log.exception("What an export needed stays.")

    async def _clear_away(self, job: ExportJob) -> None:
        """Remove what is beside a job's folder before the folder, which is the sign that there is more."""
        if (runner := self._runners.get(job.target.kind)) is not None:
            await runner.tidy(job)
        await asyncio.to_thread(self._store.clear, job.id)

    def settle(self, job: ExportJob, jobs: HasJobs) -> None:
        """Let the service know that a job is not wanted any more, where it does not yet."""
        if job.cloud.is_cancel_owed and job.target.kind in self._runners and not self._is_closing:
            self._tasks.start(self._call_off(job, jobs), f"calling off {job.output.name}")

    async def forget(self, job: ExportJob) -> None:
        """Forget a job that was taken off the list, and all it had."""
        with contextlib.suppress(LocalDatabaseError, OSError):
            await asyncio.to_thread(self._store.forget, job.id)
        if (runner := self._runners.get(job.target.kind)) is not None:
            await runner.tidy(job)

    async def _call_off(self, job: ExportJob, jobs: HasJobs) -> None:
        failures = 0
        while True:
            try:
                await self._runners[job.target.kind].call_off(job)
                break
            except JobTrouble as trouble:
                self._say(str(trouble))
                break
            except Exception:
                _log.info("The service does not know yet that %s is cancelled.", job.id, exc_info=True)
            await asyncio.sleep(self._pace.trouble(failures, None, 0.5))
            failures += 1
        with contextlib.suppress(LocalDatabaseError, IllegalEvent, KeyError):
            await jobs.note(job.id, CancelHeard())


def _needs_nothing(job: ExportJob) -> bool:
    return job.is_over and not job.has_snapshot and not job.can_retry


def is_kept_too_long(job: ExportJob, now: float) -> bool:
    """Tell whether the document of a job that is over has been kept for as long as is promised."""
    return job.has_snapshot and _days_since(job.ended_at, now) > _KEPT_DAYS


def _days_since(moment: str, now: float) -> float:
    try:
        return (now - datetime.fromisoformat(moment).timestamp()) / 86_400
    except ValueError:
        return 0.0
