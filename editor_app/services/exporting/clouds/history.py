"""What an account has exported, from wherever: read page by page as far as it is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.types import ExportTask
from editor_app.services.accounts import AccountError
from editor_app.services.cloud_trouble import Trouble, trouble_of
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile

_PAGE = 50


class HasAccounts(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    def client(self, profile: Profile) -> AsyncIndreamClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A task as a service lists it, the same for all services; times are ISO-8601.

    `status` is waiting, rendering, paused, done, failed or cancelled. `project_id` is empty for a document
    that was sent by itself. `credits` are as the service writes them.
    """

    id: str
    status: str
    title: str = ""
    project_id: str = ""
    client_task_id: str = ""
    share: float = 0.0
    error: str = ""
    duration_s: float = 0.0
    credits: str = ""
    created_at: str = ""
    ended_at: str = ""
    has_film: bool = False


_STATUSES = {
    "PENDING": "waiting",
    "PROCESSING": "rendering",
    "PAUSED": "paused",
    "COMPLETED": "done",
    "FAILED": "failed",
    "CANCELED": "cancelled",
}


def task_of(task: ExportTask) -> Task:
    """Give Indream's task as one of all services."""
    return Task(
        task.task_id,
        _STATUSES.get(task.status, "rendering"),
        task.filename or "",
        task.project_id or "",
        task.client_task_id or "",
        min(1.0, max(0.0, task.progress / 100)),
        task.error or "",
        task.duration_seconds,
        task.charged_credits,
        task.created_at,
        task.completed_at or "",
        bool(task.output_url),
    )


def of_project(tasks: Iterable[Task], project_id: str | None) -> tuple[Task, ...]:
    """Give the tasks of a project, or of no project where that is empty; all where it is None."""
    return tuple(task for task in tasks if project_id is None or task.project_id == project_id)


class TaskHistory(QObject):
    """The tasks of one account at a time; what was read stays where more does not come."""

    changed = Signal()
    """Tasks, `is_reading`, `has_more` or `trouble` are others."""

    def __init__(self, accounts: HasAccounts, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._accounts, self._tasks = accounts, tasks
        self._cursor: str | None = None
        self._reading: asyncio.Task[None] | None = None
        self.profile: Profile | None = None
        self.tasks: tuple[Task, ...] = ()
        """Those that were read, the latest first, each once."""
        self.has_more = False
        self.trouble: Trouble | None = None

    @property
    def is_reading(self) -> bool:
        """Tell whether a page is on its way."""
        return self._reading is not None

    def show(self, profile: Profile | None) -> None:
        """Read an account's tasks anew from the first page; None shows none."""
        self.close()
        if profile != self.profile:
            self.tasks = ()
        self.profile, self._cursor, self.has_more, self.trouble = profile, None, False, None
        if profile is not None:
            self._read(profile, None)
        self.changed.emit()

    def more(self) -> None:
        """Read the next page."""
        if self.profile is not None and self.has_more and self._reading is None:
            self._read(self.profile, self._cursor)
            self.changed.emit()

    def cancel(self, task_id: str) -> None:
        """Cancel a task, then read anew."""
        if self.profile is not None:
            self._tasks.start(self._cancel(self.profile, task_id), "cancelling an export at a service")

    def close(self) -> None:
        """Leave what is being read."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = None

    def _read(self, profile: Profile, cursor: str | None) -> None:
        self._reading = self._tasks.start(self._read_page(profile, cursor), "list of exports")

    async def _read_page(self, profile: Profile, cursor: str | None) -> None:
        mine = asyncio.current_task()
        try:
            page = await self._accounts.client(profile).exports.list(_PAGE, cursor)
        except (APIError, AccountError) as error:
            self._accounts.report(profile, error)
            trouble = trouble_of(error, profile.name, self.more if cursor else lambda: self.show(profile))
        else:
            trouble = None
            found = tuple(task_of(task) for task in page.items)
            before = () if cursor is None else self.tasks
            ids = {task.id for task in before}
            self.tasks = (*before, *(task for task in found if task.id not in ids))
            self._cursor, self.has_more = page.next_page_cursor, bool(page.next_page_cursor)
        if self._reading is mine:
            self._reading, self.trouble = None, trouble
            self.changed.emit()

    async def _cancel(self, profile: Profile, task_id: str) -> None:
        try:
            await self._accounts.client(profile).exports.cancel(task_id)
        except (APIError, AccountError) as error:
            self._accounts.report(profile, error)
            self.trouble = trouble_of(error, profile.name, lambda: self.cancel(task_id))
            self.changed.emit()
        else:
            if profile == self.profile:
                self.show(profile)
