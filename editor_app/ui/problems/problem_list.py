"""The list of problems: clicks, Enter and the menu go to whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from editor_app.ui.problems.delegate import ProblemDelegate
from editor_app.ui.widgets.navigation import keeps_key


class ProblemList(QListView):
    """The list; a click on a row that is current already goes there again."""

    go_wanted = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter from the window's shortcuts."""
        return keeps_key(event) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let sentences have two lines where the list is narrow."""
        super().resizeEvent(event)
        delegate = self.itemDelegate()
        if isinstance(delegate, ProblemDelegate) and delegate.fit(self.viewport().width()):
            self.scheduleDelayedItemsLayout()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the delegate know which button the pointer is over."""
        delegate = self.itemDelegate()
        if isinstance(delegate, ProblemDelegate):
            delegate.hover_at(event.position())
            self.viewport().update()
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the problem with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.go_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a row."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard or not index.isValid():
            index = self.currentIndex()
        if index.isValid():
            at = self.visualRect(index).center() if not self.indexAt(event.pos()).isValid() else event.pos()
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(at))
