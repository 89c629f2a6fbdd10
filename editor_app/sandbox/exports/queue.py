"""The queue of all that is rendered: what has waited longest is next, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from editor_app.problem import printable
from editor_app.render.export.apart import News, Refusal
from editor_app.render.export.settings import ExportReport, Progress
from editor_app.sandbox.database import Database
from editor_app.sandbox.exports.line import Line
from editor_app.sandbox.exports.sources import MissingMedia
from editor_app.sandbox.exports.stock import Job, Stock
from editor_app.sandbox.exports.verdict import refusal_of
from editor_app.sandbox.files import Files, new_token
from editor_app.sandbox.private import close_to_others

_log = logging.getLogger(__name__)
_RENDERED, _SAVED, _FINISHING = 95.0, 97.0, 99.0
"""Per cent at the ends of the phases."""


class Queue:
    """Renders the tasks of all stocks one after the other, `renders` of them at once."""

    def __init__(self, database: Database, files: Files, stocks: Sequence[Stock], renders: int) -> None:
        self._database, self._files, self._stocks = database, files, stocks
        self._renders = renders
        self._wake = asyncio.Condition()
        self._lines: dict[str, Line] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._is_stopping = False

    async def start(self) -> None:
        """Take up again what the last end of the server has interrupted, then begin."""
        for stock in self._stocks:
            await stock.recover()
        for number in range(self._renders):
            self._tasks.append(asyncio.create_task(self._work(), name=f"exports {number}"))

    async def wake(self) -> None:
        """Look for tasks that wait."""
        async with self._wake:
            self._wake.notify_all()

    def halt(self, task_id: str) -> None:
        """End the rendering of a task that no longer counts; its record has been changed before."""
        if line := self._lines.get(task_id):
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
                job = await self._database.write(self._take)
                if job is None:
                    await self._rest()
                elif self._is_stopping:
                    await job.put_back()
                else:
                    await job.announce()
                    await self._render(job)
            except Exception:
                _log.exception("The queue of exports stumbled.")
                await asyncio.sleep(1)

    async def _rest(self) -> None:
        async with self._wake:
            # Whoever adds a task wakes us after it is in the database, so look once more before sleeping.
            if not self._is_stopping and not await self._database.read(self._oldest):
                await self._wake.wait()

    def _oldest(self, connection: sqlite3.Connection) -> Stock | None:
        waiting = [(since, stock) for stock in self._stocks if (since := stock.waiting_since(connection))]
        return min(waiting, key=lambda pair: pair[0])[1] if waiting else None

    def _take(self, connection: sqlite3.Connection) -> Job | None:
        stock = self._oldest(connection)
        return None if stock is None else stock.take(connection)

    async def _render(self, job: Job) -> None:
        line = self._lines[job.id] = Line()
        name = f"{new_token()}.{job.format}"
        output = self._files.outputs / name
        try:
            last = await self._run(job, line, output)
        except MissingMedia as error:
            last = Refusal(str(error))
        except Exception as error:
            _log.exception("An export failed.")
            last = Refusal(f"The export failed inside the sandbox: {error or type(error).__name__}.")
        finally:
            if self._lines.get(job.id) is line:
                del self._lines[job.id]
        await self._finish(job, last, name)

    async def _run(self, job: Job, line: Line, output: Path) -> News:
        # Who cancelled before the line was there has not reached it, but has changed the record.
        if not await job.still_counts():
            return Refusal("", was_cancelled=True)
        order = await job.order(output)
        loop = asyncio.get_running_loop()
        told: tuple[str, int] | None = None

        def hear(news: Progress) -> None:
            nonlocal told
            phase, progress = how_far(news)
            if told != (phase, int(progress)):
                told = (phase, int(progress))
                with contextlib.suppress(RuntimeError):  # the loop may be closed by then
                    asyncio.run_coroutine_threadsafe(job.note_progress(phase, progress), loop)

        return await asyncio.to_thread(line.run, order, hear)

    async def _finish(self, job: Job, last: News, name: str) -> None:
        output = self._files.outputs / name
        if isinstance(last, ExportReport):
            for warning in last.warnings:
                _log.warning("Export %s: %s", job.id, printable(warning))
        if isinstance(last, ExportReport) and (refusal := refusal_of(last)):
            output.unlink(missing_ok=True)
            last = refusal
        if isinstance(last, ExportReport):
            close_to_others(output)
            await job.note_progress("finishing", _FINISHING)
            if not await job.complete(name):
                output.unlink(missing_ok=True)
        elif isinstance(last, Refusal) and last.was_cancelled:
            if self._is_stopping:
                await job.put_back()
        elif isinstance(last, Refusal):
            await job.fail(last.sentence)


def how_far(news: Progress) -> tuple[str, float]:
    """Give the phase of the service, and per cent: most of the time goes into the pictures."""
    if news.phase == "checking":
        return "saving", _SAVED
    return "rendering", _RENDERED * news.frames_done / max(1, news.frames_total)
