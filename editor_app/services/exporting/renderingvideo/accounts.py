"""The accounts at RenderingVideo: those that were set up, and those that are there by themselves."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.cloud.http.origin import Secret, read_key
from editor_app.cloud.renderingvideo import AsyncRenderingVideoClient
from editor_app.cloud.renderingvideo.client import BASE_URL
from editor_app.services.account_drafts import AccountError, gone, no_key
from editor_app.services.exporting.sandboxes import is_sandbox_service
from editor_app.services.local_server import ServerState
from editor_app.services.sync.trouble import no_account
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import LOCAL_WORKSPACE as OF_WORKSPACE
from editor_app.store.accounts import Profile

KEY_VARIABLE = "RENDERINGVIDEO_API_KEY"
"""The variable of the environment that may hold a key, for one run."""
OF_ENVIRONMENT = "environment-renderingvideo"
LOCAL_WORKSPACE = "local-workspace-renderingvideo"
"""The id, and the service, of the window's own local workspace where it speaks as RenderingVideo does."""
_SERVICE = "renderingvideo "
"""What stands before the address in what such an account is remembered by."""


def no_other_account(service: str) -> str:
    """Say that nobody here can speak with a service, by its name and its host."""
    if service == LOCAL_WORKSPACE:
        return no_account(OF_WORKSPACE)
    address = service.removeprefix(_SERVICE)
    if address == BASE_URL:
        return _tr("There is no account at RenderingVideo here. Add one under Settings ▸ Services.")
    text = _tr("There is no account here for RenderingVideo at {host}. Add one under Settings ▸ Services.")
    if is_sandbox_service(service):
        text = _tr("The RenderingVideo sandbox at {host} is unknown here. Add it under Settings ▸ Developer.")
    return text.format(host=urlsplit(address).netloc or address)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exporting", text)


class HasAccounts(Protocol):
    """Who has the accounts that a person has set up: `services.accounts.Accounts`."""

    changed: Any

    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    def secret(self, profile: Profile) -> Secret | None: ...
    def key_place(self, profile: Profile) -> Any: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...
    async def ready(self) -> None: ...


class Serves(Protocol):
    """What is local and has a key: `services.local_server.LocalServer`."""

    state_changed: Any

    @property
    def state(self) -> ServerState: ...


class OtherAccounts(QObject):
    """Finds accounts and their clients; a client is for one piece of work, as its key may change."""

    changed = Signal()
    """Accounts, or their keys."""

    def __init__(
        self,
        accounts: HasAccounts,
        server: Serves,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        environment: str | None = None,
    ) -> None:
        """Begin; `environment` is the key given there."""
        super().__init__(parent)
        self._accounts, self._server, self._tasks = accounts, server, tasks
        self._environment: Secret | None = None
        given = os.environ.get(KEY_VARIABLE) if environment is None else environment
        with contextlib.suppress(ValueError):
            self._environment = read_key(given or "")
        self._workspace_key: tuple[str, Secret] | None = None
        self._clients: dict[str, tuple[str, Secret, AsyncRenderingVideoClient]] = {}
        accounts.changed.connect(self.changed)
        server.state_changed.connect(self._hear_server)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Give all accounts, those that were set up first."""
        return tuple(self._profiles())

    def profile(self, profile_id: str) -> Profile | None:
        """Give the account with an id."""
        return next((profile for profile in self._profiles() if profile.id == profile_id), None)

    def for_service(self, service: str) -> Profile | None:
        """Give the account that speaks for a service now."""
        return next((profile for profile in self._profiles() if profile.service == service), None)

    def client(self, profile: Profile) -> AsyncRenderingVideoClient:
        """Give the client of an account; raise AccountError."""
        now = self.profile(profile.id)
        if now is None:
            raise AccountError(no_other_account(profile.service)) if _is_local(profile) else gone(profile)
        secret = self.secret(now)
        if secret is None:
            raise no_key(now, self._accounts.key_place(now))
        base, held, client = self._clients.get(now.id, ("", None, None))
        if client is None or base != now.base_url or held is not secret:
            if client is not None:
                self._tasks.start(client.aclose_when_idle(), "close a client")
            client = AsyncRenderingVideoClient(secret.reveal(), base_url=now.base_url)
            self._clients[now.id] = (now.base_url, secret, client)
        return client

    def secret(self, profile: Profile) -> Secret | None:
        """Give the key of an account."""
        if profile.id == LOCAL_WORKSPACE:
            return self._secret_of_workspace()
        if profile.id == OF_ENVIRONMENT:
            return self._environment
        of_environment = self._environment if profile.base_url == BASE_URL else None
        return self._accounts.secret(profile) or of_environment

    def report(self, profile: Profile, error: BaseException) -> bool:
        """Hear of an error of a call; tell whether it is that the service refuses the key."""
        return self._accounts.report(profile, error)

    async def ready(self) -> None:
        """Wait until the keys have been read."""
        await self._accounts.ready()

    async def close(self) -> None:
        """Close all clients now."""
        clients = [client for _, _, client in self._clients.values()]
        self._clients.clear()
        for client in clients:
            await client.aclose()

    def _profiles(self) -> Iterator[Profile]:
        own = [profile for profile in self._accounts.profiles if profile.kind == "renderingvideo"]
        yield from own
        service = f"{_SERVICE}{BASE_URL}"
        if self._environment is not None and all(profile.service != service for profile in own):
            yield Profile(OF_ENVIRONMENT, "renderingvideo", "RenderingVideo", BASE_URL, service)
        state = self._server.state
        if state.kind == "running" and state.renderingvideo_key:
            name = QCoreApplication.translate("Accounts", "Local workspace (RenderingVideo)")
            yield Profile(LOCAL_WORKSPACE, "renderingvideo", name, state.url, LOCAL_WORKSPACE)

    def _secret_of_workspace(self) -> Secret | None:
        text = self._server.state.renderingvideo_key
        if self._workspace_key is None or self._workspace_key[0] != text:
            self._workspace_key = (text, read_key(text)) if text else None
        return self._workspace_key[1] if self._workspace_key else None

    def _hear_server(self, _state: ServerState) -> None:
        self.changed.emit()


def _is_local(profile: Profile) -> bool:
    return profile.id == LOCAL_WORKSPACE
