"""The razor: a click cuts."""

from __future__ import annotations

from editor_app.edits.split import split_all, split_clip
from editor_app.state import EditorState
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Gesture, Pointer, Snapper
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Overlay


class Razor(EditGesture):
    """Cut the clip under the pointer, or with Shift all tracks, where the button is let go."""

    previews = False

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Split")
        self.overlay = razor_line(self, hit, at)

    def edit(self, at: Pointer) -> EditorState:
        """Cut at the line."""
        self.overlay = razor_line(self, self.hit, at)
        tick = self.overlay.razor_ticks or 0
        if at.shift:
            return split_all(self.state, at_ticks=tick, locked=self.locked)
        return split_clip(
            self.state,
            item_id=self.hit.item_id or "",
            at_ticks=tick,
            linked=self.desk.linked,
            locked=self.locked,
        )


def razor_line(gesture: Gesture, hit: Hit, at: Pointer) -> Overlay:
    """Give the line at which the razor would cut: by frames, or at what is near."""
    tick = gesture.view.tick_at(at.x)
    found = Snapper(gesture, (hit.item_id,) if hit.item_id else ()).near((tick,), at)
    tick = found.at_ticks if found else gesture.frames(tick)
    return Overlay(
        razor_ticks=max(0, tick),
        razor_row=None if at.shift else hit.row,
        snap_ticks=found.at_ticks if found else None,
    )
