"""The preview links that were made here: shown with the days they have left, rendered, deleted."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.renderingvideo import APIError, NotFoundError
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.exports import target_of
from editor_app.services.exporting.jobs.job import CloudIds, ExportJob, OtherSettings, ProjectName, Target
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.services.exporting.renderingvideo.accounts import OtherAccounts, no_other_account
from editor_app.services.exporting.renderingvideo.trouble import other_trouble_of
from editor_app.services.exporting.renderingvideo.wish import OtherWish, wish_of
from editor_app.services.tasks import Tasks
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.rendering_previews import KeptFilm, KeptPreview, PreviewStore

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Film:
    """A film that was made of a link, or is being made: its task and job, when (ISO-8601), what it cost."""

    task_id: str
    job_id: str
    made_at: str
    credits: str = ""


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A link as it is shown; `viewer_url` is the page with controls, `days_left` at least 1."""

    temp_id: str
    service: str
    title: str
    url: str
    viewer_url: str
    created_at: str
    days_left: int
    credits: str = ""
    """What a film of it costs, where that is known."""
    film: Film | None = None
    """The film that was paid for last."""


class RenderingPreviews(QObject):
    """Links in the local database; new ones come through the queue."""

    changed = Signal()
    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self,
        store: PreviewStore,
        accounts: OtherAccounts,
        queue: ExportQueue,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._store, self._accounts, self._queue, self._tasks = store, accounts, queue, tasks
        self._now = now
        self._kept: tuple[KeptPreview, ...] = ()
        self._films: dict[tuple[str, str], KeptFilm] = {}
        queue.job_ended.connect(self._hear_of_end)
        queue.job_changed.connect(self._hear_of_job)

    @property
    def previews(self) -> tuple[ShownPreview, ...]:
        """Give those that have not expired, the latest first."""
        shown = [(kept, self._seconds_left(kept)) for kept in self._kept]
        return tuple(
            ShownPreview(
                kept.temp_id,
                kept.service,
                kept.title,
                kept.url,
                kept.viewer_url,
                kept.created_at,
                math.ceil(left / _DAY_S),
                self._film(kept).price,
                self.film(kept.temp_id),
            )
            for kept, left in shown
            if left > 0
        )

    def load(self) -> None:
        """Read what is kept."""
        self._tasks.start(self._load(), "preview links")

    def film(self, temp_id: str) -> Film | None:
        """Give the film of a link that was paid for last, or is being made; None where there is none."""
        kept = self._found(temp_id)
        if kept is None:
            return None
        known = self._film(kept)
        if known.task_id:
            return Film(known.task_id, known.job_id, known.made_at, known.credits)
        job = self._job_of(kept)
        return Film(job.cloud.task_id, job.id, job.created_at) if job is not None else None

    def render(self, temp_id: str, output: Path, *, another: bool = False) -> ExportJob | None:
        """Make a film of a link: a task of its own, whose id is kept before it is rendered. None if gone.

        A film that was paid for is given again, fetched into `output` where its file is not there, unless
        `another` one is wanted.
        """
        kept = self._found(temp_id)
        if kept is None:
            return None
        if not another and (again := self._again(kept, output)) is not None:
            return again
        settings = OtherWish(preview_id=temp_id).settings()
        return self._queue.start(Wanted(self._target(kept), settings, output, ProjectName(kept.title)))

    def _again(self, kept: KeptPreview, output: Path) -> ExportJob | None:
        """Give the film that there is, without paying for it again; None where there is none."""
        job, known = self._job_of(kept), self._film(kept)
        if job is not None:
            if not job.is_over or (job.status == "done" and job.output.exists()):
                return job
            if job.can_retry and job.has_task:
                self._queue.retry(job.id, output)
                return job
        task_id = known.task_id or (job.cloud.task_id if job is not None and job.status == "done" else "")
        if not task_id:
            return None
        fetched = CloudIds(task_id=task_id)
        wanted = Wanted(self._target(kept), OtherSettings(), output, ProjectName(kept.title), fetched)
        return self._queue.start(wanted)

    def _target(self, kept: KeptPreview) -> Target:
        profile = self._accounts.for_service(kept.service)
        return target_of(profile) if profile else Target("renderingvideo", "", kept.service, "")

    def _job_of(self, kept: KeptPreview) -> ExportJob | None:
        """Give the latest export that makes a film of a link, unless its service has none for it."""
        jobs = [
            job
            for job in self._queue.jobs
            if job.target.service == kept.service
            and _preview_of(job) == kept.temp_id
            and (not job.is_over or job.status == "done" or job.has_task)
        ]
        return max(jobs, key=lambda job: job.created_at, default=None)

    def _film(self, kept: KeptPreview) -> KeptFilm:
        place = kept.service, kept.temp_id
        return self._films.get(place, KeptFilm(*place))

    def delete(self, temp_id: str) -> None:
        """Delete a link at the service, then here."""
        self._tasks.start(self._delete(temp_id), "deleting a preview link")

    def forget(self, temp_id: str) -> None:
        """Take a link off the list; it leads where it led."""
        kept = self._found(temp_id)
        if kept is not None:
            self._tasks.start(self._forget(kept), "forgetting a preview link")

    async def _delete(self, temp_id: str) -> None:
        kept = self._found(temp_id)
        if kept is None:
            return
        profile = self._accounts.for_service(kept.service)
        if profile is None:
            self.notice.emit(no_other_account(kept.service))
            return
        try:
            await self._accounts.client(profile).previews.delete(temp_id)
        except NotFoundError:
            pass  # it has expired
        except (APIError, AccountError) as error:
            self._accounts.report(profile, error)
            self.notice.emit(other_trouble_of(error, profile.name).sentence)
            return
        await self._forget(kept)

    async def _forget(self, kept: KeptPreview) -> None:
        try:
            await asyncio.to_thread(self._store.forget, kept.service, kept.temp_id)
        except LocalDatabaseError as error:
            self.notice.emit(str(error))
        await self._load()

    async def _load(self) -> None:
        try:
            moment = datetime.fromtimestamp(self._now(), UTC).isoformat()
            await asyncio.to_thread(self._store.forget_expired, moment)
            films = await asyncio.to_thread(self._store.films)
            self._kept = await asyncio.to_thread(self._store.previews)
            self._films = {(film.service, film.temp_id): film for film in films}
            for job in self._queue.jobs:  # what ended while nobody kept it
                self._hear_of_job(job)
        except LocalDatabaseError as error:
            self.notice.emit(str(error))
        self.changed.emit()

    def _hear_of_end(self, job: ExportJob) -> None:
        if isinstance(job.settings, OtherSettings) and wish_of(job).is_preview and job.status == "done":
            self.load()

    def _hear_of_job(self, job: ExportJob) -> None:
        """Remember the task that a link's film is paid with; forget it where nothing can come of it."""
        temp_id = _preview_of(job)
        if not temp_id or not (job.cloud.render_id or job.status == "done"):
            return
        place = job.target.service, temp_id
        known = self._films.get(place, KeptFilm(*place))
        if job.cloud.is_spent:
            if known.task_id == job.cloud.task_id:
                self._remember(KeptFilm(*place, known.price))
            return
        if known.task_id != job.cloud.task_id and known.made_at > job.created_at:
            return  # a later one is known
        credits = job.price.credits if job.price is not None else ""
        self._remember(KeptFilm(*place, known.price, job.cloud.task_id, job.id, job.created_at, credits))

    def _remember(self, film: KeptFilm) -> None:
        place = film.service, film.temp_id
        if self._films.get(place) != film:
            self._films[place] = film
            self._tasks.start(self._keep_film(film), "keeping the film of a preview link")
            self.changed.emit()

    async def _keep_film(self, film: KeptFilm) -> None:
        try:
            await asyncio.to_thread(self._store.keep_film, film)
        except LocalDatabaseError as error:
            self.notice.emit(str(error))

    def _found(self, temp_id: str) -> KeptPreview | None:
        return next((kept for kept in self._kept if kept.temp_id == temp_id), None)

    def _seconds_left(self, kept: KeptPreview) -> float:
        return datetime.fromisoformat(kept.expires_at).timestamp() - self._now()


def _preview_of(job: ExportJob) -> str:
    """Give the link that a job makes a film of; empty where it makes something else."""
    return wish_of(job).preview_id if isinstance(job.settings, OtherSettings) else ""
