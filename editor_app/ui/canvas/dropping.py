"""What is dragged over the canvas and let go there is handed on with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from editor_app.ui.canvas.surface import CanvasSurface


class DropSurface(CanvasSurface):
    """A canvas that takes files, media, presets and text."""

    files_dropped = Signal(object, object)
    """QMimeData, QPointF: something was let go at a point of the composition."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.is_dragged_over = False
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
        """Take it anywhere."""
        _copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self._show_drag(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it on with its place in the composition."""
        self._show_drag(False)
        at = event.position()
        self.files_dropped.emit(event.mimeData(), QPointF(*self.view.to_composition(at.x(), at.y())))
        _copy(event)

    def _show_drag(self, on: bool) -> None:
        self.is_dragged_over = on
        self.update()


def _copy(event: QDropEvent) -> None:
    """Take a drop as a copy: nobody shall delete the file that was shown."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
