"""What an account at RenderingVideo has: its tasks and files, page by page as far as they are looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.renderingvideo import APIError, AsyncRenderingVideoClient
from editor_app.cloud.renderingvideo.models import (
    COMPLETED,
    CREATED,
    FAILED,
    RENDERING,
    Pagination,
    StoredFile,
    VideoTask,
)
from editor_app.services.account_drafts import AccountError
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.renderingvideo.accounts import OtherAccounts
from editor_app.services.exporting.renderingvideo.trouble import other_trouble_of
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile

T = TypeVar("T")
_PAGE = 50
_STATUSES = {CREATED: "waiting", RENDERING: "rendering", COMPLETED: "done", FAILED: "failed"}
STATUSES = tuple(_STATUSES)
"""The words of the service that tasks can be filtered by."""
Fetch = Callable[[AsyncRenderingVideoClient, int], Awaitable[tuple[Sequence[T], Pagination]]]


def other_task_of(task: VideoTask) -> Task:
    """Give RenderingVideo's task as one of all services."""
    return Task(
        task.task_id,
        _STATUSES.get(task.status or "", "rendering"),
        task.title or "",
        share=1.0 if task.status == COMPLETED else 0.0,
        error=task.error or "",
        duration_s=task.duration or 0.0,
        credits="" if task.cost_credits is None else f"{task.cost_credits:g}",
        created_at=task.created_at or "",
        ended_at=task.completed_at or "",
        has_film=task.status == COMPLETED,
    )


class _Pages(Generic[T]):
    """Rows that were read, each once, and where the next ones are."""

    def __init__(self, identity: Callable[[T], str]) -> None:
        self._identity = identity
        self.rows: tuple[T, ...] = ()
        self.page, self.has_more = 0, False
        self.reading: asyncio.Task[None] | None = None

    def take(self, page: int, rows: Sequence[T], place: Pagination) -> None:
        """Take a page in."""
        before = self.rows if page > 1 else ()
        known = {self._identity(row) for row in before}
        self.rows = (*before, *(row for row in rows if self._identity(row) not in known))
        total = place.total
        self.page = page
        self.has_more = len(rows) == _PAGE if total is None else bool(rows) and page * _PAGE < total

    def stop(self) -> None:
        """Leave what is being read."""
        if self.reading is not None:
            self.reading.cancel()
        self.reading, self.has_more = None, False


class RenderingVideoHistory(QObject):
    """The tasks and files of one account at a time; what was read stays where more does not come."""

    changed = Signal()
    """Tasks, files, what is being read, or `trouble` are others."""

    def __init__(self, accounts: OtherAccounts, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._accounts, self._starter = accounts, tasks
        self._tasks = _Pages[Task](lambda task: task.id)
        self._files = _Pages[StoredFile](lambda file: file.id)
        self.profile: Profile | None = None
        self.status = ""
        """The word of the service that tasks are filtered by; empty for all."""
        self.kind = ""
        """The kind of files: image, video, audio; empty for all."""
        self.trouble: Trouble | None = None

    # What there is.

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Give the tasks that were read, as the service orders them."""
        return self._tasks.rows

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Give the files that were read."""
        return self._files.rows

    @property
    def has_more(self) -> bool:
        """Tell whether there are more tasks."""
        return self._tasks.has_more

    @property
    def has_more_files(self) -> bool:
        """Tell whether there are more files."""
        return self._files.has_more

    @property
    def is_reading(self) -> bool:
        """Tell whether a page is on its way."""
        return self._tasks.reading is not None or self._files.reading is not None

    # What is looked at.

    def show(self, profile: Profile | None) -> None:
        """Read an account's tasks anew from the first page; None shows none."""
        self._tasks.stop()
        if profile != self.profile:
            self.close()
            self._tasks.rows, self._files.rows = (), ()
        self.profile, self.trouble = profile, None
        if profile is not None:
            self._read_tasks(profile, 1)
        self.changed.emit()

    def filter(self, status: str) -> None:
        """Show only the tasks of a status, as the service calls it; all where it is empty."""
        self.status, self._tasks.rows = status, ()
        self.show(self.profile)

    def more(self) -> None:
        """Read the next page of tasks."""
        if self.profile is not None and self.has_more and self._tasks.reading is None:
            self._read_tasks(self.profile, self._tasks.page + 1)
            self.changed.emit()

    def show_files(self, kind: str = "") -> None:
        """Read the files of a kind anew from the first page."""
        self._files.stop()
        if kind != self.kind:
            self._files.rows = ()
        self.kind, self.trouble = kind, None
        if self.profile is not None:
            self._read_files(self.profile, 1)
        self.changed.emit()

    def more_files(self) -> None:
        """Read the next page of files."""
        if self.profile is not None and self.has_more_files and self._files.reading is None:
            self._read_files(self.profile, self._files.page + 1)
            self.changed.emit()

    def close(self) -> None:
        """Leave what is being read."""
        self._tasks.stop()
        self._files.stop()

    # What is done with one.

    def delete(self, task_id: str) -> None:
        """Delete a task and its film at the service, then read anew."""

        async def work(client: AsyncRenderingVideoClient) -> None:
            await client.videos.delete(task_id)

        self._act(work, lambda: self.delete(task_id), lambda: self.show(self.profile))

    def rerender(self, task_id: str) -> None:
        """Have a task rendered that is not, which costs its price; one that is, or was, is left alone."""

        async def work(client: AsyncRenderingVideoClient) -> None:
            if (await client.videos.get(task_id)).status in (CREATED, FAILED):
                await client.videos.render(task_id)

        self._act(work, lambda: self.rerender(task_id), lambda: self.show(self.profile))

    def delete_file(self, file_id: str) -> None:
        """Delete a file at the service, then read anew; what shows it goes without."""

        async def work(client: AsyncRenderingVideoClient) -> None:
            await client.files.delete(file_id)

        self._act(work, lambda: self.delete_file(file_id), lambda: self.show_files(self.kind))

    # How it is done.

    def _read_tasks(self, profile: Profile, page: int) -> None:
        status = self.status or None

        async def fetch(client: AsyncRenderingVideoClient, page: int) -> tuple[Sequence[Task], Pagination]:
            found = await client.videos.list(page, _PAGE, status=status, category="all")
            return [other_task_of(task) for task in found.tasks], found.pagination

        again = self.more if page > 1 else lambda: self.show(profile)
        work = self._read(profile, self._tasks, fetch, page, again)
        self._tasks.reading = self._starter.start(work, "list of exports")

    def _read_files(self, profile: Profile, page: int) -> None:
        kind = self.kind or None

        async def fetch(
            client: AsyncRenderingVideoClient, page: int
        ) -> tuple[Sequence[StoredFile], Pagination]:
            found = await client.files.list(page, _PAGE, type=kind)
            return found.files, found.pagination

        again = self.more_files if page > 1 else lambda: self.show_files(self.kind)
        work = self._read(profile, self._files, fetch, page, again)
        self._files.reading = self._starter.start(work, "list of files")

    async def _read(
        self, profile: Profile, pages: _Pages[T], fetch: Fetch[T], page: int, again: Callable[[], object]
    ) -> None:
        mine, trouble = asyncio.current_task(), None
        try:
            rows, place = await fetch(self._accounts.client(profile), page)
        except (APIError, AccountError) as error:
            self._accounts.report(profile, error)
            trouble = other_trouble_of(error, profile.name, again)
        else:
            if pages.reading is mine:
                pages.take(page, rows, place)
        if pages.reading is mine:
            pages.reading, self.trouble = None, trouble
            self.changed.emit()

    def _act(
        self,
        work: Callable[[AsyncRenderingVideoClient], Awaitable[None]],
        again: Callable[[], object],
        then: Callable[[], object],
    ) -> None:
        if self.profile is not None:
            self._starter.start(self._acted(self.profile, work, again, then), "a change at a service")

    async def _acted(
        self,
        profile: Profile,
        work: Callable[[AsyncRenderingVideoClient], Awaitable[None]],
        again: Callable[[], object],
        then: Callable[[], object],
    ) -> None:
        try:
            await work(self._accounts.client(profile))
        except (APIError, AccountError) as error:
            self._accounts.report(profile, error)
            self.trouble = other_trouble_of(error, profile.name, again)
            self.changed.emit()
        else:
            if profile == self.profile:
                then()
