"""An item's stay on screen: when its clip is there, transitions and the exported range taken into account."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.interchange.renderingvideo.curves import Points, between, points_of
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.render.windows import ClipWindows
from editor_app.state.model import AnyTrack


@dataclass(frozen=True, slots=True)
class Stay:
    """An item with the ticks [start, end) of the project on which its clip is there, and how high it lies.

    ```
           window               window
        [  .  ├──── item ───────┤  .  ]
       start                         end
    ```
    """

    item: Item
    track: AnyTrack
    start: int
    end: int
    z: int
    windows: ClipWindows
    film: tuple[int, int] = (0, 0)
    """The ticks that a film of the item covers: its stay if no transition were drawn beforehand."""

    @property
    def offset(self) -> int:
        """Give the item's local time at which its clip begins; below 0 where a transition shows it early."""
        return self.start - self.item.start_ticks

    @property
    def length(self) -> int:
        """Give the clip's length in ticks."""
        return self.end - self.start

    def curve(self, number: AnimatedNumber | None, fallback: float = 0.0) -> Points:
        """Give an animated number of the item in the time of its clip."""
        points = points_of(number, self.item.duration_ticks, fallback)
        return between(points, self.offset, self.offset + self.length)
