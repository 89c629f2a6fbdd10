"""Keeps the wheel that scrolls a panel from changing what it happens to pass over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QTabBar, QWidget


class QuietWheel(QObject):
    """An event filter: boxes and tabs listen to the wheel only once they have the focus."""

    def watch(self, panel: QWidget) -> None:
        """Calm every combo box and tab bar of a panel."""
        for box in panel.findChildren(QComboBox):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
        for tabs in panel.findChildren(QTabBar):
            tabs.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the panel."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
