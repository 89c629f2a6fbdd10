"""Never loses the keyboard, and never lets it stand where nobody sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN_PX = 16


class FocusCare(QObject):
    """Watches who has the keyboard.

    What gets it by key is scrolled into view. Where nobody has it any more, because a row or a clip that had
    it is gone, it goes to `home`.
    """

    def __init__(self, window: QWidget, home: QWidget) -> None:
        super().__init__(window)
        self._window, self._home = window, home
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            QTimer.singleShot(0, self, self._come_home)
        elif QApplication.mouseButtons() == Qt.MouseButton.NoButton:  # a press must not move what it is on
            parent = now.parentWidget()
            while parent is not None and not isinstance(parent, QScrollArea):
                parent = parent.parentWidget()
            if parent is not None and (content := parent.widget()) is not None and content.isAncestorOf(now):
                parent.ensureWidgetVisible(now, 0, _MARGIN_PX)

    def _come_home(self) -> None:
        nobody = QApplication.focusWidget() is None and QApplication.activePopupWidget() is None
        if nobody and self._window.isActiveWindow() and self._home.isVisible():
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
