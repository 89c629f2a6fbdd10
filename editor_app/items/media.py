"""Fields that items with a medium share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from editor_app.drawing import Edges, Operation, Picture
from editor_app.items.base import PlacedItem
from editor_app.items.values import AnimatedNumber, Animations, Moving, Ticks
from editor_app.record import Hint, Maybe, Name, SeedName
from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

PlaybackRate = Annotated[float, Field(ge=0.01), Hint("Speed", "motion", "×")]
SourceStart = Annotated[Ticks, Hint("Source start", "motion", "ticks")]
FadeInTicks = Annotated[Ticks, Hint("Fade in", "sound", "ticks")]
FadeOutTicks = Annotated[Ticks, Hint("Fade out", "sound", "ticks")]

SEED_FADES = {
    "audio_fade_in_duration_ticks": SeedName("audioFadeInDurationInSeconds", TICKS_PER_SECOND),
    "audio_fade_out_duration_ticks": SeedName("audioFadeOutDurationInSeconds", TICKS_PER_SECOND),
}


def seed_start(wire: str) -> dict[str, SeedName]:
    """Tell how a seed item calls the start within its medium."""
    return {"source_start_ticks": SeedName(wire, TICKS_PER_SECOND)}


def source_time(start_ticks: int, rate: float, time_ticks: int) -> int:
    """Give the time within the medium at a clip-local time; before the medium its first frame holds."""
    return max(0, start_ticks + round(time_ticks * rate))


class PictureItem(PlacedItem, frozen=True):
    """An item whose medium fills its box after cropping."""

    referenced_asset: ClassVar[str]
    """The asset type that `asset_id` must name."""

    asset_id: Name
    keep_aspect_ratio: Annotated[bool, Hint("Keep proportions", "layout")]
    border_radius: Annotated[Moving, Hint("Corner radius", "style", "px")]
    rotation: Annotated[Moving, Hint("Rotation", "layout", "°")]
    crop_left: Annotated[Maybe[Moving], Hint("Crop left", "layout")] = None
    crop_top: Annotated[Maybe[Moving], Hint("Crop top", "layout")] = None
    crop_right: Annotated[Maybe[Moving], Hint("Crop right", "layout")] = None
    crop_bottom: Annotated[Maybe[Moving], Hint("Crop bottom", "layout")] = None
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    def picture(self, context: DrawContext, source_ticks: int) -> tuple[Operation, ...]:
        """Draw the medium as it is at `source_ticks`: cropped, then filling the box."""
        crop = Edges(
            self._edge(self.crop_left, context),
            self._edge(self.crop_top, context),
            self._edge(self.crop_right, context),
            self._edge(self.crop_bottom, context),
        )
        radius = self.border_radius.at(context.time_ticks, self.duration_ticks)
        return (Picture(self.asset_id, source_ticks, context.box, crop, max(0.0, radius)),)

    def _edge(self, crop: AnimatedNumber | None, context: DrawContext) -> float:
        return max(0.0, crop.at(context.time_ticks, self.duration_ticks)) if crop else 0.0
