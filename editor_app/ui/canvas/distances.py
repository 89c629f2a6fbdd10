"""How far something is from what it lies in line with, and where on the screen to say so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from editor_app.ui.canvas.geometry import Bounds
from editor_app.ui.canvas.snapping import SAME_PX, Target, Targets

Axis = Literal["x", "y"]
Rect = tuple[float, float, float, float]
"""Left, top, width, height in px of the screen."""
_LEAST_PX = 0.5
_EDGE_PX, _BESIDE_PX, _ROOM_PX = 4.0, 6.0, 8.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A distance along a guide: from `low` to `high` on the line at `at`; "x" is an upright line."""

    axis: Axis
    at: float
    low: float
    high: float

    @property
    def size(self) -> float:
        """Give how far it is."""
        return self.high - self.low


def gaps(bounds: Bounds, targets: Targets) -> tuple[Gap, ...]:
    """Give the distances from something to the next that it lies in line with, before and after it.

    ```
        ┏━━━┓    40    ┏━━━┓
        ┃   ┠──────────┨   ┃      what lies around it counts by its sides: the composition, a panel
        ┗━━━┛          ┗━━━┛
    ```
    Lines that say the same say it once, the one through the middle before the others.
    """
    left, top, right, bottom = bounds
    return (
        *_along("x", targets.xs, (left, right), (top, bottom)),
        *_along("y", targets.ys, (top, bottom), (left, right)),
    )


def _along(
    axis: Axis, targets: Sequence[Target], sides: tuple[float, float], extent: tuple[float, float]
) -> Iterable[Gap]:
    said: set[tuple[int, int]] = set()
    for at in (sum(sides) / 2, *sides):
        on_line = [target for target in targets if abs(target.at - at) < SAME_PX]
        for low, high in _next(on_line, *extent):
            span = round(low), round(high)
            if high - low >= _LEAST_PX and span not in said:
                said.add(span)
                yield Gap(axis, at, low, high)


def _next(targets: Sequence[Target], low: float, high: float) -> Iterable[tuple[float, float]]:
    """Give the shortest way to what lies before, and to what lies after."""
    before = [t.high for t in targets if t.high <= low]
    after = [t.low for t in targets if t.low >= high]
    around = [t for t in targets if t.low <= low and t.high >= high]
    before += [t.low for t in around]
    after += [t.high for t in around]
    if before:
        yield max(before), low
    if after:
        yield high, min(after)


def label_spots(
    lines: Sequence[Gap],
    sizes: Sequence[tuple[float, float]],
    view: tuple[float, float],
    note: Rect | None = None,
) -> tuple[Rect | None, ...]:
    """Give where the label of each distance lies, all in px of the screen; None where there is no place.

    A label lies on the middle of what is in sight of its line, or beside it where the line is short; always
    within the view, and never over another or the note by the pointer.
    """
    placed: list[Rect | None] = []
    for line, size in zip(lines, sizes, strict=True):
        taken = [rect for rect in (note, *placed) if rect is not None]
        free = (rect for rect in _spots(line, size, view) if not any(_overlap(rect, t) for t in taken))
        placed.append(next(free, None))
    return tuple(placed)


def _spots(line: Gap, size: tuple[float, float], view: tuple[float, float]) -> Iterable[Rect]:
    """Give the places for a label, the best first."""
    is_upright = line.axis == "x"
    along, across = (size[1], size[0]) if is_upright else size
    length, breadth = (view[1], view[0]) if is_upright else view
    low, high = max(line.low, 0.0), min(line.high, length)
    if low > high or not 0 <= line.at <= breadth:
        return
    aside = across / 2 + _BESIDE_PX
    beside = ((0.5, aside), (0.5, -aside))
    on_line = ((0.5, 0.0), (0.25, 0.0), (0.75, 0.0)) if high - low >= along + _ROOM_PX else ()
    for share, shift in (*on_line, *beside):
        start = _held(low + (high - low) * share - along / 2, along, length)
        side = _held(line.at + shift - across / 2, across, breadth)
        yield (side, start, *size) if is_upright else (start, side, *size)


def note_spot(at: tuple[float, float], size: tuple[float, float], view: tuple[float, float]) -> Rect:
    """Give where a note by the pointer lies: right below it, on its other side where the view ends."""
    x = at[0] + _NOTE_PX[0]
    if x + size[0] > view[0] - _EDGE_PX:
        x = at[0] - _BESIDE_PX - size[0]
    y = at[1] + _NOTE_PX[1]
    if y + size[1] > view[1] - _EDGE_PX:
        y = at[1] - _BESIDE_PX - size[1]
    return _held(x, size[0], view[0]), _held(y, size[1], view[1]), *size


_NOTE_PX = 16.0, 20.0


def _held(start: float, length: float, room: float) -> float:
    return max(min(start, room - length - _EDGE_PX), _EDGE_PX)


def _overlap(a: Rect, b: Rect) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
