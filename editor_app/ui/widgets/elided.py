"""A line of text that gives way: cut with an ellipsis, whole in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """A label of one line that never asks for more width than there is."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(text, parent)
        self._hint = hint
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_hint(self, hint: str) -> None:
        """Set what the tooltip says where the text is whole."""
        self._hint = hint
        self._set_tooltip()

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._set_tooltip()

    def shown_parts(self) -> tuple[str, ...]:
        """Give what there is room for, piece by piece: each is cut at its own end."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        return (metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room),)

    def minimumSizeHint(self) -> QSize:
        """Give way."""
        return QSize(16, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the text is whole."""
        super().resizeEvent(event)
        self._set_tooltip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        painter.setPen(self.palette().color(self.foregroundRole()))
        for part in self.shown_parts():
            painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), part)
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(part))
        painter.end()

    def _set_tooltip(self) -> None:
        is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        parts = [self.text() if is_cut else "", self._hint]
        self.setToolTip("\n".join(part for part in parts if part))
