"""Writes down what was decided, or found out, about uploads: off the loop, one thing after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from editor_app.services.tasks import Tasks


class Keeping:
    """Writes, and says when something is written; a write that fails is told by the tasks."""

    def __init__(self, tasks: Tasks, written: Callable[[], None]) -> None:
        self._tasks, self._written = tasks, written
        self._turn = asyncio.Lock()

    def keep(self, write: Callable[..., None], *values: object) -> None:
        """Have something written in its turn."""
        self._tasks.start(self._keep(write, values), "keeping what was decided about uploads")

    async def _keep(self, write: Callable[..., None], values: tuple[object, ...]) -> None:
        async with self._turn:
            await asyncio.to_thread(write, *values)
        self._written()
