"""The queue of exports: the one that has waited longest is rendered next, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from pathlib import Path
from typing import Literal, cast

from editor_app.problem import printable
from editor_app.render.export.apart import News, Order, Refusal
from editor_app.render.export.settings import ExportReport, ExportSettings, Progress
from editor_app.sandbox.database import Database
from editor_app.sandbox.documents import stored_document
from editor_app.sandbox.exports.line import Line
from editor_app.sandbox.exports.sources import MissingMedia, sources_of, wanted_files
from editor_app.sandbox.exports.verdict import refusal_of
from editor_app.sandbox.files import Files, new_token
from editor_app.sandbox.private import close_to_others
from editor_app.sandbox.records import assets, exports
from editor_app.sandbox.records.exports import Export
from editor_app.sandbox.settings import Limits
from editor_app.sandbox.webhooks import Postman, note_event

_log = logging.getLogger(__name__)
_RENDERED, _SAVED, _FINISHING = 95.0, 97.0, 99.0
"""Per cent at the ends of the phases."""


class Queue:
    """Renders exports one after the other, as many at once as the settings say."""

    def __init__(self, database: Database, files: Files, postman: Postman, limits: Limits, url: str) -> None:
        self._database, self._files, self._postman = database, files, postman
        self._limits, self._url = limits, url
        self._wake = asyncio.Condition()
        self._lines: dict[str, Line] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._is_stopping = False

    async def start(self) -> None:
        """Take up again what the last end of the server has interrupted, then begin."""
        await self._database.write(self._recover)
        self._postman.wake()
        for number in range(self._limits.renders):
            self._tasks.append(asyncio.create_task(self._work(), name=f"exports {number}"))

    def _recover(self, connection: sqlite3.Connection) -> None:
        for export in exports.recover(connection, self._limits.render_attempts):
            note_event(connection, export, "EXPORT_FAILED", self._url)

    async def wake(self) -> None:
        """Look for tasks that wait."""
        async with self._wake:
            self._wake.notify_all()

    def halt(self, export_id: str) -> None:
        """End the rendering of a task that no longer counts; its record has been changed before."""
        if line := self._lines.get(export_id):
            line.cancel()

    async def stop(self) -> None:
        """End all rendering; what was under way is rendered after the next start."""
        self._is_stopping = True
        for line in self._lines.values():
            line.cancel()
        await self.wake()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self) -> None:
        while not self._is_stopping:
            try:
                export = await self._database.write(self._take)
                if export is None:
                    await self._rest()
                elif self._is_stopping:
                    await self._database.write(exports.put_back, export)
                else:
                    self._postman.wake()
                    await self._render(export)
            except Exception:
                _log.exception("The queue of exports stumbled.")
                await asyncio.sleep(1)

    async def _rest(self) -> None:
        async with self._wake:
            # Whoever adds a task wakes us after it is in the database, so look once more before sleeping.
            if not self._is_stopping and not await self._database.read(exports.is_any_waiting):
                await self._wake.wait()

    def _take(self, connection: sqlite3.Connection) -> Export | None:
        taken = exports.take_next(connection)
        if taken is None:
            return None
        export, is_first_time = taken
        if is_first_time:
            note_event(connection, export, "EXPORT_STARTED", self._url)
        return export

    async def _render(self, export: Export) -> None:
        line = self._lines[export.id] = Line()
        name = f"{new_token()}.{export.format}"
        output = self._files.outputs / name
        try:
            last = await self._run(export, line, output)
        except MissingMedia as error:
            last = Refusal(str(error))
        except Exception as error:
            _log.exception("An export failed.")
            last = Refusal(f"The export failed inside the sandbox: {error or type(error).__name__}.")
        finally:
            if self._lines.get(export.id) is line:
                del self._lines[export.id]
        await self._finish(export, last, name)

    async def _run(self, export: Export, line: Line, output: Path) -> News:
        # Who cancelled before the line was there has not reached it, but has changed the record.
        if not await self._database.read(exports.still_counts, export):
            return Refusal("", was_cancelled=True)
        json = await self._database.read(exports.frozen_document, export.id)
        document = await asyncio.to_thread(stored_document, json)
        wanted = wanted_files(document.state)
        names = {name for candidates in wanted.values() for name in candidates}
        known = await self._database.read(assets.files_of, export.account_id, names)
        sources = await asyncio.to_thread(sources_of, document.state, wanted, known, self._files.media)
        form = cast("Literal['mp4', 'webm']", export.format)
        settings = ExportSettings(form, export.fps, export.scale)
        order = Order(json, sources, settings, output, self._files.sound)
        loop = asyncio.get_running_loop()
        told: tuple[str, int] | None = None

        def hear(news: Progress) -> None:
            nonlocal told
            phase, progress = how_far(news)
            if told != (phase, int(progress)):
                told = (phase, int(progress))
                write = self._database.write(exports.set_progress, export, phase, progress)
                with contextlib.suppress(RuntimeError):  # the loop may be closed by then
                    asyncio.run_coroutine_threadsafe(write, loop)

        return await asyncio.to_thread(line.run, order, hear)

    async def _finish(self, export: Export, last: News, name: str) -> None:
        output = self._files.outputs / name
        if isinstance(last, ExportReport):
            for warning in last.warnings:
                _log.warning("Export %s: %s", export.id, printable(warning))
        if isinstance(last, ExportReport) and (refusal := refusal_of(last)):
            output.unlink(missing_ok=True)
            last = refusal
        if isinstance(last, ExportReport):
            close_to_others(output)
            await self._database.write(exports.set_progress, export, "finishing", _FINISHING)
            if not await self._database.write(self._complete, export, name):
                output.unlink(missing_ok=True)
        elif isinstance(last, Refusal) and last.was_cancelled:
            if self._is_stopping:
                await self._database.write(exports.put_back, export)
        elif isinstance(last, Refusal):
            await self._database.write(self._fail, export, last.sentence)
        self._postman.wake()

    def _complete(self, connection: sqlite3.Connection, export: Export, name: str) -> bool:
        done = exports.complete(connection, export, name, self._limits.output_seconds)
        if done is not None:
            note_event(connection, done, "EXPORT_COMPLETED", self._url)
        return done is not None

    def _fail(self, connection: sqlite3.Connection, export: Export, sentence: str) -> None:
        failed = exports.fail(connection, export, sentence)
        if failed is not None:
            note_event(connection, failed, "EXPORT_FAILED", self._url)


def how_far(news: Progress) -> tuple[str, float]:
    """Give the phase of the service, and per cent: most of the time goes into the pictures."""
    if news.phase == "checking":
        return "saving", _SAVED
    return "rendering", _RENDERED * news.frames_done / max(1, news.frames_total)
