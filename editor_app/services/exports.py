"""Exports on this computer: one after the other, in processes of their own, while editing goes on."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Literal, Protocol

from platformdirs import user_cache_path
from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.document import Document
from editor_app.product import APPLICATION_ID
from editor_app.render.export.apart import News, Order, Refusal, main
from editor_app.render.export.settings import ExportReport, ExportSettings, Progress
from editor_app.render.export.writing import remove_scratch
from editor_app.render.media.source import MediaSource
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState
from editor_app.state.dialects import to_bytes
from editor_app.store.media_files import MissingMedium, used_assets

Status = Literal["waiting", "running", "done", "failed", "cancelled"]
_PATIENCE_S = 3.0
"""How long a cancelled export may take to end by itself."""


class Media(Protocol):
    """Who knows the files of the document's media."""

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the sources of all assets."""
        ...

    @property
    def missing(self) -> tuple[MissingMedium, ...]:
        """Give the media without a file."""
        ...


class ExportJob:
    """One export, from the moment it was asked for."""

    def __init__(self, job_id: int, output: Path, settings: ExportSettings, state: EditorState) -> None:
        self.id, self.output, self.settings = job_id, output, settings
        self.state: EditorState | None = state
        """The document as it was then; None once nothing more is to be done with it."""
        self.status: Status = "waiting"
        self.progress: Progress | None = None
        self.report: ExportReport | None = None
        self.error = ""
        """Why there is no file, in a sentence."""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.status in ("done", "failed", "cancelled")

    @property
    def share(self) -> float:
        """Give how much is done, 0 to 1."""
        if self.status == "done":
            return 1.0
        progress = self.progress
        return progress.frames_done / max(1, progress.frames_total) if progress else 0.0

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what there is to know about the file."""
        return self.report.warnings if self.report else ()


class Exports(QObject):
    """The exports of one window; made on a running loop."""

    job_changed = Signal(object)
    """ExportJob: it is new, or further, or over."""
    jobs_changed = Signal()
    """The list has another length."""

    def __init__(
        self,
        document: Document,
        sources: Media,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        cache_dir: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._media, self._tasks = document, sources, tasks
        self._cache_dir = cache_dir or user_cache_path(APPLICATION_ID, appauthor=False) / "sound"
        self._turn = asyncio.Lock()
        self._numbers = count(1)
        self._lines: dict[int, _Line] = {}
        self.jobs: tuple[ExportJob, ...] = ()
        """The latest first."""
        self._of_others: frozenset[int] = frozenset()
        document.loaded.connect(self._leave_jobs)

    @property
    def running_count(self) -> int:
        """Count the exports that run or wait."""
        return sum(not job.is_over for job in self.jobs)

    @property
    def missing(self) -> tuple[MissingMedium, ...]:
        """Give the media that an export of the document would lack now."""
        used = self._used_assets()
        return tuple(medium for medium in self._media.missing if medium.asset_id in used)

    @property
    def media_count(self) -> int:
        """Count the media that an export of the document would use now."""
        known = self._media.sources
        return sum(key in known for key in self._used_assets())

    def _used_assets(self) -> frozenset[str]:
        return frozenset(used_assets(self._document.work.state))

    def is_writing(self, output: Path) -> bool:
        """Tell whether an export under way will become this file."""
        return any(job.output == output and not job.is_over for job in self.jobs)

    def start(self, settings: ExportSettings, output: Path) -> ExportJob:
        """Export the document as it is now; whatever is edited later does not show in it."""
        job = ExportJob(next(self._numbers), output, settings, self._document.work.state)
        self.jobs = (job, *self.jobs)
        self.jobs_changed.emit()
        self.job_changed.emit(job)
        places = tuple(place.path for place in self._document.work.media.values())
        self._tasks.start(self._work(job, _as_now(self._media.sources), places), f"export {output.name}")
        return job

    def can_retry(self, job: ExportJob) -> bool:
        """Tell whether it has failed, and was of the project that is open."""
        return job.status == "failed" and job.id not in self._of_others

    def retry(self, job: ExportJob) -> ExportJob:
        """Export once more in the place of one that failed: the same settings, the document as it is now."""
        if not self.can_retry(job):
            raise ValueError(f"The export of {job.output.name} cannot be tried again.")
        self.jobs = tuple(other for other in self.jobs if other is not job)
        return self.start(job.settings, job.output)

    def cancel(self, job: ExportJob) -> None:
        """Stop an export; it leaves no file."""
        if job.is_over:
            return
        line = self._lines.get(job.id)
        if line is not None:
            line.cancel()
        else:
            self._end(job, "cancelled")

    def forget(self, job: ExportJob) -> None:
        """Take an export that is over off the list; its file stays."""
        if job.is_over:
            self.jobs = tuple(other for other in self.jobs if other is not job)
            self.jobs_changed.emit()

    def _leave_jobs(self) -> None:
        """Another project is open: its film must not come under the name of one of these."""
        self._of_others = frozenset(job.id for job in self.jobs)

    def close(self) -> None:
        """Stop all exports."""
        for job in self.jobs:
            self.cancel(job)

    async def _work(
        self, job: ExportJob, sources: Mapping[str, MediaSource], places: tuple[Path, ...]
    ) -> None:
        async with self._turn:
            if job.is_over or job.state is None:
                return
            loop = asyncio.get_running_loop()
            line = _Line(job.output)
            self._lines[job.id] = line
            job.status = "running"
            self.job_changed.emit(job)

            def hear(news: Progress) -> None:
                with contextlib.suppress(RuntimeError):  # the loop may be closed by then
                    loop.call_soon_threadsafe(self._hear, job, news)

            make = _order_maker(job.state, sources, job.settings, job.output, self._cache_dir, places)
            try:
                last = await asyncio.to_thread(line.run, make, hear)
            except asyncio.CancelledError:
                line.cancel()
                raise
            finally:
                del self._lines[job.id]
            self._finish(job, last)

    def _hear(self, job: ExportJob, news: Progress) -> None:
        if not job.is_over:
            job.progress = news
            self.job_changed.emit(job)

    def _finish(self, job: ExportJob, last: News) -> None:
        if isinstance(last, ExportReport):
            job.report = last
            self._end(job, "done")
        elif isinstance(last, Refusal):
            job.error = "" if last.was_cancelled else last.sentence
            self._end(job, "cancelled" if last.was_cancelled else "failed")

    def _end(self, job: ExportJob, status: Status) -> None:
        job.status, job.state = status, None
        self.job_changed.emit(job)


def _as_now(sources: Mapping[str, MediaSource]) -> dict[str, MediaSource]:
    """Give the sources for a film that waits for none of them: what is still being fetched is missing."""
    return {key: replace(one, is_coming=False) if one.is_coming else one for key, one in sources.items()}


def _order_maker(
    state: EditorState,
    sources: Mapping[str, MediaSource],
    settings: ExportSettings,
    output: Path,
    cache_dir: Path,
    places: tuple[Path, ...],
) -> Callable[[], Order]:
    """Give what makes the order, off the window's thread: a large document takes a while to write."""

    def make() -> Order:
        return Order(to_bytes(state), dict(sources), settings, output, cache_dir, places)

    return make


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    connection: Connection


class _Line:
    """One process and what is said to it; `run` belongs to a thread, `cancel` to the window's."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._is_cancelled = False
        self._timer: threading.Timer | None = None

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
        """Run the export to its end; give what it said last."""
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
            if self._is_cancelled:
                return Refusal("", was_cancelled=True)
            try:
                process.start()
                its.close()
                mine.send(order)
            except OSError as error:
                text = _tr("The export could not be started: {why}.")
                return Refusal(text.format(why=error.strerror or error))
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
        text = _tr(
            "The process that made “{name}” was ended{how}, so there is no file. "
            "Export again; if memory is short, choose a smaller size."
        )
        return Refusal(text.format(name=self._output.name, how=_how(code)))


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


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exports", text)
