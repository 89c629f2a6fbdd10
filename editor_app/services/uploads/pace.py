"""How fast bytes go, smoothed so that the number can be read. Pure: the caller brings the time."""

from __future__ import annotations

import math

_MEMORY_S = 4.0
_LEAST_STEP_S = 0.25


class Pace:
    """The speed of one upload in bytes a second; 0 as long as it is not known."""

    def __init__(self) -> None:
        self.speed = 0.0
        self._at: float | None = None
        self._sent = 0

    def hear(self, now_s: float, sent: int) -> None:
        """Take in how many bytes have been sent by now."""
        if self._at is None:
            self._at, self._sent = now_s, sent
            return
        step = now_s - self._at
        if step < _LEAST_STEP_S:
            return
        latest = (sent - self._sent) / step
        weight = 1 - math.exp(-step / _MEMORY_S) if self.speed else 1.0
        self.speed += (latest - self.speed) * weight
        self._at, self._sent = now_s, sent


def seconds_left(left: int, speed: float) -> float | None:
    """Give how long so many bytes take; None where nobody can know."""
    return left / speed if speed > 0 else None
