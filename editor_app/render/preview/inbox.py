"""What the window has sent and nobody has looked at yet; of frames to look at only the newest is kept."""

from __future__ import annotations

import threading
from collections import deque

from editor_app.render.preview.messages import Order, Render, Update


class Inbox:
    """Filled by the thread that listens, emptied by the one that paints."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._updates: deque[Update] = deque()
        self._look: Render | None = None
        self._stills: deque[Render] = deque()
        self._skipped: list[int] = []

    def put(self, order: Order) -> None:
        """Take in an order."""
        with self._news:
            if not isinstance(order, Render):
                self._updates.append(order)
            elif order.kind == "still":
                self._stills.append(order)
            else:
                if self._look is not None:
                    self._skipped.append(self._look.number)
                self._look = order
            self._news.notify()

    def put_back(self, still: Render) -> None:
        """Take a still again whose turn was interrupted."""
        with self._news:
            self._stills.appendleft(still)

    @property
    def has_look(self) -> bool:
        """Tell whether a frame to look at is waiting."""
        return self._look is not None

    @property
    def has_news(self) -> bool:
        """Tell whether anything is waiting."""
        return bool(self._look or self._updates or self._stills)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until something is there."""
        with self._news:
            self._news.wait_for(lambda: self.has_news or self._skipped, seconds)

    def updates(self) -> list[Update]:
        """Take all updates, the oldest first."""
        with self._news:
            taken = list(self._updates)
            self._updates.clear()
            return taken

    def skipped(self) -> list[int]:
        """Take the numbers of the frames that newer ones have replaced."""
        with self._news:
            taken, self._skipped = self._skipped, []
            return taken

    def frame(self) -> Render | None:
        """Take the frame to make next: one to look at comes first.

        None too where an update came before it: frames are made of the document that they were ordered for.
        """
        with self._news:
            if self._updates:
                return None
            if self._look is not None:
                look, self._look = self._look, None
                return look
            return self._stills.popleft() if self._stills else None
