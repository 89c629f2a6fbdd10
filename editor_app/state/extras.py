"""Records of the root that the service keeps for itself: brand data and the list of deleted assets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from editor_app.problem import Fault
from editor_app.record import (
    Broken,
    ByTag,
    Dialect,
    Integer,
    JsonObject,
    Name,
    RawObject,
    Record,
    SeedName,
    Tuple,
    Value,
    fault,
)
from editor_app.timebase import ticks_per_frame

_AtLeastZero = Annotated[float, Field(ge=0)]


class BrandRuntime(Record, frozen=True):
    """Brand data: kept, never authored; the seed dialect counts the shift in frames at 30 a second."""

    model_config = ConfigDict(extra="forbid")
    seed_names: ClassVar[Mapping[str, SeedName]] = {
        "intro_shift_ticks": SeedName("introShiftInFrames", ticks_per_frame(30), None, is_whole=True)
    }

    brand_id: str | None
    logo_x: float
    logo_y: float
    managed_item_ids: Tuple[str]
    managed_asset_ids: Tuple[str]
    intro_shift_ticks: Annotated[int, Integer()]
    overlay_track_id: str | None
    underlay_track_id: str | None

    @classmethod
    def dialect_faults(cls, raw: RawObject, dialect: Dialect) -> tuple[Fault, ...]:
        """Refuse the newer name in the seed dialect: the object is strict."""
        if dialect == "seed" and "introShiftTicks" in raw:
            return (fault(("introShiftTicks",), "is not a key that belongs here"),)
        return ()


class Waiting(Value, frozen=True):
    """The upload had not begun."""

    type: Literal["pending-upload"] = "pending-upload"


class Progress(Value, frozen=True):
    """How far an upload had come."""

    progress: float
    loaded_bytes: _AtLeastZero
    total_bytes: _AtLeastZero


class Uploading(Value, frozen=True):
    """The upload was under way."""

    type: Literal["in-progress"] = "in-progress"
    progress: Progress


class Uploaded(Value, frozen=True):
    """The upload was done."""

    type: Literal["uploaded"] = "uploaded"


def _read_error(value: Any) -> str | RawObject | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return cast("RawObject", value)
    raise PydanticCustomError("upload_error", "must be a text, an object or null")


class UploadFailed(Value, frozen=True):
    """The upload had failed."""

    type: Literal["error"] = "error"
    error: Annotated[str | JsonObject | None, PlainValidator(_read_error)]
    can_retry: bool


def _states() -> Mapping[str, type[Value]]:
    return {"pending-upload": Waiting, "in-progress": Uploading, "uploaded": Uploaded, "error": UploadFailed}


class DeletedAsset(Record, frozen=True):
    """A note about an asset that was removed."""

    model_config = ConfigDict(extra="forbid")
    newer_keys: ClassVar[frozenset[str]] = frozenset({"remoteAssetId"})

    asset_id: Name
    remote_url: str | None
    remote_key: str | None
    remote_asset_id: str | None = None
    status_at_deletion: Annotated[Waiting | Uploading | Uploaded | UploadFailed, ByTag("type", _states)]


class BrokenExtra(Broken):
    """Brand data or a deleted asset that fits no type: kept and reported."""
