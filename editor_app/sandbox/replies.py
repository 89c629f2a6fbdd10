"""What calls are answered with: the envelope, problem bodies, and every record in the form of both eras."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from editor_app.sandbox.bodies import SCHEMA_VERSION
from editor_app.sandbox.errors import STATUS_NAMES, ApiError
from editor_app.sandbox.exports.billing import POOL
from editor_app.sandbox.idempotency import Answer
from editor_app.sandbox.records.assets import Asset
from editor_app.sandbox.records.exports import Export
from editor_app.sandbox.records.projects import Project, SavedDocument

Json = dict[str, Any]
_NO_STORE = {"Cache-Control": "no-store"}


def envelope(data: Any, meta: Mapping[str, Any] | None = None) -> bytes:
    """Write a reply's body."""
    return _bytes({"data": data, "meta": dict(meta or {})})


def envelope_with_document(data: Json, document: bytes) -> bytes:
    """Write a reply's body whose data end with `editorState`, which is JSON already."""
    return b"".join((b'{"data":', _bytes(data)[:-1], b',"editorState":', document, b'},"meta":{}}'))


def ok(data: Any, meta: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    """Answer with data."""
    return json_response(envelope(data, meta), status)


def given(answer: Answer) -> Response:
    """Answer as it was answered before."""
    return json_response(answer.body, answer.status)


def json_response(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a body that is JSON already."""
    return Response(body, status, headers={**_NO_STORE, **(headers or {})}, media_type="application/json")


def problem(error: ApiError) -> Response:
    """Answer that a call is refused."""
    kind, title = STATUS_NAMES.get(error.status, ("ERROR", "Error"))
    body = {
        "type": kind,
        "title": title,
        "status": error.status,
        "detail": error.detail,
        "errorCode": error.code,
    }
    return json_response(_bytes(body), error.status, error.headers)


def project_summary(project: Project) -> Json:
    """Give a project as lists and creation show it."""
    return {
        "projectId": project.id,
        "title": project.title,
        "description": project.description,
        "createdAt": project.created_at,
        "updatedAt": project.updated_at,
    }


def project_detail(project: Project, document: SavedDocument) -> Json:
    """Give a project in detail, without `editorState`."""
    return project_summary(project) | versions(document)


def project_metadata(project: Project) -> Json:
    """Give a project as a change of title or description shows it."""
    return {
        "projectId": project.id,
        "title": project.title,
        "description": project.description,
        "updatedAt": project.updated_at,
    }


def sync_result(project: Project, document: SavedDocument) -> Json:
    """Give what a sync has done."""
    return {"projectId": project.id, **versions(document), "updatedAt": project.updated_at}


def asset(found: Asset, base_url: str) -> Json:
    """Give an asset."""
    return {
        "assetId": found.id,
        "type": found.type,
        "source": "UPLOAD",
        "filename": found.filename,
        "mimetype": found.mimetype,
        "size": found.size,
        "fileUrl": f"{base_url}/media/{found.file_key}",
        "fileKey": found.file_key,
        "width": found.width,
        "height": found.height,
        "duration": found.duration,
    }


def created_export(export: Export) -> Json:
    """Give a task as its creation shows it."""
    return {
        "taskId": export.id,
        "projectId": export.project_id,
        "createdAt": export.created_at,
        **_bill(export),
        "chargedCreditPool": POOL,
    }


def task(export: Export, base_url: str) -> Json:
    """Give a task; `exportPhase` is absent where there is none."""
    output = f"{base_url}/outputs/{export.output_file}" if export.output_file else None
    shown: Json = {
        "taskId": export.id,
        "projectId": export.project_id,
        "createdByApiKeyId": export.api_key_id,
        "clientTaskId": export.client_task_id,
        "status": export.status,
        "progress": export.progress,
        "error": export.error,
        "outputUrl": output,
        "filename": export.filename,
        **_bill(export),
        "callbackUrl": export.callback_url,
        "createdAt": export.created_at,
        "completedAt": export.completed_at,
    }
    return shown | ({"exportPhase": export.phase} if export.phase else {})


def _bill(export: Export) -> Json:
    return {
        "durationSeconds": export.duration_seconds,
        "billedStandardSeconds": export.billed_standard_seconds,
        "chargedCredits": export.charged_credits,
    }


def versions(document: SavedDocument) -> Json:
    """Give the version of a document in the words of both eras."""
    return {"stateVersion": document.state_version, "stateSchemaVersion": SCHEMA_VERSION}


def _bytes(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
