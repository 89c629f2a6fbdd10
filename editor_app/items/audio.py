"""The audio item: sound alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from editor_app.items.base import PlacedItem
from editor_app.items.media import (
    SEED_FADES,
    FadeInTicks,
    FadeOutTicks,
    PlaybackRate,
    SourceStart,
    seed_start,
)
from editor_app.items.values import Moving
from editor_app.record import Hint, Name, SeedName


class AudioItem(PlacedItem, frozen=True):
    """A clip of sound; the schema gives it a box, which has no meaning."""

    seed_names: ClassVar[Mapping[str, SeedName]] = seed_start("audioStartFromInSeconds") | SEED_FADES
    referenced_asset: ClassVar[str] = "audio"

    type: Literal["audio"] = "audio"
    asset_id: Name
    source_start_ticks: SourceStart
    decibel_adjustment: Annotated[Moving, Hint("Volume", "sound", "dB")]
    playback_rate: PlaybackRate
    audio_fade_in_duration_ticks: FadeInTicks
    audio_fade_out_duration_ticks: FadeOutTicks
