"""HDR light to SDR: the ITU formulas, and the table of them that FFmpeg's lut3d applies.

PQ (SMPTE ST 2084) and HLG (BT.2100, 1000 nit display, system gamma 1.2) are decoded to display light
in nits; 203 nits, the reference white of BT.2408, is 1. Light up to 60 % of white is kept as it is;
above, the strongest channel rolls off softly toward 1 (203 nits lands at 85 % light, 1000 nits at
white) and the other two keep their ratio to it, which keeps the hue. A power of 2.2 encodes the result.
It is still BT.2020: the way to bt709 is a matrix in linear light, which no table can follow closely.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Hdr = Literal["pq", "hlg"]

WHITE_NITS = 203.0
KNEE = 0.6
GAMMA = 2.2
_HLG_PEAK_NITS = 1000.0
_HLG_SYSTEM_GAMMA = 1.2
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])


def pq_nits(code: Floats) -> Floats:
    """Give the display light of PQ code values 0..1 (ST 2084 EOTF)."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = np.power(np.clip(code, 0, 1), 1 / m2)
    return 10_000 * np.power(np.maximum(power - c1, 0) / (c2 - c3 * power), 1 / m1)


def hlg_nits(code: Floats) -> Floats:
    """Give the display light of HLG colours, shape (..., 3), 0..1 (BT.2100 EOTF with its OOTF)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    code = np.clip(code, 0, 1)
    scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    luma = np.maximum(scene @ _LUMA_2020, 1e-12)[..., None]
    return _HLG_PEAK_NITS * luma ** (_HLG_SYSTEM_GAMMA - 1) * scene


def to_sdr(transfer: Hdr, code: Floats) -> Floats:
    """Bring BT.2020 HDR colours, shape (..., 3), code values 0..1, to SDR code values of BT.2020."""
    light = (pq_nits(code) if transfer == "pq" else hlg_nits(code)) / WHITE_NITS
    strongest = np.maximum(light.max(axis=-1, keepdims=True), 1e-9)
    return (light * (roll_off(strongest) / strongest)) ** (1 / GAMMA)


def roll_off(light: Floats) -> Floats:
    """Bring light of any strength below 1: unchanged up to the knee, then ever more slowly."""
    above = np.maximum(light - KNEE, 0) / (1 - KNEE)
    return np.where(light <= KNEE, light, KNEE + (1 - KNEE) * (1 - np.exp(-above)))


def cube(transfer: Hdr, nodes: int) -> str:
    """Write the conversion as the text of a .cube table with `nodes` steps an axis."""
    axis = np.linspace(0.0, 1.0, nodes)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    colours = to_sdr(transfer, np.stack([red, green, blue], axis=-1)).reshape(-1, 3)
    lines = "\n".join(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in colours.tolist())
    return f"LUT_3D_SIZE {nodes}\n{lines}\n"
