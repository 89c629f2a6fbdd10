"""What the pointer does on the dope sheet from a press to its release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.session import KeyframeRef, Session
from editor_app.timebase import snap_to_frame
from editor_app.ui.keyframes.commands import KeyframeCommands, moved, shifted, within
from editor_app.ui.keyframes.layout import Hit, Sheet, keys_in

ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""Keys that add to what is selected."""
_DRAG_PX, _SNAP_PX = 4, 8


@dataclass(frozen=True, slots=True)
class Bench:
    """What gestures work with; `sheet` gives the layout as it is now, `refuse` says why it cannot be."""

    document: Document
    session: Session
    commands: KeyframeCommands
    sheet: Callable[[], Sheet]
    refuse: Callable[[str], None]

    def scrub(self, tick: int) -> None:
        """Move the playhead to a whole frame."""
        self.session.set_playhead(snap_to_frame(tick, self.document.sidecar.edit_rate))

    def ref(self, met: Hit) -> KeyframeRef:
        """Give the key that was met."""
        lane = self.sheet().lanes[met.lane or 0]
        return KeyframeRef(lane.item_id, lane.field.name if lane.field else "", met.time_ticks or 0)


class Gesture:
    """One press: a click, a drag of keys, a marquee, or a scrub on the ruler."""

    def __init__(self, bench: Bench, met: Hit, x: float, y: float) -> None:
        self.met = met
        self.marquee: tuple[float, float, float, float] | None = None
        self.is_dragging = False
        self._bench, self._x, self._y = bench, x, y
        self._refs: tuple[KeyframeRef, ...] = ()
        self._by_ticks = 0

    @property
    def dragged(self) -> frozenset[KeyframeRef] | None:
        """Give the keys where they are dragged to, or None while nothing is dragged."""
        return frozenset(shifted(self._refs, self._by_ticks)) if self.is_dragging else None

    def begin(self, *, adds: bool) -> None:
        """Do what a mere press does."""
        if self.met.part == "ruler":
            self._bench.scrub(self.met.tick)
        elif self.met.part == "key":
            self._take_key(adds=adds)

    def move(self, x: float, y: float) -> None:
        """Follow the pointer."""
        if self.met.part == "ruler":
            self._bench.scrub(self._bench.sheet().tick_at(x))
        elif self.is_dragging or max(abs(x - self._x), abs(y - self._y)) >= _DRAG_PX:
            self.is_dragging = True
            if self.met.part == "key" and self._refs:
                self._drag_keys(x - self._x)
            elif self.met.part in ("lane", "nothing", "head"):
                self.marquee = (min(self._x, x), min(self._y, y), max(self._x, x), max(self._y, y))

    def release(self, *, adds: bool) -> None:
        """Settle it."""
        bench, met = self._bench, self.met
        if self.is_dragging:
            if met.part == "key" and self._refs:
                bench.document.cancel_preview()
                bench.commands.move(self._refs, self._by_ticks)
            elif self.marquee is not None:
                found = keys_in(bench.document.state, bench.sheet(), self.marquee)
                bench.session.select_keyframes(self._chosen() | found if adds else found)
        elif adds:
            return
        elif met.part in ("lane", "nothing", "head"):
            bench.session.select_keyframes(())
            bench.scrub(met.tick)
        elif met.part == "key":
            bench.session.select_keyframes((bench.ref(met),))

    def cancel(self) -> None:
        """Take back what is seen of it."""
        self._bench.document.cancel_preview()

    def _chosen(self) -> frozenset[KeyframeRef]:
        return self._bench.session.selection.keyframes

    def _take_key(self, *, adds: bool) -> None:
        ref = self._bench.ref(self.met)
        if adds:
            self._bench.session.select_keyframes(self._chosen() ^ {ref})
        elif ref not in self._chosen():
            self._bench.session.select_keyframes((ref,))
        self._refs = tuple(sorted(self._chosen())) if ref in self._chosen() else ()

    def _drag_keys(self, dx: float) -> None:
        bench, met = self._bench, self.met
        if met.time_ticks is None:
            return
        state, sheet = bench.document.work.state, bench.sheet()
        start = state.items[sheet.lanes[met.lane or 0].item_id].start_ticks
        per_px = (sheet.tick_at(1e9) - sheet.start_ticks) / max(
            1.0, sheet.x_of(sheet.end_ticks) - sheet.x_of(sheet.start_ticks)
        )
        wanted = start + met.time_ticks + round(dx * per_px)
        playhead = bench.session.playhead_ticks
        near = bench.session.snapping and abs(playhead - wanted) <= _SNAP_PX * per_px
        tick = playhead if near else snap_to_frame(wanted, bench.document.sidecar.edit_rate)
        self._by_ticks = within(state, self._refs, tick - start - met.time_ticks)
        try:
            bench.document.preview(moved(state, self._refs, self._by_ticks))
        except EditError as error:
            bench.document.cancel_preview()
            self._by_ticks = 0
            bench.refuse(str(error))
