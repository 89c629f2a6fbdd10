"""All uploads taken together. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from editor_app.services.uploads.pace import seconds_left
from editor_app.services.uploads.upload import Upload


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts without what was cancelled, and bytes also without what failed; `speed` in bytes a second."""

    count: int = 0
    done: int = 0
    failed: int = 0
    size: int = 0
    sent: int = 0
    speed: float = 0.0
    seconds_left: float | None = None

    @property
    def open(self) -> int:
        """Count what is still to come."""
        return self.going - self.done

    @property
    def going(self) -> int:
        """Count what is there, or will be."""
        return self.count - self.failed


def totals_of(uploads: Iterable[Upload]) -> Totals:
    """Add up."""
    meant = [upload for upload in uploads if upload.status != "cancelled"]
    going = [upload for upload in meant if upload.status != "failed"]
    done = sum(upload.status == "done" for upload in meant)
    speed = sum(upload.pace.speed for upload in meant if upload.status == "sending")
    return Totals(
        len(meant),
        done,
        len(meant) - len(going),
        sum(upload.wanted.size for upload in going),
        sum(upload.wanted.size if upload.status == "done" else upload.sent for upload in going),
        speed,
        seconds_left(sum(upload.left for upload in going), speed),
    )
