"""Nudging by the arrow keys: a key that is held down is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from editor_app.edits import EditError, move_boxes
from editor_app.state import EditorState
from editor_app.ui.canvas.labels import tr

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR_PX = 10


class Nudge:
    """Moves the selection px by px until the key is let go."""

    def __init__(self, area: CanvasArea) -> None:
        self._area = area
        self._base: EditorState | None = None
        self._by = (0, 0)
        self._new: EditorState | None = None

    def press(self, event: QKeyEvent) -> None:
        """Move by 1 px, with Shift by 10."""
        area = self._area
        base = area.document.work.state
        if self._base is not base:
            self._base, self._by = base, (0, 0)
        far = _FAR_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        x, y = ARROWS[Qt.Key(event.key())]
        self._by = self._by[0] + x * far, self._by[1] + y * far
        try:
            self._new = move_boxes(
                base,
                item_ids=area.chosen_ids,
                dx=self._by[0],
                dy=self._by[1],
                at_ticks=area.session.playhead_ticks,
            )
        except EditError as error:
            area.notice.emit(str(error))
            return
        area.document.preview(self._new)

    def settle(self) -> None:
        """Let it be one step."""
        new, base = self._new, self._base
        self._base = self._new = None
        if new is not None and base is self._area.document.work.state:
            self._area.document.apply(tr("Nudge"), new)
