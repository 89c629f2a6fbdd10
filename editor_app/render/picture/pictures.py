"""Pictures for the painter: the right size asked of the media pool, failures turned into sentences."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QTransform

from editor_app.assets import Asset, BrokenAsset
from editor_app.drawing import Blur, Group, Mix, Operation, Picture
from editor_app.render.media.errors import MediaError, MediaUnknown
from editor_app.render.media.planes import Planes

_LARGEST_PX = float(1 << 24)
"""No source is larger: one is magnified from here on, not asked for in more pixels."""


class Pool(Protocol):
    """What the renderer asks of the media: see MediaPool."""

    def size(self, asset_id: str) -> tuple[int, int] | None: ...
    def identity(self, asset_id: str, source_ticks: int) -> Hashable: ...
    def picture(self, asset_id: str, source_ticks: int, size_px: tuple[int, int]) -> QImage: ...


@runtime_checkable
class PlanePool(Protocol):
    """A pool that can also hand out frames unconverted."""

    def is_opaque(self, asset_id: str, source_ticks: int) -> bool | None: ...
    def planes(self, asset_id: str, source_ticks: int, size_px: tuple[int, int]) -> Planes | None: ...


class Pictures:
    """The pictures of one frame, each fetched once; a medium that fails gives its label instead."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._assets: Mapping[str, Asset | BrokenAsset] = {}
        self._frame: dict[tuple[str, int, tuple[int, int]], QImage | str] = {}
        self._warnings: dict[str, None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what went wrong so far, each sentence once."""
        return tuple(self._warnings)

    def begin(self, assets: Mapping[str, Asset | BrokenAsset]) -> None:
        """Start a frame of a document with these assets, whose file names people know."""
        self._assets = assets
        self._frame.clear()

    def end(self) -> None:
        """Let the frame's pictures go."""
        self._frame.clear()

    def get(self, picture: Picture, matrix: QTransform) -> QImage | str:
        """Give the picture for being drawn under `matrix`, or the label of its placeholder."""
        source_size = self.size(picture.asset_id) if picture.fit == "cover" else None
        key = (picture.asset_id, picture.source_ticks, wanted_size(picture, matrix, source_size))
        if key not in self._frame:
            try:
                self._frame[key] = self._pool.picture(*key)
            except MediaError as error:
                self._frame[key] = self._failed(picture, error)
        return self._frame[key]

    def is_opaque(self, picture: Picture, matrix: QTransform) -> bool:
        """Tell whether the picture, drawn under `matrix`, has no transparent pixel; a failed one has."""
        if isinstance(self._pool, PlanePool):
            try:
                known = self._pool.is_opaque(picture.asset_id, picture.source_ticks)
            except MediaError:
                return False
            if known is not None:
                return known
        image = self.get(picture, matrix)
        return isinstance(image, QImage) and not image.hasAlphaChannel()

    def planes(self, picture: Picture, size: tuple[int, int]) -> Planes | None:
        """Give the picture as a film of `size` px can take it over unchanged, if it can."""
        if not isinstance(self._pool, PlanePool):
            return None
        try:
            return self._pool.planes(picture.asset_id, picture.source_ticks, size)
        except MediaError:
            return None

    def size(self, asset_id: str) -> tuple[int, int] | None:
        """Give a medium's size in px, None where it has none."""
        try:
            return self._pool.size(asset_id)
        except MediaError:
            return None

    def key(self, operation: Operation) -> Hashable:
        """Give a key that two operations share only where they make the same pixels."""
        if isinstance(operation, Picture):
            try:
                identity = self._pool.identity(operation.asset_id, operation.source_ticks)
            except MediaError as error:
                identity = ("failed", self._failed(operation, error))
            return (replace(operation, source_ticks=0), identity)
        if isinstance(operation, Group):
            return (Group, self.keys(operation.children), operation.transform, operation.opacity)
        if isinstance(operation, Blur):
            return (Blur, self.keys(operation.children), operation.sigma)
        if isinstance(operation, Mix):
            layers = self.keys(operation.outgoing), self.keys(operation.incoming)
            return (Mix, operation.kind, layers, operation.progress, operation.direction)
        return operation

    def keys(self, operations: tuple[Operation, ...]) -> Hashable:
        """Give the keys of a list of operations."""
        return tuple(self.key(operation) for operation in operations)

    def _failed(self, picture: Picture, error: MediaError) -> str:
        asset = self._assets.get(picture.asset_id)
        name = asset.filename if asset and not isinstance(asset, BrokenAsset) else error.label
        label = f"“{name}” {error.what}"
        if not isinstance(error, MediaUnknown):
            self._warnings[f"{label}. {error.next_step}"] = None
        return label


def wanted_size(
    picture: Picture, matrix: QTransform, source_size: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Give the device size that the whole uncropped source has where `picture` is drawn under `matrix`.

    "cover" needs the source's own size, to keep its aspect.

    A size that is whole is asked for as it is, to be laid down pixel by pixel. Any other is rounded up
    to a coarse step, so that a picture that grows or turns is not scaled anew for every frame.
    """
    crop = picture.crop
    across = max(1.0 - crop.left - crop.right, 1e-6)
    down = max(1.0 - crop.top - crop.bottom, 1e-6)
    width = picture.box.width * math.hypot(matrix.m11(), matrix.m12()) / across
    height = picture.box.height * math.hypot(matrix.m21(), matrix.m22()) / down
    if picture.fit == "cover" and source_size:
        scale = max(width / source_size[0], height / source_size[1])
        width, height = source_size[0] * scale, source_size[1] * scale
    width, height = min(width, _LARGEST_PX), min(height, _LARGEST_PX)
    if not (matrix.m12() or matrix.m21()) and _near_whole(width) and _near_whole(height):
        return max(1, round(width)), max(1, round(height))
    return _coarse(width), _coarse(height)


def covered_part(picture: Picture, image: QImage, source_size: tuple[int, int] | None) -> QRectF:
    """Give the part of `image` that shows: after the crop, and for "cover" with the box's aspect."""
    crop = picture.crop
    width, height = float(image.width()), float(image.height())
    part = QRectF(
        crop.left * width,
        crop.top * height,
        (1.0 - crop.left - crop.right) * width,
        (1.0 - crop.top - crop.bottom) * height,
    )
    if picture.fit == "fill":
        return part
    # The image may be scaled unevenly: the aspect is that of the source.
    stretch = (source_size[1] / source_size[0]) * (width / height) if source_size else 1.0
    aspect = picture.box.width / picture.box.height * stretch
    if part.width() > part.height() * aspect:
        kept = part.height() * aspect
        return QRectF(part.center().x() - kept / 2, part.top(), kept, part.height())
    kept = part.width() / aspect
    return QRectF(part.left(), part.center().y() - kept / 2, part.width(), kept)


def _near_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-3


def _coarse(value: float) -> int:
    """Round up to the next of four steps an octave."""
    return math.ceil(2 ** (math.ceil(4 * math.log2(max(value, 1.0))) / 4))
