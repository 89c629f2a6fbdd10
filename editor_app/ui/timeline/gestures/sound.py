"""Fade handles and the level line."""

from __future__ import annotations

from editor_app.edits.errors import MismatchError
from editor_app.edits.fields import set_fields
from editor_app.edits.keyframes import set_keyframe, set_number
from editor_app.edits.numbers import raise_number
from editor_app.edits.sources import Sounding
from editor_app.state import EditorState
from editor_app.timebase import format_timecode
from editor_app.ui.timeline.clip_shape import Band, bands_of
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Pointer, Snapper
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.keys import LEVEL_FIELD
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.levels import LOUDEST_DB, QUIETEST_DB, level_at_share, share_of_level
from editor_app.ui.timeline.painting.overlay import Overlay

_FINE = 0.1
"""The share of a drag that counts while it is to be fine."""


class DragFade(EditGesture):
    """Drag a fade handle along the clip."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Fade")
        self._snapper = Snapper(self, (hit.item_id or "",))

    def edit(self, at: Pointer) -> EditorState:
        """Let the fade end at the pointer, and leave the other fade its room."""
        item = self.item(self.hit.item_id)
        if not isinstance(item, Sounding):
            raise MismatchError(tr("This clip has no sound to fade."), item.id)
        is_in = self.hit.part == "fade-in"
        old = item.audio_fade_in_duration_ticks if is_in else item.audio_fade_out_duration_ticks
        other = item.audio_fade_out_duration_ticks if is_in else item.audio_fade_in_duration_ticks
        handle = item.start_ticks + old if is_in else item.end_ticks - old
        wanted = handle + self.moved_ticks(at)
        found = self._snapper.near((wanted,), at)
        tick = found.at_ticks if found else self.frames(wanted)
        length = tick - item.start_ticks if is_in else item.end_ticks - tick
        length = min(max(length, 0), max(item.duration_ticks - other, 0))
        self.overlay = Overlay(
            snap_ticks=found.at_ticks if found else None,
            note=tr("Fade {length}").format(length=format_timecode(length, self.fps)),
        )
        field = "audio_fade_in_duration_ticks" if is_in else "audio_fade_out_duration_ticks"
        return set_fields(self.state, item_ids=(item.id,), fields={field: length})


class DragLevel(EditGesture):
    """Drag the level line up and down, with Shift finely; with Ctrl, put a key there and drag that.

    Where keys are set by themselves, the key is at the playhead, if the clip plays there.
    """

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Volume")
        row = self.stage.rows[hit.row or 0]
        item = self.item(hit.item_id)
        bands = bands_of(self.state, item, row.height_px)
        self._band: Band = bands.sound or (0.0, float(row.height_px))
        playhead = desk.session.playhead_ticks
        is_auto = desk.session.sets_keys and item.start_ticks <= playhead < item.end_ticks
        self._with_key = at.ctrl or is_auto
        key_at = self.press_tick if at.ctrl or not is_auto else playhead
        self._key_ticks = min(max(key_at - item.start_ticks, 0), item.duration_ticks - 1)

    def edit(self, at: Pointer) -> EditorState:
        """Let the line be where the pointer is."""
        item = self.item(self.hit.item_id)
        if not isinstance(item, Sounding):
            raise MismatchError(tr("This clip has no sound."), item.id)
        number = item.decibel_adjustment
        old = number.at(self._key_ticks, item.duration_ticks)
        level = shifted_level(old, self._band, (at.y - self.press.y) * (_FINE if at.shift else 1))
        self.overlay = Overlay(note=f"{level:+.1f} dB".replace("-", "−"))
        if self._with_key:
            return set_keyframe(
                self.state, item_ids=(item.id,), field=LEVEL_FIELD, time_ticks=self._key_ticks, value=level
            )
        if number.keyframes:
            raised = raise_number(number, level - old)
            return set_fields(self.state, item_ids=(item.id,), fields={LEVEL_FIELD: raised})
        return set_number(self.state, item_ids=(item.id,), field=LEVEL_FIELD, value=level)


def shifted_level(level_db: float, band: Band, dy_px: float) -> float:
    """Give the level that lies `dy_px` below another in a band; 0 dB catches within half a dB."""
    share = share_of_level(level_db) - dy_px / max(band[1] - band[0] - 4, 1)
    level = min(max(level_at_share(share), QUIETEST_DB), LOUDEST_DB)
    return 0.0 if abs(level) < 0.5 and dy_px else level
