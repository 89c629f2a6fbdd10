"""What is in a drop or on the clipboard: files, a picture, an SVG, text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from editor_app.edits.clipboard import MARK

_SVG = "image/svg+xml"


def files_in(mime: QMimeData) -> list[Path]:
    """Give the files and folders of this computer that it names."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []


def picture_in(mime: QMimeData) -> bytes | None:
    """Give the picture in it as a PNG file's content."""
    if not mime.hasImage():
        return None
    image = QImage(mime.imageData())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not image.save(buffer, "PNG"):  # pyright: ignore[reportArgumentType, reportCallIssue]
        return None
    return bytes(buffer.data().data())


def svg_in(mime: QMimeData) -> bytes | None:
    """Give the SVG in it, whether marked as such or as text."""
    if mime.hasFormat(_SVG):
        return bytes(mime.data(_SVG).data())
    text = mime.text().lstrip() if mime.hasText() else ""
    is_svg = text.startswith("<svg") or (text.startswith("<?xml") and "<svg" in text[:2000])
    return text.encode() if is_svg else None


def text_in(mime: QMimeData) -> str | None:
    """Give the text in it that people would read: no addresses, and no clips of ours."""
    if mime.hasUrls() or not mime.hasText() or svg_in(mime) is not None:
        return None
    text = mime.text().strip()
    is_ours = text.startswith("{") and f'"{MARK}"' in text[:200]
    return text[:5000] if text and not is_ours else None


def has_media(mime: QMimeData) -> bool:
    """Tell whether there is anything in it that can become media."""
    return bool(files_in(mime)) or mime.hasImage() or svg_in(mime) is not None
