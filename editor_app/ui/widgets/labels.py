"""The shared widgets' own words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of the shared widgets."""
    return QCoreApplication.translate("Widgets", text)
