"""A picture as the bytes of a file, so that whoever writes them hears why they cannot be written."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage


def image_bytes(image: QImage, form: str, quality: int = -1) -> bytes:
    """Encode an image as `form` (PNG, JPG) in `quality` 0 to 100; raise ValueError where Qt cannot."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, form, quality):  # pyright: ignore[reportArgumentType, reportCallIssue]
        raise ValueError(f"A picture of {image.width()} × {image.height()} cannot be written as {form}.")
    return bytes(buffer.data().data())
