"""Gaussian blur of a painted layer."""

from __future__ import annotations

from fractions import Fraction

import av
import av.filter
import numpy as np
from PySide6.QtGui import QImage

_FINEST_SIGMA = 2.0
_STEPS = 4
"""Passes of the recursive filter: four stay within 1 level of a true gaussian on average, one within 3."""


def reduction(sigma_px: float) -> int:
    """Give the power of two by which a layer may be shrunk before a blur of `sigma_px` without a visible
    difference: the blur of what is left still spans two of the larger pixels."""
    factor = 1
    while sigma_px / (2 * factor) >= _FINEST_SIGMA:
        factor *= 2
    return factor


def gaussian(image: QImage, sigma_px: float) -> QImage:
    """Blur a 32-bit image; the edge pixels go on outside, so borders do not darken."""
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels[:, :width]), format="bgra")
    frame.pts = 0
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=width, height=height, format=av.VideoFormat("bgra"), time_base=Fraction(1, 30)
    )
    blur = graph.add("gblur", f"sigma={sigma_px:.6f}:steps={_STEPS}")
    packed = graph.add("format", "bgra")
    sink = graph.add("buffersink")
    source.link_to(blur)
    blur.link_to(packed)
    packed.link_to(sink)
    graph.configure()
    graph.push(frame)
    out = graph.pull()
    assert isinstance(out, av.VideoFrame)
    blurred = np.ascontiguousarray(out.to_ndarray())
    # copy(): the image must own its pixels once the array is gone.
    return QImage(blurred.data, width, height, width * 4, image.format()).copy()
