"""Source time: ticks from a file's start, against the time stamps of its streams.

Source time 0 is the container's start time, as in players: the earliest of its streams, edit lists
applied. Sound and picture must both count from it, or files whose streams start apart lose their sync.
A start before 0 is encoder delay (Opus in WebM), which is trimmed, not shown: zero stays 0 then.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av

from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from av.container import InputContainer

MAX_TOLERANCE = Fraction(1, 2000)


def zero_seconds(container: InputContainer) -> Fraction:
    """Give the time stamp, in seconds, that source time 0 stands for."""
    start = container.start_time
    return Fraction(max(start or 0, 0), av.time_base)


def stamp_at(source_ticks: int, zero: Fraction, time_base: Fraction) -> int:
    """Give the latest time stamp that has begun at `source_ticks`.

    Time stamps are rounded to the stream's time base: half a unit of it (at most half a millisecond, so
    that a time base of one frame stays exact) is forgiven.
    """
    at = Fraction(source_ticks, TICKS_PER_SECOND) + zero
    tolerance = min(time_base / 2, MAX_TOLERANCE)
    return int((at + tolerance) // time_base)


def ticks_of(stamp: int, zero: Fraction, time_base: Fraction) -> int:
    """Give the source time nearest to `stamp`, in ticks."""
    return round((stamp * time_base - zero) * TICKS_PER_SECOND)
