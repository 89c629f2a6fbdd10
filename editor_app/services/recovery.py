"""Keeps every step on the disk while someone works: the journal's writer.

Two threads of its own do it. One writes each entry at once, which outlives a crash of the program; the other
brings what was written to the disk, which outlives a crash of the system. Only then is it called kept.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.services.tasks import Tasks
from editor_app.store.history import Entry
from editor_app.store.journal import Journal
from editor_app.store.reasons import reason

PATIENCE_SECONDS = 0.04
RETRY_SECONDS = 2.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JournalStatus:
    """How safe the work is: `kept` since `at`, `writing`, or `failed` with a sentence; work goes on."""

    kind: Literal["kept", "writing", "failed"] = "kept"
    at: datetime | None = None
    message: str = ""


class JournalWriter(QObject):
    """Writes what a document commits; connect `write` to `Document.committed`.

    `make` gives the journal when the first entry comes, on the writer's thread, and may raise OSError. When
    the next entry comes while the last is not written, `write` waits a moment (`patience_seconds` at most),
    so that a crash costs no more than one step.
    """

    status_changed = Signal(object)
    """JournalStatus."""

    def __init__(
        self,
        make: Callable[[], Journal],
        tasks: Tasks,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.status = JournalStatus()
        self._make = make
        self._patience_seconds, self._retry_seconds = patience_seconds, retry_seconds
        self._journal: Journal | None = None
        self._inbox: list[Entry] = []
        self._inbox_lock = threading.Lock()
        self._taken_count = self._written_count = self._kept_count = 0
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="journal-write")
        self._syncing = ThreadPoolExecutor(1, thread_name_prefix="journal-sync")
        self._last_write: Future[None] | None = None
        self._wake = asyncio.Event()
        self._kept = asyncio.Event()
        self._settled = asyncio.Event()
        self._kept.set()
        self._settled.set()
        self._task = tasks.start(self._run(), "journal")

    def write(self, entry: Entry) -> None:
        """Take an entry; it is on its way to the disk when this returns."""
        if self._last_write is not None:
            wait((self._last_write,), timeout=self._patience_seconds)
        with self._inbox_lock:
            self._inbox.append(entry)
        self._taken_count += 1
        self._kept.clear()
        self._settled.clear()
        self._last_write = self._writing.submit(self._write_inbox)
        self._tell(JournalStatus("writing", self.status.at) if self.status.kind == "kept" else self.status)
        self._wake.set()

    async def kept(self) -> None:
        """Wait until all is on the disk, however long that takes."""
        await self._kept.wait()

    async def settled(self) -> bool:
        """Wait until all is on the disk or a try has failed; tell whether it is there."""
        while True:
            await self._settled.wait()
            if self._settled.is_set():  # else the next entry came before this had its turn
                return self._kept.is_set()

    @property
    def has_entries(self) -> bool:
        """Tell whether anything was written since this was made."""
        return self._taken_count > 0

    async def swap(self, change: Callable[[Journal], Journal]) -> None:
        """Put another journal in the place of this one, between two entries; nothing where there is none.

        `change` runs on the writer's thread; what it raises comes out here, and the journal is as it was.
        """
        await asyncio.wrap_future(self._writing.submit(self._swap, change))

    async def close(self) -> None:
        """Write what is left, if it can be written, and close the file."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        try:
            await asyncio.wrap_future(self._writing.submit(self._write_inbox))
            await asyncio.wrap_future(self._syncing.submit(self._sync))
        except OSError:
            _log.exception("The journal's end was not written.")
        self._writing.submit(self._close)
        self._writing.shutdown()
        self._syncing.shutdown()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await asyncio.wrap_future(self._writing.submit(self._write_inbox))
                written_count = self._written_count
                await asyncio.wrap_future(self._syncing.submit(self._sync))
            except Exception as error:  # whatever it is, the next try is due, and work goes on
                await self._wait_after(error)
                continue
            self._kept_count = written_count
            if self._kept_count == self._taken_count:
                self._kept.set()
                self._settled.set()
                self._tell(JournalStatus("kept", datetime.now().astimezone()))

    async def _wait_after(self, error: Exception) -> None:
        why = reason(error) if isinstance(error, OSError) else str(error)
        if self.status.kind != "failed":
            _log.error("The journal was not written.", exc_info=error)
        text = "Changes are not kept on the disk: {why}. They are safe only while the program runs."
        message = QCoreApplication.translate("Recovery", text).format(why=why)
        self._tell(JournalStatus("failed", self.status.at, message))
        self._settled.set()
        self._wake.set()
        await asyncio.sleep(self._retry_seconds)

    def _tell(self, status: JournalStatus) -> None:
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)

    def _write_inbox(self) -> None:
        """On the writer's thread: write all that waits; after an error it goes on waiting."""
        with self._inbox_lock:
            entries = tuple(self._inbox)
        if not entries:
            return
        if self._journal is None:
            self._journal = self._make()
        self._journal.write(entries)
        with self._inbox_lock:
            del self._inbox[: len(entries)]
        self._written_count += len(entries)

    def _sync(self) -> None:
        if self._journal is not None:
            self._journal.sync()

    def _swap(self, change: Callable[[Journal], Journal]) -> None:
        self._write_inbox()
        if self._journal is not None:
            self._journal = change(self._journal)

    def _close(self) -> None:
        if self._journal is not None:
            self._journal.close()
