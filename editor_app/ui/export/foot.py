"""The foot of the Export panel: what will be made, or what stands in the way, and the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from editor_app.ui import icons
from editor_app.ui.export.before import ICONS, Note, colour_of
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font

_SIGN_PX = 16


def foot_note(concerns: Sequence[Note], otherwise: str) -> Note:
    """Give what stands beside the button: the worst concerns in short, each on its line; or else `otherwise`.

    >>> foot_note([Note("warning", "…", "Replaces a file"), Note("error", "…", "No name")], "0:12").text
    'No name'
    """
    for level in ("error", "warning"):
        told = [note.short or note.text for note in concerns if note.level == level]
        if told:
            return Note(level, "\n".join(told))
    return Note("ok", otherwise)


class ExportFoot(QFrame):
    """A line at the left, the button at the right; it stays while the rest of the panel scrolls."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("exportFoot")
        self._tokens, self._note = tokens, Note("ok", "")
        self._sign, self.line = QLabel(self), QLabel(self)
        self.line.setFont(ui_font(SMALL_PX, tabular=True))
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setWordWrap(True)
        # A label that wraps asks for several lines even where one would do; the row gives it what is left.
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.export = QPushButton(tr("Export"), self)
        self.export.setObjectName("exportButton")
        self.export.setDefault(True)
        self.export.setMinimumSize(QSize(96, HIT_PX + 4))
        self.export.setToolTip(tr("Make the file; you can go on editing meanwhile"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        row.setSpacing(SPACE_PX)
        row.addWidget(self._sign)
        row.addWidget(self.line, 1)
        row.addWidget(self.export)

    def show_note(self, note: Note, button: str) -> None:
        """Show the line and the button's text; an error leaves nothing to press."""
        self._note = note
        self.line.setText(note.text)
        self.line.setProperty("secondary", note.level == "ok")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        self.export.setText(button)
        self.export.setAccessibleDescription(note.text)
        self.export.setEnabled(note.level != "error")
        self._paint_sign()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._paint_sign()

    def _paint_sign(self) -> None:
        level = self._note.level
        self._sign.setVisible(level != "ok")
        icon = icons.icon(ICONS[level], color=colour_of(level, self._tokens))
        self._sign.setPixmap(icon.pixmap(_SIGN_PX, _SIGN_PX))
