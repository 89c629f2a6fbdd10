"""A real mouse and a real keyboard on a virtual display: every event comes through the X server."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_SECONDS = 60.0


class Hands:
    """Moves the pointer where a widget is, presses, types, and waits for what shall come of it."""

    async def click(self, widget: QWidget, at: QPoint | QPointF | None = None, *, times: int = 1) -> None:
        """Click into the middle of a widget, or at a place in it."""
        x, y = self._global(widget, at)
        await _xdotool("mousemove", x, y, "click", "--repeat", times, "--delay", 60, 1)
        await self.rest()

    async def drag(
        self, start: tuple[QWidget, QPoint | QPointF | None], end: tuple[QWidget, QPoint | QPointF | None]
    ) -> None:
        """Press at one place, go to another in steps, let go."""
        await drag_between(QPoint(*self._global(*start)), QPoint(*self._global(*end)))
        await self.rest()

    async def key(self, *names: str) -> None:
        """Press keys one after the other, in X's names: `ctrl+m`, `Return`."""
        await _xdotool("key", "--delay", 40, *names)
        await self.rest()

    async def write(self, text: str) -> None:
        """Type a text."""
        await _xdotool("type", "--delay", 25, text)
        await self.rest()

    async def until(self, is_so: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something is so; raise AssertionError with `what` where it never is."""
        for _ in range(int(seconds / 0.05)):
            if is_so():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"waited {seconds:g} s in vain: {what}")

    async def rest(self) -> None:
        """Let the window answer."""
        for _ in range(4):
            await asyncio.sleep(0.03)

    def shot(self, path: str) -> None:
        """Keep what the screen shows."""
        subprocess.run(["import", "-window", "root", path], check=True)

    def _global(self, widget: QWidget, at: QPoint | QPointF | None) -> tuple[int, int]:
        place = widget.rect().center() if at is None else QPointF(at).toPoint()
        assert widget.isVisible(), f"{widget.objectName() or type(widget).__name__} is not seen"
        there = widget.mapToGlobal(place)
        return there.x(), there.y()


def window_of(kind: type[QWidget]) -> QWidget | None:
    """Give the visible top-level window of a kind, as a dialog."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


async def drag_between(start: QPoint, end: QPoint) -> None:
    """Press at one place of the screen, go to another in steps, let go; whoever's windows are there."""
    await _xdotool("mousemove", start.x(), start.y(), "mousedown", 1)
    for step in range(1, 9):
        at = start + (end - start) * step / 8
        await _xdotool("mousemove", at.x(), at.y())
        await asyncio.sleep(0.03)
    await _xdotool("mouseup", 1)


async def _xdotool(*words: object) -> None:
    command = ["xdotool", *map(str, words)]
    await asyncio.to_thread(subprocess.run, command, check=True, timeout=30)
