"""How accounts stand for an export: whether there is a key, which slots are free, what is left to pay."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud import indream, renderingvideo
from editor_app.services.account_drafts import AccountError
from editor_app.services.account_keys import KeyPlace
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.slots import ACTIVE_AT_INDREAM
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile

Reach = Literal["unasked", "taken", "silent", "troubled"]
"""What came of the latest question: none was asked, the key was taken, no answer, one that says nothing."""
_OLD_S = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one account stands; None where that is not known, or there is no such thing.

    `trouble` says in few words why it cannot be used. `is_old` tells that `credits` may not be true any
    longer.
    """

    slots_free: int | None = None
    slots: int = ACTIVE_AT_INDREAM
    credits: float | None = None
    trouble: str = ""
    is_old: bool = False
    reach: Reach = "unasked"


class HasKeys(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def key_place(self, profile: Profile) -> KeyPlace: ...
    def is_refused(self, profile: Profile) -> bool: ...
    def client(self, profile: Profile) -> indream.AsyncIndreamClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...


class HasOthers(Protocol):
    """Who has accounts at RenderingVideo: `renderingvideo_accounts.OtherAccounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def client(self, profile: Profile) -> renderingvideo.AsyncRenderingVideoClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...


class HasJobs(Protocol):
    """Who has exports: `queue.ExportQueue`."""

    jobs_changed: Any
    job_changed: Any
    job_ended: Any

    @property
    def jobs(self) -> tuple[ExportJob, ...]: ...


class Standings(QObject):
    """Knows how accounts stand; asks services for it when somebody wants to know."""

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
        self._reach: dict[str, Reach] = {}
        self._read: set[str] = set()
        """Of which accounts the figure is that of the latest question."""
        self._charged: set[tuple[str, str]] = set()
        """The exports, by their ids and their services' own, of which the price was heard of."""
        for those in (accounts, others):
            those.changed.connect(self._forget)
        queue.jobs_changed.connect(self.changed)
        queue.job_changed.connect(self._hear_charge)
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
        reach = self._reach.get(profile.id, "unasked")
        if profile.has_projects:
            free = max(0, ACTIVE_AT_INDREAM - active_at(profile, self._queue.jobs))
            return Standing(free, reach=reach)
        is_old = profile.id not in self._read or self._is_due(profile)
        return Standing(credits=self._credits.get(profile.id), is_old=is_old, reach=reach)

    def refresh(self, wanted: Profile | None = None) -> None:
        """Ask the services how it stands, where that was not asked for a while; `wanted` anyway."""
        for profile in self.with_key():
            is_answered = profile.id in self._read or self._reach.get(profile.id, "taken") != "taken"
            if (profile == wanted and is_answered) or self._is_due(profile):
                self._asked[profile.id] = self._now()
                self._read.discard(profile.id)
                self._tasks.start(self._ask(profile), "ask how an account stands")

    def _is_due(self, profile: Profile) -> bool:
        if self._accounts.is_refused(profile):
            return False
        return self._now() - self._asked.get(profile.id, -_OLD_S) >= _OLD_S

    async def _ask(self, profile: Profile) -> None:
        asked = self._asked.get(profile.id)
        try:
            await self._read_of(profile)
        except (indream.APIError, renderingvideo.APIError, AccountError) as error:
            self._credits.pop(profile.id, None)
            self._reach[profile.id] = reach_of(error)
            (self._accounts if profile.has_projects else self._others).report(profile, error)
        else:
            self._reach[profile.id] = "taken"
            if asked == self._asked.get(profile.id):
                self._read.add(profile.id)
        self.changed.emit()

    async def _read_of(self, profile: Profile) -> None:
        if profile.has_projects:
            await self._accounts.client(profile).editor.capabilities()  # costs least of what needs a key
        else:
            self._credits[profile.id] = await self._others.client(profile).credits()

    def _has_key(self, profile: Profile) -> bool:
        try:
            self._others.client(profile)
        except AccountError:
            return False
        return True

    def _forget(self) -> None:
        for known in (self._asked, self._read, self._reach):
            known.clear()
        self.changed.emit()

    def _hear_charge(self, job: ExportJob) -> None:
        """Show less as soon as an export is paid: its film may take long after that."""
        charge = (job.id, job.cloud.render_id)
        if not job.cloud.render_id or charge in self._charged:
            return
        self._charged.add(charge)
        if job.price is not None and job.price.balance:
            self._credits[job.target.account] = float(job.price.balance)
        self._expect_less(job)

    def _expect_less(self, job: ExportJob) -> None:
        self._asked.pop(job.target.account, None)
        self._read.discard(job.target.account)
        self.changed.emit()


def reach_of(error: BaseException) -> Reach:
    """Tell what a question has come to that was not answered as it should be."""
    if isinstance(error, indream.NetworkError | renderingvideo.NetworkError):
        return "silent"
    if isinstance(error, AccountError):
        return "unasked"
    # A service that says 403 knows the key, which may not do this.
    return "taken" if getattr(error, "status", 0) == 403 else "troubled"


def active_at(profile: Profile, jobs: Iterable[ExportJob]) -> int:
    """Count the exports that take a slot of an account, as far as this computer knows."""
    here = (job for job in jobs if job.target.account == profile.id and not job.is_over)
    return sum(job.is_running or job.has_task for job in here)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exporting", text)
