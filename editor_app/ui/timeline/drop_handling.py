"""Drags that come over the timeline: where they would go is shown, and dropped they are placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from editor_app.ui.timeline.drops import DropTarget, Place, place_for
from editor_app.ui.timeline.painting.overlay import Overlay

if TYPE_CHECKING:
    from editor_app.ui.timeline.area import TimelineArea


class DropHandling:
    """What the area does with a drag; `overlay` shows where it would go, while one is over the area."""

    def __init__(self, area: TimelineArea) -> None:
        self._area = area
        self.target: DropTarget | None = None
        """Who places what is dropped."""
        self.overlay: Overlay | None = None

    def enter(self, event: QDragEnterEvent) -> None:
        """Take what someone will place."""
        if self.target is not None and self.target.offer(event.mimeData()) is not None:
            _accept(event)
        else:
            event.ignore()

    def move(self, event: QDropEvent) -> None:
        """Show where it would go."""
        if self._place_of(event) is not None:
            _accept(event)
        else:
            event.ignore()
        self._area.update()

    def leave(self) -> None:
        """Show nothing any more."""
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
            self.overlay = None
            return None
        at, session = event.position(), self._area.session
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        place, self.overlay = place_for(
            self._area.stage(),
            offer,
            at.x(),
            at.y(),
            fps=self._area.document.sidecar.edit_rate,
            snapping=session.snapping and not has_alt,
            playhead_ticks=session.playhead_ticks,
            replacing=has_alt,
            when_taken="insert" if has_ctrl else session.when_taken,
        )
        return place


def _accept(event: QDropEvent) -> None:
    """Take it as a copy, whatever was proposed: after a move, file managers delete what they gave."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
