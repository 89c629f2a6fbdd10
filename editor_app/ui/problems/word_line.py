"""How the service's word stands, in one line below the filters: given, awaited, or why it cannot be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from editor_app.services.service_word import Standing, Word, state_line
from editor_app.ui import icons
from editor_app.ui.problems.texts import tr
from editor_app.ui.theme import HIT_PX, SMALL_PX, Tokens, ui_font

_ICON_PX = 16
_ICONS: Final[Mapping[Standing, str]] = {
    "none": "mdi6.cloud-outline",
    "asking": "mdi6.cloud-sync-outline",
    "given": "mdi6.cloud-check-outline",
    "pending": "mdi6.cloud-off-outline",
}


class WordLine(QWidget):
    """The line; hidden where there is no service to ask."""

    asked = Signal()
    """The service shall be asked now."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._tokens = Word(), tokens
        self.icon = QLabel(self)
        self.icon.setFixedSize(_ICON_PX, _ICON_PX)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setFont(ui_font(SMALL_PX, tabular=True))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.again = QToolButton(self)
        self.again.setText(tr("Ask now"))
        self.again.setToolTip(tr("Ask the service now"))
        self.again.setProperty("quiet", True)
        self.again.setMinimumHeight(HIT_PX)
        self.again.clicked.connect(self._ask)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 8, 4)
        line.setSpacing(8)
        line.addWidget(self.icon)
        line.addWidget(self.text, 1)
        line.addWidget(self.again)
        self.setMinimumHeight(HIT_PX)
        self.set_tokens(tokens)
        self.set_word(self._word)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.text.setStyleSheet(f"color: {tokens.secondary};")
        self._show_icon()

    def set_word(self, word: Word) -> None:
        """Say how the service's word stands now."""
        self._word = word
        self.setVisible(word.standing != "none")
        self.again.setVisible(word.standing == "pending")
        text = state_line(word)
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self._show_icon()

    def _show_icon(self) -> None:
        tokens, word = self._tokens, self._word
        colour = {
            "none": tokens.secondary,
            "asking": tokens.secondary,
            "given": tokens.error if word.problems else tokens.ok,
            "pending": tokens.warning,
        }[word.standing]
        name = (
            "mdi6.cloud-alert-outline"
            if word.standing == "given" and word.problems
            else _ICONS[word.standing]
        )
        self.icon.setPixmap(icons.icon(name, color=colour).pixmap(QSize(_ICON_PX, _ICON_PX)))

    def _ask(self, _checked: bool = False) -> None:
        self.asked.emit()
