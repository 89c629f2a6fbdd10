"""Which clip comes next when the keyboard goes from clip to clip."""

from __future__ import annotations

from typing import Literal

from editor_app.ui.timeline.lanes import Lane, Lanes

Step = Literal["left", "right", "up", "down", "first", "last"]


def next_clip(lanes: Lanes, item_id: str | None, step: Step, playhead_ticks: int = 0) -> str | None:
    """Give the clip that a step leads to; None to stay. Without a clip it begins near the playhead."""
    home = lanes.home(item_id) if item_id is not None else None
    if item_id is None or home is None:
        return _first_clip(lanes, playhead_ticks)
    lane = lanes[home]
    place = lane.places[item_id]
    if step in ("up", "down"):
        tick = int(lane.starts[place])
        numbers = range(home - 1, -1, -1) if step == "up" else range(home + 1, len(lanes))
        return next((_nearest(lanes[n], tick) for n in numbers if len(lanes[n])), None)
    goal = {"left": place - 1, "right": place + 1, "first": 0, "last": len(lane) - 1}[step]
    return lane.ids[goal] if 0 <= goal < len(lane) and goal != place else None


def _first_clip(lanes: Lanes, tick: int) -> str | None:
    return next((_nearest(lane, tick) for lane in lanes if len(lane)), None)


def _nearest(lane: Lane, tick: int) -> str:
    at = lane.at(tick)
    if at is None:
        at = min(
            range(len(lane)),
            key=lambda n: min(abs(int(lane.starts[n]) - tick), abs(int(lane.ends[n]) - tick)),
        )
    return lane.ids[at]
