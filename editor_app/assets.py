"""The assets: media and caption data that items refer to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from editor_app.record import Broken, Hint, JsonObject, Name, Record, Tuple, Value

_AtLeastZero = Annotated[float, Field(ge=0)]
_Pixels = Annotated[float, Field(ge=1)]


class Asset(Record, frozen=True):
    """What all assets have; `size` is in bytes."""

    id: Name
    type: str
    filename: Annotated[Name, Hint("File", "data")]
    size: Annotated[_AtLeastZero, Hint("Size", "data", "bytes")]
    mime_type: Name
    remote_url: str | None = None
    remote_key: str | None = None


class ImageAsset(Asset, frozen=True):
    """A still picture."""

    type: Literal["image"] = "image"
    width: _Pixels
    height: _Pixels


class VideoAsset(Asset, frozen=True):
    """A video file."""

    type: Literal["video"] = "video"
    duration_in_seconds: _AtLeastZero
    has_audio_track: bool
    width: _Pixels
    height: _Pixels


class GifAsset(Asset, frozen=True):
    """An animated picture that plays once (`finite`) or again and again."""

    type: Literal["gif"] = "gif"
    duration_in_seconds: _AtLeastZero
    width: _Pixels
    height: _Pixels
    loop_behavior: Literal["finite", "loop"]


class AudioAsset(Asset, frozen=True):
    """A sound file."""

    type: Literal["audio"] = "audio"
    duration_in_seconds: _AtLeastZero


class CaptionEntry(Value, frozen=True):
    """A subtitle line or a spoken word; times count from the captions item's content zero."""

    text: str
    start_ms: _AtLeastZero
    end_ms: _AtLeastZero
    timestamp_ms: _AtLeastZero | None = None
    confidence: float | None = None


class CaptionAsset(Asset, frozen=True):
    """Subtitles; with `word` timing the texts are joined as they are, blanks included."""

    type: Literal["caption"] = "caption"
    captions: Tuple[CaptionEntry]
    timing_granularity: Literal["word", "line"]


class LottieAsset(Asset, frozen=True):
    """A vector animation, as Lottie JSON inside the document or as a component of the service."""

    type: Literal["lottie"] = "lottie"
    duration_in_seconds: _AtLeastZero
    width: _Pixels
    height: _Pixels
    resource_type: Literal["lottie", "svg"]
    resource_json: JsonObject | None = None
    resource_component_id: str | None = None
    material_config: JsonObject | None = None


class BrokenAsset(Broken):
    """An asset that fits no type: kept and reported."""


AnyAsset = ImageAsset | VideoAsset | GifAsset | AudioAsset | CaptionAsset | LottieAsset

ASSET_TYPES: Mapping[str, type[AnyAsset]] = MappingProxyType(
    {
        "image": ImageAsset,
        "video": VideoAsset,
        "gif": GifAsset,
        "audio": AudioAsset,
        "caption": CaptionAsset,
        "lottie": LottieAsset,
    }
)
