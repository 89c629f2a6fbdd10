"""The shapes of replies, as JSON Schema: what `openapi` publishes and tests hold the server to."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}
_MAYBE_NUMBER: Json = {"type": ["number", "null"]}
_UUID: Json = {"type": "string", "format": "uuid"}
_MOMENT: Json = {"type": "string", "format": "date-time"}
_TRUE: Json = {"type": "boolean", "const": True}
_TEXTS: Json = {"type": "array", "items": _TEXT}
STATUSES = ("PENDING", "PROCESSING", "COMPLETED", "FAILED", "PAUSED", "CANCELED")


def shape(optional: Json | None = None, /, **properties: Json) -> Json:
    """Give the schema of an object that has all `properties` and perhaps the `optional` ones."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


_ABOUT: Json = {"projectId": _UUID, "title": _TEXT, "description": _MAYBE_TEXT}
_VERSIONS: Json = {"stateVersion": _TEXT, "stateSchemaVersion": {"type": "string", "const": "v1"}}
_BINDING: Json = {"projectId": _UUID, "assetId": _UUID}
_BILL: Json = {
    "durationSeconds": {"type": "number"},
    "billedStandardSeconds": {"type": "integer"},
    "chargedCredits": _TEXT,
}
_PRESET: Json = {"id": _TEXT, "type": _TEXT, "label": _TEXT}
_PARAMS: Json = {"params": {"type": "object"}}
_TIMED_PRESET = shape(
    {
        **_PARAMS,
        "defaultDurationInSeconds": {"type": "number"},
        "defaultIntensity": {"type": "number"},
    },
    **_PRESET,
)
_CAPTION_PRESETS: Json = {"type": "array", "items": shape(**_PRESET, preview=_TEXT)}

SCHEMAS: dict[str, Json] = {
    "Problem": shape(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT, errorCode=_TEXT),
    "ProjectSummary": shape(**_ABOUT, createdAt=_MOMENT, updatedAt=_MOMENT),
    "ProjectDetail": shape(
        **_ABOUT, createdAt=_MOMENT, updatedAt=_MOMENT, **_VERSIONS, editorState={"type": "object"}
    ),
    "ProjectMetadata": shape(**_ABOUT, updatedAt=_MOMENT),
    "ProjectDeleted": shape(projectId=_UUID, deleted=_TRUE),
    "SyncResult": shape(projectId=_UUID, **_VERSIONS, updatedAt=_MOMENT),
    "Asset": shape(
        assetId=_UUID,
        type={"type": "string", "enum": ["IMAGE", "VIDEO", "AUDIO", "GIF", "CAPTION"]},
        source=_MAYBE_TEXT,
        filename=_TEXT,
        mimetype=_TEXT,
        size={"type": ["integer", "null"]},
        fileUrl=_TEXT,
        fileKey=_TEXT,
        width=_MAYBE_NUMBER,
        height=_MAYBE_NUMBER,
        duration=_MAYBE_NUMBER,
    ),
    "AssetBinding": shape(**_BINDING),
    "AssetUnbound": shape(**_BINDING, deleted=_TRUE),
    "AssetDeleted": shape(assetId=_UUID, deleted=_TRUE),
    "ExportCreated": shape(
        taskId=_UUID, projectId=_MAYBE_TEXT, createdAt=_MOMENT, **_BILL, chargedCreditPool=_TEXT
    ),
    "ExportTask": shape(
        {"exportPhase": {"type": "string", "enum": ["rendering", "saving", "finishing"]}},
        taskId=_UUID,
        projectId=_MAYBE_TEXT,
        createdByApiKeyId=_MAYBE_TEXT,
        clientTaskId=_MAYBE_TEXT,
        status={"type": "string", "enum": list(STATUSES)},
        progress={"type": "number", "minimum": 0, "maximum": 100},
        error=_MAYBE_TEXT,
        outputUrl=_MAYBE_TEXT,
        filename=_MAYBE_TEXT,
        **_BILL,
        callbackUrl=_MAYBE_TEXT,
        createdAt=_MOMENT,
        completedAt={"type": ["string", "null"], "format": "date-time"},
    ),
    "Capabilities": shape(
        version=_TEXT,
        animations=_TEXTS,
        captionAnimations=shape(
            **{"in": _CAPTION_PRESETS, "out": _CAPTION_PRESETS, "loop": _CAPTION_PRESETS}
        ),
        transitions=_TEXTS,
        transitionPresets={"type": "array", "items": shape(_PARAMS, **_PRESET)},
        effects=_TEXTS,
        effectPresets={"type": "array", "items": _TIMED_PRESET},
        filters=_TEXTS,
        filterPresets={"type": "array", "items": _TIMED_PRESET},
        shapes=_TEXTS,
        backgroundPresets=shape(
            colors=_TEXTS,
            gradients=_TEXTS,
            images=_TEXTS,
            blurLevels={"type": "array", "items": {"type": "integer"}},
        ),
    ),
    "Validation": shape(
        valid={"type": "boolean"},
        errors={"type": "array", "items": shape(code=_TEXT, path=_TEXT, message=_TEXT)},
    ),
    "Illustration": _TEXT,
}
