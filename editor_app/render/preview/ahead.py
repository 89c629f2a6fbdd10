"""Which frames to make before they are wanted, while a film plays."""

from __future__ import annotations

from collections import deque

from editor_app.render.preview.messages import Render, Size
from editor_app.render.preview.studio import Made, Studio
from editor_app.timebase import TICKS_PER_SECOND

FRAMES_AHEAD = 4


class Ahead:
    """The next frames in the direction of playing, then those with which new media come into sight."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._size: Size = (1, 1)
        self._wanted: deque[int] = deque()
        self._starts: list[int] = []
        self._looked_at: int | None = None

    def stop(self) -> None:
        """Make none."""
        self._wanted.clear()
        self._looked_at = None

    def follow(self, render: Render) -> None:
        """Let the frames after this one be made next."""
        self._size = render.size
        self._wanted.clear()
        if render.step_ticks == 0:
            return
        ticks = (render.tick + number * render.step_ticks for number in range(1, FRAMES_AHEAD + 1))
        self._wanted.extend(tick for tick in ticks if tick >= 0)
        if render.step_ticks > 0:
            self._look_ahead(render.tick)
            self._wanted.extend(start for start in self._starts if start > render.tick)

    def make_next(self) -> Made | None:
        """Make one frame, unless it is there; None where none is left. Raises Interrupted."""
        if not self._wanted:
            return None
        made = self._studio.frame(self._wanted[0], self._size)
        self._wanted.popleft()
        return made

    def _look_ahead(self, tick: int) -> None:
        """Look for starts of clips now and then: in a long document that takes longer than a frame."""
        if self._looked_at is None or not 0 <= tick - self._looked_at < TICKS_PER_SECOND:
            self._looked_at = tick
            self._starts = sorted(set(self._studio.starts_ahead(tick)))[:2]
