"""What lies under the pointer. Pure: rows, lanes and a view in, a `Hit` out."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from editor_app.edits.indexes import seams
from editor_app.edits.sources import Edge, Sounding
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState, Transition
from editor_app.store.sidecar import Marker
from editor_app.ui.timeline.clip_shape import (
    NARROW_PX,
    bands_of,
    fades_of,
    has_sound,
    level_line_y,
    level_points,
)
from editor_app.ui.timeline.keys import LEVEL_FIELD, key_times
from editor_app.ui.timeline.lanes import Lane, Lanes
from editor_app.ui.timeline.rows import GAP_PX, Row, row_at
from editor_app.ui.timeline.view import View

Part = Literal[
    "corner",
    "ruler",
    "in-point",
    "out-point",
    "marker",
    "header",
    "header-grip",
    "header-border",
    "header-side",
    "header-hide",
    "header-mute",
    "header-lock",
    "clip",
    "edge",
    "cut",
    "fade-in",
    "fade-out",
    "level",
    "keyframe",
    "transition",
    "transition-start",
    "transition-end",
    "gap",
    "between",
    "below",
]

_EDGE_PX, _CUT_PX, _HANDLE_PX, _KEY_PX, _LINE_PX = 7, 4, 8, 6, 4
ICON_PX = 28
_BORDER_PX = 3
_SIDE_PX = (4, 2)
"""How far left and right of the headers' right border it can be taken."""
KEYS_FROM_BOTTOM_PX = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """What was met: the part, the tick, and the records it belongs to.

    `edge` tells which side of a clip; `other_id` the right clip of a cut; `field` and `key_ticks` a
    keyframe, clip-local; `row` is the track's place, for `between` the place a new track would have.
    """

    part: Part
    tick: int
    row: int | None = None
    item_id: str | None = None
    other_id: str | None = None
    edge: Edge | None = None
    transition_id: str | None = None
    fields: tuple[str, ...] = ()
    key_ticks: int | None = None
    marker_id: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """All that is needed to find what lies where."""

    state: EditorState
    lanes: Lanes
    rows: Sequence[Row]
    view: View
    selection: Collection[str] = frozenset()
    markers: Sequence[Marker] = ()
    in_ticks: int | None = None
    out_ticks: int | None = None

    def row_y(self, row: Row) -> float:
        """Give the top of a row on the widget."""
        return self.view.ruler_px + row.top_px - self.view.scroll_y_px


def hit(stage: Stage, x: float, y: float) -> Hit:
    """Tell what lies at a point of the widget."""
    view = stage.view
    tick = max(0, view.tick_at(x))
    if y < view.ruler_px:
        return Hit("corner", tick) if x < view.header_px else _on_ruler(stage, x, y, tick)
    content_y = y - view.ruler_px + view.scroll_y_px
    row = row_at(stage.rows, content_y)
    if view.header_px - _SIDE_PX[0] <= x < view.header_px + _SIDE_PX[1]:
        return Hit("header-side", tick, row.index if row is not None else None)
    if x < view.header_px:
        return _on_header(stage, x, content_y, row, tick)
    if row is None:
        return _off_rows(stage, content_y, tick)
    if content_y < row.top_px or content_y >= row.bottom_px:
        place = row.index + (content_y >= row.bottom_px)
        return _on_lane(stage, row, x, min(max(content_y, row.top_px), row.bottom_px - 1), tick, place)
    return _on_lane(stage, row, x, content_y, tick, None)


def _off_rows(stage: Stage, content_y: float, tick: int) -> Hit:
    return Hit("between", tick, 0) if content_y < 0 else Hit("below", tick, len(stage.rows))


def _on_ruler(stage: Stage, x: float, y: float, tick: int) -> Hit:
    for marker in stage.markers:
        if abs(stage.view.x_of(marker.ticks) - x) <= _HANDLE_PX and y < stage.view.ruler_px - 10:
            return Hit("marker", tick, marker_id=marker.id)
    if y < 10:
        points: tuple[tuple[Part, int | None], ...] = (
            ("in-point", stage.in_ticks),
            ("out-point", stage.out_ticks),
        )
        for part, at in points:
            if at is not None and abs(stage.view.x_of(at) - x) <= _HANDLE_PX:
                return Hit(part, tick)
    return Hit("ruler", tick)


def header_icons(view: View, row: Row) -> list[tuple[Part, float]]:
    """Give the buttons of a header and the left side of each, from the right."""
    parts: list[Part] = ["header-lock", "header-mute"]
    if not row.is_sound:
        parts.append("header-hide")
    return [(part, view.header_px - 6 - ICON_PX * (n + 1)) for n, part in enumerate(parts)]


def _on_header(stage: Stage, x: float, content_y: float, row: Row | None, tick: int) -> Hit:
    if row is None:
        return Hit("below", tick, len(stage.rows))
    if row.bottom_px - _BORDER_PX <= content_y:
        return Hit("header-border", tick, row.index)
    for part, left in header_icons(stage.view, row):
        if left <= x < left + ICON_PX:
            return Hit(part, tick, row.index)
    return Hit("header-grip" if x < 20 else "header", tick, row.index)


def _on_lane(stage: Stage, row: Row, x: float, content_y: float, tick: int, between: int | None) -> Hit:
    lane = stage.lanes[row.index]
    if found := _on_transition(stage, row, lane, x, content_y, tick):
        return found
    place = _clip_near(stage.view, lane, x)
    if place is None:
        if between is not None:
            return Hit("between", tick, between)
        return Hit("gap", tick, row.index)
    item = stage.state.items[lane.ids[place]]
    left, right = stage.view.x_of(int(lane.starts[place])), stage.view.x_of(int(lane.ends[place]))
    if right - left >= NARROW_PX and (found := _on_handles(stage, row, item, x, content_y, tick)):
        return found
    return _on_edges(stage, row, lane, place, x, tick) or Hit("clip", tick, row.index, item.id)


def _clip_near(view: View, lane: Lane, x: float) -> int | None:
    """Give the clip at `x`, or one whose edge is just beside it."""
    place = lane.at(view.tick_at(x))
    if place is not None:
        return place
    for aside in (-3, 3):
        place = lane.at(view.tick_at(x + aside))
        if place is not None:
            return place
    return None


def _on_edges(stage: Stage, row: Row, lane: Lane, place: int, x: float, tick: int) -> Hit | None:
    start, end = int(lane.starts[place]), int(lane.ends[place])
    left, right = stage.view.x_of(start), stage.view.x_of(end)
    reach = min(_EDGE_PX, (right - left) / 4)
    key = lane.ids[place]
    if x - left <= reach:
        before = place - 1 if place > 0 and int(lane.ends[place - 1]) == start else None
        if before is not None and x - left <= _CUT_PX:
            return Hit("cut", tick, row.index, lane.ids[before], key, "start")
        return Hit("edge", tick, row.index, key, edge="start")
    if right - x <= reach:
        after = place + 1 if place + 1 < len(lane) and int(lane.starts[place + 1]) == end else None
        if after is not None and right - x <= _CUT_PX:
            return Hit("cut", tick, row.index, key, lane.ids[after], "end")
        return Hit("edge", tick, row.index, key, edge="end")
    return None


def _on_handles(
    stage: Stage, row: Row, item: Item | BrokenItem, x: float, content_y: float, tick: int
) -> Hit | None:
    if isinstance(item, BrokenItem) or row.locked:
        return None
    y = content_y - row.top_px
    return (
        _on_fade(stage, row, item, x, y, tick)
        or _on_key(stage, row, item, x, y, tick)
        or _on_level(stage, row, item, x, y, tick)
    )


def fade_handles(
    view: View, item: Item | BrokenItem, height_px: float, state: EditorState
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Give the two fade handles' (x, px from the clip's top); None for a clip without sound."""
    fades, bands = fades_of(item), bands_of(state, item, height_px)
    if fades is None or bands.sound is None:
        return None
    y = bands.sound[0] + 1 if height_px > 36 else 1
    start = view.x_of(item.start_ticks + fades[0])
    return (max(start, view.x_of(item.start_ticks)), y), (view.x_of(item.end_ticks - fades[1]), y)


def _on_fade(stage: Stage, row: Row, item: Item, x: float, y: float, tick: int) -> Hit | None:
    handles = fade_handles(stage.view, item, row.height_px, stage.state)
    if handles is None:
        return None
    for part, (at_x, at_y) in zip(("fade-in", "fade-out"), handles, strict=True):
        if abs(x - at_x) <= _HANDLE_PX and abs(y - at_y - 3) <= _HANDLE_PX - 1:
            return Hit(part, tick, row.index, item.id)
    return None


def _on_key(stage: Stage, row: Row, item: Item, x: float, y: float, tick: int) -> Hit | None:
    if abs(y - (row.height_px - KEYS_FROM_BOTTOM_PX)) > _KEY_PX:
        return None
    near = [
        (abs(stage.view.x_of(item.start_ticks + time) - x), time, fields)
        for time, fields in key_times(item).items()
    ]
    if near and min(near)[0] <= _KEY_PX:
        _, time, fields = min(near)
        return Hit("keyframe", tick, row.index, item.id, fields=fields, key_ticks=time)
    return None


def _on_level(stage: Stage, row: Row, item: Item, x: float, y: float, tick: int) -> Hit | None:
    band = bands_of(stage.state, item, row.height_px).sound
    if band is None or not isinstance(item, Sounding) or not has_sound(stage.state, item):
        return None
    for time, at_y in level_points(item, band) if item.decibel_adjustment.keyframes else ():
        if abs(stage.view.x_of(item.start_ticks + time) - x) <= _KEY_PX and abs(y - at_y) <= _KEY_PX:
            return Hit("keyframe", tick, row.index, item.id, fields=(LEVEL_FIELD,), key_ticks=time)
    local = stage.view.tick_at(x) - item.start_ticks
    inside = 0 <= local < item.duration_ticks
    if inside and abs(level_line_y(item, band, local) - y) <= _LINE_PX:
        return Hit("level", tick, row.index, item.id)
    return None


def transition_box(view: View, state: EditorState, transition: Transition) -> tuple[float, float] | None:
    """Give the left and right side of a transition; None where its clips are not there."""
    first, second = state.items.get(transition.from_clip_id), state.items.get(transition.to_clip_id)
    if first is None or second is None:
        return None
    middle = view.x_of(first.end_ticks)
    half = max(transition.duration_ticks * view.px_per_tick / 2, 7.0)
    return middle - half, middle + half


def _on_transition(stage: Stage, row: Row, lane: Lane, x: float, content_y: float, tick: int) -> Hit | None:
    y = content_y - row.top_px
    if not row.height_px * 0.28 <= y <= row.height_px - 2:
        return None
    near = lane.between(
        stage.view.tick_at(x) - stage.view.ticks(2), stage.view.tick_at(x) + stage.view.ticks(2)
    )
    keys = {key for place in _with_neighbours(near, len(lane)) for key in seams(stage.state, lane.ids[place])}
    for key in sorted(keys):
        transition = stage.state.transitions[key]
        box = (
            transition_box(stage.view, stage.state, transition)
            if isinstance(transition, Transition)
            else None
        )
        if box is not None and box[0] - 3 <= x <= box[1] + 3:
            return _in_box(box, key, x, tick, row)
    return None


def _with_neighbours(near: range, count: int) -> range:
    return range(max(0, near.start - 1), min(count, near.stop + 1))


def _in_box(box: tuple[float, float], key: str, x: float, tick: int, row: Row) -> Hit:
    part: Part = "transition"
    if box[1] - box[0] >= 16:
        if x - box[0] <= 5:
            part = "transition-start"
        elif box[1] - x <= 5:
            part = "transition-end"
    return Hit(part, tick, row.index, transition_id=key)


def place_between(rows: Sequence[Row], content_y: float, reach_px: float = 7) -> int | None:
    """Give the place of the new track that a drop between two rows, or outside all, would open."""
    if not rows or content_y < rows[0].top_px - 1:
        return 0
    if content_y > rows[-1].bottom_px + GAP_PX:
        return len(rows)
    for above, below in itertools.pairwise(rows):
        if abs(content_y - (above.bottom_px + below.top_px) / 2) <= reach_px:
            return below.index
    return None
