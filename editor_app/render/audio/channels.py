"""Any channel layout to stereo, as plain float32."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_HALF = 2**-0.5
# Left and right weight of each channel (ITU-R BS.775: centre and surrounds at -3 dB, no LFE). The sum is
# not scaled down: dialogue keeps its level, and the limiter at the end of the mix holds the peaks.
_WEIGHTS: dict[str, tuple[float, float]] = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (_HALF, _HALF),
    "LFE": (0.0, 0.0),
    "LFE2": (0.0, 0.0),
    "BL": (_HALF, 0.0),
    "BR": (0.0, _HALF),
    "SL": (_HALF, 0.0),
    "SR": (0.0, _HALF),
    "BC": (0.5, 0.5),
    "FLC": (_HALF, 0.5),
    "FRC": (0.5, _HALF),
    "WL": (1.0, 0.0),
    "WR": (0.0, 1.0),
    "DL": (1.0, 0.0),
    "DR": (0.0, 1.0),
    "TFL": (0.5, 0.0),
    "TFR": (0.0, 0.5),
    "TBL": (0.5, 0.0),
    "TBR": (0.0, 0.5),
    "TFC": (0.5, 0.5),
    "TBC": (0.5, 0.5),
    "TC": (0.5, 0.5),
}
_GUESSED = {6: ("FL", "FR", "FC", "LFE", "BL", "BR"), 8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR")}
_INTEGER_SCALE = {"u8": 1 / 128, "s16": 1 / 32768, "s32": 1 / 2147483648, "s64": 1 / 2**63}


def stereo(frame: av.AudioFrame) -> Samples:
    """Give a frame's samples in stereo at its own rate, shape (2, n), full scale 1."""
    samples = _floats(frame)
    if len(samples) == 1:
        return np.repeat(samples, 2, axis=0)
    if len(samples) == 2:
        return samples
    names = tuple(channel.name for channel in frame.layout.channels)
    return downmix_matrix(names if len(names) == len(samples) else ("",) * len(samples)) @ samples


def downmix_matrix(names: tuple[str, ...]) -> Samples:
    """Give the weights from the named channels to left and right, shape (2, channels)."""
    if not any(name in _WEIGHTS for name in names):
        names = _GUESSED.get(len(names), ("FL", "FR", *names[2:]))
    return np.array([_WEIGHTS.get(name, (0.0, 0.0)) for name in names], np.float32).T


def _floats(frame: av.AudioFrame) -> Samples:
    data = frame.to_ndarray()
    if not frame.format.is_planar:
        data = data.reshape(-1, frame.layout.nb_channels).T
    kind = frame.format.name.removesuffix("p")
    if kind == "u8":
        data = data.astype(np.int16) - 128
    samples = data.astype(np.float32, copy=False)
    return samples * np.float32(_INTEGER_SCALE[kind]) if kind in _INTEGER_SCALE else samples
