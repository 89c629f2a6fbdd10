"""The keys of accounts while the program runs: from the key chain, the environment, or a local server."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal, ParamSpec, TypeVar

from editor_app.cloud.http.origin import Secret, read_key
from editor_app.store import key_chain
from editor_app.store.accounts import Profile
from editor_app.store.key_chain import NoKeyChainError

KeyPlace = Literal["none", "reading", "chain", "run", "environment", "workspace"]
"""Where a key is: nowhere, not known yet, in the key chain, in this run only, a variable, a local server."""


P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class HeldKey:
    """A key, and where it is kept."""

    secret: Secret
    place: KeyPlace


class AccountKeys:
    """One key a profile; what blocks is done aside, one after the other."""

    def __init__(self, environment: str | None = None) -> None:
        """Hold none but the one of the environment, which is for Indream alone."""
        self._held: dict[str, HeldKey] = {}
        self._unread: set[str] = set()
        self._turn = asyncio.Lock()
        self.environment: Secret | None = None
        with contextlib.suppress(ValueError):
            self.environment = read_key(environment or "")

    def secret(self, profile: Profile) -> Secret | None:
        """Give the key of a profile; None where there is none, or it has not been read."""
        if held := self._held.get(profile.id):
            return held.secret
        return self.environment if profile.kind == "indream" else None

    def place(self, profile: Profile) -> KeyPlace:
        """Tell where its key is."""
        if held := self._held.get(profile.id):
            return held.place
        if profile.id in self._unread:
            return "reading"
        return "environment" if profile.kind == "indream" and self.environment else "none"

    def expect(self, profiles: Iterable[Profile]) -> None:
        """Let the keys of profiles count as not read yet."""
        self._unread |= {profile.id for profile in profiles}

    async def read(self, profiles: Iterable[Profile]) -> None:
        """Read the keys of profiles; one that was given meanwhile counts."""
        async with self._turn:
            for profile in profiles:
                text = await _aside(key_chain.stored_key, key_chain.name_of(profile))
                self._unread.discard(profile.id)
                if text and profile.id not in self._held:
                    with contextlib.suppress(ValueError):
                        self._held[profile.id] = HeldKey(read_key(text), "chain")

    def give(self, profile: Profile, secret: Secret, place: KeyPlace = "run") -> None:
        """Hold a key from now on; `keep` keeps it for later."""
        self._held[profile.id] = HeldKey(secret, place)
        self._unread.discard(profile.id)

    def take(self, profile: Profile) -> None:
        """Hold no key of a profile any more; `forget` takes it out of the key chain."""
        self._held.pop(profile.id, None)
        self._unread.discard(profile.id)

    async def keep(self, profile: Profile) -> bool:
        """Put the key that is held into the key chain; tell whether it is there now."""
        async with self._turn:
            held = self._held.get(profile.id)
            if held is None or held.place != "run":
                return True
            try:
                name = key_chain.name_of(profile)
                await _aside(key_chain.store_key, name, held.secret.reveal())
            except NoKeyChainError:
                return False
            if self._held.get(profile.id) is held:
                self._held[profile.id] = HeldKey(held.secret, "chain")
            return True

    async def forget(self, profile: Profile) -> None:
        """Take a profile's key out of the key chain."""
        async with self._turn:
            await _aside(key_chain.forget_key, key_chain.name_of(profile))


async def _aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do what may wait for its owner, who need not answer: its thread ends with the program."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    outcome: Future[T] = Future()

    def tell() -> None:
        if not done.done():
            done.set_result(None)

    def run() -> None:
        try:
            outcome.set_result(work(*args, **kwargs))
        except Exception as error:
            outcome.set_exception(error)
        with contextlib.suppress(RuntimeError):  # the loop may be closed by then
            loop.call_soon_threadsafe(tell)

    threading.Thread(target=run, name="key chain", daemon=True).start()
    await done
    return outcome.result()
