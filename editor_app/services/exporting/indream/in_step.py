"""Whether the open project is in step with its service: waited for before it is exported there."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Literal, Protocol

from editor_app.services.sync.status import Kind, SyncStatus
from editor_app.store.cloud_link import CloudLink

Found = Literal["in-step", "elsewhere", "away", "stuck"]
"""`elsewhere`: it is not the open project; `away`: no service in reach; `stuck`: a person must help."""
_STUCK: frozenset[Kind] = frozenset({"paused", "asking", "refused", "locked", "denied", "gone", "unkept"})
_AWAY: frozenset[Kind] = frozenset({"offline", "waiting"})
_PATIENCE_S = 120.0


class Synchronizes(Protocol):
    """What keeps the open project in step: `services.sync.sync.Sync`."""

    status_changed: Any

    @property
    def status(self) -> SyncStatus: ...
    def sync_now(self) -> None: ...


class KnowsLink(Protocol):
    """The open document, for what it is linked to: `document.Document`."""

    @property
    def work(self) -> Any: ...


class InStep:
    """Asks for an exchange, and waits for what comes of it."""

    def __init__(self, sync: Synchronizes, document: KnowsLink, patience_s: float = _PATIENCE_S) -> None:
        self._sync, self._document, self._patience_s = sync, document, patience_s

    async def reach(self, service: str, project_id: str) -> tuple[Found, str]:
        """Bring a project in step; give what came of it, and why not in a sentence."""
        if not self._is_open(service, project_id):
            return "elsewhere", ""
        heard = asyncio.Event()
        seen = list[SyncStatus]()

        def hear(status: SyncStatus) -> None:
            seen.append(status)
            heard.set()

        self._sync.status_changed.connect(hear)
        try:
            if self._sync.status.kind in _STUCK - {"paused"}:
                return "stuck", self._sync.status.sentence
            if self._sync.status.kind == "paused":  # a person wants nothing sent by itself
                return "stuck", self._sync.status.sentence or "paused"
            self._sync.sync_now()
            has_begun = self._sync.status.kind == "syncing"  # what is under way is not told anew
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._patience_s):
                    return await self._settled(service, project_id, seen, heard, has_begun=has_begun)
            return "away", self._sync.status.sentence
        finally:
            self._sync.status_changed.disconnect(hear)

    async def _settled(
        self,
        service: str,
        project_id: str,
        seen: list[SyncStatus],
        heard: asyncio.Event,
        *,
        has_begun: bool,
    ) -> tuple[Found, str]:
        while True:
            await heard.wait()
            heard.clear()
            for status in seen:
                if not self._is_open(service, project_id):
                    return "elsewhere", ""
                has_begun = has_begun or status.kind == "syncing"
                if status.kind == "in-step" and has_begun:
                    return "in-step", ""
                if status.kind in _STUCK:
                    return "stuck", status.sentence
                if status.kind in _AWAY and has_begun:
                    return "away", status.sentence
            seen.clear()

    def _is_open(self, service: str, project_id: str) -> bool:
        link: CloudLink | None = self._document.work.cloud
        return link is not None and (link.service, link.project_id) == (service, project_id)
