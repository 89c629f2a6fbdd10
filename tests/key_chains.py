"""Key chains for tests: one in memory, and one that refuses."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError


class Chain(KeyringBackend):
    """A key chain in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class Locked(Chain):
    """A key chain that is there, and whose owner says no; it says what it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError(f"no {password}")


class Broken(Chain):
    """A key chain that fails in ways of its own."""

    def get_password(self, service: str, username: str) -> str | None:
        raise LookupError("the bus is gone")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise LookupError(f"no {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise LookupError("the bus is gone")


class PlainFile(Chain):
    """What the library would use where there is nothing better: a file that anybody can read."""

    priority = 0.5  # type: ignore[assignment]


@contextlib.contextmanager
def key_chain(chain: KeyringBackend) -> Iterator[None]:
    """Give the system a key chain of ours for a while."""
    before = keyring.get_keyring()
    keyring.set_keyring(chain)
    try:
        yield
    finally:
        keyring.set_keyring(before)
