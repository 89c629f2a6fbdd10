"""Measuring finished films."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from PySide6.QtGui import QImage


def frame_of_film(path: Path, number: int) -> np.ndarray:
    """Decode frame `number` as (height, width, 3) RGB, by the matrix and range of its tags."""
    with av.open(str(path)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index == number:
                return frame.reformat(
                    format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709"
                ).to_ndarray()
    raise AssertionError(f"{path} has no frame {number}")


def picture(path: Path) -> np.ndarray:
    """Read a PNG as (height, width, 3) RGB."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    """Give the peak signal-to-noise ratio in dB; infinite where both are equal."""
    error = np.mean((first.astype(np.float64) - second.astype(np.float64)) ** 2)
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))
