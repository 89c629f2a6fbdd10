"""Judge the deaths of workers: which medium is to blame, and when to give up."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass

from editor_app.render.export.settings import RenderFailed
from editor_app.render.processes import SERVER_DIED

CRASHES_BEFORE_QUARANTINE = 2
KILLS_BEFORE_QUARANTINE = 3
DEATHS_BEFORE_GIVING_UP = 5


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended: the work it had, the medium a decoder had open, and whether it was a crash.

    A worker that was killed from outside (a person, the system short of memory) did not crash.
    """

    work: Hashable
    medium: str | None
    crashed: bool


def is_crash(exit_code: int | None) -> bool:
    """Tell a crash from being killed from outside, and from an end nobody knows."""
    if sys.platform == "win32":
        return exit_code not in {None, 1, signal.SIGTERM}
    return exit_code not in {None, SERVER_DIED, -signal.SIGKILL, -signal.SIGTERM}


class Deaths:
    """Remember the deaths of one export."""

    def __init__(self) -> None:
        self._crashes: Counter[str] = Counter()
        self._kills: Counter[tuple[Hashable, str]] = Counter()
        self._unexplained: Counter[Hashable] = Counter()

    def record(self, death: Death) -> str | None:
        """Give the medium to quarantine, if any; raise RenderFailed when work keeps killing its worker.

        A medium is to blame after two crashes while it was open, or after being open three times when a
        worker was killed over the same work (a decoder that eats the memory dies so).
        """
        if death.medium is None:
            self._unexplained[death.work] += 1
            if self._unexplained[death.work] >= DEATHS_BEFORE_GIVING_UP:
                raise RenderFailed(
                    f"The worker died {DEATHS_BEFORE_GIVING_UP} times over {death.work}; it was given up."
                )
            return None
        if death.crashed:
            self._crashes[death.medium] += 1
        else:
            self._kills[death.work, death.medium] += 1
        blamed = (
            self._crashes[death.medium] >= CRASHES_BEFORE_QUARANTINE
            or self._kills[death.work, death.medium] >= KILLS_BEFORE_QUARANTINE
        )
        return death.medium if blamed else None
