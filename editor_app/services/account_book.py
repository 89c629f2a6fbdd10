"""What services ask of the accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.store.accounts import Profile


class AccountBook(Protocol):
    """The profiles, and their clients."""

    changed: Any
    """Signal: profiles came, went, or have another key."""

    @property
    def profiles(self) -> Sequence[Profile]:
        """Give all profiles."""
        ...

    @property
    def default(self) -> Profile | None:
        """Give the one that is used for projects where none was chosen."""
        ...

    def client(self, profile: Profile) -> AsyncIndreamClient:
        """Give a profile's client; raise AccountError."""
        ...

    def report(self, profile: Profile, error: Exception) -> object:
        """Hear of a call that failed."""
        ...


@contextmanager
def reported(accounts: AccountBook, profile: Profile) -> Iterator[None]:
    """Let the accounts hear of a call that fails within; it fails all the same."""
    try:
        yield
    except APIError as error:
        accounts.report(profile, error)
        raise
