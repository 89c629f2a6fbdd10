"""Which parts of the transport there is room for, as a pure function."""

from __future__ import annotations

from collections.abc import Mapping

PARTS = (
    *("quality", "length", "steps", "sound", "full-screen", "loop", "ends", "marks", "lent"),
    *("speed", "rate", "stats", "meter"),
)
"""All that may give way, what matters most first."""

MENU_GROUPS = (("marks", "ends", "steps", "loop"), ("lent", "quality"), ("sound", "full-screen"))
"""What the “…” menu offers while it has no room, in its order; the other parts only tell something."""


def parts_shown(width_px: int, always_px: int, more_px: int, needs_px: Mapping[str, int]) -> frozenset[str]:
    """Give the parts that fit in a row, and “more” where the “…” button must stand for others.

    `always_px` is what never gives way, `needs_px` what each part of PARTS takes with the space beside it;
    0 for one that does not exist. A part fits only if all that matter more do, so that a row that grows
    never loses one.

    >>> needs = dict.fromkeys(PARTS, 0) | {"ends": 40, "marks": 60}
    >>> [sorted({"ends", "marks", "more"} & parts_shown(px, 100, 30, needs)) for px in (200, 199, 169)]
    [['ends', 'marks'], ['ends', 'more'], ['more']]
    """
    whole = _fitting(width_px - always_px, needs_px)
    if all(part in whole for group in MENU_GROUPS for part in group):
        return whole
    return _fitting(width_px - always_px - more_px, needs_px) | {"more"}


def _fitting(room_px: int, needs_px: Mapping[str, int]) -> frozenset[str]:
    shown: set[str] = set()
    for part in PARTS:
        room_px -= needs_px[part]
        if room_px < 0:
            break
        shown.add(part)
    return frozenset(shown)
