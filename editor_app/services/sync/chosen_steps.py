"""Which steps settled what collided: who takes such a step back wants to choose again. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from editor_app.services.sync.ports import AnyConflict
from editor_app.store.history import Applied, Redone, Step, Undone

Turn = tuple[Literal["wait", "settled"], tuple[AnyConflict, ...]]


class ChosenSteps:
    """The choices of one open project, in this run of the program."""

    def __init__(self) -> None:
        self._latest: Step | None = None
        self._of: dict[Step, tuple[AnyConflict, ...]] = {}

    def note(self, conflicts: Sequence[AnyConflict]) -> None:
        """Know that the latest step settled these."""
        if self._latest is not None:
            self._of[self._latest] = tuple(conflicts)

    def hear(self, entry: object) -> Turn | None:
        """Tell what waits again, or is settled again, after an entry of the document's journal."""
        match entry:
            case Applied(step):
                self._latest = step
            case Undone(Step() as step) if step in self._of:
                return "wait", self._of[step]
            case Redone(Step() as step) if step in self._of:
                return "settled", self._of[step]
            case _:
                pass
        return None
