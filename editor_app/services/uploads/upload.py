"""One content on its way to a service, from the moment it is wanted."""

from __future__ import annotations

from typing import Literal

from editor_app.services.uploads.pace import Pace, seconds_left
from editor_app.services.uploads.wanted import Wanted

Status = Literal["waiting", "checking", "sending", "holding", "paused", "failed", "cancelled", "done"]
"""`checking`: the service is asked whether it has it; `holding`: a failed one is tried again by itself."""


class Upload:
    """The upload."""

    def __init__(self, wanted: Wanted, status: Status = "waiting") -> None:
        self.wanted = wanted
        self.status: Status = status
        self.sent = 0
        """Bytes that are on their way."""
        self.pace = Pace()
        self.error = ""
        """Why it is not there, in a sentence; while it holds, why it does so, in a few words."""
        self.again_at_s = 0.0
        """When it is tried again, by `time.monotonic`."""
        self.tries = self.losses = 0
        self.is_gone = False
        """Whether it has failed as its file was no longer there."""
        self.is_beyond = False
        """Whether it has failed as it is beyond what a service takes; nothing of it was sent."""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing happens unless somebody wants it."""
        return self.status in ("failed", "cancelled", "done")

    @property
    def is_under_way(self) -> bool:
        """Tell whether it has a turn now."""
        return self.status in ("checking", "sending")

    @property
    def left(self) -> int:
        """Give how many bytes are still to go."""
        return 0 if self.is_over else self.wanted.size - self.sent

    @property
    def seconds_left(self) -> float | None:
        """Give how long it will take, if that can be known."""
        return seconds_left(self.left, self.pace.speed) if self.status == "sending" else None

    def begin(self, status: Status) -> None:
        """Stand at the beginning again: an interrupted upload starts anew."""
        self.status, self.pace, self.again_at_s = status, Pace(), 0.0
        self.sent = self.wanted.size if status == "done" else 0
        if status not in ("holding", "failed"):
            self.error, self.is_beyond = "", False
