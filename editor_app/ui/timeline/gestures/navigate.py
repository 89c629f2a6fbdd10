"""Gestures that change what is looked at: scrubbing, panning, the marquee, the in/out range, markers."""

from __future__ import annotations

from dataclasses import replace

from editor_app.session import InOut
from editor_app.timebase import format_timecode
from editor_app.ui.timeline.gestures.base import Desk, Gesture, Pointer, Snapper
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Overlay


class Scrub(Gesture):
    """Drag the playhead; it goes from frame to frame."""

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._old = desk.session.playhead_ticks
        self._snapper = Snapper(self)
        self._put(at, snaps=at.shift)

    def move(self, at: Pointer) -> None:
        """Follow the pointer; Shift snaps to edges and markers."""
        self._put(at, snaps=at.shift)

    def release(self, at: Pointer) -> None:
        """Leave the playhead there."""
        self.move(at)

    def cancel(self) -> None:
        """Put the playhead back."""
        self.desk.session.set_playhead(self._old)

    def _put(self, at: Pointer, *, snaps: bool) -> None:
        tick = max(0, self.view.tick_at(at.x))
        found = self._snapper.near((tick,), at) if snaps else None
        self.overlay = Overlay(snap_ticks=found.at_ticks if found else None)
        self.desk.session.set_playhead(found.at_ticks if found else self.frames(tick))


class Pan(Gesture):
    """Drag the tracks about."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._last = at
        self._view = desk.session.view

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""
        self.desk.scroll_by(round(self._last.x - at.x), round(self._last.y - at.y))
        self._last = at

    def release(self, at: Pointer) -> None:
        """Stay there."""
        self.move(at)

    def cancel(self) -> None:
        """Go back."""
        self.desk.session.set_view(self._view)


class Marquee(Gesture):
    """Drag a rectangle over clips to select them; Ctrl or Shift adds to what is selected."""

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._old = desk.session.selection
        self._kept = self._old.item_ids if at.ctrl or at.shift else ()
        self._start = (self.press_tick, at.y + self.stage.view.scroll_y_px)

    def move(self, at: Pointer) -> None:
        """Select what the rectangle touches."""
        stage = self.here()
        view = stage.view
        top = self._start[1] - view.scroll_y_px
        self.overlay = Overlay(marquee=(view.x_of(self._start[0]), top, at.x, at.y))
        first, last = sorted((self._start[0], view.tick_at(at.x)))
        low, high = sorted((top, at.y))
        met: list[str] = []
        for row in stage.rows:
            y = stage.row_y(row)
            if y < high and y + row.height_px > low and not row.locked:
                lane = stage.lanes[row.index]
                near = lane.between(first, last)
                met += [lane.ids[place] for place in near if lane.ends[place] > first]
        self.desk.session.select((*self._kept, *met))

    def release(self, at: Pointer) -> None:
        """Keep the selection."""
        if abs(at.x - self.press.x) + abs(at.y - self.press.y) < 4:
            if not self._kept:
                self.desk.session.select_nothing()
            return
        self.move(at)

    def cancel(self) -> None:
        """Select what was selected."""
        self.desk.session.set_selection(self._old)


class DragRange(Gesture):
    """Drag the in or the out point along the ruler."""

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._old = desk.session.range
        self._snapper = Snapper(self)

    def move(self, at: Pointer) -> None:
        """Follow the pointer, not past the other point."""
        tick = max(0, self.view.tick_at(at.x))
        found = self._snapper.near((tick,), at)
        tick = found.at_ticks if found else self.frames(tick)
        start, end = self._old.in_ticks, self._old.out_ticks
        is_in = self.hit.part == "in-point"
        marked = InOut(tick, end) if is_in else InOut(start, tick)
        if marked.in_ticks is None or marked.out_ticks is None or marked.in_ticks < marked.out_ticks:
            self.desk.session.set_range(marked)
        self.overlay = Overlay(
            snap_ticks=found.at_ticks if found else None,
            note=format_timecode(tick, self.fps),
            note_at=(at.x, at.y),
        )

    def release(self, at: Pointer) -> None:
        """Keep the range."""
        self.move(at)

    def cancel(self) -> None:
        """Mark what was marked."""
        self.desk.session.set_range(self._old)


class DragMarker(Gesture):
    """Drag a marker along the ruler; a click puts the playhead there."""

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._sidecar = desk.document.work.sidecar
        self._marker = next(m for m in self._sidecar.markers if m.id == hit.marker_id)
        self._snapper = Snapper(self)
        self._ticks = self._marker.ticks

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""
        wanted = max(0, self._marker.ticks + self.moved_ticks(at))
        found = self._snapper.near((wanted,), at)
        # The marker's own place is no target worth catching at.
        is_own = found is not None and found.at_ticks == self._marker.ticks
        self._ticks = found.at_ticks if found and not is_own else self.frames(wanted)
        self.overlay = Overlay(
            snap_ticks=found.at_ticks if found and not is_own else None,
            note=format_timecode(self._ticks, self.fps),
            note_at=(at.x, at.y),
        )
        self.desk.document.preview(
            sidecar=self._sidecar.with_marker(replace(self._marker, ticks=self._ticks))
        )

    def release(self, at: Pointer) -> None:
        """Leave the marker there, or go to it."""
        if abs(at.x - self.press.x) < 4:
            self.cancel()
            self.desk.session.set_playhead(self._marker.ticks)
            return
        self.move(at)
        moved = self._sidecar.with_marker(replace(self._marker, ticks=self._ticks))
        self.desk.document.apply(tr("Move marker"), sidecar=moved)

    def cancel(self) -> None:
        """Put the marker back."""
        self.desk.document.cancel_preview()
