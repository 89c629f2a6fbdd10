"""Still images as QImages: Qt for PNG, JPEG, WebP and BMP; Pillow for AVIF and TIFF; pi-heif for HEIC.

A picture much smaller than its file is resampled from a copy halved as often as it stays larger than
what is wanted, so that a zoom does not decode the file for every frame.
"""

from __future__ import annotations

import io
from pathlib import Path

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from editor_app.render.media.errors import MediaTooLarge, MediaUnreadable

MAX_PIXELS = 200_000_000
_BYTES_PER_PIXEL = 4
_SWAPS = QImageIOHandler.Transformation.TransformationRotate90
_QT_FORMATS = {"png": "png", "jpeg": "jpg", "webp": "webp", "bmp": "bmp"}
_OPAQUE = QImage.Format.Format_RGB32
_ALPHA = QImage.Format.Format_ARGB32_Premultiplied

pi_heif.register_heif_opener(thumbnails=False)
# Sizes are judged here, from the header, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
QImageReader.setAllocationLimit(MAX_PIXELS * 8 // 2**20)


class StillFile:
    """One image file: its size after orientation, and its pixels in sRGB."""

    def __init__(self, path: Path, content: str, label: str) -> None:
        self._path, self._content, self._label = path, content, label
        self.size: tuple[int, int] = self._read_size()

    def _read_size(self) -> tuple[int, int]:
        width, height = self._qt_size() if self._content in _QT_FORMATS else self._pillow_size()
        if width * height > MAX_PIXELS:
            raise MediaTooLarge(
                self._label,
                f"has {width} × {height} pixels; images up to {MAX_PIXELS // 10**6} megapixels can be used",
            )
        return width, height

    def load(self) -> QImage:
        """Decode the whole image, upright, in sRGB; raise MediaUnreadable."""
        image = self._qt_load() if self._content in _QT_FORMATS else self._pillow_load()
        return _ready(image)

    def _reader(self) -> QImageReader:
        reader = QImageReader(str(self._path), QByteArray(_QT_FORMATS[self._content].encode()))
        reader.setAutoTransform(True)
        return reader

    def _qt_size(self) -> tuple[int, int]:
        reader = self._reader()
        size = reader.size()
        if not size.isValid() or size.isEmpty():
            raise MediaUnreadable(self._label, "is a damaged image")
        if reader.transformation().value & _SWAPS.value:
            size = size.transposed()
        return size.width(), size.height()

    def _qt_load(self) -> QImage:
        image = self._reader().read()
        if image.isNull():
            raise MediaUnreadable(self._label, "is a damaged or truncated image")
        return image

    def _pillow_size(self) -> tuple[int, int]:
        with self._pillow_open() as image:
            width, height = image.size
            turned = image.getexif().get(0x0112, 1) >= 5
        return (height, width) if turned else (width, height)

    def _pillow_open(self) -> Image.Image:
        try:
            return Image.open(self._path)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
            raise MediaUnreadable(self._label, "is a damaged image") from error

    def _pillow_load(self) -> QImage:
        with self._pillow_open() as opened:
            try:
                return from_pillow(ImageOps.exif_transpose(opened))
            except (OSError, ValueError, SyntaxError) as error:
                raise MediaUnreadable(self._label, "is a damaged or truncated image") from error


def from_pillow(image: Image.Image) -> QImage:
    """Give a Pillow image as a QImage of its own memory, with its colour profile attached."""
    transparent = image.has_transparency_data
    rgb = image.convert("RGBA" if transparent else "RGB").convert("RGBA")
    data = rgb.tobytes()
    layout = QImage.Format.Format_RGBA8888 if transparent else QImage.Format.Format_RGBX8888
    result = QImage(data, rgb.width, rgb.height, rgb.width * _BYTES_PER_PIXEL, layout)
    return result.copy()


def _ready(image: QImage) -> QImage:
    """Bring an image to sRGB and to one of the two formats that are painted."""
    space = image.colorSpace()
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if space.isValid() and space != srgb:
        image = image.convertedToColorSpace(srgb)
    return image.convertToFormat(_ALPHA if image.hasAlphaChannel() else _OPAQUE)
