"""Still images as QImages: Qt for PNG, JPEG, WebP and BMP; Pillow for AVIF and TIFF; pi-heif for HEIC."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pi_heif
from PIL import Image, ImageOps
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from editor_app.render.media.cache import ImageCache
from editor_app.render.media.colour import scaled
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.exif import ORIENTATION_TAG, exif_turn, png_is_whole
from editor_app.render.media.medium import MAX_PIXELS, Size, check_pixels, fitted
from editor_app.render.media.quiet import silence_qt

_TURN = QImageIOHandler.Transformation.TransformationRotate90
_QT_FORMATS = {"png": "png", "jpeg": "jpeg", "webp": "webp", "bmp": "bmp"}
_PILLOW_FORMATS = {"avif": ("AVIF",), "tiff": ("TIFF",), "heic": ("HEIF",)}
_PILLOW_ERRORS = (OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, KeyError)
_OPAQUE = QImage.Format.Format_RGB32
_ALPHA = QImage.Format.Format_ARGB32_Premultiplied

silence_qt()
pi_heif.register_heif_opener(thumbnails=False)
# One limit for all: sizes are judged by check_pixels, from the header, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
QImageReader.setAllocationLimit(MAX_PIXELS * 8 // 2**20)


class StillMedium:
    """A still image; time does not matter.

    A small picture is resampled from a copy halved as often as it stays larger than what is wanted, so
    that a zoom does not decode the file for every frame.
    """

    def __init__(self, asset_id: str, file: StillFile, cache: ImageCache) -> None:
        self._asset_id, self._file, self._cache = asset_id, file, cache
        self._error: MediaUnreadable | None = None

    @property
    def size(self) -> Size:
        """Give the natural size in px, upright."""
        return self._file.size

    def frame_id(self, source_ticks: int) -> Hashable:
        """Name the only frame."""
        return 0

    def picture(self, source_ticks: int, wanted: Size) -> QImage:
        """Give the image at `wanted` px, or in its natural size where that is smaller."""
        size = fitted(self.size, wanted)
        key = (self._asset_id, "at", size)
        if (image := self._cache.get(key)) is not None:
            return image
        halvings = 0
        while self.size[0] >> (halvings + 1) >= size[0] and self.size[1] >> (halvings + 1) >= size[1]:
            halvings += 1
        return self._cache.put(key, scaled(self._halved(halvings), size))

    def _halved(self, halvings: int) -> QImage:
        key = (self._asset_id, "halved", halvings)
        if (image := self._cache.get(key)) is not None:
            return image
        if self._error:
            raise self._error
        try:
            return self._cache.put(key, self._file.load(halvings))
        except MediaUnreadable as error:
            self._error = error
            raise


class StillFile:
    """One image file: its size after orientation, and its pixels in sRGB."""

    def __init__(self, path: Path, content: str, label: str) -> None:
        self._path, self._content, self._label = path, content, label
        self._turn = exif_turn(path, content)
        self.size: Size = self._qt_size() if content in _QT_FORMATS else self._pillow_size()
        check_pixels(self.size, label)

    def load(self, halvings: int = 0) -> QImage:
        """Decode the image, upright, in sRGB, its sides halved `halvings` times; raise MediaUnreadable."""
        size = self.size[0] >> halvings, self.size[1] >> halvings
        image = self._qt_load(size) if self._content in _QT_FORMATS else self._pillow_load()
        return scaled(self._turn.apply(_painted(image)), size)

    def _reader(self) -> QImageReader:
        reader = QImageReader(str(self._path), QByteArray(_QT_FORMATS[self._content].encode()))
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        return reader

    def _qt_size(self) -> Size:
        reader = self._reader()
        size = reader.size()
        if size.isEmpty():
            raise MediaUnreadable(self._label, "is a damaged image")
        return self._turn.turned(_upright(reader, size).toTuple())

    def _qt_load(self, size: Size) -> QImage:
        if self._content == "png" and not png_is_whole(self._path):
            raise MediaUnreadable(self._label, "is a truncated image")
        reader = self._reader()
        if self._content == "jpeg" and size != self.size:
            # libjpeg scales while it decodes: a fraction of the time and the memory.
            reader.setScaledSize(_upright(reader, QSize(*size)))
        image = reader.read()
        if image.isNull():
            raise MediaUnreadable(self._label, "is a damaged or truncated image")
        return image

    def _pillow_size(self) -> Size:
        with self._pillow() as image:
            # Pillow gives the size of TIFF and HEIC images upright, that of AVIF as it is stored.
            width, height = image.size
            lies = self._content == "avif" and image.getexif().get(ORIENTATION_TAG, 1) >= 5
        return (height, width) if lies else (width, height)

    def _pillow_load(self) -> QImage:
        with self._pillow() as image:
            return from_pillow(ImageOps.exif_transpose(image))

    @contextmanager
    def _pillow(self) -> Iterator[Image.Image]:
        try:
            with (
                warnings.catch_warnings(action="ignore"),
                Image.open(self._path, formats=_PILLOW_FORMATS[self._content]) as image,
            ):
                yield image
        except _PILLOW_ERRORS as error:
            raise MediaUnreadable(self._label, "is a damaged or truncated image") from error


def from_pillow(image: Image.Image) -> QImage:
    """Give a Pillow image as a QImage of its own memory, with its colour profile attached."""
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    pixels = _eight_bits(image).convert("RGBA" if transparent else "RGBX")
    layout = QImage.Format.Format_RGBA8888 if transparent else QImage.Format.Format_RGBX8888
    data = pixels.tobytes()
    result = QImage(data, pixels.width, pixels.height, pixels.width * 4, layout)
    if profile and image.mode != "CMYK":
        result.setColorSpace(QColorSpace.fromIccProfile(QByteArray(profile)))
    return result


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring deep grey images to 8 bits by their whole range; Pillow itself would clip them."""
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) / 257 + 0.5).astype(np.uint8))
    if image.mode in ("I", "F"):
        values = np.asarray(image, dtype=np.float64)
        top = 1.0 if image.mode == "F" else 255.0 if values.max(initial=0) < 256 else 65_535.0
        return Image.fromarray((np.clip(values / top, 0, 1) * 255 + 0.5).astype(np.uint8))
    return (
        image
        if image.mode in ("RGB", "RGBA")
        else image.convert("RGBA" if image.has_transparency_data else "RGB")
    )


def _painted(image: QImage) -> QImage:
    """Bring an image to sRGB and to one of the two formats that are painted."""
    space = image.colorSpace()
    if space.isValid() and not _is_srgb(space):
        srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
        layout = QImage.Format.Format_RGBA64 if image.hasAlphaChannel() else QImage.Format.Format_RGBX64
        image = image.convertedToColorSpace(srgb, layout)
    return image.convertToFormat(_ALPHA if image.hasAlphaChannel() else _OPAQUE)


def _is_srgb(space: QColorSpace) -> bool:
    """Say whether the space is sRGB, or the gamma 2.2 that files write when they mean it."""
    if space == QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        return True
    power = space.transferFunction() == QColorSpace.TransferFunction.Gamma and 2.15 < space.gamma() < 2.25
    return power and space.primaries() == QColorSpace.Primaries.SRgb


def _upright(reader: QImageReader, size: QSize) -> QSize:
    return size.transposed() if reader.transformation().value & _TURN.value else size
