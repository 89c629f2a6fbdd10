"""What a video costs: its length by the tier of its shorter edge, rounded up as an official client does."""

from __future__ import annotations

import math
from typing import Literal

Quality = Literal["720p", "1080p", "2k"]

_TENTHS: dict[Quality, int] = {"720p": 10, "1080p": 15, "2k": 20}
"""Credits for a second, in tenths."""


def quality_of(width: int, height: int) -> Quality:
    """Give the tier of a picture's size in px; smaller ones than the lowest tier count as that."""
    short = min(width, height)
    if short >= 1440:
        return "2k"
    return "1080p" if short >= 1080 else "720p"


def cost_of(duration_s: float, width: int, height: int) -> int:
    """Give the credits that rendering costs, at least 0; raise ValueError for a length that is no number."""
    if not math.isfinite(duration_s):
        raise ValueError("A video's length must be a finite number of seconds.")
    milliseconds = max(0, round(duration_s * 1000))
    # Whole numbers, as 7.4 s × 1.5 must not become a little more than 11.1.
    return -(-milliseconds * _TENTHS[quality_of(width, height)] // 10_000)
