"""Small pictures of how frames were drawn, and how far from them a finished file's may be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from editor_app.render.export.recipes import default_crf
from editor_app.render.export.segments import plan_segments
from editor_app.render.export.settings import Target
from editor_app.render.image_bytes import image_bytes

_LONGEST_PX = 320
_SAME_DB = 99.0


def proof_frames(target: Target) -> tuple[int, ...]:
    """Choose the frames to look at: the first, one in the middle, the last.

    The middle one begins a segment where there are several: there a decoder has nothing to decode before it.
    """
    frames = target.frames
    segments = plan_segments(frames, target.fps, target.width * target.height)
    middle = segments[len(segments) // 2].first_frame if len(segments) > 1 else frames // 2
    return tuple(sorted({0, middle, frames - 1}))


def proof_of(image: QImage) -> bytes:
    """Give a small PNG of a frame as it was drawn."""
    return image_bytes(_small(image), "PNG")


def likeness_db(image: QImage, proof: bytes) -> float:
    """Tell how near a frame is to its proof: the peak signal-to-noise ratio of both made small."""
    ours, theirs = _pixels(_small(image)), _pixels(QImage.fromData(proof))
    if ours.shape != theirs.shape:
        return 0.0
    error = float(np.mean(np.square(ours - theirs)))
    return _SAME_DB if error == 0 else float(10 * np.log10(255**2 / error))


def least_likeness_db(target: Target) -> float:
    """Give the likeness below which a frame is another one, whatever the codec lost.

    Measured on the small pictures: noise as bad as can be keeps 10 dB more than this at any quality.
    """
    if target.format in ("mp4", "webm"):
        worse = max(0, target.crf - default_crf(target.format))
        return max(12.0, 26.0 - 0.6 * worse)
    return {"gif": 14.0, "jpg": 24.0, "jpg-sequence": 24.0}.get(target.format, 40.0)


def _small(image: QImage) -> QImage:
    if max(image.width(), image.height()) > _LONGEST_PX:
        image = image.scaled(
            _LONGEST_PX,
            _LONGEST_PX,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image


def _pixels(image: QImage) -> NDArray[np.float32]:
    """Give (height, width, 4), the colours multiplied by their alpha."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].astype(np.float32)
