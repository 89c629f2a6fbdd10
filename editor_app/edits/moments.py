"""The moment of a clip that a playhead means: within the clip itself, beside it the nearest end."""

from __future__ import annotations

from editor_app.edits.errors import OutOfRangeError
from editor_app.items import TimelineItem


def is_under(item: TimelineItem, at_ticks: int) -> bool:
    """Tell whether a tick of the timeline lies in a clip."""
    return item.start_ticks <= at_ticks < item.end_ticks


def shown_time(item: TimelineItem, at_ticks: int) -> int:
    """Give the clip-local time whose values are shown at a tick: beside the clip that of its nearest end."""
    return min(max(at_ticks - item.start_ticks, 0), max(item.duration_ticks - 1, 0))


def key_time(item: TimelineItem, at_ticks: int) -> int:
    """Give the clip-local time at which a key is set at a tick; raise OutOfRangeError beside the clip.

    ```
        |  ◇   ◇  |    x          beside the clip no key is set: one at its end would be where nobody looks
                       ^ at_ticks
    ```
    """
    if not is_under(item, at_ticks):
        raise OutOfRangeError("Move the playhead into the clip to set a key.", item.id)
    return shown_time(item, at_ticks)
