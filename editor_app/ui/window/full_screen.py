"""The picture alone, as large as the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from editor_app.services.preview import Preview, PreviewFrame


class FullScreen(QWidget):
    """A window without anything but the picture; Escape, F11 and a double click leave it."""

    left = Signal()

    def __init__(self, preview: Preview, actions: Sequence[QAction]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._image = QImage()
        self._preview = preview
        self.addActions(list(actions))
        preview.frame_ready.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: object) -> None:
        """Leave with a double click."""
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pictures of the screen's size."""
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self._preview.set_viewport((round(self.width() * ratio), round(self.height() * ratio)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the picture is seen elsewhere again."""
        self._preview.frame_ready.disconnect(self._take)
        super().closeEvent(event)
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        painter.end()

    def _take(self, frame: PreviewFrame) -> None:
        self._image = frame.image
        self.update()
