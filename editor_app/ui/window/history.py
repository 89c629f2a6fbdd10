"""The steps so far, of which any can be gone back to."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.ui.window.texts import tr


class HistoryPanel(QWidget):
    """A list of the document's steps; a click goes there."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.list = QUndoView(document.undo_stack, self)
        self.list.setEmptyLabel(tr("As it was opened"))
        self.list.setAccessibleName(tr("History"))
        self.list.pressed.connect(self._end_gesture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def _end_gesture(self, _index: QModelIndex) -> None:
        self._document.cancel_preview()
