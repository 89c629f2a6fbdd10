"""The path of the one item that is selected: when it shows, and what of it lies under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from editor_app.edits.indexes import homes
from editor_app.items import PlacedItem
from editor_app.state import EditorState
from editor_app.ui.canvas.geometry import Point, box_of
from editor_app.ui.canvas.gestures import Pointer
from editor_app.ui.canvas.key_move import KeyMove
from editor_app.ui.canvas.motion_painting import paint_motion
from editor_app.ui.canvas.motion_path import MotionPath, PathKey, key_at, motion_path

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea

_LEAST_GAP_PX = 10.0


class Motion:
    """What shows of the selected item's way; nothing while it plays, is cropped or written in."""

    def __init__(self, area: CanvasArea) -> None:
        self._area = area
        self._known: tuple[object, int, float] | None = None
        self._path: MotionPath | None = None
        self._home: tuple[object, str, bool] | None = None
        self.is_playing = False
        self.hot: PathKey | None = None

    @property
    def item(self) -> PlacedItem | None:
        """Give the item whose path may show: the only one selected, where it is seen now; locked ones too."""
        area, chosen = self._area, self._area.session.selection.item_ids
        is_busy = self.is_playing or area.cropping is not None or area.modes.writing_id is not None
        if is_busy or len(chosen) != 1:
            return None
        state, tick = area.document.state, area.session.playhead_ticks
        item = state.items.get(chosen[0])
        if not isinstance(item, PlacedItem) or not item.start_ticks <= tick < item.end_ticks:
            return None
        return item if self._is_shown(state, item.id) else None

    def _is_shown(self, state: EditorState, item_id: str) -> bool:
        """Tell whether an item's track is not hidden; looked up once until tracks change."""
        if self._home is None or self._home[0] is not state.tracks or self._home[1] != item_id:
            home = homes(state, (item_id,)).get(item_id)
            self._home = state.tracks, item_id, home is not None and not state.tracks[home].hidden
        return self._home[2]

    @property
    def path(self) -> MotionPath | None:
        """Give the path that shows; found once until item, frame rate or zoom change."""
        item = self.item
        if item is None:
            return None
        zoom = self._area.view.zoom
        known = (item, self._area.document.sidecar.edit_rate, zoom)
        if self._known is None or self._known[0] is not item or self._known[1:] != known[1:]:
            self._known = known
            self._path = motion_path(item, known[1], _LEAST_GAP_PX / zoom)
        return self._path

    @property
    def current(self) -> Point | None:
        """Give where the item's middle is now."""
        box = box_of(self.item, self._area.session.playhead_ticks)
        return box.center if box is not None else None

    def key_under(self, x: float, y: float) -> PathKey | None:
        """Give the key that a press there would take."""
        path = self.path
        return key_at(path, self.current, self._area.view, x, y) if path is not None else None

    def drag(self, key: PathKey, press: Pointer) -> KeyMove | None:
        """Give the gesture that a press on a key begins."""
        item = self.item
        return KeyMove(self._area, press, item, key.time_ticks) if item is not None else None

    def paint(self, painter: QPainter) -> None:
        """Paint what shows."""
        path, area = self.path, self._area
        if path is not None:
            held = area.gesture.time_ticks if isinstance(area.gesture, KeyMove) else None
            hot = self.hot.time_ticks if self.hot is not None else held
            paint_motion(painter, path, self.current, area.view, area.ink, hot_ticks=hot)
