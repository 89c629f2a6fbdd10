"""The accounts at services: which there are, their keys and clients, and which one projects are kept with."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud.http.origin import Secret, read_key
from editor_app.cloud.indream import AsyncIndreamClient, AuthError
from editor_app.cloud.indream.client import BASE_URL
from editor_app.cloud.renderingvideo import AuthError as OtherAuthError
from editor_app.services.account_clients import AccountClients
from editor_app.services.account_drafts import (
    LOCAL_WORKSPACE,
    AccountError,
    Draft,
    NoKeyError,
    NotRunningError,
    base_of,
    gone,
    key_of,
    no_key,
)
from editor_app.services.account_keys import AccountKeys, KeyPlace
from editor_app.services.account_trial import AccountTrial, Place, TrialState
from editor_app.services.local_server import ServerState
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import (
    Profile,
    read_accounts,
    write_accounts,
)
from editor_app.store.key_chain import KEY_VARIABLE, has_key_chain

OF_ENVIRONMENT = "environment"
"""The id of the account that is there because a variable of the environment holds a key."""
_PATIENCE_S = 3.0
"""How long the end of the program waits for a key chain."""

__all__ = [
    "LOCAL_WORKSPACE",
    "OF_ENVIRONMENT",
    "AccountError",
    "Accounts",
    "Draft",
    "NoKeyError",
    "NotRunningError",
]


class Serves(Protocol):
    """What is local and has a key: `services.local_server.LocalServer`."""

    state_changed: Any

    @property
    def state(self) -> ServerState: ...


class Accounts(QObject):
    """What is changed holds at once, and is kept behind it; what could not be kept is told of.

    A client is for one piece of work: ask for it again for the next, as its key may have changed.
    """

    changed = Signal()
    """Profiles, their keys, or the account for projects."""
    key_refused = Signal(object)
    """Profile: the service has refused its key, for the first time since it was given."""
    notice = Signal(str)

    def __init__(
        self,
        file: Path,
        local_server: Serves,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        environment: str | None = None,
    ) -> None:
        """Read the file; the keys are read on the running loop. `environment` is the key given there."""
        super().__init__(parent)
        self._file, self._tasks = file, tasks
        self._kept, aside = read_accounts(file)
        self._keys = AccountKeys(os.environ.get(KEY_VARIABLE) if environment is None else environment)
        self._clients = AccountClients(tasks)
        self.trial = AccountTrial(tasks)
        self._refused: set[str] = set()
        self._writing = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()
        self._workspace: Profile | None = None
        self.has_key_chain: bool | None = None
        """Whether this system has a key chain; None as long as nobody has looked."""
        self._take_server(local_server.state)
        local_server.state_changed.connect(self._take_server)
        self.trial.changed.connect(self._take_trial)
        self._keys.expect(self._kept.profiles)
        if self._kept.profiles or aside is not None:
            self._start(self._begin(aside), "read keys")

    # What there is.

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Give all accounts: those that were set up, and those that are there by themselves."""
        implied = self._workspace
        return (*self._kept.profiles, *self._of_environment(), *((implied,) if implied else ()))

    def profile(self, profile_id: str) -> Profile | None:
        """Give the account with an id."""
        return next((profile for profile in self.profiles if profile.id == profile_id), None)

    def for_service(self, service: str) -> Profile | None:
        """Give the account that speaks for a service now."""
        return next((profile for profile in self.profiles if profile.service == service), None)

    @property
    def default(self) -> Profile | None:
        """Give the account for projects: the one that was chosen, or the first that can be it."""
        can_be = [profile for profile in self.profiles if profile.has_projects]
        chosen = (profile for profile in can_be if profile.id == self._kept.default)
        return next(chosen, can_be[0] if can_be else None)

    def key_place(self, profile: Profile) -> KeyPlace:
        """Tell where the key of an account is."""
        return self._keys.place(profile)

    def is_own(self, profile: Profile) -> bool:
        """Tell whether a person has set it up, so that it can be changed and removed."""
        return profile in self._kept.profiles

    def is_refused(self, profile: Profile) -> bool:
        """Tell whether the service has refused its key."""
        return profile.id in self._refused

    # What is done with one.

    def look_for_key_chain(self) -> None:
        """Find out whether this system has a key chain, where nobody has looked yet."""
        if self.has_key_chain is None:
            self._start(self._read(()), "look for a key chain")

    async def ready(self) -> None:
        """Wait until the keys have been read, and all that was changed is kept."""
        while others := self._under_way - {asyncio.current_task()}:  # type: ignore[operator]
            await asyncio.wait(others)

    def client(self, profile: Profile) -> AsyncIndreamClient:
        """Give the client of an account with projects; raise AccountError."""
        now = self.profile(profile.id)
        if now is None:
            raise gone(profile)
        secret = self._keys.secret(now)
        if secret is None:
            raise no_key(now, self._keys.place(now))
        return self._clients.client(now, secret)

    def secret(self, profile: Profile) -> Secret | None:
        """Give the key of an account."""
        return self._keys.secret(profile)

    def report(self, profile: Profile, error: BaseException) -> bool:
        """Hear of an error of a call; tell whether it is that the service refuses the key."""
        if not isinstance(error, AuthError | OtherAuthError) or error.status != 401:
            return False
        if profile.id not in self._refused and self.profile(profile.id) is not None:
            self._refused.add(profile.id)
            self.key_refused.emit(profile)
            self.changed.emit()
        return True

    def try_out(self, draft: Draft) -> None:
        """Find out what works with an account as it is written down; `trial` tells it."""
        # A new key says nothing of the one that is kept.
        subject = TrialState(draft.name.strip(), "" if draft.key.strip() else draft.id)
        try:
            base, given = base_of(draft), key_of(draft)
        except AccountError as error:
            self.trial.refuse(subject, str(error))
            return
        known = self.profile(draft.id)
        if given is None and known is not None and known.base_url == base:
            given = self._keys.secret(known)
        self.trial.start(subject, Place(draft.kind, base), given)

    # What a person changes.

    def trouble_with(self, draft: Draft) -> str:
        """Say what is wrong with a draft; nothing where it can be saved."""
        try:
            self._profile_of(draft)
            key_of(draft)
        except AccountError as error:
            return str(error)
        return ""

    def save(self, draft: Draft) -> Profile:
        """Set an account up, or change one; raise AccountError.

        A key goes to one address only: one that was given for another address is taken out.
        """
        if sentence := self.trouble_with(draft):
            raise AccountError(sentence)
        profile, key, before = self._profile_of(draft), key_of(draft), self.profile(draft.id)
        others = (known for known in self._kept.profiles if known.id != profile.id)
        in_place = tuple(profile if known.id == profile.id else known for known in self._kept.profiles)
        profiles = in_place if before else (*others, profile)
        is_elsewhere = before is None or before.service != profile.service
        if before and is_elsewhere:
            self._let_go(before)
        self._kept = replace(self._kept, profiles=profiles)
        if key is not None:
            self._clients.drop(profile.id)
            self._refused.discard(profile.id)
            self._keys.give(profile, key)
        elif is_elsewhere:
            self._keys.expect([profile])  # the command line may have kept one
        self._start(self._keep(profile), "keep an account")
        self.changed.emit()
        return profile

    def remove(self, profile: Profile) -> None:
        """Forget an account that was set up, and its key; what is at the service stays there."""
        if not self.is_own(profile):
            return
        rest = tuple(known for known in self._kept.profiles if known.id != profile.id)
        self._kept = replace(self._kept, profiles=rest)
        self._let_go(profile)
        self._start(self._keep(None), "forget an account")
        self.changed.emit()

    def choose_default(self, profile: Profile) -> None:
        """Let projects be kept with an account from now on."""
        if profile.has_projects and self._kept.default != profile.id:
            self._kept = replace(self._kept, default=profile.id)
            self._start(self._keep(None), "keep the choice of an account")
            self.changed.emit()

    async def close(self) -> None:
        """Finish what is being kept, unless a key chain waits for its owner, and close all clients."""
        if others := self._under_way:
            await asyncio.wait(others, timeout=_PATIENCE_S)
        await self._clients.close()

    # How it is done.

    def _profile_of(self, draft: Draft) -> Profile:
        """Give what a draft stands for; raise AccountError."""
        name = " ".join(draft.name.split())
        if draft.id and not any(known.id == draft.id for known in self._kept.profiles):
            raise AccountError(_tr("This account is no longer there. Close this, and add it anew."))
        if not name:
            raise AccountError(_tr("The account needs a name, under which it is shown."))
        base = base_of(draft)
        service = f"renderingvideo {base}" if draft.kind == "renderingvideo" else base
        for known in self._kept.profiles:
            if known.service == service and known.id != draft.id:
                text = _tr("“{name}” is an account at this address already. Change that one instead.")
                raise AccountError(text.format(name=known.name))
        return Profile(draft.id or uuid.uuid4().hex, draft.kind, name, base, service)

    def _let_go(self, profile: Profile) -> None:
        self._clients.drop(profile.id)
        self._refused.discard(profile.id)
        self._keys.take(profile)
        self._start(self._keys.forget(profile), "forget a key")

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = self._tasks.start(work, name)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _begin(self, aside: Path | None) -> None:
        if aside is not None:
            text = _tr("The list of accounts could not be read, and begins anew. The old file is {file}.")
            self.notice.emit(text.format(file=aside))
        await self._read(self._kept.profiles)

    async def _read(self, profiles: Iterable[Profile]) -> None:
        self.has_key_chain = await asyncio.to_thread(has_key_chain)
        await self._keys.read(profiles)
        self.changed.emit()

    async def _keep(self, profile: Profile | None) -> None:
        """Keep all accounts, and the key of one."""
        async with self._writing:
            try:
                await asyncio.to_thread(write_accounts, self._file, self._kept)
            except OSError as error:
                text = _tr("The list of accounts could not be kept: {why}. It holds until the program ends.")
                self.notice.emit(text.format(why=error.strerror or error))
        if profile is None:
            return
        if self._keys.place(profile) == "reading":
            await self._keys.read([profile])
        elif not await self._keys.keep(profile):
            self.has_key_chain = False
        self.changed.emit()

    def _of_environment(self) -> tuple[Profile, ...]:
        """Give the account that a key in the environment makes by itself, where none was set up."""
        if self._keys.environment is None or any(known.service == BASE_URL for known in self._kept.profiles):
            return ()
        return (Profile(OF_ENVIRONMENT, "indream", "Indream", BASE_URL, BASE_URL),)

    def _take_trial(self, state: TrialState) -> None:
        """Believe a key again that was refused once."""
        if state.profile_id in self._refused and state.findings and state.findings[0].kind == "ok":
            self._refused.discard(state.profile_id)
            self.changed.emit()

    def _take_server(self, state: ServerState) -> None:
        """Let the local workspace be an account while it runs."""
        before = self._workspace
        if state.kind == "running":
            name = _tr("Local workspace")
            self._workspace = Profile(LOCAL_WORKSPACE, "sandbox", name, state.url, LOCAL_WORKSPACE)
            self._keys.give(self._workspace, read_key(state.key), "workspace")
        elif before is not None:
            self._workspace = None
            self._clients.drop(LOCAL_WORKSPACE)
            self._refused.discard(LOCAL_WORKSPACE)
            self._keys.take(before)
        if self._workspace != before:
            self.changed.emit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Accounts", text)
