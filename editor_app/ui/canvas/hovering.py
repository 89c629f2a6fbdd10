"""What the pointer is over while nothing is in hand: its shape, and a faint outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from editor_app.ui.canvas.handles import cursor_of, handle_at
from editor_app.ui.canvas.motion_path import PathKey
from editor_app.ui.canvas.painting import paint_outline

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea


class Hover:
    """Shows what a press would do."""

    def __init__(self, area: CanvasArea) -> None:
        self._area = area
        self._item_id: str | None = None

    def follow(self, at: QPointF) -> None:
        """Show what a press there would do."""
        area = self._area
        over, key = None, None
        if area.cropping is not None:
            shape = self._crop_cursor(at)
        elif (handle := area.handle_under(at.x(), at.y())) is not None:
            frame = area.frame
            shape = cursor_of(handle, frame) if frame is not None else Qt.CursorShape.ArrowCursor
        elif (key := area.motion.key_under(at.x(), at.y())) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            stack = area.stack_at(at.x(), at.y())
            chosen = any(name in area.session.selection.item_ids for name in stack)
            over = stack[0] if stack and not chosen else None
            shape = Qt.CursorShape.SizeAllCursor if chosen else Qt.CursorShape.ArrowCursor
        if area.session.tool == "hand":
            shape, over, key = Qt.CursorShape.OpenHandCursor, None, None
        area.setCursor(shape)
        self._show(over, key)

    def forget(self) -> None:
        """Show nothing any more."""
        self._show(None, None)
        self._area.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the outline of what a press would select."""
        area = self._area
        box = next((box for box in area.boxes if box.item_id == self._item_id), None)
        if box is not None and area.cropping is None:
            paint_outline(painter, box, area.view, area.ink, faint=True)

    def _show(self, item_id: str | None, key: PathKey | None) -> None:
        if (item_id, key) != (self._item_id, self._area.motion.hot):
            self._item_id, self._area.motion.hot = item_id, key
            self._area.update()

    def _crop_cursor(self, at: QPointF) -> Qt.CursorShape:
        area = self._area
        assert area.cropping is not None
        window = area.cropping.crop.window
        handle = handle_at(window, area.view, at.x(), at.y(), turns=False)
        if handle is not None:
            return cursor_of(handle, window)
        inside = window.contains(*area.view.to_composition(at.x(), at.y()))
        return Qt.CursorShape.SizeAllCursor if inside else Qt.CursorShape.ArrowCursor
