"""What calls of RenderingVideo are answered with: success beside the payload, refusals, every record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from editor_app.sandbox import replies
from editor_app.sandbox.renderingvideo.addresses import file_url, output_url
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.records.files import StoredFile
from editor_app.sandbox.renderingvideo.records.renders import Render
from editor_app.sandbox.renderingvideo.records.tasks import Task

Json = dict[str, Any]

CREATED = "Task created successfully. Call POST /api/v1/video/:taskId/render to start rendering."
RENDERING = "Rendering started"
TASK_DELETED = "Video task deleted successfully"
FILE_DELETED = "File deleted successfully"
PREVIEW_DELETED = "Temp preview deleted successfully"
CONVERTED = "Temp preview cloned to a permanent task successfully"
PREVIEW_NOTE = (
    "Preview links are temporary and expire in 7 days. Use /api/v1/video to create permanent tasks."
)
EXPIRES_IN = "7d"


def ok(payload: Mapping[str, Any]) -> Response:
    """Answer that a call has succeeded; always 200."""
    return replies.json_response(as_bytes({"success": True, **payload}))


def refusal(error: Refused) -> Response:
    """Answer that a call is refused."""
    body = {"success": False, "error": error.detail, "code": error.code, "details": error.details}
    return replies.json_response(as_bytes(body), error.status, error.headers)


def as_bytes(value: Any) -> bytes:
    """Write JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def page(items: list[Json], name: str, number: int, limit: int, total: int) -> Response:
    """Answer with a page of a list."""
    return ok({name: items, "pagination": {"page": number, "limit": limit, "total": total}})


def created(task: Task, base_url: str) -> Json:
    """Write a task that was just made."""
    return {
        **ids(task),
        **links(task, base_url),
        "configUrl": f"{task.id}.json",
        "status": task.status,
        **size(task),
        "duration": number(task.duration),
        "title": task.title,
        "category": task.category,
        "message": CREATED,
    }


def row(task: Task, base_url: str) -> Json:
    """Write a task as lists show it."""
    return {
        **ids(task),
        "width": task.width,
        "height": task.height,
        "duration": number(task.duration),
        "status": task.status,
        "videoUrl": video_url(task, base_url),
        "costCredits": task.cost,
        "title": task.title,
        "category": task.category,
        "createdAt": seconds(task.created_at),
        "completedAt": task.completed_at and seconds(task.completed_at),
    }


def detail(task: Task, base_url: str) -> Json:
    """Write a task with all that is known of it."""
    return {
        **row(task, base_url),
        "quality": task.quality,
        **links(task, base_url),
        "configUrl": f"{task.id}.json",
        "metadata": None if task.metadata is None else json.loads(task.metadata),
    }


def started(task: Task, render: Render, left: int, base_url: str) -> Json:
    """Write a render that was just begun."""
    return {
        "taskId": task.id,
        "renderTaskId": render.id,
        "status": "rendering",
        **size(task),
        "cost": render.cost,
        "remainingCredits": left,
        "message": RENDERING,
        **links(task, base_url),
    }


def already(task: Task, left: int, base_url: str) -> Json:
    """Write that there is a video already."""
    return {
        "taskId": task.id,
        "renderTaskId": task.render_id,
        "status": "completed",
        "alreadyRendered": True,
        **size(task),
        "cost": task.cost,
        "remainingCredits": left,
        "videoUrl": video_url(task, base_url),
        **links(task, base_url),
    }


def file(stored: StoredFile, base_url: str) -> Json:
    """Write an uploaded file."""
    return {
        "id": stored.id,
        "name": stored.name,
        "url": file_url(stored, base_url),
        "type": stored.type,
        "mimeType": stored.mime_type,
        "size": stored.size,
        "createdAt": seconds(stored.created_at),
    }


def ids(task: Task) -> Json:
    """Write both ids of a task."""
    return {"taskId": task.id, "videoTaskId": task.video_task_id}


def links(task: Task, base_url: str) -> Json:
    """Write where a task can be seen."""
    return {"previewUrl": f"{base_url}/v/{task.id}", "viewerUrl": f"{base_url}/watch/{task.id}"}


def size(task: Task) -> Json:
    """Write how large its pictures are."""
    return {"quality": task.quality, "width": task.width, "height": task.height}


def video_url(task: Task, base_url: str) -> str | None:
    """Give the address of a task's video, None where its latest render has made none."""
    if task.output_file is None or task.completed_at is None:
        return None
    return output_url(task.output_file, task.completed_at, base_url)


def number(value: float) -> float | int:
    """Write a whole number without a point."""
    return int(value) if float(value).is_integer() else value


def seconds(iso: str) -> str:
    """Write a moment to the second, as records have it."""
    return f"{iso[:19]}Z"
