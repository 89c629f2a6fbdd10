"""The export tasks of the first service, as the queue sees them."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from editor_app.render.export.apart import Order
from editor_app.render.export.settings import ExportSettings
from editor_app.sandbox.database import Database
from editor_app.sandbox.documents import stored_document
from editor_app.sandbox.exports.sources import places_of, sources_of, wanted_files
from editor_app.sandbox.files import Files
from editor_app.sandbox.records import assets, exports
from editor_app.sandbox.records.exports import Export
from editor_app.sandbox.settings import Limits
from editor_app.sandbox.webhooks import Postman, note_event


@dataclass(frozen=True, slots=True)
class ExportTasks:
    """All tasks of this service; a Stock."""

    database: Database
    files: Files
    postman: Postman
    limits: Limits
    url: str

    async def recover(self) -> None:
        """Let interrupted tasks wait again, unless that has happened too often."""

        def work(connection: sqlite3.Connection) -> None:
            for export in exports.recover(connection, self.limits.render_attempts):
                note_event(connection, export, "EXPORT_FAILED", self.url)

        await self.database.write(work)
        self.postman.wake()

    def waiting_since(self, connection: sqlite3.Connection) -> str | None:
        """Give when the first was made."""
        return exports.waiting_since(connection)

    def take(self, connection: sqlite3.Connection) -> ExportTask | None:
        """Take up the first; whoever wants to know is told once."""
        taken = exports.take_next(connection)
        if taken is None:
            return None
        export, is_first_time = taken
        if is_first_time:
            note_event(connection, export, "EXPORT_STARTED", self.url)
        return ExportTask(self, export)


@dataclass(frozen=True, slots=True)
class ExportTask:
    """One of them; a Job."""

    stock: ExportTasks
    export: Export

    @property
    def id(self) -> str:
        """Give the id that clients know."""
        return self.export.id

    @property
    def format(self) -> str:
        """Give the format that was ordered."""
        return self.export.format

    async def announce(self) -> None:
        """Send what `take` has noted."""
        self.stock.postman.wake()

    async def still_counts(self) -> bool:
        """Tell whether nobody has paused or cancelled it."""
        return await self.stock.database.read(exports.still_counts, self.export)

    async def order(self, output: Path) -> Order:
        """Give its frozen document with the account's own uploads; raise MissingMedia."""
        database, files, export = self.stock.database, self.stock.files, self.export
        json = await database.read(exports.frozen_document, export.id)
        document = await asyncio.to_thread(stored_document, json)
        wanted = wanted_files(document.state)
        names = {name for candidates in wanted.values() for name in candidates}
        known = await database.read(assets.files_of, export.account_id, names)
        places = places_of(wanted, known, files.media)
        sources = await asyncio.to_thread(sources_of, document.state, places)
        form = cast("Literal['mp4', 'webm']", export.format)
        return Order(json, sources, ExportSettings(form, export.fps, export.scale), output, files.sound)

    async def note_progress(self, phase: str, progress: float) -> None:
        """Let clients see how far it is."""
        await self.stock.database.write(exports.set_progress, self.export, phase, progress)

    async def complete(self, output_file: str) -> bool:
        """End it well, unless it was paused or cancelled."""

        def work(connection: sqlite3.Connection) -> bool:
            done = exports.complete(connection, self.export, output_file, self.stock.limits.output_seconds)
            if done is not None:
                note_event(connection, done, "EXPORT_COMPLETED", self.stock.url)
            return done is not None

        is_wanted = await self.stock.database.write(work)
        self.stock.postman.wake()
        return is_wanted

    async def fail(self, sentence: str) -> None:
        """End it badly, unless it was paused or cancelled."""

        def work(connection: sqlite3.Connection) -> None:
            if (failed := exports.fail(connection, self.export, sentence)) is not None:
                note_event(connection, failed, "EXPORT_FAILED", self.stock.url)

        await self.stock.database.write(work)
        self.stock.postman.wake()

    async def put_back(self) -> None:
        """Let it wait again; that counts as no attempt."""
        await self.stock.database.write(exports.put_back, self.export)
