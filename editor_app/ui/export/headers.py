"""The headers of a callback: names, and values that nobody looks at over a shoulder."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from editor_app.ui import icons
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, Tokens


class HeaderRows(QWidget):
    """A row for each header, and a button that adds one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._rows: list[_Row] = []
        self.add = QToolButton(self)
        self.add.setText(tr("Add a header"))
        self.add.setToolTip(tr("Send a header with the callback, such as a token"))
        self.add.setProperty("link", True)
        self.add.setProperty("flush", True)
        self.add.setMinimumHeight(HIT_PX)
        self.add.clicked.connect(self.add_row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.add)

    @property
    def rows(self) -> tuple[_Row, ...]:
        """Give the rows in order."""
        return tuple(self._rows)

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Give names and values."""
        return tuple((row.name.text(), row.value.text()) for row in self._rows)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for row in self._rows:
            row.set_tokens(tokens)

    def add_row(self) -> None:
        """Add an empty row, and go there."""
        row = _Row(self, self._tokens)
        row.name.textEdited.connect(self.changed)
        row.value.textEdited.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        row.name.setFocus()
        self.changed.emit()

    def _remove(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        self.add.setFocus()
        row.hide()
        row.deleteLater()
        self.changed.emit()


class _Row(QWidget):
    """One header."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self.name, self.value, self.remove = QLineEdit(self), QLineEdit(self), QToolButton(self)
        self.value.setEchoMode(QLineEdit.EchoMode.Password)
        for line, said in ((self.name, tr("Name of the header")), (self.value, tr("Value of the header"))):
            line.setPlaceholderText(said)
            line.setAccessibleName(said)
            line.setToolTip(said)
            line.setMinimumSize(60, HIT_PX)
        self.value.setToolTip(tr("Kept in the key chain until the export is over, in no file"))
        self.remove.setFixedSize(HIT_PX, HIT_PX)
        self.remove.setAccessibleName(tr("Remove the header"))
        self.remove.setToolTip(tr("Remove the header"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.value, 1)
        row.addWidget(self.remove)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.remove.setIcon(icons.icon("mdi6.close", color=tokens.secondary))
