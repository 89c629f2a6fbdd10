"""Where a picture stream is cut into segments, and which worker takes which: pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

_PIXELS_A_SEGMENT = 2**30
_HEAD_START_SECONDS = 1 / 6
"""So late lies the border in the middle: a lane's start there costs about twice as much work (measured with
two 1080p videos of 250 frames a key frame, where 150 are decoded for nothing)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the output that is encoded on its own and starts with a key frame."""

    index: int
    first_frame: int
    frames: int


def plan_segments(frames: int, fps: int, pixels: int) -> tuple[Segment, ...]:
    """Cut `frames` pictures of `pixels` each into nearly equal segments of two to four seconds.

    Each costs a key frame and an encoder with memory of its own: at one to two seconds a film of ten was a
    sixth larger and took a twentieth more processor time. Very large pictures get shorter ones, and so do
    short films, so that two cores have work. The number is a multiple of eight (four, two) where that fits,
    so that few segments still share out evenly. They shrink a little from first to last: a lane
    that begins in the middle of the media first has to find its place there, and so gets less to do.
    Never depends on the number of workers, so that the file does not.
    """
    longest = max(1, min(4 * fps, _PIXELS_A_SEGMENT // pixels))
    shortest = min(-(-longest // 2), max(fps, frames // 2))
    count = _count(frames, shortest, longest)
    room = min(longest * count - frames, frames - shortest * count)
    head_start = max(0, min(round(_HEAD_START_SECONDS * fps), room // 4))
    borders = [(frames * count + 4 * head_start * (count - i)) * i // count**2 for i in range(count + 1)]
    return tuple(Segment(i, borders[i], borders[i + 1] - borders[i]) for i in range(count))


def _count(frames: int, shortest: int, longest: int) -> int:
    least, most = -(-frames // longest), frames // shortest
    for multiple in (8, 4, 2):
        rounded = -(-least // multiple) * multiple
        if rounded <= most:
            return rounded
    return least


class Runs:
    """Share segments out: each lane owns a contiguous run, so that its decoders read forward.

    lane 0  | 0 1 2 3 |            lane 0 done:  takes the second half of the longest run
    lane 1  | 4 5 6 7 |
    """

    def __init__(self, segments: int, lanes: int) -> None:
        borders = [segments * i // lanes for i in range(lanes + 1)]
        self._runs = [range(borders[i], borders[i + 1]) for i in range(lanes)]

    def take(self, lane: int) -> int | None:
        """Give the next segment for `lane`, or None when all are taken."""
        if not self._runs[lane]:
            longest = max(range(len(self._runs)), key=lambda other: len(self._runs[other]))
            run = self._runs[longest]
            kept = len(run) // 2
            self._runs[longest], self._runs[lane] = run[:kept], run[kept:]
        run = self._runs[lane]
        if not run:
            return None
        self._runs[lane] = run[1:]
        return run[0]
