"""What synchronization needs of the window's other services."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from editor_app.cloud.http.origin import Secret
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.store.accounts import Profile


class HasAccounts(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    changed: Any

    def for_service(self, service: str) -> Profile | None: ...
    def client(self, profile: Profile) -> AsyncIndreamClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...
    def secret(self, profile: Profile) -> Secret | None: ...


class HasProject(Protocol):
    """The project that is open: `services.workspace.Workspace`."""

    opened: Any
    closed: Any
    path_changed: Any

    @property
    def path(self) -> Path | None: ...
    @property
    def title(self) -> str: ...
    @property
    def has_file(self) -> bool: ...
    async def is_kept(self) -> bool: ...
