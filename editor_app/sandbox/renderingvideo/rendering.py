"""The renders of the second service, as the queue sees them: one renderer for both."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor_app.render.export.apart import Order
from editor_app.render.export.settings import ExportSettings
from editor_app.sandbox.database import Database
from editor_app.sandbox.exports.sources import MissingMedia, sources_of
from editor_app.sandbox.renderingvideo.addresses import video_url
from editor_app.sandbox.renderingvideo.checking import FORMAT
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.herald import Herald
from editor_app.sandbox.renderingvideo.records import renders, tasks
from editor_app.sandbox.renderingvideo.records.renders import Render
from editor_app.sandbox.renderingvideo.staging import Stage
from editor_app.sandbox.settings import Limits
from editor_app.sandbox.times import now
from editor_app.state import to_bytes

_ADVICE = "Upload them to this sandbox, and name them by the addresses that it gives."


@dataclass(frozen=True, slots=True)
class Renders:
    """All renders of this service; a Stock."""

    database: Database
    stage: Stage
    herald: Herald
    limits: Limits
    url: str

    async def recover(self) -> None:
        """Let interrupted renders wait again, unless that has happened too often."""
        for render in await self.database.write(renders.recover, self.limits.render_attempts):
            self.tell(render)

    def waiting_since(self, connection: sqlite3.Connection) -> str | None:
        """Give when the first was ordered."""
        return renders.waiting_since(connection)

    def take(self, connection: sqlite3.Connection) -> RenderJob | None:
        """Take up the first."""
        render = renders.take_next(connection)
        return render and RenderJob(self, render)

    def tell(self, render: Render) -> None:
        """Tell the receiver that a render has ended, where there is one."""
        if render.webhook_url is not None:
            self.herald.tell(render.webhook_url, news_of(render, self.url))


@dataclass(frozen=True, slots=True)
class RenderJob:
    """One of them; a Job."""

    stock: Renders
    render: Render

    @property
    def id(self) -> str:
        """Give the id that clients know."""
        return self.render.id

    @property
    def format(self) -> str:
        """Give the only format."""
        return FORMAT

    async def announce(self) -> None:
        """Tell nobody: only ends are told."""

    async def still_counts(self) -> bool:
        """Tell whether its task is still there."""
        return await self.stock.database.read(renders.still_counts, self.render)

    async def order(self, output: Path) -> Order:
        """Give its config as a document with the account's own uploads; raise MissingMedia."""
        try:
            config = json.loads(await self.stock.database.read(tasks.config_of, self.render.task_id))
        except Refused as error:
            raise MissingMedia("The task was deleted meanwhile.") from error
        staged = await self.stock.stage.put_on(config, self.render.account_id)
        sources = await asyncio.to_thread(sources_of, staged.state, staged.places, _ADVICE)
        settings = ExportSettings(FORMAT, staged.fps, staged.scale)
        return Order(to_bytes(staged.state), sources, settings, output, self.stock.stage.files.sound)

    async def note_progress(self, phase: str, progress: float) -> None:
        """Note it for the status page; clients are told no progress."""
        await self.stock.database.write(renders.set_progress, self.render, progress)

    async def complete(self, output_file: str) -> bool:
        """End it well, unless its task was deleted."""
        done = await self.stock.database.write(renders.complete, self.render, output_file)
        if done is not None:
            self.stock.tell(done)
        return done is not None

    async def fail(self, sentence: str) -> None:
        """End it badly, unless its task was deleted."""
        failed = await self.stock.database.write(renders.fail, self.render, sentence)
        if failed is not None:
            self.stock.tell(failed)

    async def put_back(self) -> None:
        """Let it wait again; that counts as no attempt."""
        await self.stock.database.write(renders.put_back, self.render)


def news_of(render: Render, url: str) -> dict[str, Any]:
    """Write what a receiver is told of a render that has ended."""
    return {
        "taskId": render.task_id,
        "renderTaskId": render.id,
        "status": render.status,
        "videoUrl": video_url(render, url),
        "error": render.error,
        "timestamp": now(),
    }
