"""What is dragged over the canvas and let go there is handed on with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from editor_app.ui.canvas.overlay import NOTHING, Overlay
from editor_app.ui.canvas.snapping import SNAP_PX, snapped_center
from editor_app.ui.canvas.surface import CanvasSurface


class DropSurface(CanvasSurface):
    """A canvas that takes files, media, presets and text."""

    files_dropped = Signal(object, object)
    """QMimeData, QPointF: something was let go at a point of the composition."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.is_dragged_over = False
        self.drag_overlay = NOTHING
        """What shows while something is dragged over the canvas."""
        self.takes: Callable[[QMimeData], bool] = QMimeData.hasUrls
        """Tells whether something can be let go here."""
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what can be placed."""
        if self.takes(event.mimeData()):
            _copy(event)
            self._show_drag(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take it anywhere, and show where it would lie in the middle."""
        self.drag_overlay = self._place_of(event)[1]
        self.update()
        _copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self._show_drag(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it on with its place in the composition, in the middle where that is near."""
        self._show_drag(False)
        self.files_dropped.emit(event.mimeData(), self._place_of(event)[0])
        _copy(event)

    def _place_of(self, event: QDropEvent) -> tuple[QPointF, Overlay]:
        """Give where a drop lies, on the middle lines where they are near, and those; Alt suspends it."""
        is_free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) or not self.session.snapping
        reach = 0.0 if is_free else SNAP_PX / self.view.zoom
        at = self.view.to_composition(event.position().x(), event.position().y())
        place, lines = snapped_center(at, self.view.composition, reach)
        return QPointF(*place), Overlay(lines)

    def _show_drag(self, on: bool) -> None:
        self.is_dragged_over, self.drag_overlay = on, NOTHING
        self.update()


def _copy(event: QDropEvent) -> None:
    """Take a drop as a copy: nobody shall delete the file that was shown."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
