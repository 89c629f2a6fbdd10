"""Paints the picture that a project is known by; for a process of its own, as documents may be large."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter

from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.services.covers import is_dark
from editor_app.state import EditorState, read
from editor_app.state.queries import project_length
from editor_app.store.media_files import find_media

BOX = QSize(480, 270)
_MOMENTS = (0.25, 0.5, 0.1, 0.75)
"""Shares of the length, tried until one shows something."""
_QUALITY = 86


def paint_cover(document: Mapping[str, Any]) -> bytes:
    """Give a moment of a document as JPEG; empty bytes where there is nothing to see.

    Media whose files are elsewhere are drawn as the labelled stand-ins that the preview has for them.
    """
    state = read(dict(document))[0]
    length = project_length(state)
    if not length:
        return b""
    pool = MediaPool(find_media(state, {}).sources)
    try:
        renderer, size = Renderer(pool), _size(state)
        images = (renderer.frame(state, int(length * share), size) for share in _MOMENTS)
        image = next((one for one in images if not is_dark(one)), None)
        return _jpeg(image) if image is not None else b""
    finally:
        pool.close()


def _size(state: EditorState) -> tuple[int, int]:
    own = QSize(int(state.composition_width), int(state.composition_height))
    fitted = own.scaled(BOX, Qt.AspectRatioMode.KeepAspectRatio)
    return max(1, fitted.width()), max(1, fitted.height())


def _jpeg(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(_QUALITY)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(content.data())
