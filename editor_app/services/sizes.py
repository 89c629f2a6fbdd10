"""How much a file holds, written for people: everywhere in the same way."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def file_size(size_bytes: int) -> str:
    """Write the size of a file: “14.2 MB”."""
    places = 1 if size_bytes >= 1_000_000 else 0
    return QLocale().formattedDataSize(size_bytes, places, QLocale.DataSizeFormat.DataSizeSIFormat)
