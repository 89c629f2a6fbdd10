"""Clocks that are wrong: every moment that the program or the service writes down is hours off."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

CLOCK_HOURS = "TESTS_CLOCK_HOURS"
"""The variable of the environment that says how many hours the clock of a process is off."""


def wrong_clock(hours: Callable[[], float]) -> type[datetime]:
    """Make a `datetime` whose present moment is off by as many hours as that gives each time."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + timedelta(hours=hours())

    return Wrong


def set_clock(hours: float) -> None:
    """Put the clock of this process wrong for good, in all modules of the program that are loaded."""
    wrong = wrong_clock(lambda: hours)
    for name, module in list(sys.modules.items()):
        if name.startswith("editor_app.") and getattr(module, "datetime", None) is datetime:
            setattr(module, "datetime", wrong)  # noqa: B010 - modules have no such attribute for a checker
