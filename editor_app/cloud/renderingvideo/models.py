"""The replies of the service, of clients' eras 1.0 and 1.1.

Attributes are snake_case, the wire's names are aliases. Only ids must be right: what is absent, null or of
another kind is None, so that a reply of another era never hides that a call has succeeded. Fields that
nobody knows yet are kept (`model_extra`). Times are the texts that the service sends.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

CREATED, RENDERING, COMPLETED, FAILED = "created", "rendering", "completed", "failed"


def _number(value: Any) -> Any:
    """Give a finite number, also one written as text; a whole one as int."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def _whole(value: Any) -> Any:
    number = _number(value)
    return number if isinstance(number, int) else None


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _id(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _mapping(value: Any) -> Any:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _object(value: Any) -> Any:
    return cast("Any", value) if isinstance(value, dict | BaseModel) else {}


def _listed(value: Any) -> Any:
    return cast("list[Any]", value) if isinstance(value, list) else []


Id = Annotated[str, BeforeValidator(_id)]
Text = Annotated[str | None, BeforeValidator(_text)]
Number = Annotated[float | None, BeforeValidator(_number)]
Whole = Annotated[int | None, BeforeValidator(_whole)]
Json = Annotated[dict[str, Any] | None, BeforeValidator(_mapping)]
Flag = Annotated[bool, BeforeValidator(lambda value: value is True)]
Texts = Annotated[tuple[str, ...], BeforeValidator(lambda v: [text for text in _listed(v) if _text(text)])]


def read_time(text: str | None) -> datetime | None:
    """Give a time as the service writes it, UTC where it names no zone; None for what is none."""
    try:
        time = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


class Reply(BaseModel):
    """What all replies share."""

    model_config = ConfigDict(
        frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True, protected_namespaces=()
    )


class VideoTask(Reply):
    """A task; `status` is created, rendering, completed, failed, or a newer word; sizes in px, length in s.

    A list does not tell everything: `metadata` and the pages' addresses are told of a single task alone.
    `video_url` is there when it is completed.
    """

    task_id: Id
    video_task_id: Text = None
    status: Text = None
    title: Text = None
    category: Text = None
    quality: Text = None
    width: Whole = None
    height: Whole = None
    duration: Number = None
    video_url: Text = None
    preview_url: Text = None
    viewer_url: Text = None
    config_url: Text = None
    cost_credits: Number = None
    created_at: Text = None
    completed_at: Text = None
    metadata: Json = None
    error: Text = None
    message: Text = None

    @property
    def has_ended(self) -> bool:
        """Tell whether rendering is over, well or not."""
        return self.status in (COMPLETED, FAILED)


class RenderStart(Reply):
    """Rendering has begun, or there is a video already (`already_rendered`: nothing was charged again).

    `cost` and `remaining_credits` in credits. A rendered preview tells `temp_id` too.
    """

    task_id: Id
    render_task_id: Text = None
    status: Text = None
    already_rendered: Flag = False
    quality: Text = None
    width: Whole = None
    height: Whole = None
    cost: Number = None
    remaining_credits: Number = None
    video_url: Text = None
    preview_url: Text = None
    viewer_url: Text = None
    config_url: Text = None
    temp_id: Text = None
    converted: Flag = False
    convert_message: Text = None
    message: Text = None


class VideoDeletion(Reply):
    """A task was deleted here; `remote_deleted` tells whether the renderer has forgotten it too."""

    task_id: Id
    video_task_id: Text = None
    deleted: Flag = False
    remote_deleted: Flag = False
    message: Text = None


class Pagination(Reply):
    """Where a page stands; `total` counts all that fits, not the page."""

    page: Whole = None
    limit: Whole = None
    total: Whole = None


Place = Annotated[Pagination, BeforeValidator(_object)]


class TaskPage(Reply):
    """A page of tasks."""

    tasks: tuple[VideoTask, ...]
    pagination: Place = Pagination()


class StoredFile(Reply):
    """An uploaded file: `url` is public, `type` is image, video or audio, `size` in bytes."""

    id: Id
    url: str
    name: Text = None
    type: Text = None
    mime_type: Text = None
    size: Whole = None
    created_at: Text = None


class Uploaded(Reply):
    """What an upload has stored, in the order in which it was sent."""

    assets: tuple[StoredFile, ...]
    count: Whole = None
    message: Text = None


class FilePage(Reply):
    """A page of files."""

    files: tuple[StoredFile, ...]
    pagination: Place = Pagination()


class FileDeletion(Reply):
    """A file was deleted, and what it held."""

    file_id: Id
    deleted: Flag = False
    message: Text = None


class Preview(Reply):
    """A link that shows a video for a while without credits; `expires_in` is a text such as `7d`."""

    temp_id: Id
    preview_url: Text = None
    viewer_url: Text = None
    expires_in: Text = None
    note: Text = None


class PreviewConfig(Reply):
    """What a preview shows."""

    temp_id: Text = None
    config: dict[str, Any]


class PreviewDeletion(Reply):
    """A preview was deleted."""

    temp_id: Id
    deleted: Flag = False
    message: Text = None


class Conversion(Reply):
    """A task was made of a preview, which stays; it is not being rendered."""

    task_id: Id
    temp_id: Text = None
    video_task_id: Text = None
    converted: Flag = False
    preview_url: Text = None
    viewer_url: Text = None
    config_url: Text = None
    message: Text = None


class Balance(Reply):
    """What is left."""

    credits: Number = None
    currency: Text = None


class SchemaSupport(Reply):
    """What the renderer understands of a configuration."""

    version: Text = None
    clip_types: Texts = ()
    animation_types: Texts = ()
    easing_functions: Texts = ()
    transition_types: Texts = ()
    keyframe_properties: Texts = ()


class QualitySupport(Reply):
    """A tier of sizes; `short_edge` in px from which on it holds."""

    quality: Text = None
    label: Text = None
    short_edge: Whole = None
    credit_multiplier: Number = None


class RenderSupport(Reply):
    """How sizes become tiers."""

    quality_selection: Text = None
    qualities: Annotated[tuple[QualitySupport, ...], BeforeValidator(_listed)] = ()


class Capabilities(Reply):
    """What the service can do."""

    api_version: Text = None
    schema_support: Annotated[SchemaSupport, BeforeValidator(_object)] = Field(
        default=SchemaSupport(), alias="schema"
    )
    render: Annotated[RenderSupport, BeforeValidator(_object)] = RenderSupport()
    features: Annotated[dict[str, Any], BeforeValidator(_object)] = Field(default_factory=dict[str, Any])
    docs: Annotated[dict[str, Any], BeforeValidator(_object)] = Field(default_factory=dict[str, Any])
