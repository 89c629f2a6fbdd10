"""Edges and cuts: trim, ripple, roll, stretch; and slip and slide, which leave the outer edges alone."""

from __future__ import annotations

from typing import cast

from editor_app.edits.cuts import roll_cut, slide_clip, slip_clip, slip_range
from editor_app.edits.errors import MismatchError
from editor_app.edits.indexes import homes, lane
from editor_app.edits.ripple import ripple_trim
from editor_app.edits.sources import Edge, Playing, reach
from editor_app.edits.stretch import stretch_clip
from editor_app.edits.trim import trim_clip, trim_clips, trim_range, trim_reach
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState
from editor_app.timebase import format_timecode, ticks_per_frame
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Pointer, Snapper
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Ghost, Overlay

_FAR_TICKS = 1 << 50


class _OnItem(EditGesture):
    """A gesture on one readable clip."""

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.key = hit.item_id or ""
        self.row = homes(self.state, (self.key,)).get(self.key)

    def own(self) -> Item:
        """Give the clip; raise MismatchError where it is unreadable."""
        item = self.item(self.key)
        if isinstance(item, BrokenItem):
            raise MismatchError(tr("This clip is unreadable; fix it first, or delete it."), self.key)
        return item

    def limits(self, first: int | None, last: int | None) -> Ghost:
        """Give how far the source reaches, to be shown."""
        return Ghost(
            max(first if first is not None else 0, 0), last if last is not None else _FAR_TICKS, self.row
        )


class TrimEdge(_OnItem):
    """Drag an edge of a clip, as far as source and neighbours allow."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Trim")
        self.edge: Edge = hit.edge or "end"
        self._snapper = Snapper(self, (self.key,))

    def edit(self, at: Pointer) -> EditorState:
        """Trim to the pointer."""
        item = self.own()
        to_ticks = self.target(at, *self.range_of(item))
        new = self.trimmed(to_ticks)
        self.glance = self._seen(new)
        return new

    def _seen(self, new: EditorState) -> int:
        """Give the time of the first or last frame of the clip, at the edge in hand."""
        item = new.items[self.key]
        last = item.end_ticks - ticks_per_frame(self.fps)
        return item.start_ticks if self.edge == "start" else max(item.start_ticks, last)

    def range_of(self, item: Item) -> tuple[int, int | None]:
        """Give the first and last tick for the edge."""
        return trim_range(self.state, item_id=self.key, edge=self.edge)

    def trimmed(self, to_ticks: int) -> EditorState:
        """Give the document with the edge at a tick."""
        return trim_clip(
            self.state,
            item_id=self.key,
            edge=self.edge,
            to_ticks=to_ticks,
            linked=self.desk.linked,
            locked=self.locked,
        )

    def target(self, at: Pointer, first: int, last: int | None) -> int:
        """Give the tick for the edge, and show how far it may go."""
        item = self.own()
        edge = item.start_ticks if self.edge == "start" else item.end_ticks
        wanted = edge + self.moved_ticks(at)
        found = self._snapper.near((wanted,), at)
        to_ticks = found.at_ticks if found else self.frames(wanted)
        to_ticks = max(first, to_ticks if last is None else min(to_ticks, last))
        start, end = (to_ticks, item.end_ticks) if self.edge == "start" else (item.start_ticks, to_ticks)
        source = reach(self.state, item)
        has_limits = isinstance(item, Playing) and source.latest_end is not None
        self.overlay = Overlay(
            limits=self.limits(source.earliest_start, source.latest_end) if has_limits else None,
            snap_ticks=found.at_ticks if found and to_ticks == found.at_ticks else None,
            note=f"{self.signed(to_ticks - edge)}  ·  {format_timecode(max(end - start, 0), self.fps)}",
        )
        return to_ticks


class TrimEdges(TrimEdge):
    """Drag the same edge of all selected clips by the same time, as far as each of them can go."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Trim clips")
        chosen = desk.session.selection.item_ids
        self._keys = tuple(key for key in chosen if key in self.state.items)
        self._snapper = Snapper(self, self._keys)

    def range_of(self, item: Item) -> tuple[int, int | None]:
        """Give how far all of them can go, as ticks of the clip that is dragged."""
        for key in self._keys:
            if isinstance(self.state.items[key], BrokenItem):
                raise MismatchError(tr("One of the clips is unreadable; fix it first, or delete it."), key)
        back, on = trim_reach(self.state, item_ids=self._keys, edge=self.edge, linked=self.desk.linked)
        at = self._edge(item)
        return at + (back or 0), None if on is None else at + on

    def trimmed(self, to_ticks: int) -> EditorState:
        """Give the document with all edges moved."""
        return trim_clips(
            self.state,
            item_ids=self._keys,
            edge=self.edge,
            by_ticks=to_ticks - self._edge(self.own()),
            linked=self.desk.linked,
            locked=self.locked,
        )

    def _edge(self, item: Item) -> int:
        return item.start_ticks if self.edge == "start" else item.end_ticks


def trim_edge(desk: Desk, hit: Hit, at: Pointer) -> TrimEdge:
    """Begin to trim the clip that was hit or, where it is one of several selected, all of them."""
    chosen = desk.session.selection.item_ids
    return (TrimEdges if hit.item_id in chosen and len(chosen) > 1 else TrimEdge)(desk, hit, at)


class RippleEdge(TrimEdge):
    """Drag an edge, and let what comes later follow."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Ripple trim")

    def range_of(self, item: Item) -> tuple[int, int | None]:
        """Give how far the source reaches: neighbours make room."""
        source = reach(self.state, item)
        if self.edge == "start":
            first = source.earliest_start if source.earliest_start is not None else -_FAR_TICKS
            return first, min(source.latest_start, item.end_ticks - 1)
        return item.start_ticks + 1, source.latest_end

    def trimmed(self, to_ticks: int) -> EditorState:
        """Give the document with the edge at a tick."""
        return ripple_trim(
            self.state,
            item_id=self.key,
            edge=self.edge,
            to_ticks=to_ticks,
            linked=self.desk.linked,
            locked=self.locked,
        )


class StretchEdge(TrimEdge):
    """Drag an edge, and let the clip play faster or slower."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Stretch")

    def range_of(self, item: Item) -> tuple[int, int | None]:
        """Give the room between the neighbours."""
        others = lane(self.state, self.row or 0)
        if self.edge == "start":
            before = [e[1] for e in others.between(0, item.start_ticks) if e[2] != self.key][:1]
            return max(before, default=0), item.end_ticks - 1
        after = [e[0] for e in others.since(item.end_ticks) if e[2] != self.key][:1]
        return item.start_ticks + 1, min(after, default=None)

    def trimmed(self, to_ticks: int) -> EditorState:
        """Give the document with the edge at a tick."""
        new = stretch_clip(
            self.state,
            item_id=self.key,
            edge=self.edge,
            to_ticks=to_ticks,
            linked=self.desk.linked,
            locked=self.locked,
        )
        item = new.items[self.key]
        if isinstance(item, Playing):
            self.overlay = Overlay(snap_ticks=self.overlay.snap_ticks, note=f"{item.playback_rate:.2f}×")
        return new


class RollCut(_OnItem):
    """Drag the cut between two clips that touch."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Roll cut")
        self.other = hit.other_id or ""
        self._snapper = Snapper(self, (self.key, self.other))

    def edit(self, at: Pointer) -> EditorState:
        """Move the cut to the pointer."""
        left, right = self.own(), self.item(self.other)
        cut = left.end_ticks
        wanted = cut + self.moved_ticks(at)
        found = self._snapper.near((wanted,), at)
        to_ticks = found.at_ticks if found else self.frames(wanted)
        first, last = self._range(left, cast("Item", right))
        to_ticks = min(max(to_ticks, first), last)
        self.overlay = Overlay(
            limits=self.limits(first, last),
            snap_ticks=found.at_ticks if found and found.at_ticks == to_ticks else None,
            note=self.signed(to_ticks - cut),
        )
        self.glance = to_ticks
        return roll_cut(
            self.state,
            left_id=self.key,
            right_id=self.other,
            to_ticks=to_ticks,
            linked=self.desk.linked,
            locked=self.locked,
        )

    def _range(self, left: Item, right: Item) -> tuple[int, int]:
        if isinstance(right, BrokenItem):
            raise MismatchError(tr("This clip is unreadable; fix it first, or delete it."), self.other)
        first, last = reach(self.state, right), reach(self.state, left)
        earliest = first.earliest_start if first.earliest_start is not None else 0
        latest = last.latest_end if last.latest_end is not None else _FAR_TICKS
        return max(left.start_ticks + 1, earliest), min(right.end_ticks - 1, latest, first.latest_start)


class SlipClip(_OnItem):
    """Drag what a clip shows, under a frame that stays."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Slip")

    def edit(self, at: Pointer) -> EditorState:
        """Slip by whole frames; dragging to the right shows what is earlier."""
        item = self.own()
        if not isinstance(item, Playing):
            raise MismatchError(tr("Only video, sound and animations have a source to slip."), self.key)
        first, last = slip_range(self.state, item_id=self.key)
        by = -round(self.frames(self.moved_ticks(at)) * item.playback_rate)
        if last is not None:
            by = min(max(by, first - item.source_start_ticks), last - item.source_start_ticks)
        source = reach(self.state, item)
        shift = round(by / item.playback_rate)
        shown = None
        if source.earliest_start is not None and source.latest_end is not None:
            shown = Ghost(source.earliest_start - shift, source.latest_end - shift, self.row)
        self.overlay = Overlay(limits=shown, note=self.signed(by))
        playhead = self.desk.session.playhead_ticks
        if not item.start_ticks <= playhead < item.end_ticks:
            self.glance = item.start_ticks
        return slip_clip(
            self.state, item_id=self.key, by_source_ticks=by, linked=self.desk.linked, locked=self.locked
        )


class SlideClip(_OnItem):
    """Drag a clip between its neighbours, whose edges follow."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Slide")
        self._snapper = Snapper(self, (self.key,))

    def edit(self, at: Pointer) -> EditorState:
        """Slide by whole frames, or onto what is near, as far as the neighbours' sources reach."""
        item = self.own()
        by = self.moved_ticks(at)
        found = self._snapper.near((item.start_ticks + by, item.end_ticks + by), at)
        by = by + found.by_ticks if found else self.frames(item.start_ticks + by) - item.start_ticks
        first, last = self._range(item)
        by = min(max(by, first), last)
        self.overlay = Overlay(snap_ticks=found.at_ticks if found else None, note=self.signed(by))
        return slide_clip(self.state, item_id=self.key, by_ticks=by, locked=self.locked)

    def _range(self, item: Item) -> tuple[int, int]:
        first, last = -item.start_ticks, _FAR_TICKS
        start, end = item.start_ticks, item.end_ticks
        entries = lane(self.state, self.row or 0)
        before = [e for e in entries.between(0, start) if e[2] != self.key][:1]
        after = [e for e in entries.since(end) if e[2] != self.key][:1]
        for entry in before:
            neighbour = self.state.items[entry[2]]
            first = max(first, entry[1] - start)
            if entry[1] == start and not isinstance(neighbour, BrokenItem):
                latest = reach(self.state, neighbour).latest_end
                first = entry[0] + 1 - start
                last = min(last, _FAR_TICKS if latest is None else latest - start)
        for entry in after:
            neighbour = self.state.items[entry[2]]
            if entry[0] == end and not isinstance(neighbour, BrokenItem):
                earliest = reach(self.state, neighbour).earliest_start
                last = min(last, entry[1] - 1 - end)
                first = max(first, -_FAR_TICKS if earliest is None else earliest - end)
            else:
                last = min(last, entry[0] - end)
        return first, last
