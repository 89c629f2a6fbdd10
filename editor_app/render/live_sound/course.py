"""Where playing goes, in samples: on, round in a loop, or to an end. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Course:
    """Playing at `speed` times (a whole number, negative backwards) within samples [first, end)."""

    speed: int
    first: int
    end: int
    loops: bool = False

    @property
    def goes_round(self) -> bool:
        """Tell whether it starts over."""
        return self.loops and self.end > self.first


@dataclass(frozen=True, slots=True)
class Span:
    """`count` samples to hand out, from `position` at `speed`; backwards, `position` is the one after."""

    position: int
    count: int
    speed: int

    @property
    def positions(self) -> NDArray[np.int64]:
        """Give the samples by position."""
        start = self.position if self.speed > 0 else self.position - 1
        return start + self.speed * np.arange(self.count, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Advance:
    """What is handed out next: spans, where playing is then, how often it started over, if it has ended."""

    spans: tuple[Span, ...]
    position: int
    wraps: int
    is_over: bool


def advance(course: Course, position: int, count: int) -> Advance:
    """Hand out `count` samples from `position` on, fewer where an end comes first."""
    spans: list[Span] = []
    wraps = 0
    while count > 0:
        left = course.end - position if course.speed > 0 else position - course.first
        step = min(-(-left // abs(course.speed)), count)
        if step > 0:
            spans.append(Span(position, step, course.speed))
            position += step * course.speed
            count -= step
        elif course.goes_round:
            position, wraps = (course.first if course.speed > 0 else course.end), wraps + 1
        else:
            break
    # A stride may reach past the end.
    ended = min(position, course.end) if course.speed > 0 else max(position, course.first)
    return Advance(tuple(spans), ended, wraps, count > 0)


def heard(course: Course, at: float, begun: int, wraps: int) -> float:
    """Give what is heard where plain counting says `at`: not before it began, nor past ends but in loops."""
    forward = course.speed > 0
    if not wraps and (at < begun if forward else at > begun):
        return float(begun)
    length = course.end - course.first
    if course.goes_round:
        if at >= course.end or at < course.first:
            return course.first + (at - course.first) % length
        return at
    return min(max(at, float(course.first)), float(max(course.end, course.first)))


def blocks_ahead(course: Course, position: int, size: int, count: int) -> tuple[int, ...]:
    """List the next `count` blocks of `size` samples that playing comes to, the nearest first."""
    found: dict[int, None] = {}
    at = position
    for _ in range(4 * count):
        reach = advance(course, at, max(size // abs(course.speed), 1))
        for span in reach.spans:
            last = span.position + span.speed * (span.count - 1) - (span.speed < 0)
            start = span.position - (span.speed < 0)
            low, high = sorted((start // size, last // size))
            ordered = range(low, high + 1) if span.speed > 0 else range(high, low - 1, -1)
            found.update(dict.fromkeys(ordered))
        at = reach.position
        if reach.is_over or len(found) >= count:
            break
    return tuple(found)[:count]
