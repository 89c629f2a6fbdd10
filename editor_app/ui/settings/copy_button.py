"""A button that copies a text, and says for a moment that it has."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import HIT_PX

_SAID_MS = 2000
_ROOM_PX = 28


class CopyButton(QPushButton):
    """The button; as wide as the longer of its two texts."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a button whose `name` says what it copies."""
        super().__init__(tr("Copy"), parent)
        self._content = ""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumHeight(HIT_PX)
        self.setAutoDefault(False)
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in (tr("Copy"), tr("Copied")))
        self.setMinimumWidth(widest + _ROOM_PX)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._say_copy)
        self.clicked.connect(self._copy)
        self.set_content("")

    def set_content(self, content: str) -> None:
        """Set what is copied; there is nothing to press where it is empty."""
        self._content = content
        self.setEnabled(bool(content))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._content)
        self.setText(tr("Copied"))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tr("Copied")))
        self._timer.start(_SAID_MS)

    def _say_copy(self) -> None:
        self.setText(tr("Copy"))
