"""SVG images, drawn by QtSvg at exactly the size they are wanted."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from editor_app.problem import quoted
from editor_app.render.media.cache import ImageCache
from editor_app.render.media.errors import MediaTooLarge, MediaUnreadable
from editor_app.render.media.medium import Size
from editor_app.render.media.quiet import silence_qt
from editor_app.render.media.svg_safe import sanitised
from editor_app.render.picture.gui import ensure_gui

silence_qt()

MAX_FILE_BYTES = 32 * 2**20
_MOST_PIXELS = 24_000_000
"""Drawn in more, an image would not stay in the cache; it is magnified from there on."""
_DEFAULT_SIZE = (300, 150)  # of an SVG that says nothing, as in browsers


class VectorMedium:
    """An SVG image; it has no pixels of its own."""

    def __init__(
        self,
        asset_id: str,
        path: Path,
        label: str,
        cache: ImageCache,
        warn: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise MediaTooLarge(label, f"is an SVG image of more than {MAX_FILE_BYTES // 2**20} MB")
        self._asset_id, self._cache, self._label = asset_id, cache, label
        ensure_gui()
        links: dict[str, None] = {}
        data = sanitised(path.read_bytes(), label, lambda link: links.update({link: None}))
        if links:
            warn(_about(label, list(links)))
        self._renderer = QSvgRenderer(QByteArray(data))
        if not self._renderer.isValid():
            raise MediaUnreadable(label, "is a damaged SVG image")
        self._renderer.setAnimationEnabled(False)

    @property
    def size(self) -> Size:
        """Give the size the file states in px."""
        size = self._renderer.defaultSize()
        return _DEFAULT_SIZE if size.isEmpty() else (size.width(), size.height())

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the only frame."""
        return 0

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Draw the image over `wanted` px, or in the same shape over as many as are useful."""
        size = _bounded(max(wanted[0], 1), max(wanted[1], 1))
        key = (self._asset_id, "at", size)
        if (image := self._cache.get(key)) is not None:
            return image
        image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        self._renderer.render(painter, QRectF(0, 0, *size))
        painter.end()
        return self._cache.put(key, image)


def _about(label: str, links: list[str]) -> str:
    more = f" and {len(links) - 1} more" if len(links) > 1 else ""
    return (
        f"“{label}” wants to load {quoted(links[0])}{more}, and is drawn without what lies outside of it. "
        "Save it with its pictures and styles inside."
    )


def _bounded(width: int, height: int) -> Size:
    """Give the size, shrunk on both sides alike (or on the longer alone) to the most pixels."""
    shrink = math.sqrt(min(_MOST_PIXELS / (width * height), 1.0))
    if shrink == 1.0:
        return width, height
    across, down = max(int(width * shrink), 1), max(int(height * shrink), 1)
    return min(across, _MOST_PIXELS // down), min(down, _MOST_PIXELS // across)
