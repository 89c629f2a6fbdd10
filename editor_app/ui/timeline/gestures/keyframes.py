"""Dragging keyframes along their clips; those of the volume also up and down."""

from __future__ import annotations

from editor_app.edits.errors import MismatchError
from editor_app.edits.keyframes import move_keyframes, set_keyframe
from editor_app.edits.sources import Sounding
from editor_app.session import KeyframeRef
from editor_app.state import EditorState
from editor_app.ui.timeline.clip_shape import bands_of
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Pointer, Snapper
from editor_app.ui.timeline.gestures.sound import shifted_level
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.keys import LEVEL_FIELD
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Overlay


class DragKeyframes(EditGesture):
    """Drag the selected keyframes by one of them."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Move keyframes")
        self._time = hit.key_ticks or 0
        self._by = 0
        self._refs = self._chosen(at)
        self._snapper = Snapper(self, (hit.item_id or "",))

    def edit(self, at: Pointer) -> EditorState:
        """Move the keys by whole frames, or onto what is near, within their clips."""
        own = self.item(self.hit.item_id)
        wanted = own.start_ticks + self._time + self.moved_ticks(at)
        found = self._snapper.near((wanted,), at)
        tick = found.at_ticks if found else self.frames(wanted)
        self._by = by = self._within(tick - own.start_ticks - self._time)
        self.overlay = Overlay(snap_ticks=found.at_ticks if found else None, note=self.signed(by))
        new = self.state
        for item_id, field in sorted({(ref.item_id, ref.field) for ref in self._refs}):
            times = {r.time_ticks for r in self._refs if (r.item_id, r.field) == (item_id, field)}
            if by:
                new = move_keyframes(new, item_id=item_id, field=field, times_ticks=times, by_ticks=by)
        if self.hit.fields == (LEVEL_FIELD,) and len(self._refs) == 1:
            new = self._levelled(new, self._time + by, at)
        return new

    def done(self, state: EditorState) -> None:
        """Keep what was moved selected."""
        self.desk.session.select_keyframes(
            KeyframeRef(ref.item_id, ref.field, ref.time_ticks + self._by) for ref in self._refs
        )

    def _chosen(self, at: Pointer) -> tuple[KeyframeRef, ...]:
        key = self.hit.item_id or ""
        here = {KeyframeRef(key, field, self._time) for field in self.hit.fields}
        selected = self.desk.session.selection.keyframes
        if at.ctrl or at.shift:
            selected = selected | here
        elif not here <= selected:
            selected = frozenset(here)
        self.desk.session.select_keyframes(selected)
        return tuple(sorted(selected))

    def _within(self, by: int) -> int:
        for ref in self._refs:
            last = self.state.items[ref.item_id].duration_ticks - 1
            by = min(max(by, -ref.time_ticks), last - ref.time_ticks)
        return by

    def _levelled(self, state: EditorState, time: int, at: Pointer) -> EditorState:
        item = self.item(self.hit.item_id)
        if not isinstance(item, Sounding):
            raise MismatchError(tr("This clip has no sound."), item.id)
        row = self.stage.rows[self.hit.row or 0]
        band = bands_of(self.state, item, row.height_px).sound or (0.0, float(row.height_px))
        old = item.decibel_adjustment.at(self._time, item.duration_ticks)
        level = shifted_level(old, band, at.y - self.press.y)
        self.overlay = Overlay(snap_ticks=self.overlay.snap_ticks, note=f"{level:+.1f} dB".replace("-", "−"))
        if level == old:
            return state
        return set_keyframe(state, item_ids=(item.id,), field=LEVEL_FIELD, time_ticks=time, value=level)
