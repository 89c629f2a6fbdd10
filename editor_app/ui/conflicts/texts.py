"""The words of what collided."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of the dialog."""
    return QCoreApplication.translate("Conflicts", text)
