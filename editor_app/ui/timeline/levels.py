"""Loudness on a clip: where a level in dB lies in the clip's height, and back."""

from __future__ import annotations

import math

LOUDEST_DB, QUIETEST_DB = 12.0, -60.0


def share_of_level(level_db: float) -> float:
    """Give how high a level lies: 1 at +12 dB, 0.63 at 0 dB, towards 0 for silence."""
    return 10 ** ((min(level_db, LOUDEST_DB) - LOUDEST_DB) / 60)


def level_at_share(share: float) -> float:
    """Give the level at a height, in steps of a tenth of a dB."""
    if share <= share_of_level(QUIETEST_DB):
        return QUIETEST_DB
    return round(LOUDEST_DB + 60 * math.log10(min(share, 1.0)), 1)
