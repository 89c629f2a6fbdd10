"""Drags that come over the timeline: where they would go is shown, and dropped they are placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from editor_app.ui.timeline.drops import ClipsDrop, CutDrop, DropTarget, Place, place_for
from editor_app.ui.timeline.edge_scroll import EdgeScroller, step_at
from editor_app.ui.timeline.painting.overlay import Overlay

if TYPE_CHECKING:
    from editor_app.ui.timeline.area import TimelineArea


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held over the area, where, and with which keys."""

    offer: ClipsDrop | CutDrop
    x: float
    y: float
    alt: bool
    ctrl: bool


class DropHandling:
    """What the area does with a drag; `overlay` shows where it would go, while one is over the area.

    Held near an edge it scrolls the tracks, but not before it has been clear of that edge: what only comes
    in across the headers must not scroll away what is seen.
    """

    def __init__(self, area: TimelineArea) -> None:
        self._area = area
        self.target: DropTarget | None = None
        """Who places what is dropped."""
        self.overlay: Overlay | None = None
        self._held: _Held | None = None
        self._may_scroll = (False, False)
        self._scroller = EdgeScroller(area, self._edge_step, self._place)

    def enter(self, event: QDragEnterEvent) -> None:
        """Take what someone will place."""
        if self.target is not None and self.target.offer(event.mimeData()) is not None:
            _accept(event)
        else:
            event.ignore()

    def move(self, event: QDropEvent) -> None:
        """Show where it would go, and scroll while it is held at an edge."""
        if self._place_of(event) is not None:
            _accept(event)
        else:
            event.ignore()
        self._area.update()

    def leave(self) -> None:
        """Show nothing any more."""
        self._scroller.stop()
        self._held, self._may_scroll = None, (False, False)
        self.overlay = None
        self._area.update()

    def drop(self, event: QDropEvent) -> None:
        """Let it be placed, and go on with the keyboard here."""
        place = self._place_of(event)
        self.leave()
        if place is None or self.target is None:
            event.ignore()
            return
        self.target.drop(event.mimeData(), place)
        _accept(event)
        # A drag from another program leaves that one's window active.
        self._area.activateWindow()
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_of(self, event: QDropEvent) -> Place | None:
        offer = self.target.offer(event.mimeData()) if self.target is not None else None
        if offer is None:
            self.leave()
            return None
        at, held = event.position(), event.modifiers()
        has_alt = bool(held & Qt.KeyboardModifier.AltModifier)
        has_ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        self._held = _Held(offer, at.x(), at.y(), has_alt, has_ctrl)
        dx, dy = step_at(self._area.view(), at.x(), at.y())
        self._may_scroll = (self._may_scroll[0] or not dx, self._may_scroll[1] or not dy)
        self._scroller.start()
        return self._place()

    def _place(self) -> Place | None:
        """Find where what is held would go, and show it."""
        held, session = self._held, self._area.session
        if held is None:
            return None
        place, self.overlay = place_for(
            self._area.stage(),
            held.offer,
            held.x,
            held.y,
            fps=self._area.document.sidecar.edit_rate,
            snapping=session.snapping and not held.alt,
            playhead_ticks=session.playhead_ticks,
            replacing=held.alt,
            when_taken="insert" if held.ctrl else session.when_taken,
        )
        return place

    def _edge_step(self) -> tuple[int, int]:
        if self._held is None:
            return 0, 0
        dx, dy = step_at(self._area.view(), self._held.x, self._held.y)
        return dx if self._may_scroll[0] else 0, dy if self._may_scroll[1] else 0


def _accept(event: QDropEvent) -> None:
    """Take it as a copy, whatever was proposed: after a move, file managers delete what they gave."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
