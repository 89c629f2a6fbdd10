"""The clock: where playing is, in shared memory, so that the window reads it without asking."""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Any

from editor_app.render.live_sound.course import Course, heard
from editor_app.timebase import SAMPLE_RATE

MOST_AHEAD_S = 0.25
"""How far the clock runs on from what the device last said; then it stands, and so does the picture."""
_FIELDS = 14
_ID_BYTES = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What the device last said. `epoch` numbers the order it obeys; `stamp_s` is `time.perf_counter`."""

    epoch: int
    is_playing: bool
    is_over: bool
    position: int
    latency: int
    stamp_s: float
    course: Course
    begun: int
    wraps: int
    peaks: tuple[float, float]

    def position_at(self, now_s: float) -> float:
        """Give the sample that is heard at `now_s`."""
        if not self.is_playing:
            return float(self.position)
        elapsed = min(max(now_s - self.stamp_s, 0.0), MOST_AHEAD_S) * SAMPLE_RATE
        at = self.position + self.course.speed * (elapsed - self.latency)
        return heard(self.course, at, self.begun, self.wraps)

    def is_finished(self, now_s: float) -> bool:
        """Tell whether the last sample has been heard."""
        goal = self.course.end if self.course.speed > 0 else self.course.first
        return self.is_over and (not self.is_playing or self.position_at(now_s) == goal)


class SharedClock:
    """Written by the sound process, read by anyone it was handed to while starting."""

    def __init__(self, context: BaseContext) -> None:
        self._numbers: Any = context.RawArray(ctypes.c_double, _FIELDS)
        self._count: Any = context.RawValue(ctypes.c_longlong, 0)
        self._medium: Any = context.RawArray(ctypes.c_char, _ID_BYTES)

    def write(self, reading: Reading) -> None:
        """Tell; for one writer."""
        course = reading.course
        self._count.value += 1  # odd while writing
        self._numbers[:] = (
            reading.epoch,
            reading.is_playing,
            reading.is_over,
            reading.position,
            reading.latency,
            reading.stamp_s,
            course.speed,
            course.first,
            course.end,
            course.loops,
            reading.begun,
            reading.wraps,
            *reading.peaks,
        )
        self._count.value += 1

    def read(self) -> Reading | None:
        """Give what was told last; None before the first time, or where someone died while telling."""
        for _ in range(50):
            before = self._count.value
            numbers = tuple(self._numbers)
            if before and before % 2 == 0 and before == self._count.value:
                return _reading(numbers)
            if not before:
                return None
            time.sleep(0)
        return None

    def note_medium(self, asset_id: str | None) -> None:
        """Say which medium a decoder has in hand, in case the process dies over it."""
        self._medium.value = (asset_id or "").encode("utf-8", "replace")[: _ID_BYTES - 1]

    @property
    def medium(self) -> str | None:
        """Give the medium that a decoder has in hand."""
        return self._medium.value.decode("utf-8", "replace") or None


def _reading(numbers: tuple[float, ...]) -> Reading:
    whole = [int(number) for number in numbers[:12]]
    return Reading(
        epoch=whole[0],
        is_playing=bool(whole[1]),
        is_over=bool(whole[2]),
        position=whole[3],
        latency=whole[4],
        stamp_s=numbers[5],
        course=Course(whole[6], whole[7], whole[8], bool(whole[9])),
        begun=whole[10],
        wraps=whole[11],
        peaks=(numbers[12], numbers[13]),
    )
