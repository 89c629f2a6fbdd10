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


def step_of(event: QKeyEvent) -> tuple[int, int]:
    """Give how far an arrow key moves, in px of the composition: 1, with Shift 10."""
    far = _FAR_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    x, y = ARROWS[Qt.Key(event.key())]
    return x * far, y * far


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
        dx, dy = step_of(event)
        by = self._by[0] + dx, self._by[1] + dy
        tick = area.session.playhead_ticks
        try:
            self._new = move_boxes(
                base,
                item_ids=area.chosen_ids,
                dx=by[0],
                dy=by[1],
                at_ticks=tick,
                sets_keys=area.session.sets_keys,
            )
        except EditError as error:
            area.notice.emit(str(error))
            return
        self._by = by
        area.document.preview(self._new)

    def settle(self, *_news: object) -> None:
        """Let it be one step, at the time and with the selection that it began with."""
        new, base = self._new, self._base
        self._base = self._new = None
        if new is not None and base is self._area.document.work.state:
            self._area.document.apply(tr("Nudge"), new)

    def cancel(self) -> bool:
        """Let it be as if no key had been pressed; tell whether one was."""
        was_pressed, self._base, self._new = self._new is not None, None, None
        if was_pressed:
            self._area.document.cancel_preview()
        return was_pressed
