"""How a project stands with its service. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "off",  # it is kept with no service
    "in-step",
    "syncing",
    "stalled",  # an exchange that does not get on, nobody knows why
    "changed",  # a moment after an edit
    "paused",
    "asking",  # somebody must choose before anything can be joined
    "offline",
    "waiting",
    "refused",
    "locked",
    "denied",  # of this account nothing is taken for now, whatever the document holds
    "gone",
    "unkept",
]


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """`waiting` counts the changes that are not there yet, `at` is when both were last in step (local time).

    `again_s` is the pause before the next try, where one is due by itself.
    """

    kind: Kind = "off"
    service_name: str = ""
    sentence: str = ""
    waiting: int = 0
    at: datetime | None = None
    again_s: float | None = None
    conflicts: int = 0
