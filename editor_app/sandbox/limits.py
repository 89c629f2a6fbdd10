"""How often something may be done: a token bucket for each key."""

from __future__ import annotations

import time
from collections.abc import Callable

_MOST_BUCKETS = 10_000


class Buckets:
    """Buckets of `burst` tokens that fill again with `per_second`."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Take a token; give 0, or the seconds until there will be one and take none."""
        now = self._clock()
        level = self._level(key, now)
        if level >= 1:
            self._levels[key] = (level - 1, now)
            self._forget_full(now)
            return 0.0
        return (1 - level) / self._per_second

    def _level(self, key: str, now: float) -> float:
        level, since = self._levels.get(key, (float(self._burst), now))
        return min(self._burst, level + (now - since) * self._per_second)

    def _forget_full(self, now: float) -> None:
        if len(self._levels) > _MOST_BUCKETS:
            self._levels = {k: v for k, v in self._levels.items() if self._level(k, now) < self._burst}
