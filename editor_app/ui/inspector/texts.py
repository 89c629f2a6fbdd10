"""The inspector's own words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of the inspector."""
    return QCoreApplication.translate("Inspector", text)
