"""How the window's own texts are translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of the window."""
    return QCoreApplication.translate("Window", text)
