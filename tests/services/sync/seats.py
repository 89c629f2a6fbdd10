"""Seats: all that keeps a project in step, without a window, on a real server and a real disk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from editor_app.document import Document
from editor_app.services.account_drafts import Draft
from editor_app.services.accounts import Accounts
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.local_server import LocalServer
from editor_app.services.sources import MediaSources
from editor_app.services.sync.linking import Linking
from editor_app.services.sync.rhythm import Rhythm
from editor_app.services.sync.speaker import Speaker
from editor_app.services.sync.sync import Sync
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Target, Uploads
from editor_app.services.workspace import Workspace
from editor_app.session import Session
from editor_app.store.accounts import Profile
from editor_app.store.folders import Folders
from editor_app.store.local_database import LocalDatabase
from tests.services.sync.simulation import opacity_of, with_opacity

QUICK = Rhythm(pause_s=0.05, most_s=0.3, poll_s=0.3)
_PATIENCE_S = 60.0


class Seat:
    """One person's computer with the program on it."""

    def __init__(
        self,
        folder: Path,
        url: str,
        key: str,
        *,
        rhythm: Rhythm = QUICK,
        uploads: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.folders, self.tasks = Folders(folder), Tasks()
        self.document, self.session = Document(Workspace.blank()), Session()
        self.workspace = Workspace(self.document, self.session, self.folders, self.tasks)
        self.database = LocalDatabase(self.folders.services)
        server = LocalServer(self.folders.sandbox, self.tasks)
        self.accounts = Accounts(folder / "accounts.json", server, self.tasks, environment="")
        known = self.accounts.profiles
        if known:
            self.profile: Profile = known[0]
            self.accounts.save(Draft("sandbox", "Sandbox", url, key, known[0].id))
        else:
            self.profile = self.accounts.save(Draft("sandbox", "Sandbox", url, key))
        self.sources = MediaSources(self.document, self.tasks)
        self.uploads = Uploads(self.document, self.sources, self.tasks, self.database, **uploads)
        self.sync = Sync(
            self.document,
            self.workspace,
            self.accounts,
            self.database,
            self.tasks,
            lambda: self.uploads.addresses,
            rhythm=rhythm,
        )
        self.linking = Linking(self.document, self.workspace, self.accounts, self.database)
        self.sync.speaker_changed.connect(self._pass_on)
        self.uploads.addresses_changed.connect(self.sync.hear_of_addresses)
        self.notices: list[str] = []
        self.linking.notice.connect(self.notices.append)
        self.sync.notice.connect(self.notices.append)
        self.failures: list[Trouble] = []
        self.linking.failed.connect(self._take_failure)
        self.workspace.notice.connect(self.notices.append)
        self.told: list[Any] = []
        self.sync.status_changed.connect(self.told.append)

    def _pass_on(self, speaker: Speaker | None) -> None:
        target = None
        if speaker is not None:
            target = Target(speaker.link.service, "Sandbox", speaker.link.project_id, speaker.client)
        self.uploads.set_target(target)

    def _take_failure(self, trouble: Trouble) -> None:
        self.failures.append(trouble)
        self.notices.append(trouble.sentence)

    async def close(self) -> None:
        self.uploads.close()
        await self.workspace.close()
        await self.sync.close()
        await self.accounts.close()
        await self.tasks.close()

    def give(self, item_id: str, value: float) -> None:
        """Edit: set an item's opacity."""
        self.document.apply("Opacity", with_opacity(item_id, value)(self.document.work.state))

    def has(self, item_id: str) -> Any:
        """Give an item's opacity."""
        return opacity_of(self.document.work.state, item_id)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something; what came instead is told."""
        end = time.monotonic() + _PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, (self.sync.status, self.notices)
            await asyncio.sleep(0.01)

    async def in_step(self) -> None:
        """Wait until the service has all that was done here."""
        await self.until(lambda: self.sync.status.kind == "in-step")


@asynccontextmanager
async def seat(folder: Path, url: str, key: str, **options: Any) -> AsyncIterator[Seat]:
    """Give a seat, and close it."""
    made = Seat(folder, url, key, **options)
    try:
        await made.accounts.ready()
        yield made
    finally:
        await made.close()
