"""Where rows, keys and the curve lie, and what is met at a point. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from editor_app.session import KeyframeRef
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.keyframes.fields import Lane, number_of

HEADER_PX, RULER_PX, ROW_PX, ICON_PX, MARGIN_PX = 304, 28, 28, 28, 20
_KEY_PX = 8
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_FRAMES = (1, 2, 5, 10, 15)

Part = Literal[
    "nothing", "corner", "ruler", "head", "name", "value", "previous", "toggle", "next", "lane", "key"
]


@dataclass(frozen=True, slots=True)
class Hit:
    """What was met; `time_ticks` of a key is clip-local."""

    part: Part
    tick: int
    lane: int | None = None
    time_ticks: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet as it shows: rows, the span of time from edge to edge, the size."""

    lanes: tuple[Lane, ...]
    start_ticks: int
    end_ticks: int
    width_px: int
    scroll_px: int = 0

    @property
    def _room_px(self) -> float:
        return max(1.0, self.width_px - HEADER_PX - 2 * MARGIN_PX)

    @property
    def content_px(self) -> int:
        """Give the height of ruler and rows."""
        return RULER_PX + len(self.lanes) * ROW_PX

    def x_of(self, tick: int) -> float:
        """Give where a tick of the timeline lies."""
        span = max(1, self.end_ticks - self.start_ticks)
        return HEADER_PX + MARGIN_PX + (tick - self.start_ticks) * self._room_px / span

    def tick_at(self, x: float) -> int:
        """Give the tick at a place, within the span."""
        span = max(1, self.end_ticks - self.start_ticks)
        tick = self.start_ticks + round((x - HEADER_PX - MARGIN_PX) * span / self._room_px)
        return min(max(tick, self.start_ticks), self.end_ticks)

    def top_of(self, lane: int) -> int:
        """Give the top of a row."""
        return RULER_PX + lane * ROW_PX - self.scroll_px

    def lane_at(self, y: float) -> int | None:
        """Give the row at a height."""
        lane = int((y - RULER_PX + self.scroll_px) // ROW_PX)
        return lane if y >= RULER_PX and 0 <= lane < len(self.lanes) else None


def sheet_of(state: EditorState, lanes: tuple[Lane, ...], width_px: int, scroll_px: int) -> Sheet:
    """Give the sheet of some rows: it spans their clips, from the first start to the last end."""
    items = [state.items[lane.item_id] for lane in lanes if lane.item_id in state.items]
    start = min((item.start_ticks for item in items), default=0)
    end = max((item.end_ticks for item in items), default=TICKS_PER_SECOND)
    return Sheet(lanes, start, max(end, start + 1), width_px, scroll_px)


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key where it shows; one outside its clip stands at the clip's end."""

    ref: KeyframeRef
    x: float
    value: float
    is_outside: bool


def keys_of(state: EditorState, sheet: Sheet, lane: Lane) -> Iterator[ShownKey]:
    """Give the keys of a row, from the left."""
    item = state.items.get(lane.item_id)
    number = number_of(item, lane.field.name) if lane.field is not None else None
    if item is None or number is None or lane.field is None:
        return
    for key in sorted(number.keyframes, key=lambda key: key.time_ticks):
        outside = key.time_ticks >= item.duration_ticks
        tick = item.end_ticks if outside else item.start_ticks + key.time_ticks
        ref = KeyframeRef(lane.item_id, lane.field.name, key.time_ticks)
        yield ShownKey(ref, sheet.x_of(tick), key.value, outside)


def hit(state: EditorState, sheet: Sheet, x: float, y: float) -> Hit:
    """Tell what lies at a point."""
    tick = sheet.tick_at(x)
    if y < RULER_PX:
        return Hit("corner" if x < HEADER_PX else "ruler", tick)
    number = sheet.lane_at(y)
    if number is None:
        return Hit("nothing", tick)
    lane = sheet.lanes[number]
    if lane.field is None:
        return Hit("head", tick, number)
    if x < HEADER_PX:
        return Hit(_on_header(x), tick, number)
    near = [(abs(key.x - x), key.ref.time_ticks) for key in keys_of(state, sheet, lane)]
    if near and min(near)[0] <= _KEY_PX:
        return Hit("key", tick, number, min(near)[1])
    return Hit("lane", tick, number)


def header_icons() -> tuple[tuple[Part, int], ...]:
    """Give the three buttons of a row and the left side of each."""
    left = HEADER_PX - 8 - 3 * ICON_PX
    return ("previous", left), ("toggle", left + ICON_PX), ("next", left + 2 * ICON_PX)


def _on_header(x: float) -> Part:
    for part, left in header_icons():
        if left <= x < left + ICON_PX:
            return part
    return "value" if header_icons()[0][1] - 84 <= x < header_icons()[0][1] else "name"


def keys_in(
    state: EditorState, sheet: Sheet, box: tuple[float, float, float, float]
) -> frozenset[KeyframeRef]:
    """Give the keys in a box (left, top, right, bottom)."""
    left, top, right, bottom = box
    return frozenset(
        key.ref
        for number, lane in enumerate(sheet.lanes)
        if top <= sheet.top_of(number) + ROW_PX / 2 <= bottom
        for key in keys_of(state, sheet, lane)
        if left <= key.x <= right
    )


def marks_of(sheet: Sheet, fps: int) -> Iterator[int]:
    """Give the ticks of the ruler's marks: about one in 90 px."""
    per_px = max(1, sheet.end_ticks - sheet.start_ticks) / max(1, sheet.width_px - HEADER_PX - 2 * MARGIN_PX)
    steps = [count * TICKS_PER_SECOND // fps for count in _FRAMES]
    steps += [seconds * TICKS_PER_SECOND for seconds in _STEPS]
    step = next((step for step in steps if step >= per_px * 90), int(per_px * 90) + 1)
    first = -(-sheet.start_ticks // step) * step
    return iter(range(first, sheet.end_ticks + 1, step))


def curve_of(
    state: EditorState, sheet: Sheet, lane: Lane, top: float, bottom: float
) -> tuple[list[tuple[float, float]], float, float] | None:
    """Give a field's curve as points on the widget, and its lowest and highest value."""
    item = state.items.get(lane.item_id)
    number = number_of(item, lane.field.name) if lane.field is not None else None
    if item is None or number is None or item.duration_ticks < 1:
        return None
    length = item.duration_ticks
    times = sorted({0, length - 1, *(k.time_ticks for k in number.keyframes if k.time_ticks < length)})
    values = [number.at(time, length) for time in times]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    scale = (bottom - top) / (high - low)
    found = [
        (sheet.x_of(item.start_ticks + time), bottom - (value - low) * scale)
        for time, value in zip(times, values, strict=True)
    ]
    return found, low, high
