"""Files that are dragged over a text field: they are for what lies behind it, and never text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def keep_from_text(watched: QObject, event: QEvent) -> bool:
    """Refuse files in a text field, and tell whether that was done: Qt then asks what lies behind it."""
    if not isinstance(event, QDragEnterEvent) or not event.mimeData().hasUrls():
        return False
    is_text = isinstance(watched, QLineEdit) or (
        isinstance(watched, QWidget) and isinstance(watched.parent(), (QTextEdit, QPlainTextEdit))
    )
    if is_text:
        event.ignore()
    return is_text
