"""Deletions that can be taken back for a while: nothing is sent before it is over."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.models import ProjectSummary
from editor_app.services.accounts import AccountError
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.tasks import Tasks

UNDO_SECONDS = 6.0
_LAST_SECONDS = 3.0
"""How long the end of the program waits for a service that does not answer."""


@dataclass(slots=True, eq=False)
class _Leaving:
    """A project on its way out; once `is_sent` it is not to be had back."""

    service: str
    project: ProjectSummary
    send: Callable[[], Awaitable[None]]
    explain: Callable[..., Trouble]
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    is_sent: bool = False
    is_undone: bool = False


class Deletions(QObject):
    """Projects that their user has deleted, and that the service still has."""

    changed = Signal()
    failed = Signal(object)
    """Trouble: a project is back, as the service did not delete it."""

    def __init__(self, tasks: Tasks, undo_seconds: float) -> None:
        super().__init__()
        self._tasks, self._undo_seconds = tasks, undo_seconds
        self._leaving: list[_Leaving] = []
        self._gone: set[tuple[str, str]] = set()
        self._running: set[asyncio.Task[None]] = set()

    @property
    def undoable(self) -> tuple[ProjectSummary, ...]:
        """Give what can be taken back, the latest first."""
        return tuple(one.project for one in reversed(self._leaving) if not one.is_sent)

    def ids(self, service: str) -> frozenset[str]:
        """Give the projects of a service that are deleted, or are about to be."""
        leaving = {one.project.project_id for one in self._leaving if one.service == service}
        return frozenset(leaving | {project for of, project in self._gone if of == service})

    def begin(
        self,
        service: str,
        project: ProjectSummary,
        send: Callable[[], Awaitable[None]],
        explain: Callable[..., Trouble],
    ) -> None:
        """Delete a project by `send`, unless that is taken back in time."""
        leaving = _Leaving(service, project, send, explain)
        self._leaving.append(leaving)
        task = self._tasks.start(self._delete(leaving), "delete a cloud project")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        self.changed.emit()

    def undo(self) -> None:
        """Take the latest back that can be."""
        for leaving in reversed(self._leaving):
            if not leaving.is_sent:
                leaving.is_undone = True
                self._leaving.remove(leaving)
                leaving.hurry.set()
                self.changed.emit()
                return

    def hurry(self) -> None:
        """Send all that waits."""
        for leaving in self._leaving:
            leaving.hurry.set()

    async def close(self) -> None:
        """Send all that waits, and give the service a moment; what it does not hear of stays there."""
        self.hurry()
        if self._running:
            await asyncio.wait(self._running, timeout=_LAST_SECONDS)

    async def _delete(self, leaving: _Leaving) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(leaving.hurry.wait(), self._undo_seconds)
        if leaving.is_undone:
            return
        leaving.is_sent = True
        self.changed.emit()
        try:
            await leaving.send()
        except (APIError, AccountError) as error:
            again = partial(self.begin, leaving.service, leaving.project, leaving.send, leaving.explain)
            self.failed.emit(leaving.explain(error, retry=again))
        else:
            self._gone.add((leaving.service, leaving.project.project_id))
        finally:
            self._leaving.remove(leaving)
            self.changed.emit()
