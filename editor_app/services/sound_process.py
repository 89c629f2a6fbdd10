"""The sound process as seen from the window: messages out, answers in, a new one where it dies."""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.render.live_sound import messages
from editor_app.render.live_sound.clock import Reading, SharedClock
from editor_app.render.live_sound.process import serve

_CRASHES_BEFORE_QUARANTINE = 2
_MOST_DEATHS, _WITHIN_S = 5, 30.0
_END_S = 2.0


_Tell = Callable[["_Running", messages.Answer | None], None]


def tr(text: str) -> str:
    """Translate a text of playback."""
    return QCoreApplication.translate("Playback", text)


class SoundProcess(QObject):
    """Holds one sound process at a time. Nothing here waits for it: threads write and read.

    After `restarted` it knows nothing: whoever uses it tells it everything again. Where it dies too often it
    stays dead, and `clock` gives None.
    """

    restarted = Signal()
    ready = Signal()
    """A process listens."""
    lost = Signal()
    """It needs the whole document."""
    notice = Signal(str)

    _answered = Signal(object, object)

    def __init__(self, setup: messages.Setup | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setup = setup or messages.Setup()
        self._current: _Running | None = None
        self._deaths: deque[float] = deque(maxlen=_MOST_DEATHS)
        self._blamed: Counter[str] = Counter()
        self._told: set[str] = set()
        self._is_closed = False
        self.is_ready = False
        """Whether a process listens."""
        # Answers come on a thread.
        self._answered.connect(self._take)

    @property
    def is_running(self) -> bool:
        """Tell whether there is a process."""
        return self._current is not None

    @property
    def pid(self) -> int | None:
        """Give the id of the process."""
        return self._current.process.pid if self._current else None

    @property
    def quarantined(self) -> frozenset[str]:
        """Give the media over which it died twice."""
        return frozenset(key for key, times in self._blamed.items() if times >= _CRASHES_BEFORE_QUARANTINE)

    def clock(self) -> Reading | None:
        """Read the clock."""
        return self._current.clock.read() if self._current else None

    def start(self) -> None:
        """Start the process, if there is none."""
        if self._current is None and not self._is_closed:
            self._current = _Running(self._setup, self._tell)

    def send(self, message: messages.Message) -> None:
        """Tell the process something, soon; nobody hears it where there is none."""
        if self._current is not None:
            self._current.outbox.put(message)

    def end(self) -> None:
        """End the process and wait until it is gone; for a thread that may wait."""
        self._is_closed = True
        current, self._current = self._current, None
        if current is not None:
            current.end()

    def _tell(self, running: _Running, answer: messages.Answer | None) -> None:
        # The window may be gone by the time that the process ends.
        with contextlib.suppress(RuntimeError):
            self._answered.emit(running, answer)

    def _take(self, running: _Running, answer: messages.Answer | None) -> None:
        if running is not self._current:
            return
        match answer:
            case None:
                self._bury(running)
            case messages.Ready():
                self.is_ready = True
                self.ready.emit()
            case messages.Notice():
                self._notify(answer.text)
            case messages.Lost():
                self.lost.emit()

    def _bury(self, running: _Running) -> None:
        self._current, self.is_ready = None, False
        medium = running.clock.medium
        running.end()
        if self._is_closed:
            return
        if medium is not None:
            self._blamed[medium] += 1
        self._deaths.append(time.monotonic())
        if len(self._deaths) == _MOST_DEATHS and self._deaths[-1] - self._deaths[0] < _WITHIN_S:
            self.notice.emit(tr("Sound stopped working and stays off until the project is opened again."))
            return
        self.start()
        self.notice.emit(tr("Sound stopped working and was started again."))
        self.restarted.emit()

    def _notify(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self.notice.emit(text)


class _Running:
    """One process with its clock, and the threads that write to it and read from it."""

    def __init__(self, setup: messages.Setup, tell: _Tell) -> None:
        context = multiprocessing.get_context("spawn")
        self.clock = SharedClock(context)
        self.outbox: queue.SimpleQueue[messages.Message | None] = queue.SimpleQueue()
        self._connection, theirs = context.Pipe()
        self._tell = tell
        self.process: SpawnProcess = context.Process(
            target=serve, args=(theirs, self.clock, setup), name="sound", daemon=True
        )
        self.process.start()
        theirs.close()
        self._writer = threading.Thread(target=self._write, name="to sound", daemon=True)
        self._writer.start()
        self._reader = threading.Thread(target=self._read, name="from sound", daemon=True)
        self._reader.start()

    def end(self) -> None:
        """Close the connection, which ends the process; kill it where that does not help."""
        self.outbox.put(None)
        self.process.join(_END_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        # Neither may be using what is closed: the system gives its number to the next process's pipe, and a
        # last word to this one, None, would end that one.
        self._reader.join(_END_S)
        self._writer.join(_END_S)
        if not self._writer.is_alive():
            with contextlib.suppress(OSError):
                self._connection.close()

    def _write(self) -> None:
        connection: Connection = self._connection
        while (message := self.outbox.get()) is not None:
            try:
                connection.send(message)
            except (OSError, ValueError):
                return
        with contextlib.suppress(OSError):
            connection.send(None)

    def _read(self) -> None:
        while True:
            try:
                answer = self._connection.recv()
            except (EOFError, OSError):
                self._tell(self, None)
                return
            self._tell(self, answer)
