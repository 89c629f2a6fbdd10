"""The steps so far, of which any can be gone back to, and those that others have made impossible to undo."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QUndoView, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.ui.theme import SMALL_PX, SPACE_PX, ui_font
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.window.texts import tr

_MOST_LOST = 4


class HistoryPanel(QWidget):
    """A list of the document's steps; a click goes there. Below it stands what others have overtaken."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._lost: list[str] = []
        self.list = QUndoView(document.undo_stack, self)
        self.list.setEmptyLabel(tr("As it was opened"))
        self.list.setAccessibleName(tr("History"))
        self.list.pressed.connect(self._end_gesture)
        self.lost = QLabel(self)
        self.lost.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.lost.setFont(ui_font(SMALL_PX))
        self.lost.setWordWrap(True)
        self.lost.setContentsMargins(SPACE_PX, SPACE_PX // 2, SPACE_PX, SPACE_PX // 2)
        self.lost.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self.lost)
        document.steps_dropped.connect(self._note_lost)
        document.loaded.connect(self._forget_lost)

    def _end_gesture(self, _index: QModelIndex) -> None:
        self._document.cancel_preview()

    def _note_lost(self, labels: tuple[str, ...]) -> None:
        """Keep in view what was told in passing: others changed the same as these steps."""
        text = tr("{time} · “{label}” cannot be undone: others changed the same.")
        time = f"{datetime.now().astimezone():%H:%M}"
        self._lost += [text.format(time=time, label=label) for label in labels]
        shown = self._lost[-_MOST_LOST:]
        if more := len(self._lost) - len(shown):
            shown.insert(0, tr("{count} earlier steps cannot be undone either.").format(count=more))
        self.lost.setText(breakable("\n".join(shown)))
        self.lost.show()

    def _forget_lost(self) -> None:
        self._lost = []
        self.lost.hide()
