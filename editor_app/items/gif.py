"""The gif item: a short moving picture that may repeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from editor_app.drawing import Operation
from editor_app.items.media import PictureItem, PlaybackRate, SourceStart, seed_start, source_time
from editor_app.record import SeedName

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class GifItem(PictureItem, frozen=True):
    """An animated picture; its asset says whether it repeats."""

    seed_names: ClassVar[Mapping[str, SeedName]] = seed_start("gifStartFromInSeconds")
    referenced_asset: ClassVar[str] = "gif"

    type: Literal["gif"] = "gif"
    source_start_ticks: SourceStart
    playback_rate: PlaybackRate

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the cropped frame of the moment over the box."""
        time = source_time(self.source_start_ticks, self.playback_rate, context.time_ticks)
        return self.picture(context, time)
