"""The video item: a moving picture with sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from editor_app.drawing import Operation
from editor_app.items.media import (
    SEED_FADES,
    FadeInTicks,
    FadeOutTicks,
    PictureItem,
    PlaybackRate,
    SourceStart,
    seed_start,
    source_time,
)
from editor_app.items.values import Moving
from editor_app.record import Hint, SeedName

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext


class VideoItem(PictureItem, frozen=True):
    """A clip of a video; at clip-local t it shows source_start + t × playback_rate."""

    seed_names: ClassVar[Mapping[str, SeedName]] = seed_start("videoStartFromInSeconds") | SEED_FADES
    referenced_asset: ClassVar[str] = "video"

    type: Literal["video"] = "video"
    source_start_ticks: SourceStart
    decibel_adjustment: Annotated[Moving, Hint("Volume", "sound", "dB")]
    playback_rate: PlaybackRate
    audio_fade_in_duration_ticks: FadeInTicks
    audio_fade_out_duration_ticks: FadeOutTicks

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw the cropped frame of the moment over the box."""
        time = source_time(self.source_start_ticks, self.playback_rate, context.time_ticks)
        return self.picture(context, time)
