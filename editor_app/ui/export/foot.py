"""The foot of the Export panel: what it costs or what stands in the way, code to copy, and the button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor_app.ui import icons
from editor_app.ui.export.before import ICONS, colour_of
from editor_app.ui.export.notes import Note
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font

_SIGN_PX = 16


class ExportFoot(QFrame):
    """A line at the left, the buttons at the right; it stays while the rest of the panel scrolls."""

    code_wanted = Signal(str)
    """str: curl or python."""
    preview_wanted = Signal()

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
        self.preview = self._quiet(
            tr("Preview link"), tr("A link that shows the film for seven days, free of charge")
        )
        self.preview.clicked.connect(self.preview_wanted)
        self.code = QToolButton(self)
        self.code.setFixedSize(HIT_PX, HIT_PX)
        self.code.setAccessibleName(tr("Copy as code"))
        self.code.setToolTip(tr("Copy what will be sent as a command or as a program, without the key"))
        self.code.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.code)
        self.curl, self.python = menu.addAction(tr("Copy as curl")), menu.addAction(tr("Copy as Python"))
        self.curl.triggered.connect(lambda: self.code_wanted.emit("curl"))
        self.python.triggered.connect(lambda: self.code_wanted.emit("python"))
        self.code.setMenu(menu)
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
        row.addWidget(self.preview)
        row.addWidget(self.code)
        row.addWidget(self.export)
        self.show_offers(code=False, preview=False)
        self.set_tokens(tokens)

    def show_offers(self, *, code: bool, preview: bool) -> None:
        """Offer what the place has beside exports."""
        self.code.setVisible(code)
        self.preview.setVisible(preview)

    def show_note(self, note: Note, button: str) -> None:
        """Show the line and the button's text; an error leaves nothing to press."""
        self._note = note
        self.line.setText(note.text)
        self.line.setProperty("secondary", note.level == "ok")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        self.export.setText(button)
        self.export.setAccessibleDescription(note.text)
        for one in (self.export, self.preview):
            one.setEnabled(note.level != "error")
        self._paint_sign()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        colours = {"color": tokens.secondary, "color_active": tokens.text}
        self.code.setIcon(icons.icon("mdi6.code-tags", **colours))
        self._paint_sign()

    def _quiet(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setProperty("link", True)
        button.setMinimumHeight(HIT_PX)
        return button

    def _paint_sign(self) -> None:
        level = self._note.level
        self._sign.setVisible(level != "ok")
        icon = icons.icon(ICONS[level], color=colour_of(level, self._tokens))
        self._sign.setPixmap(icon.pixmap(_SIGN_PX, _SIGN_PX))
