"""A sentence over a list's foot, with a button that does something about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from editor_app.ui import icons
from editor_app.ui.cloud_projects.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable


class Bar(QFrame):
    """Seen as long as there is something to say."""

    acted = Signal()
    """The button was pressed."""
    dismissed = Signal()

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QToolButton(self)
        self.button.setProperty("link", True)
        self.button.setMinimumHeight(HIT_PX)
        self.close_button = QToolButton(self)
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.setMinimumSize(HIT_PX, HIT_PX)
        self.close_button.setToolTip(tr("Dismiss"))
        self.close_button.setAccessibleName(tr("Dismiss"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(SPACE_PX)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.button.clicked.connect(self.acted)
        self.close_button.clicked.connect(self._dismiss)
        self.set_tokens(tokens)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.close_button.setIcon(icons.icon("mdi6.close", color=tokens.secondary))

    def say(self, sentence: str, action: str = "") -> None:
        """Show a sentence, with a button where there is something to do; an empty one hides all."""
        is_new = bool(sentence) and breakable(sentence) != self.text.text()
        self.text.setText(breakable(sentence))
        self.setAccessibleName(sentence)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(sentence))
        if is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _dismiss(self) -> None:
        self.say("")
        self.dismissed.emit()
