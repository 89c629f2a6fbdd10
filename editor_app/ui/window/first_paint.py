"""The moment from which a window is seen: what the user does not look at can wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_PATIENCE_SECONDS = 1.0


class FirstPaint(QObject):
    """Tells once that a window has been painted; `at` is when, in seconds since 1970."""

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at: float | None = None
        self._window = window
        window.installEventFilter(self)

    async def wait(self) -> None:
        """Wait until it is seen, but not for long: a window that is minimised is never painted."""
        if self.at is not None:
            return
        painted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.seen.connect(lambda: painted.done() or painted.set_result(None))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(painted, _PATIENCE_SECONDS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window's own paint event, which the children's follow at once."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        self.at = time.time()
        self.seen.emit()
