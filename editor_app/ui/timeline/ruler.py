"""The ruler's marks: steps that suit the zoom, and the times written at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editor_app.timebase import TICKS_PER_SECOND, ticks_per_frame
from editor_app.ui.timeline.view import View

_LABEL_PX, _FRAME_LABEL_PX, _MARK_PX = 74, 84, 7
_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400)
_FRAMES = (1, 2, 5, 10, 15)
_PARTS = (10, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line on the ruler; those with a label are the long ones."""

    tick: int
    label: str | None


def ruler_marks(view: View, fps: int) -> Iterator[Mark]:
    """Give the marks that show, from the left."""
    step = _label_step(view, fps)
    part = _part_step(step, view, fps)
    frames = step % TICKS_PER_SECOND != 0
    hours = view.last_tick >= 3600 * TICKS_PER_SECOND
    first = max(0, view.first_tick - step) // part * part
    for tick in range(first, view.last_tick + 1, part):
        yield Mark(tick, _label(tick, fps, frames=frames, hours=hours) if tick % step == 0 else None)


def _label_step(view: View, fps: int) -> int:
    frame = ticks_per_frame(fps)
    for count in _FRAMES:
        if count * frame < TICKS_PER_SECOND and count * frame * view.px_per_tick >= _FRAME_LABEL_PX:
            return count * frame
    for seconds in _SECONDS:
        if seconds * view.px_per_second >= _LABEL_PX:
            return seconds * TICKS_PER_SECOND
    return _SECONDS[-1] * TICKS_PER_SECOND * max(1, int(_LABEL_PX / (_SECONDS[-1] * view.px_per_second)) + 1)


def _part_step(step: int, view: View, fps: int) -> int:
    frame = ticks_per_frame(fps)
    for parts in _PARTS:
        part, rest = divmod(step, parts)
        is_round = part % frame == 0 and (part < TICKS_PER_SECOND or part % TICKS_PER_SECOND == 0)
        if rest == 0 and is_round and part * view.px_per_tick >= _MARK_PX:
            return part
    return step


def _label(tick: int, fps: int, *, frames: bool, hours: bool) -> str:
    whole, rest = divmod(tick, TICKS_PER_SECOND)
    text = f"{whole // 60 % 60:02}:{whole % 60:02}"
    if hours:
        text = f"{whole // 3600}:{text}"
    return f"{text}:{rest // ticks_per_frame(fps):02}" if frames else text
