"""The drag of a key on the path of what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor_app.edits.indexes import homes
from editor_app.items import PlacedItem
from editor_app.state import EditorState
from editor_app.ui.canvas.geometry import Point
from editor_app.ui.canvas.gestures import Move, Pointer
from editor_app.ui.canvas.labels import tr

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea


class KeyMove(Move):
    """Drags one key of a place; a click takes the playhead there."""

    label = "Move keyframe"

    def __init__(self, area: CanvasArea, press: Pointer, item: PlacedItem, time_ticks: int) -> None:
        at_ticks = item.start_ticks + time_ticks
        super().__init__(area, press, item.id, item_ids=(item.id,), at_ticks=at_ticks)
        self.time_ticks = time_ticks
        self._is_locked = _is_locked(self.base, item.id, area.document.sidecar.locked_tracks)
        self._has_told = False

    def follow(self, to: Point, at: Pointer) -> None:
        """Move the key as items are moved; say why not where its track is locked."""
        if not self._is_locked:
            super().follow(to, at)
        elif not self._has_told:
            self._has_told = True
            self.area.notice.emit(tr("This track is locked. Unlock it to move its keyframes."))

    def click(self, at: Pointer) -> None:
        """Take the playhead to the key."""
        self.area.session.set_playhead(self.tick)


def _is_locked(state: EditorState, item_id: str, locked: tuple[str, ...]) -> bool:
    home = homes(state, (item_id,)).get(item_id)
    return home is not None and state.tracks[home].id in locked
