"""How the texts about keys are translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text about keys."""
    return QCoreApplication.translate("Keys", text)
