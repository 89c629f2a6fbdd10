"""What stands in the place of a list that is empty: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor_app.ui import icons
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens, ui_font

_WIDEST_PX = 420


class Message(QWidget):
    """An icon, a line, a sentence and a button."""

    acted = Signal()
    """The button was pressed."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens, self._name = tokens, ""
        self.icon, self.title, self.hint = QLabel(self), QLabel(self), QLabel(self)
        self.title.setFont(ui_font(weight=600))
        self.hint.setProperty("secondary", True)
        self.button = QPushButton(self)
        self.button.setMinimumHeight(HIT_PX)
        self.button.setAutoDefault(False)
        inside = QWidget(self)
        inside.setFixedWidth(_WIDEST_PX)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside)
        row.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2 * SPACE_PX, 0, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addStretch(2)
        for label in (self.icon, self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self.icon)
            column.addWidget(label)
        column.addSpacing(SPACE_PX)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.button.clicked.connect(self.acted)

    def say(self, icon: str, title: str, hint: str, action: str = "") -> None:
        """Show why there is nothing, and the button, where it has something to do."""
        self._name = icon
        self.title.setText(title)
        self.hint.setText(hint)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self.title.setVisible(bool(title))
        self.hint.setVisible(bool(hint))
        self.set_tokens(self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        if self._name:
            self.icon.setPixmap(icons.icon(self._name, color=tokens.secondary).pixmap(40, 40))
