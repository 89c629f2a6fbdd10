"""Waveforms: the outline of a sound as an image, at the loudness at which it is heard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from editor_app.edits.numbers import points
from editor_app.items import AudioItem, VideoItem
from editor_app.timebase import TICKS_PER_SAMPLE
from editor_app.ui.timeline.media_ports import Peaks

_STEREO_PX = 34
"""Bands at least this high show left above right, lower ones show both in one."""
_ROOT = 0.6
"""Amplitudes are drawn to this power: quiet passages are heard, so they are seen."""


def paint_waveform(
    painter: QPainter,
    item: AudioItem | VideoItem,
    peaks: Peaks,
    band: QRectF,
    first_tick: float,
    ticks_per_px: float,
    colour: QColor,
    ratio: float,
) -> None:
    """Paint the sound of the clip from clip-local `first_tick` on over `band`."""
    count, height = round(band.width() * ratio), round(band.height() * ratio)
    if count < 1 or height < 4:
        return
    per_column = ticks_per_px / ratio
    samples_per_column = per_column * item.playback_rate / TICKS_PER_SAMPLE
    first = (item.source_start_ticks + first_tick * item.playback_rate) / TICKS_PER_SAMPLE
    outline = peaks.columns(first, samples_per_column, count) * _gain(item, first_tick, per_column, count)
    if band.height() >= _STEREO_PX:
        half = height // 2
        inked = np.concatenate([_inked(outline[0], half), _inked(outline[1], height - half)])
    else:
        both = np.stack([outline[:, 0].min(axis=0), outline[:, 1].max(axis=0)])
        inked = _inked(both, height)
    words = np.where(inked, np.uint32(_premultiplied(colour)), np.uint32(0))
    image = QImage(words.data, count, height, 4 * count, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(band.topLeft(), image)


def _inked(outline: NDArray[np.float32], height: int) -> NDArray[np.bool_]:
    """Tell which pixels of `height` rows lie between lowest and highest; silence is a hairline."""
    middle, reach = (height - 1) / 2, (height - 2) / 2
    rows = np.arange(height, dtype=np.float32)[:, None]
    shown = np.sign(outline) * np.minimum(np.abs(outline), 1) ** _ROOT
    highest, lowest = middle - shown[1] * reach, middle - shown[0] * reach
    return (rows >= np.minimum(highest, middle) - 0.5) & (rows <= np.maximum(lowest, middle) + 0.5)


def _gain(
    item: AudioItem | VideoItem, first_tick: float, per_column: float, count: int
) -> NDArray[np.float32]:
    local = first_tick + (np.arange(count) + 0.5) * per_column
    length = item.duration_ticks
    curve = points(item.decibel_adjustment, length) or [(0, item.decibel_adjustment.value)]
    level = np.interp(local, [float(time) for time, _ in curve], [value for _, value in curve])
    gain = 10.0 ** (np.clip(level, -200, 60) / 20)
    for fade, into in (
        (item.audio_fade_in_duration_ticks, local),
        (item.audio_fade_out_duration_ticks, length - local),
    ):
        if fade:
            gain = gain * np.clip(into / fade, 0.0, 1.0)
    return gain.astype(np.float32)


def _premultiplied(colour: QColor) -> int:
    alpha = colour.alphaF()
    parts = (
        round(255 * alpha),
        *(round(255 * alpha * part) for part in (colour.redF(), colour.greenF(), colour.blueF())),
    )
    return parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]
