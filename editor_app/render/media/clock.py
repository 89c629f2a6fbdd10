"""Source time: ticks from a file's start, against the time stamps of its streams.

Source time 0 is the container's start time, as in players: the earliest of its streams, edit lists
applied. Sound and picture must both count from it, or files whose streams start apart lose their sync.
A start before 0 is encoder delay (Opus in WebM), which is trimmed, not shown: zero stays 0 then.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

import av

from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_LATEST = Fraction(1, 1000)
_RATES = 1, 1000


def zero_seconds(container: InputContainer) -> Fraction:
    """Give the time stamp, in seconds, that source time 0 stands for."""
    start = container.start_time
    return Fraction(max(start or 0, 0), av.time_base)


class SourceClock:
    """Source ticks against the time stamps of one stream.

    A frame is on screen from its time stamp on, with two allowances. Half a tick: source time 0 is rounded
    to microseconds, document times to ticks. And a time stamp is itself rounded to the stream's time base: of
    a frame that its rate puts at n / rate, it may be late by half a unit (at most a millisecond, so
    that a time base of one frame stays exact). A tick before n / rate shows the frame before, in any file.
    """

    def __init__(self, zero: Fraction, time_base: Fraction, rates: Iterable[Fraction | None]) -> None:
        """Take source time 0 in seconds, the time base, and the frame rates that the stream may have."""
        known = {rate for rate in rates if rate and _RATES[0] <= rate <= _RATES[1]}
        # All in whole numbers of one small unit: this runs several times a frame.
        second = math.lcm(
            2 * TICKS_PER_SECOND,
            zero.denominator,
            2 * time_base.denominator,
            _LATEST.denominator,
            *(rate.numerator for rate in known),
        )
        self._tick, self._half_tick = second // TICKS_PER_SECOND, second // (2 * TICKS_PER_SECOND)
        self._zero, self._unit = int(zero * second), int(time_base * second)
        self._late = min(self._unit // 2, int(_LATEST * second))
        self._frames = [int(second / rate) for rate in known]

    def stamp_at(self, source_ticks: int) -> int:
        """Give the latest time stamp that has begun at `source_ticks`."""
        now = source_ticks * self._tick + self._half_tick
        begun = max((now // frame * frame + self._late for frame in self._frames), default=now)
        return (max(now, begun) + self._zero) // self._unit

    def first_tick(self, stamp: int) -> int:
        """Give the first source tick whose `stamp_at` is `stamp` or later."""
        exact = stamp * self._unit - self._zero
        nominal = (-(-(exact - self._late) // frame) * frame for frame in self._frames)
        return -((self._half_tick - min((exact, *nominal))) // self._tick)


def clock_of(stream: VideoStream, zero: Fraction) -> SourceClock:
    """Give the clock of a picture stream whose source time 0 is at `zero` seconds."""
    return SourceClock(zero, stream.time_base or Fraction(1, 1000), (stream.average_rate, stream.base_rate))


def ticks_of(stamp: int, zero: Fraction, time_base: Fraction) -> int:
    """Give the source time nearest to `stamp`, in ticks."""
    return round((stamp * time_base - zero) * TICKS_PER_SECOND)
