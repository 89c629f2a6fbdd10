"""The local workspace: the service's API as a process of this window, on demand, and never longer than it."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import pickle
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.sandbox.apart import InUse, Listening, News, Refusal, main
from editor_app.services.tasks import Tasks

Kind = Literal["off", "starting", "running", "stopping", "failed"]
_PATIENCE_S = 10.0
"""How long it may take to end by itself."""


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the server is: `url` and the keys to both services while it runs, a sentence once it has failed."""

    kind: Kind = "off"
    url: str = ""
    key: str = field(default="", repr=False)
    sentence: str = ""
    renderingvideo_key: str = field(default="", repr=False)

    @property
    def is_on(self) -> bool:
        """Tell whether it runs, or will."""
        return self.kind in ("starting", "running")


class LocalServer(QObject):
    """Holds one process at a time. One that ends by itself is told of, and not begun again unasked."""

    state_changed = Signal(object)
    """ServerState."""
    notice = Signal(str)
    """It has failed: a sentence for the notice area."""

    def __init__(self, data_dir: Path, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir, self._tasks = data_dir, tasks
        self._state = ServerState()
        self._is_wanted = False
        self._line: _Line | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def state(self) -> ServerState:
        """Give how it is now."""
        return self._state

    @property
    def pid(self) -> int | None:
        """Give the id of its process."""
        return self._line.pid if self._line else None

    def start(self) -> None:
        """Start it, unless it runs; one that is just ending is followed by another."""
        if self._is_wanted:
            return
        self._is_wanted = True
        self._show(ServerState("starting"))
        if self._task is None or self._task.done():
            self._task = self._tasks.start(self._work(), "local workspace")

    def stop(self) -> None:
        """Let it end what it is answering, then end; a failure is forgotten."""
        self._is_wanted = False
        if self._task is not None and not self._task.done():
            self._show(ServerState("stopping"))
            if self._line is not None:
                self._line.stop()
        else:
            self._show(ServerState())

    async def ready(self) -> ServerState:
        """Start it where it does not run; give how it is once that is settled: it runs, or it does not."""
        self.start()
        settled: asyncio.Future[ServerState] = asyncio.get_running_loop().create_future()

        def look(state: ServerState) -> None:
            if state.kind not in ("starting", "stopping") and not settled.done():
                settled.set_result(state)

        self.state_changed.connect(look)
        try:
            look(self._state)
            return await settled
        finally:
            self.state_changed.disconnect(look)

    async def close(self) -> None:
        """Stop it and wait until its process is gone."""
        self.stop()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _work(self) -> None:
        while self._is_wanted:
            failure = await self._serve()
            if failure:
                self._is_wanted = False
                self._show(ServerState("failed", sentence=failure))
                self.notice.emit(failure)
                return
        self._show(ServerState())

    async def _serve(self) -> str:
        """Run one process to its end; give a sentence where nobody had asked it to end."""
        loop = asyncio.get_running_loop()
        line = self._line = _Line(self.data_dir)

        def hear(news: Listening) -> None:
            with contextlib.suppress(RuntimeError):  # the loop may be closed by then
                loop.call_soon_threadsafe(self._hear, line, news)

        try:
            return await asyncio.to_thread(line.run, hear)
        except asyncio.CancelledError:
            line.stop()
            raise
        finally:
            self._line = None

    def _hear(self, line: _Line, news: Listening) -> None:
        if line is self._line and not line.is_stopping:
            keys = {"key": news.key, "renderingvideo_key": news.renderingvideo_key}
            self._show(ServerState("running", news.url, **keys))

    def _show(self, state: ServerState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


class _Line:
    """One process and what is said to it; `run` belongs to a thread, `stop` to the window's."""

    def __init__(self, data_dir: Path) -> None:
        self._lock = threading.Lock()
        context = multiprocessing.get_context("spawn")
        self._mine, self._its = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=main, args=(self._its, data_dir), name="editor-app local workspace"
        )
        self._timer: threading.Timer | None = None
        self.is_stopping = False
        """Whether it has been asked to end."""

    @property
    def pid(self) -> int | None:
        """Give the process's id, while there is one."""
        with contextlib.suppress(ValueError):
            return self._process.pid
        return None

    def stop(self) -> None:
        """Ask it to end; make it, if it does not."""
        with self._lock:
            if self.is_stopping:
                return
            self.is_stopping = True
            if self.pid is None:
                return
            with contextlib.suppress(OSError):
                self._mine.send(None)
            self._timer = threading.Timer(_PATIENCE_S, self._kill)
            self._timer.daemon = True
            self._timer.start()

    def run(self, hear: Callable[[Listening], None]) -> str:
        """Run it to its end; give why, in a sentence, or nothing where it was asked to end."""
        try:
            with self._lock:
                if self.is_stopping:
                    return ""
                self._process.start()
                self._its.close()
        except OSError as error:
            text = _tr("The local workspace could not be started: {why}.")
            return text.format(why=error.strerror or error)
        last = self._listen(hear)
        self._process.join()
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._mine.close()
        code = self._process.exitcode
        self._process.close()
        return "" if self.is_stopping else why_it_ended(last, code)

    def _listen(self, hear: Callable[[Listening], None]) -> News | None:
        last: News | None = None
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):  # a killed process sends half
            while True:
                last = self._mine.recv()
                if isinstance(last, Listening):
                    hear(last)
        return last

    def _kill(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._process.kill()


def why_it_ended(last: News | None, exit_code: int | None) -> str:
    """Say why a server ended that was not asked to, from what it told last and its exit code."""
    match last:
        case InUse(pid):
            text = _tr(
                "The local workspace is in use by another window or server{process}. "
                "Stop it there, then switch it on here."
            )
            process = _tr(" (process {pid})").format(pid=pid) if pid else ""
            return text.format(process=process)
        case Refusal(sentence):
            return _tr("The local workspace could not be started. {why}").format(why=sentence)
        case Listening():
            text = _tr(
                "The local workspace stopped by itself{how}. What it had saved is kept. "
                "It can be switched on again under Settings ▸ Developer."
            )
        case None:
            text = _tr("The local workspace ended before it was ready{how}. The log may say more.")
    return text.format(how=_how(exit_code))


def _how(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        with contextlib.suppress(ValueError):
            return f" ({signal.Signals(-exit_code).name})"
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("LocalServer", text)
