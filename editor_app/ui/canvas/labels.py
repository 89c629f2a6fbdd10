"""The canvas's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of the canvas."""
    return QCoreApplication.translate("Canvas", text)
