"""Moments as the service writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that goes so many seconds ahead of this machine's."""

    ahead_seconds: float = 0.0

    def now(self) -> str:
        """Give its moment in UTC."""
        return seconds_from_now(self.ahead_seconds)

    def later(self, seconds: float) -> str:
        """Give the moment that many seconds after it."""
        return seconds_from_now(self.ahead_seconds + seconds)


def now() -> str:
    """Give this moment in UTC, such as `2026-03-11T13:00:00.000Z`; such texts sort as time does."""
    return iso(datetime.now(UTC))


def seconds_from_now(seconds: float) -> str:
    """Give the moment that many seconds away; negative ones lie in the past."""
    return iso(datetime.now(UTC) + timedelta(seconds=seconds))


def iso(moment: datetime) -> str:
    """Write a moment of UTC to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
