"""The panel's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Keyframes", text)


def beside_clip() -> str:
    """Say why no key is set where the playhead is."""
    return tr("Move the playhead into the clip to set a key.")


def written(value: float, unit: str) -> str:
    """Write a value with its unit, with a true minus."""
    number = f"{round(value, 3):g}".replace("-", "−")
    gap = "" if unit in ("", "°", "×") else " "
    return f"{number}{gap}{unit}"
