"""Tells a press of its own from the second half of a double click."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class Press:
    """Remembers the last press; a second one right after it was meant for what has gone by then."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def is_second(self) -> bool:
        """Note a press; tell whether it comes within the double-click interval of the one before."""
        within_ms = QApplication.doubleClickInterval()
        is_second = self._since.isValid() and self._since.elapsed() < within_ms
        self._since.start()
        return is_second

    def forget(self) -> None:
        """Let the next press be one of its own."""
        self._since.invalidate()
