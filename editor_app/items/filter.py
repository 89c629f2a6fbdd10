"""The filter item: for its time it colours the whole picture."""

from __future__ import annotations

from typing import Annotated, Literal

from editor_app.items.base import TimelineItem
from editor_app.items.values import AtLeastZero
from editor_app.record import Hint, Maybe, Params


class FilterItem(TimelineItem, frozen=True):
    """A colour treatment of the whole picture."""

    type: Literal["filter"] = "filter"
    filter_type: Annotated[
        Literal[
            "verdant-glow",
            "cyberpunk-neon",
            "vaporwave-blue",
            "sunset-orange",
            "lemon-cyan",
            "absolute-red",
            "sakura-pink",
            "twilight-dusk",
        ],
        Hint("Filter", "style"),
    ]
    intensity: Annotated[AtLeastZero, Hint("Intensity", "style")]
    params: Annotated[Maybe[Params], Hint("Settings", "style")] = None
