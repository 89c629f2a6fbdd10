"""What a gesture shows over the picture while it is in hand."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.ui.canvas.distances import Gap
from editor_app.ui.canvas.geometry import Bounds
from editor_app.ui.canvas.snapping import Guide


@dataclass(frozen=True, slots=True)
class Overlay:
    """Guides, distances and a marquee in composition px; `note` is a measure that stands by the pointer."""

    guides: tuple[Guide, ...] = ()
    marquee: Bounds | None = None
    note: str = ""
    gaps: tuple[Gap, ...] = ()


NOTHING = Overlay()
