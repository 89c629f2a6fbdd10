"""Dragging the length of a transition, evenly about its cut."""

from __future__ import annotations

from editor_app.edits.errors import BrokenRecordError
from editor_app.edits.transitions import longest_transition, resize_transition
from editor_app.state import EditorState, Transition
from editor_app.timebase import format_timecode, ticks_per_frame
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Pointer
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Overlay


class ResizeTransition(EditGesture):
    """Drag a side of a transition; the other one mirrors it."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Resize transition")

    def edit(self, at: Pointer) -> EditorState:
        """Let the side be at the pointer, from one frame to twice the shorter clip."""
        key = self.hit.transition_id or ""
        transition = self.state.transitions[key]
        if not isinstance(transition, Transition):
            raise BrokenRecordError(tr("This transition is unreadable; fix it first, or delete it."), key)
        outward = -1 if self.hit.part == "transition-start" else 1
        longest = longest_transition(self.state, from_id=transition.from_clip_id, to_id=transition.to_clip_id)
        wanted = self.frames(transition.duration_ticks + 2 * outward * self.moved_ticks(at))
        shortest = min(2 * ticks_per_frame(self.fps), longest)
        length = min(max(wanted, shortest), longest)
        self.overlay = Overlay(note=format_timecode(length, self.fps))
        return resize_transition(self.state, transition_id=key, duration_ticks=length, locked=self.locked)
