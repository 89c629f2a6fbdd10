"""How playing goes: frames shown, frames left out, frames a second. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_WINDOW_S = 1.0


@dataclass(frozen=True, slots=True)
class PlaybackStats:
    """Counted since the preview was made; `fps` is over the last second of playing."""

    shown: int = 0
    dropped: int = 0
    fps: float = 0.0


class Counter:
    """Counts frames by the clock it is told."""

    def __init__(self) -> None:
        self._shown = self._dropped = 0
        self._times: deque[float] = deque()

    def begin(self) -> None:
        """Start a new measure of frames a second."""
        self._times.clear()

    def show(self, now_s: float) -> None:
        """Count a frame shown."""
        self._shown += 1
        self._times.append(now_s)
        while self._times[0] < now_s - _WINDOW_S:
            self._times.popleft()

    def drop(self) -> None:
        """Count a frame that was wanted and never came."""
        self._dropped += 1

    @property
    def stats(self) -> PlaybackStats:
        """Give the counts."""
        times = self._times
        length = times[-1] - times[0] if len(times) > 1 else 0.0
        return PlaybackStats(self._shown, self._dropped, (len(times) - 1) / length if length > 0 else 0.0)
