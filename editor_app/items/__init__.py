"""The item types: each file holds one type's fields and how it draws. The list below is the only registry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from editor_app.items.audio import AudioItem
from editor_app.items.base import BrokenItem, PlacedItem, TimelineItem
from editor_app.items.captions import CaptionsItem
from editor_app.items.chart import ChartItem
from editor_app.items.effect import EffectItem
from editor_app.items.filter import FilterItem
from editor_app.items.gif import GifItem
from editor_app.items.illustration import IllustrationItem
from editor_app.items.image import ImageItem
from editor_app.items.lottie import LottieItem
from editor_app.items.motion_graphic import MotionGraphicItem
from editor_app.items.solid import SolidItem
from editor_app.items.text import TextItem
from editor_app.items.text_template import TextTemplateItem
from editor_app.items.video import VideoItem

Item = (
    ImageItem
    | VideoItem
    | GifItem
    | LottieItem
    | AudioItem
    | TextItem
    | TextTemplateItem
    | CaptionsItem
    | SolidItem
    | IllustrationItem
    | EffectItem
    | FilterItem
    | ChartItem
    | MotionGraphicItem
)

ITEM_TYPES: Mapping[str, type[Item]] = MappingProxyType(
    {model.model_fields["type"].default: model for model in Item.__args__}
)

__all__ = [
    "ITEM_TYPES",
    "AudioItem",
    "BrokenItem",
    "CaptionsItem",
    "ChartItem",
    "EffectItem",
    "FilterItem",
    "GifItem",
    "IllustrationItem",
    "ImageItem",
    "Item",
    "LottieItem",
    "MotionGraphicItem",
    "PlacedItem",
    "SolidItem",
    "TextItem",
    "TextTemplateItem",
    "TimelineItem",
    "VideoItem",
]
