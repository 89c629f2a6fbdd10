"""What collided in the open project and waits for a choice, whether it is still kept in step or no longer."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from PySide6.QtCore import QObject, Signal

from editor_app.services.sync.chosen_steps import ChosenSteps
from editor_app.services.sync.kept_here import KeptHere
from editor_app.services.sync.ports import AnyConflict
from editor_app.services.tasks import Tasks
from editor_app.store.local_database import LocalDatabaseError

_log = logging.getLogger(__name__)


class WaitingConflicts(QObject):
    """Follows the conflicts of one open project at a time, and the steps that settled them."""

    changed = Signal()
    """Others wait, or the same of another project."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._memory: KeptHere | None = None
        self._found: tuple[AnyConflict, ...] = ()
        self._chosen, self._choosing = ChosenSteps(), asyncio.Lock()

    @property
    def found(self) -> tuple[AnyConflict, ...]:
        """Give what waits, the oldest first."""
        return self._found

    @property
    def memory(self) -> KeptHere | None:
        """Give where the conflicts of the open project are kept."""
        return self._memory

    def begin(self, memory: KeptHere) -> None:
        """Follow another project; what waits for it is known after `take_up`."""
        self._memory, self._chosen = memory, ChosenSteps()

    def end(self) -> None:
        """Follow none."""
        self._memory, self._chosen = None, ChosenSteps()
        if self._found:
            self._found = ()
            self.changed.emit()

    async def take_up(self, memory: KeptHere, *, is_new: bool) -> None:
        """Find what waits, also from a link, or under a name, that the project had before.

        What waited for an earlier file of its name is none of a new project's business.
        """
        try:
            await (memory.forget_conflicts() if is_new else memory.claim())
        except LocalDatabaseError:
            _log.exception("What waits for a choice cannot be read.")
        await self._read(memory)

    def read_soon(self) -> None:
        """Find anew what waits."""
        if self._memory is not None:
            self._tasks.start(self._read(self._memory), "conflicts")

    async def drop(self, *conflicts: AnyConflict) -> None:
        """Forget conflicts that were chosen about; raise LocalDatabaseError."""
        if (memory := self._memory) is not None:
            async with self._choosing:  # what is undone at once must not wait again before it was forgotten
                await memory.drop(conflicts)
                await self._read(memory)

    def note_choice(self, conflicts: tuple[AnyConflict, ...]) -> None:
        """Let conflicts wait again should the latest step be taken back, as it settled them."""
        self._chosen.note(conflicts)

    def hear(self, entry: object) -> None:
        """Hear of a step, of one taken back, or of one done again."""
        if self._memory is None or (turn := self._chosen.hear(entry)) is None:
            return
        does_wait, conflicts = turn[0] == "wait", turn[1]
        choose = self._let_wait(conflicts) if does_wait else self._forget_again(conflicts)
        self._tasks.start(choose, "a choice taken back")

    async def _let_wait(self, conflicts: tuple[AnyConflict, ...]) -> None:
        """Let conflicts wait for a choice again, as the last one was taken back."""
        if (memory := self._memory) is not None:
            with contextlib.suppress(LocalDatabaseError):
                async with self._choosing:
                    await memory.keep_conflicts(conflicts)
                    await self._read(memory)

    async def _forget_again(self, conflicts: tuple[AnyConflict, ...]) -> None:
        with contextlib.suppress(LocalDatabaseError):
            await self.drop(*conflicts)

    async def _read(self, memory: KeptHere) -> None:
        with contextlib.suppress(LocalDatabaseError):
            found = await memory.conflicts()
            if memory is self._memory:
                self._found = found
                self.changed.emit()
