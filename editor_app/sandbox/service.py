"""The parts that calls work with, opened and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from editor_app.sandbox.accounts import Caller
from editor_app.sandbox.database import DATABASE_NAME, Database
from editor_app.sandbox.exports.queue import Queue
from editor_app.sandbox.exports.tasks import ExportTasks
from editor_app.sandbox.files import Files
from editor_app.sandbox.idempotency import Attempt, payload_hash
from editor_app.sandbox.limits import Buckets
from editor_app.sandbox.probing import Prober
from editor_app.sandbox.records import assets, exports
from editor_app.sandbox.renderingvideo.herald import Herald
from editor_app.sandbox.renderingvideo.records import files, previews, renders
from editor_app.sandbox.renderingvideo.rendering import Renders
from editor_app.sandbox.renderingvideo.staging import Stage
from editor_app.sandbox.settings import Settings
from editor_app.sandbox.times import Clock
from editor_app.sandbox.webhooks import Postman

_TIDY_SECONDS = 3600.0


class Service:
    """One server's parts."""

    def __init__(self, settings: Settings, url: str) -> None:
        """Open everything; raise DatabaseError, OSError. `url` is where the server listens."""
        self.settings, self.url = settings, url
        self.files = Files(settings.data_dir)
        self.database = Database(settings.data_dir / DATABASE_NAME)
        self.prober = Prober()
        limits = settings.limits
        self.postman = Postman(self.database, limits)
        self.herald = Herald(limits.webhook_timeout_seconds)
        self.clock = Clock(settings.clock_ahead_seconds)
        self.stage = Stage(self.database, self.files, self.prober)
        stocks = (
            ExportTasks(self.database, self.files, self.postman, limits, url),
            Renders(self.database, self.stage, self.herald, limits, url),
        )
        self.queue = Queue(self.database, self.files, stocks, limits.renders)
        self._tidying: asyncio.Task[None] | None = None
        self.syncs = Buckets(limits.sync_burst, limits.sync_per_second)

    async def start(self) -> None:
        """Tidy up after a crash, then begin what runs by itself."""
        media = await self.database.read(assets.all_files) | await self.database.read(files.all_files)
        outputs = await self.database.read(exports.kept_outputs) | await self.database.read(renders.outputs)
        await asyncio.to_thread(self.files.sweep, media, outputs)
        self.postman.start()
        await self.queue.start()
        self._tidying = asyncio.create_task(self._tidy(), name="tidying")

    async def stop(self) -> None:
        """End it, then close everything."""
        if self._tidying is not None:
            self._tidying.cancel()
        await self.queue.stop()
        await self.postman.stop()
        await self.herald.stop()
        self.prober.close()
        self.database.close()

    async def _tidy(self) -> None:
        """Remove finished videos once their links have expired."""
        while True:
            await asyncio.sleep(_TIDY_SECONDS)
            expired = await self.database.read(exports.expired_outputs)
            await asyncio.to_thread(self.files.remove_outputs, expired)
            await self.database.write(previews.remove_expired, self.clock.now())


@dataclass(frozen=True, slots=True)
class Call:
    """One call, read and allowed."""

    service: Service
    request: Request
    caller: Caller
    ids: Mapping[str, str]
    query: Mapping[str, Any]
    headers: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def base_url(self) -> str:
        """Give the address by which the client knows this server, without a slash at its end."""
        return f"{self.request.url.scheme}://{self.request.headers['host']}"

    def attempt(self, route: str) -> Attempt | None:
        """Give what identifies the call for its Idempotency-Key; None where it has none."""
        key = self.headers.get("Idempotency-Key")
        return key and Attempt(self.caller.account_id, route, key, payload_hash(self.body))
