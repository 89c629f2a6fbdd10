"""Exports on this computer: each in a process of its own, which ends when its line does."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from platformdirs import user_cache_path

from editor_app.product import APPLICATION_ID
from editor_app.render.export.apart import PAUSE, News, Order, Refusal, main
from editor_app.render.export.settings import ExportReport, ExportSettings, Progress
from editor_app.render.export.writing import remove_scratch
from editor_app.render.processes import deaf_to_interrupts
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.events import Event, Finished, Moved
from editor_app.services.exporting.jobs.job import ExportJob, Remedy, Result, Status
from editor_app.services.exporting.jobs.outputs import relocated
from editor_app.services.exporting.jobs.runner import JobTrouble, Seat, WasStopped, Wish
from editor_app.services.exporting.jobs.snapshot import read_document, read_media

SPOOL = "spool"
_PATIENCE_S = 3.0
"""How long a cancelled export may take to end by itself."""
_REMEDIES: dict[str, Remedy] = {"": "retry", "name": "folder", "place": "folder", "room": "room"}


class LocalRunner:
    """Renders on every core of this computer."""

    def __init__(self, cache_dir: Path | None = None) -> None:
        """Keep decoded sound in `cache_dir`, or else in the user's cache."""
        self._cache_dir = cache_dir
        self._lines: dict[str, Line] = {}

    async def run(self, seat: Seat) -> Event:
        """Make the file, going on with what is finished of it; raise JobTrouble, WasStopped."""
        while True:
            last = await self._run_once(seat)
            if not (isinstance(last, Refusal) and last.lacks == "name"):
                return self._ended(seat, last)
            # What is finished of it is kept, so another name costs only the joining.
            await seat.note(await asyncio.to_thread(relocated, seat.job.output))

    async def _run_once(self, seat: Seat) -> News:
        line = self._lines[seat.job_id] = Line(seat.job.output)
        ear = _Ear(seat)
        try:
            return await asyncio.to_thread(line.run, lambda: self._order(seat), ear.hear)
        except asyncio.CancelledError:
            line.cancel()
            raise
        except (OSError, ValueError) as error:
            raise JobTrouble(words.no_snapshot(), "anew") from error
        finally:
            del self._lines[seat.job_id]
            await ear.close()

    def stop(self, job_id: str, wish: Wish) -> bool:
        """Let a job end in order: what is finished stays for the next time."""
        line = self._lines.get(job_id)
        if line is None:
            return False
        line.pause() if wish == "pause" else line.cancel()
        return True

    async def call_off(self, job: ExportJob) -> None:
        """Do nothing: nobody else knows of it."""

    async def tidy(self, job: ExportJob) -> None:
        """Do nothing: all that a job leaves is in its folder."""

    def _order(self, seat: Seat) -> Order:
        job, (sources, places) = seat.job, read_media(seat.folder)
        assert isinstance(job.settings, ExportSettings)
        return Order(
            read_document(seat.folder),
            sources,
            job.settings,
            job.output,
            self._cache_dir or _sound_cache(),
            tuple(place.path for place in places.values()),
            spool=seat.folder / SPOOL,
            may_replace=job.may_replace,
        )

    def _ended(self, seat: Seat, last: News) -> Event:
        if isinstance(last, ExportReport):
            duration_s = last.frames / seat.job.settings.fps if last.frames else 0.0  # type: ignore[union-attr]
            result = Result(last.size_bytes, last.width, last.height, last.frames, duration_s, last.seconds)
            return Finished(result, last.warnings)
        assert isinstance(last, Refusal)
        if last.was_cancelled or last.was_paused:
            raise WasStopped
        raise JobTrouble(last.sentence, _REMEDIES[last.lacks])


class _Ear:
    """Hears how far an export is, on another thread, and tells it on the loop."""

    def __init__(self, seat: Seat) -> None:
        self._seat, self._loop = seat, asyncio.get_running_loop()
        self._status: Status = "preparing"
        self._noting: set[asyncio.Task[ExportJob]] = set()

    def hear(self, news: Progress) -> None:
        """Take progress in; for any thread."""
        with contextlib.suppress(RuntimeError):  # the loop may be closed by then
            self._loop.call_soon_threadsafe(self._take, news)

    async def close(self) -> None:
        """Wait until all is noted; what the disk did not take of it shows in the end all the same."""
        await asyncio.gather(*self._noting, return_exceptions=True)

    def _take(self, news: Progress) -> None:
        status: Status = "checking" if news.phase == "checking" else "rendering"
        share = news.frames_done / max(1, news.frames_total)
        moved = Moved(status, share, news.fps or None, news.seconds_left)
        if status == self._status:
            self._seat.tell(moved)
            return
        self._status = status
        self._noting.add(asyncio.ensure_future(self._seat.note(moved)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    connection: Connection


class Line:
    """One process and what is said to it; `run` belongs to a thread, the others to the window's."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._is_cancelled = self._is_paused = False
        self._timer: threading.Timer | None = None

    def pause(self) -> None:
        """Ask it to end once what is in hand is finished."""
        with self._lock:
            self._is_paused = True
            if self._child is not None and not self._is_cancelled:
                with contextlib.suppress(OSError):
                    self._child.connection.send(PAUSE)

    def cancel(self) -> None:
        """Ask it to stop; make it, if it does not."""
        with self._lock:
            if self._is_cancelled:
                return
            self._is_cancelled = True
            if self._child is None:
                return
            with contextlib.suppress(OSError):
                self._child.connection.send(None)
            self._timer = threading.Timer(_PATIENCE_S, _kill_group, (self._child.process,))
            self._timer.daemon = True
            self._timer.start()

    def run(self, make: Callable[[], Order], hear: Callable[[Progress], None]) -> News:
        """Run the export to its end; give what it said last. Raise OSError, ValueError without an order."""
        order = make()
        child = self._start(order)
        if not isinstance(child, _Child):
            return child
        last: News | None = None
        try:
            while not isinstance(last, ExportReport | Refusal):
                last = child.connection.recv()
                if isinstance(last, Progress):
                    hear(last)
        except (EOFError, OSError, pickle.UnpicklingError):  # a killed process may leave half a message
            last = None
        return self._end(child, last)

    def _start(self, order: Order) -> _Child | Refusal:
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=main, args=(its,), name="editor-app export")
        with self._lock:
            if self._is_cancelled or self._is_paused:
                return Refusal("", self._is_cancelled, self._is_paused)
            try:
                with deaf_to_interrupts():
                    process.start()
                its.close()
                mine.send(order)
            except OSError as error:
                return Refusal(words.not_started(error.strerror or str(error)))
            self._child = _Child(process, mine)
            return self._child

    def _end(self, child: _Child, last: News | None) -> News:
        if last is None:
            _kill_group(child.process)
        child.process.join()
        with self._lock:
            self._child = None
            child.connection.close()
            if self._timer is not None:
                self._timer.cancel()
        if last is not None:
            child.process.close()
            return last
        pid, code = child.process.pid, child.process.exitcode
        child.process.close()
        if pid is not None:
            remove_scratch(self._output, pid)
        if self._is_cancelled:
            return Refusal("", was_cancelled=True)
        return Refusal(words.ended_from_outside(self._output.name, _how(code)))


def _sound_cache() -> Path:
    return user_cache_path(APPLICATION_ID, appauthor=False) / "sound"


def _kill_group(process: SpawnProcess) -> None:
    """End the process and its workers."""
    with contextlib.suppress(OSError, ValueError):
        if process.pid is not None and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()


def _how(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        with contextlib.suppress(ValueError):
            return f" ({signal.Signals(-exit_code).name})"
    return ""
