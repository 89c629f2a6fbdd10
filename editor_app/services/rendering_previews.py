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
from editor_app.services.exporting.job import ExportJob, OtherSettings, ProjectName, Target
from editor_app.services.exporting.other_wish import OtherWish, wish_of
from editor_app.services.exporting.queue import ExportQueue, Wanted
from editor_app.services.exporting.renderingvideo_accounts import OtherAccounts, no_other_account
from editor_app.services.exporting.renderingvideo_trouble import other_trouble_of
from editor_app.services.tasks import Tasks
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.rendering_previews import KeptPreview, PreviewStore

_DAY_S = 86_400


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
        queue.job_ended.connect(self._hear_of_job)

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
            )
            for kept, left in shown
            if left > 0
        )

    def load(self) -> None:
        """Read what is kept."""
        self._tasks.start(self._load(), "preview links")

    def render(self, temp_id: str, output: Path) -> ExportJob | None:
        """Make a film of a link: a task of its own, whose id is kept before it is rendered. None if gone."""
        kept = self._found(temp_id)
        if kept is None:
            return None
        profile = self._accounts.for_service(kept.service)
        target = target_of(profile) if profile else Target("renderingvideo", "", kept.service, "")
        settings = OtherWish(preview_id=temp_id).settings()
        return self._queue.start(Wanted(target, settings, output, ProjectName(kept.title)))

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
            self._kept = await asyncio.to_thread(self._store.previews)
        except LocalDatabaseError as error:
            self.notice.emit(str(error))
        self.changed.emit()

    def _hear_of_job(self, job: ExportJob) -> None:
        if isinstance(job.settings, OtherSettings) and wish_of(job).is_preview and job.status == "done":
            self.load()

    def _found(self, temp_id: str) -> KeptPreview | None:
        return next((kept for kept in self._kept if kept.temp_id == temp_id), None)

    def _seconds_left(self, kept: KeptPreview) -> float:
        return datetime.fromisoformat(kept.expires_at).timestamp() - self._now()
