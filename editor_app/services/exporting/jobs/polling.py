"""When a service is asked again: growing pauses, spread by chance. Pure: the caller brings chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_FIRST_LOOK_S, _GROWTH, _LONGEST_LOOK_S = 1.0, 1.3, 15.0
_FIRST_TROUBLE_S, _LONGEST_TROUBLE_S, _LONGEST_WISH_S = 1.0, 60.0, 600.0
_FIRST_FULL_S, _LONGEST_FULL_S = 5.0, 120.0
_LONGEST_WAKING_S = 2.0


def after_look(looks: int, chance: float) -> float:
    """Give the seconds until a task is looked at again, after so many looks; `chance` is in [0, 1)."""
    return min(_LONGEST_LOOK_S, _FIRST_LOOK_S * _GROWTH ** min(looks, 20)) * _spread(chance)


def after_trouble(failures: int, retry_after: float | None, chance: float) -> float:
    """Give the seconds until a call is tried again, after so many failures; what is asked for counts."""
    if retry_after is not None:
        return min(_LONGEST_WISH_S, max(0.0, retry_after)) + chance
    return min(_LONGEST_TROUBLE_S, _FIRST_TROUBLE_S * 2 ** min(failures, 10)) * _spread(chance)


def after_no_room(times: int, chance: float) -> float:
    """Give the seconds until a service is asked again that had no room for an export so often."""
    return min(_LONGEST_FULL_S, _FIRST_FULL_S * 2 ** min(times, 10)) * _spread(chance)


def after_waking(chance: float) -> float:
    """Give the seconds until a job is tried whose wait is over: not all of them knock in one moment."""
    return _LONGEST_WAKING_S * chance


def _spread(chance: float) -> float:
    return 0.8 + 0.4 * chance


@dataclass(frozen=True, slots=True)
class Pace:
    """The rules, for whoever must not wait so long: tests."""

    look: Callable[[int, float], float] = after_look
    trouble: Callable[[int, float | None, float], float] = after_trouble
    no_room: Callable[[int, float], float] = after_no_room
    waking: Callable[[float], float] = after_waking


USUAL = Pace()
