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

_REDUCTION, _LONGEST_PX, _SHORTEST_PX = 8, 240, 16
"""So much smaller, what a codec does to single pixels and their colours is gone, and what moved is not."""
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


def likeness_db(image: QImage, proof: QImage) -> float:
    """Tell how near a frame is to its proof: the peak signal-to-noise ratio of both made small."""
    ours, theirs = _pixels(_small(image)), _pixels(proof)
    if ours.shape != theirs.shape:
        return 0.0
    error = float(np.mean(np.square(ours - theirs)))
    return _SAME_DB if error == 0 else float(10 * np.log10(255**2 / error))


def least_likeness_db(target: Target) -> float:
    """Give the likeness below which a frame is another one, whatever the codec lost.

    Measured: at our quality 43 and more, at the worst a codec has 29, noise as well as smooth pictures; of a
    GIF 33; where the whole project has moved on by a second 14 to 17.
    """
    if target.format in ("mp4", "webm"):
        return max(20.0, 32.0 - 0.4 * max(0, target.crf - default_crf(target.format)))
    return {"gif": 20.0, "jpg": 30.0, "jpg-sequence": 30.0}.get(target.format, 50.0)


def _small(image: QImage) -> QImage:
    longest = max(image.width(), image.height())
    wanted = max(_SHORTEST_PX, min(_LONGEST_PX, longest // _REDUCTION))
    if longest <= wanted:
        return image
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied).scaled(
        wanted,
        wanted,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _pixels(image: QImage) -> NDArray[np.float32]:
    """Give (height, width, 4), the colours multiplied by their alpha."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].astype(np.float32)
