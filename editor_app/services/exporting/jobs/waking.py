"""Exports on hold are tried when what they wait for is back: once for each change, and not all together.

The program knows that a line is back from whoever was answered over it: an exchange of the open project, or
another export. The list of accounts tells that one is back: set up, its key given or believed again, or the
local workspace switched on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject

from editor_app.cloud.http.origin import Secret
from editor_app.services.exporting.jobs.job import ExportJob, WaitsFor
from editor_app.services.sync.status import Kind as SyncKind
from editor_app.store.accounts import Profile

_SAYS_NOTHING = frozenset[SyncKind](("syncing", "stalled", "paused", "unkept"))
"""What an exchange can be without anybody knowing whether the service answers."""
_OF_LINE = frozenset[WaitsFor](("line",))
_OF_ACCOUNT = frozenset[WaitsFor](("line", "account"))
"""An account that is back may have come with another address: a local workspace has a new one each time."""


class HasAccounts(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def secret(self, profile: Profile) -> Secret | None: ...
    def is_refused(self, profile: Profile) -> bool: ...


class HasOthers(Protocol):
    """Who has accounts at RenderingVideo: `renderingvideo.accounts.OtherAccounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def secret(self, profile: Profile) -> Secret | None: ...


class HasQueue(Protocol):
    """Who has exports: `queue.ExportQueue`."""

    line_back: Any

    @property
    def jobs(self) -> tuple[ExportJob, ...]: ...
    def wake(self, job_ids: Iterable[str]) -> None: ...


class Waking(QObject):
    """Hears what is back, and has the queue try what waited for it."""

    def __init__(
        self, queue: HasQueue, accounts: HasAccounts, others: HasOthers, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._accounts, self._others = queue, accounts, others
        self._usable = self._look()
        self._away = ""
        """The service that an exchange could not reach the last time."""
        accounts.changed.connect(self._hear_of_accounts)
        others.changed.connect(self._hear_of_accounts)
        queue.line_back.connect(self._hear_of_line)

    def hear_of_sync(self, service: str, kind: SyncKind) -> None:
        """Hear how the open project stands with its service."""
        was_away, self._away = self._away, away_after(self._away, service, kind)
        if service and was_away == service and not self._away:
            self._hear_of_line(service)

    def _hear_of_line(self, service: str) -> None:
        self._queue.wake(to_wake(self._queue.jobs, {service}, _OF_LINE))

    def _hear_of_accounts(self) -> None:
        before, self._usable = self._usable, self._look()
        self._queue.wake(to_wake(self._queue.jobs, back(before, self._usable), _OF_ACCOUNT))

    def _look(self) -> Mapping[str, Hashable]:
        """Give the services that can be called, each with what would be another if its account were."""
        projects = [profile for profile in self._accounts.profiles if profile.has_projects]
        pairs = [(profile, self._accounts.secret(profile)) for profile in projects]
        pairs += [(profile, self._others.secret(profile)) for profile in self._others.profiles]
        return {
            profile.service: (profile.base_url, secret)
            for profile, secret in pairs
            if secret is not None and not self._accounts.is_refused(profile)
        }


def back(before: Mapping[str, Hashable], now: Mapping[str, Hashable]) -> frozenset[str]:
    """Give the services that can be called now and could not before, or only with another key or address."""
    return frozenset(service for service, key in now.items() if before.get(service) != key)


def away_after(away: str, service: str, kind: SyncKind) -> str:
    """Give the service that is away, after news of an exchange with one; empty where none is."""
    if kind == "offline":
        return service
    return away if kind in _SAYS_NOTHING and away == service else ""


def to_wake(
    jobs: Iterable[ExportJob], services: Iterable[str], waits_for: Iterable[WaitsFor]
) -> tuple[str, ...]:
    """Give the jobs on hold that wait for one of these things of one of these services."""
    there, causes = frozenset(services), frozenset(waits_for)
    return tuple(
        job.id for job in jobs if job.is_holding and job.target.service in there and job.waits_for in causes
    )
