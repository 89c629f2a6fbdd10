"""The line to the preview's process: nothing that the window calls here ever waits."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import queue
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from PySide6.QtCore import QObject, Signal

from editor_app.render.export.note import Note
from editor_app.render.preview.messages import Change, Order
from editor_app.render.preview.process import main
from editor_app.state.patch import Patch

_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class End:
    """How the process ended: its exit code, and the medium that a decoder had in hand."""

    exit_code: int | None
    medium: str | None
    was_hung: bool = False


class Link(QObject):
    """One process, from its start to its end.

    A thread starts it and listens, another writes; what they find arrives as signals in the window's thread.
    """

    received = Signal(object)
    """Answer."""
    ended = Signal(object)
    """End: it ended without having been told to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = multiprocessing.get_context("spawn")
        self.note = Note(self._context, ())
        self._orders: queue.SimpleQueue[Order | Patch | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._is_closed = self._is_hung = False
        self._reader = threading.Thread(target=self._read, name="preview reader", daemon=True)
        self._reader.start()

    def send(self, order: Order | Patch) -> None:
        """Let an order travel; what takes time about it happens elsewhere."""
        self._orders.put(order)

    @property
    def pid(self) -> int | None:
        """Give the process's id while it runs."""
        with self._lock:
            return self._process.pid if self._process else None

    def kill(self) -> None:
        """End a process that does not answer; `ended` follows."""
        self._is_hung = True
        self._end_process()

    def close(self) -> None:
        """End the process, whatever it does; no signal comes any more."""
        with self._lock:
            self._is_closed = True
        self._orders.put(None)
        self._end_process()
        self._reader.join(_PATIENCE_S)

    def _end_process(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def _read(self) -> None:
        """Start the process, listen until it ends, and tell how."""
        mine, its = self._context.Pipe()
        process = self._context.Process(
            target=main, args=(its, self.note), name="editor-app preview", daemon=True
        )
        with self._lock:
            if self._is_closed:
                return
            try:
                process.start()
            except OSError:
                self._tell(End(None, None))
                return
            self._process = process
        its.close()
        writer = threading.Thread(target=self._write, args=(mine,), name="preview writer", daemon=True)
        writer.start()
        try:
            while True:
                self._tell(mine.recv())
        except (EOFError, OSError, pickle.UnpicklingError):  # a killed process may leave half an answer
            process.kill()
        process.join()
        self._orders.put(None)
        writer.join()
        mine.close()
        exit_code = process.exitcode
        with self._lock:  # nobody shall ask it, or kill it, once it is closed
            self._process = None
            process.close()
        self._tell(End(exit_code, self.note.medium, self._is_hung))

    def _write(self, connection: Connection) -> None:
        """Send orders in turn; reading documents and patches into JSON is done here, not in the window."""
        while (order := self._orders.get()) is not None:
            try:
                connection.send(Change(order.to_json()) if isinstance(order, Patch) else order)
            except OSError:  # it has ended: the other thread tells
                return

    def _tell(self, what: object) -> None:
        if self._is_closed:
            return
        # The window may be gone by the time that a process ends.
        with contextlib.suppress(RuntimeError):
            (self.ended if isinstance(what, End) else self.received).emit(what)
