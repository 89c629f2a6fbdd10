"""How close the rows stand: closer where there is little height, so that more of them are seen."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.ui.theme import SPACE_PX

_LOW_PX = 440
"""So high a panel has room for about nine rows; below that each counts."""


@dataclass(frozen=True, slots=True)
class Density:
    """Distances in px; `repeats_title`: whether the first heading may say what title or tabs say already."""

    row_gap_px: int
    above_px: int
    head_px: int
    below_tabs_px: int
    repeats_title: bool


ROOMY = Density(4, 0, SPACE_PX, SPACE_PX, repeats_title=True)
DENSE = Density(2, 4, 2, 4, repeats_title=False)


def density_of(panel_height_px: int) -> Density:
    """Give the distances for an inspector of some height."""
    return DENSE if panel_height_px < _LOW_PX else ROOMY
