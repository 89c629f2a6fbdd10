"""The lottie item: a vector animation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from editor_app.drawing import Color, Operation
from editor_app.items.base import PlacedItem
from editor_app.items.media import PlaybackRate, SourceStart, seed_start
from editor_app.items.stand_in import stand_in
from editor_app.items.values import Animations, Moving
from editor_app.record import Hint, Integer, Maybe, Name, SeedName

if TYPE_CHECKING:
    from editor_app.items.context import DrawContext

_TEAL = Color(0.16, 0.72, 0.62)


class LottieItem(PlacedItem, frozen=True):
    """A vector animation; sticker fields belong to the service and are only kept."""

    seed_names: ClassVar[Mapping[str, SeedName]] = seed_start("lottieStartFromInSeconds")
    newer_keys: ClassVar[frozenset[str]] = PlacedItem.newer_keys | {"stickerId", "stickerVersion"}
    referenced_asset: ClassVar[str] = "lottie"

    type: Literal["lottie"] = "lottie"
    asset_id: Name
    sticker_id: Name | None = None
    sticker_version: Annotated[int, Integer(1)] | None = None
    keep_aspect_ratio: Annotated[bool, Hint("Keep proportions", "layout")]
    rotation: Annotated[Moving, Hint("Rotation", "layout", "°")]
    source_start_ticks: SourceStart
    playback_rate: PlaybackRate
    animations: Annotated[Maybe[Animations], Hint("Animation", "motion")] = None

    def draw(self, context: DrawContext) -> tuple[Operation, ...]:
        """Draw a stand-in."""
        return stand_in(context, context.asset.filename if context.asset else "Animation", _TEAL)
