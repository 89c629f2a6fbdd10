"""Dropping on the timeline: what the panels drag here is placed by a `DropTarget`, where the ghost shows."""

from __future__ import annotations

from editor_app.session import WhenTaken
from editor_app.timebase import snap_to_frame
from editor_app.ui.timeline.hits import Stage, hit, place_between
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Ghost, Overlay
from editor_app.ui.timeline.rows import row_at
from editor_app.ui.timeline.snapping import SNAP_PX, snap, targets_of
from editor_app.ui.timeline.when_taken import when_taken_name
from editor_app.ui.widgets.dropping import ClipsDrop, CutDrop, DropTarget, Place

__all__ = ["ClipsDrop", "CutDrop", "DropTarget", "Place", "place_for"]
_NOTE_ABOVE_PX = 58
"""So far above the pointer a note is clear of the picture that is dragged."""


def place_for(
    stage: Stage,
    offer: ClipsDrop | CutDrop,
    x: float,
    y: float,
    *,
    fps: int,
    snapping: bool,
    playhead_ticks: int,
    replacing: bool = False,
    when_taken: WhenTaken = "refuse",
) -> tuple[Place | None, Overlay]:
    """Give where a drag would go, and what to show; no place where it cannot go.

    With `replacing` a medium goes into the clip at that point, if that one can show it. Where the place is
    taken, a new track opens, unless `when_taken` tells to make room.
    """
    if isinstance(offer, CutDrop):
        return _cut_at(stage, x, y)
    if replacing and (found := _instead_at(stage, offer, x, y)) is not None:
        return found
    length = sum(offer.lengths_ticks)
    start = snap_to_frame(max(0, stage.view.tick_at(x)), fps)
    found = None
    if snapping:
        targets = targets_of(stage, playhead_ticks)
        found = snap(targets, (start, start + length), stage.view.ticks(SNAP_PX))
        start = max(0, start + (found.by_ticks if found else 0))
    content_y = y - stage.view.ruler_px + stage.view.scroll_y_px
    between = place_between(stage.rows, content_y)
    row = row_at(stage.rows, content_y) if between is None else None
    way: WhenTaken = "refuse"
    if row is not None and _is_taken(stage, row.index, start, start + length):
        if when_taken == "refuse" or row.locked:
            row, between = None, row.index
        else:
            way = when_taken
    ghosts: list[Ghost] = []
    at = start
    for ticks in offer.lengths_ticks:
        ghosts.append(Ghost(at, at + ticks, row.index if row else None, between))
        at += ticks
    overlay = Overlay(
        ghosts=tuple(ghosts),
        losses=_losses(stage, row.index, start, at) if row and way == "overwrite" else (),
        push=Ghost(start, at, row.index) if row and way == "insert" else None,
        snap_ticks=found.at_ticks if found else None,
        new_track_at=between,
        note=when_taken_name(way) if way != "refuse" else "",
        note_at=(x, max(y - _NOTE_ABOVE_PX, 0.0)),
    )
    return Place(start, row.index if row else None, between, when_taken=way), overlay


def _losses(stage: Stage, row: int, start: int, end: int) -> tuple[Ghost, ...]:
    """Give the parts of clips that lie on a row in a span of time."""
    lane = stage.lanes[row]
    spans = [(max(lane.starts[n], start), min(lane.ends[n], end)) for n in lane.between(start, end)]
    return tuple(Ghost(first, last, row) for first, last in spans if first < last)


def _instead_at(stage: Stage, offer: ClipsDrop, x: float, y: float) -> tuple[Place, Overlay] | None:
    """Find the clip that would show a medium instead of its own; None where there is none that can."""
    here = hit(stage, x, y)
    if x < stage.view.header_px or here.row is None or here.row >= len(stage.rows):
        return None
    lane = stage.lanes[here.row]
    at = lane.at(here.tick)
    if at is None or stage.rows[here.row].locked or offer.kind is None:
        return None
    item = stage.state.items[lane.ids[at]]
    if getattr(item, "referenced_asset", None) != offer.kind:
        return None
    outline = Ghost(item.start_ticks, item.end_ticks, here.row)
    overlay = Overlay(target=outline, note=tr("Replace"), note_at=(x, max(y - _NOTE_ABOVE_PX, 0.0)))
    return Place(item.start_ticks, here.row, replaced_id=lane.ids[at]), overlay


def _is_taken(stage: Stage, row: int, start: int, end: int) -> bool:
    lane = stage.lanes[row]
    is_met = any(lane.starts[place] < end and lane.ends[place] > start for place in lane.between(start, end))
    return is_met or stage.rows[row].locked


def _cut_at(stage: Stage, x: float, y: float) -> tuple[Place | None, Overlay]:
    """Find the cut nearest to the pointer on its track, up to half a clip away."""
    here = hit(stage, x, y)
    if here.row is None or here.row >= len(stage.rows):
        return None, Overlay()
    lane = stage.lanes[here.row]
    place = lane.at(here.tick)
    if place is None:
        return None, Overlay()
    cuts = [n for n in (place, place + 1) if 0 < n < len(lane) and lane.ends[n - 1] == lane.starts[n]]
    if not cuts:
        return None, Overlay()
    cut = min(cuts, key=lambda n: abs(int(lane.starts[n]) - here.tick))
    tick = int(lane.starts[cut])
    reach = stage.view.ticks(14)
    ghost = Ghost(tick - reach, tick + reach, here.row)
    return Place(tick, here.row, None, lane.ids[cut - 1], lane.ids[cut]), Overlay(
        ghosts=(ghost,), snap_ticks=tick
    )
