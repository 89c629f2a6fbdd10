"""Where playing starts, ends and goes, in ticks: pure functions behind the player."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.session import InOut
from editor_app.timebase import TICKS_PER_SECOND, frame_at, tick_of_frame

FASTEST = 8


@dataclass(frozen=True, slots=True)
class Bounds:
    """Playing stays within [first, end) ticks, round and round where it loops."""

    first: int
    end: int
    loops: bool


def bounds_of_play(length: int, marked: InOut, *, loops: bool) -> Bounds:
    """Give what is played: all of it, or what is marked where it loops."""
    first, end = marked.in_ticks or 0, length if marked.out_ticks is None else marked.out_ticks
    end = min(end, length)
    if not loops or first >= end:
        return Bounds(0, length, loops)
    return Bounds(first, end, loops)


def start_of_play(at: int, bounds: Bounds, *, forward: bool, fps: int) -> int:
    """Give where playing starts with the playhead `at`: there, or over again from the end or from outside."""
    if forward:
        return at if bounds.first <= at < last_frame(bounds, fps) else bounds.first
    return at if bounds.first < at <= bounds.end else bounds.end


def last_frame(bounds: Bounds, fps: int) -> int:
    """Give the tick of the last frame that shows something."""
    return max(tick_of_frame(frame_at(max(bounds.end - 1, 0), fps), fps), bounds.first)


def shown_at(at: float, bounds: Bounds, fps: int) -> int:
    """Give the tick of the frame to show where sound is at tick `at`."""
    frame = tick_of_frame(frame_at(int(max(at, 0)), fps), fps)
    return min(max(frame, bounds.first), last_frame(bounds, fps))


def faster(speed: int, direction: int) -> int:
    """Give the next step of a shuttle: 1, 2, 4, 8; the other way it begins with 1.

    >>> [faster(0, 1), faster(1, 1), faster(8, 1), faster(2, -1), faster(-2, -1)]
    [1, 2, 8, -1, -4]
    """
    return direction * min(abs(speed) * 2, FASTEST) if speed * direction > 0 else direction


def wait_ms(at: float, speed: int, fps: int) -> int:
    """Give how long it is until the next frame begins, at least a millisecond and at most one frame."""
    frame = TICKS_PER_SECOND / fps
    left = frame - at % frame if speed > 0 else at % frame or frame
    return max(1, min(int(left / abs(speed) / TICKS_PER_SECOND * 1000) + 1, 1000 // fps))
