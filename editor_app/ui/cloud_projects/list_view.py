"""A list that is read on as it is scrolled, and tells what is seen of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

_AHEAD_PX = 480
_REST_MS = 80


class ListView(QListView):
    """One row at a time can be chosen."""

    chosen = Signal()
    """Enter, or a double click."""
    end_near = Signal()
    """The last rows are seen, or soon will be."""
    seen_changed = Signal()
    """Other rows are seen, since a moment."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().setSingleStep(40)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(self.look_again)
        self.verticalScrollBar().rangeChanged.connect(self.look_again)
        self.doubleClicked.connect(self._choose)

    def seen_rows(self) -> Sequence[int]:
        """Give the rows that are seen, from the top."""
        count = self.model().rowCount() if self.model() is not None else 0
        first = self.indexAt(self.viewport().rect().topLeft())
        if not count or not first.isValid() or not self.isVisible():
            return range(0)
        height = max(1, self.visualRect(first).height())
        return range(first.row(), min(count, first.row() + self.viewport().height() // height + 2))

    def look_again(self, *_news: object) -> None:
        """Tell soon what is seen."""
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter, which must not press the dialog's button too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See more rows, or fewer."""
        super().resizeEvent(event)
        self.look_again()

    def event(self, event: QEvent) -> bool:
        """Tell what is seen once anything is."""
        if event.type() == QEvent.Type.Show:
            self.look_again()
        return super().event(event)

    def _choose(self, _index: QModelIndex) -> None:
        self.chosen.emit()

    def _tell(self) -> None:
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.value() >= bar.maximum() - _AHEAD_PX:
            self.end_near.emit()
        self.seen_changed.emit()
