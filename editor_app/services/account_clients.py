"""One client an account, made when it is asked for, and closed when its key or its address has changed."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.cloud.http.origin import Secret
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    base_url: str
    secret: Secret
    client: AsyncIndreamClient


class AccountClients:
    """Clients by the ids of profiles."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._made: dict[str, _Made] = {}
        self._leaving: set[AsyncIndreamClient] = set()

    def client(self, profile: Profile, secret: Secret) -> AsyncIndreamClient:
        """Give the client of a profile; one for another key or address is let go."""
        made = self._made.get(profile.id)
        if made is None or made.base_url != profile.base_url or made.secret is not secret:
            self.drop(profile.id)
            client = AsyncIndreamClient(secret.reveal(), base_url=profile.base_url)
            made = self._made[profile.id] = _Made(profile.base_url, secret, client)
        return made.client

    def drop(self, profile_id: str) -> None:
        """Let a client go: it is closed once its calls have ended."""
        if made := self._made.pop(profile_id, None):
            self._leaving.add(made.client)
            self._tasks.start(self._close(made.client), "close a client")

    async def close(self) -> None:
        """Close all of them now."""
        clients = [*self._leaving, *(made.client for made in self._made.values())]
        self._made.clear()
        for client in clients:
            await client.aclose()

    async def _close(self, client: AsyncIndreamClient) -> None:
        await client.aclose_when_idle()
        self._leaving.discard(client)
