"""Filmstrips: small pictures along a clip, each of the moment at its left side."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from editor_app.assets import GifAsset, ImageAsset, LottieAsset, VideoAsset
from editor_app.edits.sources import Playing
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.timeline.media_ports import ThumbnailProvider
from editor_app.ui.timeline.view import View

_SEAM = QColor(0, 0, 0, 90)
_FINEST_TICKS = TICKS_PER_SECOND // 30
_WIDEST, _NARROWEST = 3.0, 0.4


def paint_filmstrip(
    painter: QPainter,
    state: EditorState,
    item: Item | BrokenItem,
    thumbnails: ThumbnailProvider,
    band: QRectF,
    view: View,
    ratio: float,
) -> None:
    """Paint the pictures of a clip over `band`, which is the part of it that shows."""
    asset = state.assets.get(getattr(item, "asset_id", ""))
    if not isinstance(asset, VideoAsset | ImageAsset | GifAsset | LottieAsset) or isinstance(
        item, BrokenItem
    ):
        return
    aspect = min(max(asset.width / asset.height, _NARROWEST), _WIDEST)
    tile_px = band.height() * aspect
    origin = view.x_of(item.start_ticks)
    step = _round_step(tile_px / view.px_per_tick * _rate(item))
    painter.setPen(_SEAM)
    number = int((band.left() - origin) / tile_px)
    previous: QImage | None = None
    while (left := origin + number * tile_px) < band.right():
        source = _source_ticks(item, number * tile_px / view.px_per_tick, step)
        image = thumbnails.thumbnail(str(getattr(item, "asset_id", "")), source, round(band.height() * ratio))
        # Better the picture of a moment before than a hole, while this one is being made.
        shown = image or previous
        if shown is not None:
            _draw(painter, shown, QRectF(left, band.top(), tile_px, band.height()), band)
        if left > band.left():
            painter.drawLine(round(left), round(band.top()), round(left), round(band.bottom()) - 1)
        previous = image or previous
        number += 1


def _rate(item: Item) -> float:
    return item.playback_rate if isinstance(item, Playing) else 1.0


def _round_step(ticks: float) -> int:
    """Give the raster of moments: powers of two of a frame, so that other zooms find the same pictures."""
    step = _FINEST_TICKS
    while step * 2 <= ticks:
        step *= 2
    return step


def _source_ticks(item: Item, local_ticks: float, step: int) -> int:
    if not isinstance(item, Playing):
        return 0
    return max(0, round((item.source_start_ticks + local_ticks * item.playback_rate) / step) * step)


def _draw(painter: QPainter, image: QImage, tile: QRectF, band: QRectF) -> None:
    part = tile.intersected(band)
    across = image.width() / tile.width()
    source = QRectF((part.left() - tile.left()) * across, 0, part.width() * across, image.height())
    painter.drawImage(part, image, source)
