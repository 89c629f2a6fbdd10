"""The replies of the service, of either era.

Attributes are snake_case, the wire's names are aliases. What only one era sends is None where it is not
sent. Fields and values that nobody knows yet are kept (`model_extra`), and are no error.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Reply(BaseModel):
    """What all replies share."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        alias_generator=to_camel,
        populate_by_name=True,
        coerce_numbers_to_str=True,
        protected_namespaces=(),
    )


class ExportCreateResponse(Reply):
    """A task that was made; `duration_seconds` is real, `billed_standard_seconds` is what is billed."""

    task_id: str
    project_id: str | None = None
    created_at: str
    duration_seconds: float
    billed_standard_seconds: int
    charged_credits: str
    charged_credit_pool: str | None = None


class ExportTask(Reply):
    """An export; `status` is PENDING, PROCESSING, PAUSED, COMPLETED, FAILED, CANCELED, or a newer word.

    `progress` goes from 0 to 100; `export_phase` is rendering, saving or finishing while it is processed.
    `output_url` is there when it is COMPLETED, and expires.
    """

    task_id: str
    project_id: str | None = None
    created_by_api_key_id: str | None = None
    client_task_id: str | None = None
    status: str
    progress: float
    export_phase: str | None = None
    error: str | None = None
    output_url: str | None = None
    filename: str | None = None
    duration_seconds: float
    billed_standard_seconds: int
    charged_credits: str
    charged_credit_pool: str | None = None
    callback_url: str | None = None
    created_at: str
    completed_at: str | None = None


class ExportTaskListResponse(Reply):
    """A page of exports; `next_page_cursor` is None on the last."""

    items: tuple[ExportTask, ...]
    next_page_cursor: str | None = None


class ExportWebhookEvent(Reply):
    """What a callback says: EXPORT_STARTED, EXPORT_COMPLETED or EXPORT_FAILED, and the task as it is then."""

    event_type: str
    occurred_at: str
    task: ExportTask


class CaptionAnimationPresetItem(Reply):
    """One way in which captions move."""

    id: str
    type: str
    label: str
    preview: str


class CaptionAnimationPresetGroups(Reply):
    """How captions come (`in_`), go, and move while they are there."""

    in_: tuple[CaptionAnimationPresetItem, ...] = Field(default=(), alias="in")
    out: tuple[CaptionAnimationPresetItem, ...] = ()
    loop: tuple[CaptionAnimationPresetItem, ...] = ()


class EditorCapabilities(Reply):
    """What the service's editor can do; presets are JSON objects, as the service sends them."""

    version: str
    animations: tuple[str, ...] = ()
    caption_animations: CaptionAnimationPresetGroups = CaptionAnimationPresetGroups()
    transitions: tuple[str, ...] = ()
    transition_presets: tuple[dict[str, Any], ...] = ()
    effects: tuple[str, ...] = ()
    effect_presets: tuple[dict[str, Any], ...] = ()
    filters: tuple[str, ...] = ()
    filter_presets: tuple[dict[str, Any], ...] = ()
    shapes: tuple[str, ...] = ()
    background_presets: dict[str, Any] = Field(default_factory=dict)


class EditorValidationError(Reply):
    """One finding of the service."""

    code: str
    path: str
    message: str


class EditorValidationResult(Reply):
    """The service's verdict on a document."""

    valid: bool
    errors: tuple[EditorValidationError, ...] = ()
    capabilities_version: str | None = None
    """By which capabilities it was judged; from the reply's meta."""


class ProjectSummary(Reply):
    """A project without its document."""

    project_id: str
    title: str
    description: str | None = None
    created_at: str
    updated_at: str


class ProjectDetail(ProjectSummary):
    """A project with its document; the version is named as the service's era names it."""

    editor_state: dict[str, Any]
    state_version: str | None = None
    state_schema_version: str | None = None


class ProjectMetadataResponse(Reply):
    """Title and description after a change."""

    project_id: str
    title: str
    description: str | None = None
    updated_at: str


class ProjectSyncResponse(Reply):
    """A document was stored."""

    project_id: str
    state_version: str | None = None
    state_schema_version: str | None = None
    updated_at: str


class ProjectDeleteResponse(Reply):
    """A project was deleted."""

    project_id: str
    deleted: bool


class ProjectListResponse(Reply):
    """A page of projects; `next_page_cursor` is None on the last."""

    items: tuple[ProjectSummary, ...]
    next_page_cursor: str | None = None


class Asset(Reply):
    """An uploaded file: `size` in bytes, `width` and `height` in px, `duration` in seconds.

    `file_url` and `file_key` are what a document calls `remoteUrl` and `remoteKey`.
    """

    asset_id: str
    type: str
    source: str | None = None
    filename: str
    mimetype: str
    size: int | None = None
    file_url: str
    file_key: str
    width: float | None = None
    height: float | None = None
    duration: float | None = None


class AssetListResponse(Reply):
    """A page of assets; `next_page_cursor` is None on the last."""

    items: tuple[Asset, ...]
    next_page_cursor: str | None = None


class ProjectAssetBindingResponse(Reply):
    """An asset belongs to a project."""

    project_id: str
    asset_id: str


class ProjectAssetDeleteResponse(ProjectAssetBindingResponse):
    """An asset no longer belongs to a project; the asset stays."""

    deleted: bool


class AssetDeleteResponse(Reply):
    """An asset was deleted."""

    asset_id: str
    deleted: bool
