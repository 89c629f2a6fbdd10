"""The accounts of a command: those that the window keeps, one that the command names, and their keys."""

from __future__ import annotations

import hashlib
import os
import shlex
from dataclasses import replace
from typing import Any

from editor_app.cli.outcome import CommandError, Exit, say
from editor_app.cloud.http.origin import Secret, read_key, read_origin
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.cloud.indream.client import BASE_URL as INDREAM
from editor_app.cloud.renderingvideo import AsyncRenderingVideoClient
from editor_app.cloud.renderingvideo.client import BASE_URL as RENDERINGVIDEO
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.store.accounts import Kind, Profile, accounts_file, read_accounts
from editor_app.store.key_chain import KEY_VARIABLE, name_of, stored_key

OTHER_KEY_VARIABLE = "RENDERINGVIDEO_API_KEY"
_PUBLIC: dict[Kind, Profile] = {
    "indream": Profile("indream", "indream", "Indream", INDREAM, INDREAM),
    "renderingvideo": Profile(
        "renderingvideo",
        "renderingvideo",
        "RenderingVideo",
        RENDERINGVIDEO,
        f"renderingvideo {RENDERINGVIDEO}",
    ),
}


def variable_of(profile: Profile) -> str:
    """Give the variable of the environment that may hold a profile's key."""
    return OTHER_KEY_VARIABLE if profile.kind == "renderingvideo" else KEY_VARIABLE


def place_of(kind: str, base_url: str) -> str:
    """Give the options that name a service by its address."""
    return f"--to {kind} --url {shlex.quote(base_url)}"


class CommandAccounts:
    """Finds accounts by what jobs remember of them, and gives clients; closes these at its end."""

    def __init__(self) -> None:
        kept, _ = read_accounts(accounts_file())
        services = {profile.service for profile in kept.profiles}
        implied = [profile for profile in _PUBLIC.values() if profile.service not in services]
        self.profiles: tuple[Profile, ...] = (*kept.profiles, *implied)
        self._named: set[str] = set()
        self._refused: dict[str, str] = {}
        """The variables whose keys were refused, by service."""
        self._said: dict[str, str] = {}
        """What services have said last of why they did not do something."""
        self._keys: dict[str, str] = {}
        self._secrets: dict[str, Secret | None] = {}
        self._clients: dict[str, AsyncIndreamClient | AsyncRenderingVideoClient] = {}

    def chosen(self, kind: Kind, name: str | None, url: str | None) -> Profile:
        """Give the account that a command names, or the first of its kind; raise CommandError."""
        if url is not None:
            return self._at(kind, url)
        mine = [profile for profile in self.profiles if profile.kind == kind]
        if name is None:
            chosen = mine[0] if mine else None
            if chosen is not None and len(mine) > 1:
                say(f"At the account “{chosen.name}”. For another one: --account NAME")
        else:
            wanted = name.casefold()
            chosen = next((one for one in mine if wanted in (one.name.casefold(), one.id)), None)
        if chosen is None:
            names = ", ".join(f"“{profile.name}”" for profile in mine) or "none"
            raise CommandError(
                Exit.UNREADABLE,
                f"There is no account “{name}” for that. There is: {names}. "
                "Add one under Settings ▸ Services.",
            )
        return chosen

    def _at(self, kind: Kind, url: str) -> Profile:
        try:
            base = read_origin(url).base
        except ValueError as error:
            raise CommandError(Exit.UNREADABLE, f"--url: {error}") from error
        service = f"renderingvideo {base}" if kind == "renderingvideo" else base
        known = self.for_service(service)
        if known is None:
            known = Profile(f"at {service}", kind, base, base, service)
            self.profiles = (known, *self.profiles)
        self._named.add(known.id)
        return known

    def add(self, profile: Profile, key: str) -> None:
        """Know one more account, whose key stands nowhere."""
        self.profiles = (*self.profiles, profile)
        self._keys[profile.id] = key

    def for_service(self, service: str) -> Profile | None:
        """Give the account that speaks for a service."""
        return next((profile for profile in self.profiles if profile.service == service), None)

    def account_of(self, profile: Profile) -> str:
        """Name whose exports they are: the account's id, and which key, where the environment gives it.

        Another key is another account, which knows nothing of this one's exports.
        """
        key = self._given(profile)
        mark = hashlib.blake2s(key.encode(), digest_size=4).hexdigest() if key else ""
        return f"{profile.id} {mark}".rstrip()

    def client(self, profile: Profile) -> Any:
        """Give the client of an account, which speaks its language; raise AccountError."""
        secret = self.secret(profile)
        if secret is None:
            raise AccountError(f"There is no key for “{profile.name}”. {self._way_to_key(profile)}")
        if profile.id not in self._clients:
            kind = AsyncRenderingVideoClient if profile.kind == "renderingvideo" else AsyncIndreamClient
            self._clients[profile.id] = kind(secret.reveal(), base_url=profile.base_url)
        return self._clients[profile.id]

    def secret(self, profile: Profile) -> Secret | None:
        """Give the key of an account; raise AccountError for one that no header can carry."""
        if profile.id not in self._secrets:
            key = self.key(profile)
            try:
                self._secrets[profile.id] = read_key(key) if key else None
            except ValueError as error:
                raise AccountError(f"{variable_of(profile)}: {error}") from error
        return self._secrets[profile.id]

    def report(self, profile: Profile, error: BaseException) -> bool:
        """Note what a service says, and whose key was refused that the environment gave."""
        if getattr(error, "status", 0):
            self._said[profile.service] = str(error)
        if getattr(error, "status", None) == 401 and self._given(profile):
            self._refused[profile.service] = variable_of(profile)
        return False

    def said_by(self, service: str) -> str:
        """Give what a service has said last of why it did not do something; it may have said nothing."""
        return self._said.get(service, "")

    def with_key_named(self, job: ExportJob) -> ExportJob:
        """Give a job that says which variable holds the key that was refused, where one does."""
        variable = self._refused.get(job.target.service)
        if variable is None or job.status != "failed" or job.remedy != "settings":
            return job
        sentence = f"{job.target.name} does not accept the key of {variable}. Set the right one, then go on."
        return replace(job, sentence=sentence)

    async def ready(self) -> None:
        """Do nothing: keys are read when they are needed."""

    async def close(self) -> None:
        """Close all clients."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    def key(self, profile: Profile) -> str | None:
        """Give a key: that of the environment for whom the command names, or for the public service."""
        if profile.id in self._keys:
            return self._keys[profile.id]
        return self._given(profile) or stored_key(name_of(profile))

    def _way_to_key(self, profile: Profile) -> str:
        variable = variable_of(profile)
        if self._may_be_given(profile):
            return f"Set {variable}, or give one under Settings ▸ Services."
        way = "Give one under Settings ▸ Services"
        if not os.environ.get(variable, "").strip():
            return (
                f"{way}, or set {variable} and name the address: {place_of(profile.kind, profile.base_url)}"
            )
        return f"{way}, or let {variable} count for its address: {place_of(profile.kind, profile.base_url)}"

    def _given(self, profile: Profile) -> str:
        may_be = self._may_be_given(profile) and profile.id not in self._keys
        return os.environ.get(variable_of(profile), "").strip() if may_be else ""

    def _may_be_given(self, profile: Profile) -> bool:
        """Tell whether the environment's key is for an account: one at an address that the command names.

        Without one it is for the public service: a key goes to no other account that is set up.
        """
        return profile.id in self._named or profile.base_url in (INDREAM, RENDERINGVIDEO)
