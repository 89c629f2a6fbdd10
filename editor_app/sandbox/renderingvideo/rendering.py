"""The renders of the second service, as the queue sees them: one renderer for both."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editor_app.render.export.apart import Order
from editor_app.render.export.settings import ExportSettings
from editor_app.sandbox.database import Database
from editor_app.sandbox.exports.sources import MissingMedia, places_of, sources_of
from editor_app.sandbox.files import Files
from editor_app.sandbox.probing import Prober, UnfitFile
from editor_app.sandbox.records import assets
from editor_app.sandbox.renderingvideo import converting
from editor_app.sandbox.renderingvideo.addresses import inline_content, name_in, video_url
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.herald import Herald
from editor_app.sandbox.renderingvideo.records import files, renders, tasks
from editor_app.sandbox.renderingvideo.records.renders import Render
from editor_app.sandbox.settings import Limits
from editor_app.sandbox.times import now
from editor_app.state import read, to_bytes
from editor_app.store.project import MediaPlace

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Reading

Json = dict[str, Any]

FORMAT = "mp4"
_ADVICE = "Upload them to this sandbox, and name them by the addresses that it gives."


@dataclass(frozen=True, slots=True)
class Renders:
    """All renders of this service; a Stock."""

    database: Database
    files: Files
    herald: Herald
    prober: Prober
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
        reading = await self._read(config)
        state = await asyncio.to_thread(lambda: read(reading.document)[0])
        places = await self._places(reading.addresses or {})
        sources = await asyncio.to_thread(sources_of, state, places, _ADVICE)
        settings = ExportSettings(FORMAT, reading.fps, reading.scale)
        return Order(to_bytes(state), sources, settings, output, self.stock.files.sound)

    async def _read(self, config: Json) -> Reading:
        """Give the config as a document, with what is known of its media and true sizes of its texts."""
        first = await asyncio.to_thread(converting.read_config, config)
        names = {address: name_in(address) for address in (first.addresses or {}).values()}
        known = await self.stock.database.read(files.facts_of, filter(None, names.values()))
        facts = {address: known[name] for address, name in names.items() if name in known}
        try:
            return await self.stock.prober.call(converting.read_exactly, config, facts)
        except UnfitFile as error:
            raise MissingMedia(f"The config could not be read: {error}") from error

    async def _places(self, wanted: Mapping[str, str]) -> dict[str, MediaPlace]:
        """Give where the media lie: among the account's uploads to either service, or in the config."""
        names = {key: (name,) for key, address in wanted.items() if (name := name_in(address))}
        every = [name for (name,) in names.values()]
        database, account_id = self.stock.database, self.render.account_id
        known = await database.read(files.keys_of, account_id, every)
        known |= await database.read(assets.files_of, account_id, every)
        places = places_of(names, known, self.stock.files.media)
        for key, address in wanted.items():
            if (carried := inline_content(address)) is not None:
                path = await asyncio.to_thread(self.stock.files.keep_inline, *carried)
                places[key] = MediaPlace(path, None, None)
        return places

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
