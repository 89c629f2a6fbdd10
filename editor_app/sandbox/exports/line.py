"""One export in a process of its own: begun, listened to, and ended when asked, whatever it does."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from editor_app.render import processes
from editor_app.render.export.apart import News, Order, Refusal, main
from editor_app.render.export.settings import ExportReport, Progress
from editor_app.render.export.writing import remove_scratch

_PATIENCE_SECONDS = 3.0
"""How long a cancelled export may take to end by itself."""


class Line:
    """The line to one process: `run` belongs to a thread, `cancel` to any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_cancelled = False
        self._timer: threading.Timer | None = None

    def cancel(self) -> None:
        """Ask it to stop; make it, if it does not."""
        with self._lock:
            if self._is_cancelled:
                return
            self._is_cancelled = True
            if self._connection is None or self._process is None:
                return
            with contextlib.suppress(OSError):
                self._connection.send(None)
            self._timer = threading.Timer(_PATIENCE_SECONDS, _kill, (self._process,))
            self._timer.daemon = True
            self._timer.start()

    def run(self, order: Order, hear: Callable[[Progress], None]) -> News:
        """Run the export to its end; give what it said last, an ExportReport or a Refusal."""
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=main, args=(its,), name="editor-app sandbox export")
        with self._lock:
            if self._is_cancelled:
                return Refusal("", was_cancelled=True)
            try:
                with processes.deaf_to_interrupts():
                    process.start()
                its.close()
                mine.send(order)
            except OSError as error:
                return Refusal(f"The export could not be started: {error.strerror or error}.")
            self._process, self._connection = process, mine
        last: News | None = None
        try:
            while not isinstance(last, ExportReport | Refusal):
                last = mine.recv()
                if isinstance(last, Progress):
                    hear(last)
        except (EOFError, OSError, pickle.UnpicklingError):  # a killed process may leave half a message
            last = None
        return self._end(process, mine, order, last)

    def _end(self, process: SpawnProcess, mine: Connection, order: Order, last: News | None) -> News:
        if last is None:
            _kill(process)
        process.join()
        with self._lock:
            self._process = self._connection = None
            mine.close()
            if self._timer is not None:
                self._timer.cancel()
        pid = process.pid
        process.close()
        if last is not None:
            return last
        if pid is not None:
            remove_scratch(order.output, pid)
        if self._is_cancelled:
            return Refusal("", was_cancelled=True)
        return Refusal("The process that rendered was ended from outside. Export again.")


def _kill(process: SpawnProcess) -> None:
    """End the process and its workers."""
    with contextlib.suppress(OSError, ValueError):
        if process.pid is not None and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
