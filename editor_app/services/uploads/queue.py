"""Who has a turn: so many uploads at a time, failed ones again after a pause, none after trouble for all."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import words
from editor_app.services.uploads.patience import is_loss
from editor_app.services.uploads.sending import FileChangedError, Sender
from editor_app.services.uploads.target import Target
from editor_app.services.uploads.upload import Status, Upload
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.uploads import Uploaded

AT_ONCE = (1, 2, 3, 4)
RESTLESS_S = 2.0
"""How long a file that changed while it was sent is left alone."""
_TOLD_EVERY_S = 0.1
PauseAfter = Callable[[APIError, int, int, float], float | None]


class Queue(QObject):
    """Gives turns to uploads, and says how they stand."""

    changed = Signal(object)
    """Upload: it stands otherwise."""
    arrived = Signal(object, object)
    """Upload, Uploaded: the service has it."""
    failed = Signal(object)
    """Upload: only a person can help."""
    file_changed = Signal(object)
    """Upload: its file is another; it holds."""
    all_stopped = Signal(object)
    """APIError or LocalDatabaseError: no upload would fare better."""

    def __init__(self, tasks: Tasks, sender: Sender, pause_after: PauseAfter, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._sender, self._pause_after = tasks, sender, pause_after
        self._target: Target | None = None
        self._running: dict[str, asyncio.Task[None]] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._uploads: tuple[Upload, ...] = ()
        self.is_open = False
        """Whether turns are given."""
        self.at_once = 2

    def set_target(self, target: Target | None) -> None:
        """Leave what is under way, and send elsewhere from now on."""
        for timer in self._timers.values():
            timer.cancel()
        for task in self._running.values():
            task.cancel()
        self._timers.clear()
        self._target, self._uploads = target, ()

    def is_running(self, upload: Upload) -> bool:
        """Tell whether it has a turn, or is just giving it back."""
        return upload.wanted.sha256 in self._running

    def pump(self, uploads: Iterable[Upload] | None = None) -> None:
        """Give turns in the order of the uploads, from now on of these."""
        if uploads is not None:
            self._uploads = tuple(uploads)
        target = self._target
        if target is None or not self.is_open:
            return
        for upload in self._uploads:
            if len(self._running) >= self.at_once:
                return
            if upload.status == "waiting" and not self.is_running(upload):
                self.put(upload, "checking")
                name = f"upload of {upload.wanted.filename}"
                self._running[upload.wanted.sha256] = self._tasks.start(self._run(target, upload), name)

    def put(self, upload: Upload, status: Status) -> None:
        """Take an upload's turn away, if it has one, and let it stand at the beginning of something."""
        self._forget_timer(upload)
        task = self._running.get(upload.wanted.sha256)
        if task is not None and task is not asyncio.current_task():
            task.cancel()
        upload.begin(status)
        self.changed.emit(upload)

    def hold(self, upload: Upload, pause_s: float, reason: str = "") -> None:
        """Let an upload wait for some seconds."""
        self.put(upload, "holding")
        upload.error, upload.again_at_s = reason, time.monotonic() + pause_s
        later = asyncio.get_running_loop().call_later
        self._timers[upload.wanted.sha256] = later(pause_s, self._wake, upload)
        self.changed.emit(upload)

    def fail(self, upload: Upload, sentence: str) -> None:
        """Let an upload wait for a person, and say why."""
        upload.error = sentence
        self.put(upload, "failed")
        self.failed.emit(upload)

    def interrupt(self) -> None:
        """Take all turns away."""
        for upload in self._uploads:
            if upload.is_under_way:
                self.put(upload, "waiting")

    async def _run(self, target: Target, upload: Upload) -> None:
        try:
            uploaded = await self._sender.send(target, upload.wanted, _Ear(self, upload).hear)
        except (APIError, FileChangedError, LocalDatabaseError, OSError) as error:
            if target is self._target:
                self._take(target, upload, error)
        else:
            self._finish(target, upload, uploaded)
        finally:
            del self._running[upload.wanted.sha256]
            self.pump()

    def _finish(self, target: Target, upload: Upload, uploaded: Uploaded) -> None:
        if target is self._target:
            self.arrived.emit(upload, uploaded)

    def _take(self, target: Target, upload: Upload, error: Exception) -> None:
        """Let an upload that has failed wait for its next turn, for a person, or for its file."""
        name = upload.wanted.filename
        match error:
            case APIError():
                self._take_answer(target, upload, error)
            case FileChangedError():
                self.hold(upload, RESTLESS_S)
                self.file_changed.emit(upload)
            case LocalDatabaseError():
                self.put(upload, "waiting")
                self.all_stopped.emit(error)
            case FileNotFoundError():
                upload.is_gone = True
                self.fail(upload, words.gone(upload.wanted.path, name))
            case OSError():
                self.fail(upload, words.unreadable(error, name))

    def _take_answer(self, target: Target, upload: Upload, error: APIError) -> None:
        if words.queue_trouble(error, target.service_name):
            self.put(upload, "waiting")
            self.all_stopped.emit(error)
            return
        pause = self._pause_after(error, upload.tries, upload.losses, random.random())
        upload.tries += 1
        upload.losses += is_loss(error)
        if pause is None:
            self.fail(upload, words.file_trouble(error, target.service_name, upload.wanted.filename))
        else:
            self.hold(upload, pause, words.holding_reason(error, target.service_name))

    def _wake(self, upload: Upload) -> None:
        if upload.status == "holding":
            self.put(upload, "waiting")
            self.pump()

    def _forget_timer(self, upload: Upload) -> None:
        if timer := self._timers.pop(upload.wanted.sha256, None):
            timer.cancel()


class _Ear:
    """Hears how far an upload is, and tells it now and then."""

    def __init__(self, queue: Queue, upload: Upload) -> None:
        self._queue, self._upload = queue, upload
        self._told_s = 0.0

    def hear(self, sent: int, size: int) -> None:
        """Take in how many bytes have been sent."""
        now, upload = time.monotonic(), self._upload
        if not upload.is_under_way:
            return
        upload.status, upload.sent = "sending", sent
        upload.pace.hear(now, sent)
        if sent == size or now - self._told_s >= _TOLD_EVERY_S:
            self._told_s = now
            self._queue.changed.emit(upload)
