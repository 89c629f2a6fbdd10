"""How accounts stand for an export: whether there is a key, which slots are free, what is left to pay."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud.renderingvideo import APIError, AsyncRenderingVideoClient
from editor_app.services.account_drafts import AccountError
from editor_app.services.account_keys import KeyPlace
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.slots import ACTIVE_AT_INDREAM
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile

_OLD_S = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one account stands; None where that is not known, or there is no such thing.

    `trouble` says in few words why it cannot be used. `is_unread` tells that the service did not say what is
    left, `is_old` that `credits` may not be true any longer.
    """

    slots_free: int | None = None
    slots: int = ACTIVE_AT_INDREAM
    credits: float | None = None
    trouble: str = ""
    is_unread: bool = False
    is_old: bool = False


class HasKeys(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def key_place(self, profile: Profile) -> KeyPlace: ...
    def is_refused(self, profile: Profile) -> bool: ...


class HasOthers(Protocol):
    """Who has accounts at RenderingVideo: `renderingvideo_accounts.OtherAccounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def client(self, profile: Profile) -> AsyncRenderingVideoClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...


class HasJobs(Protocol):
    """Who has exports: `queue.ExportQueue`."""

    jobs_changed: Any
    job_ended: Any

    @property
    def jobs(self) -> tuple[ExportJob, ...]: ...


class Standings(QObject):
    """Knows how accounts stand, and asks for what is left of credits when somebody wants to know."""

    changed = Signal()

    def __init__(
        self,
        accounts: HasKeys,
        others: HasOthers,
        queue: HasJobs,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._accounts, self._others = accounts, others
        self._queue, self._tasks, self._now = queue, tasks, now
        self._credits: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._unread: set[str] = set()
        self._read: set[str] = set()
        """Of which accounts the figure is that of the latest question."""
        for those in (accounts, others):
            those.changed.connect(self._forget)
        queue.jobs_changed.connect(self.changed)
        queue.job_ended.connect(self._expect_less)

    def with_key(self) -> tuple[Profile, ...]:
        """Give the accounts that have a key, also one that was refused."""
        accounts = self._accounts
        projects = (one for one in accounts.profiles if one.has_projects)
        found = [one for one in projects if accounts.key_place(one) != "none"]
        return (*found, *(one for one in self._others.profiles if self._has_key(one)))

    def of(self, profile: Profile) -> Standing:
        """Give how an account stands."""
        if self._accounts.is_refused(profile):
            return Standing(trouble=_tr("the key is refused"))
        if profile.has_projects:
            return Standing(max(0, ACTIVE_AT_INDREAM - active_at(profile, self._queue.jobs)))
        is_old = profile.id not in self._read or self._is_due(profile)
        is_unread = profile.id in self._unread
        return Standing(credits=self._credits.get(profile.id), is_unread=is_unread, is_old=is_old)

    def refresh(self, wanted: Profile | None = None) -> None:
        """Ask the services that tell what is left, where that was not asked for a while; `wanted` anyway."""
        for profile in self._others.profiles:
            is_wanted = profile == wanted and profile.id in {*self._read, *self._unread}
            if (is_wanted or self._is_due(profile)) and self._has_key(profile):
                self._asked[profile.id] = self._now()
                self._read.discard(profile.id)
                self._tasks.start(self._ask(profile), "ask for credits")

    def _is_due(self, profile: Profile) -> bool:
        if self._accounts.is_refused(profile):
            return False
        return self._now() - self._asked.get(profile.id, -_OLD_S) >= _OLD_S

    async def _ask(self, profile: Profile) -> None:
        asked = self._asked.get(profile.id)
        try:
            self._credits[profile.id] = await self._others.client(profile).credits()
            self._unread.discard(profile.id)
            if asked == self._asked.get(profile.id):
                self._read.add(profile.id)
        except (APIError, AccountError) as error:
            self._credits.pop(profile.id, None)
            self._unread.add(profile.id)
            self._others.report(profile, error)
        self.changed.emit()

    def _has_key(self, profile: Profile) -> bool:
        try:
            self._others.client(profile)
        except AccountError:
            return False
        return True

    def _forget(self) -> None:
        self._asked.clear()
        self._read.clear()
        self.changed.emit()

    def _expect_less(self, job: ExportJob) -> None:
        self._asked.pop(job.target.account, None)
        self._read.discard(job.target.account)
        self.changed.emit()


def active_at(profile: Profile, jobs: Iterable[ExportJob]) -> int:
    """Count the exports that take a slot of an account, as far as this computer knows."""
    here = (job for job in jobs if job.target.account == profile.id and not job.is_over)
    return sum(job.is_running or job.has_task for job in here)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exporting", text)
