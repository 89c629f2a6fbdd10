"""What is dragged over the canvas and let go there is handed on with its place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from editor_app.ui.canvas.surface import CanvasSurface
from editor_app.ui.widgets.dropping import ASSETS_MIME, PRESET_MIME


class DropSurface(CanvasSurface):
    """A canvas that takes files, media and presets."""

    files_dropped = Signal(object, object)
    """QMimeData, QPointF: something was let go at a point of the composition."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.is_dragged_over = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, media and presets."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasFormat(ASSETS_MIME) or mime.hasFormat(PRESET_MIME):
            event.acceptProposedAction()
            self._show_drag(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take it anywhere."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self._show_drag(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it on with its place in the composition."""
        self._show_drag(False)
        at = event.position()
        self.files_dropped.emit(event.mimeData(), QPointF(*self.view.to_composition(at.x(), at.y())))
        event.acceptProposedAction()

    def _show_drag(self, on: bool) -> None:
        self.is_dragged_over = on
        self.update()
