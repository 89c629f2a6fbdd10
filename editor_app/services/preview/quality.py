"""How large a frame is painted: as chosen, or by what this machine can do while things move. Pure."""

from __future__ import annotations

import statistics
from collections import deque
from collections.abc import Sequence
from typing import Literal, get_args

Size = tuple[int, int]
Level = Literal["full", "half", "quarter"]
Quality = Literal["auto", "full", "half", "quarter"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
_LEVELS: tuple[Level, ...] = get_args(Level)
_DIVISORS: dict[Level, int] = {"full": 1, "half": 2, "quarter": 4}

BUDGET_S = 0.029
"""A thirtieth of a second, less the way to the window."""
_EASY = 0.25
"""A frame of twice the size costs up to four times as much."""
_LOOKED_AT = 8
_PATIENCE = 60
MOST_PIXELS = 3840 * 2160


def scaled(size: Size, level: Level) -> Size:
    """Give the size in px that is painted at a level; never more than `MOST_PIXELS`."""
    width, height = size
    too_much = max(1.0, (width * height / MOST_PIXELS) ** 0.5)
    divisor = _DIVISORS[level]
    return max(1, int(width / too_much) // divisor), max(1, int(height / too_much) // divisor)


class AutoQuality:
    """Finds the largest level whose frames are made in time.

    Half of the last frames decide: one that had to wait for a seek does not lower it. Going up again takes
    longer than going down, so that it does not swing.
    """

    def __init__(self) -> None:
        self._index = 0
        self._costs: deque[float] = deque(maxlen=_LOOKED_AT)
        self._easy = 0

    @property
    def level(self) -> Level:
        """Give the level to paint at while things move."""
        return _LEVELS[self._index]

    def observe(self, costs_s: Sequence[float], level: Level) -> None:
        """Learn how long new frames took to make."""
        if level != self.level:
            return
        for cost in costs_s:
            self._costs.append(cost)
            self._judge()

    def _judge(self) -> None:
        if len(self._costs) < _LOOKED_AT:
            return
        typical = statistics.median(self._costs)
        self._easy = self._easy + 1 if typical < BUDGET_S * _EASY else 0
        if typical > BUDGET_S and self._index < len(_LEVELS) - 1:
            self._move(1)
        elif self._easy > _PATIENCE and self._index > 0:
            self._move(-1)

    def _move(self, by: int) -> None:
        self._index += by
        self._easy = 0
        self._costs.clear()
