"""Reads what the service sends when rendering has ended. Nothing signs it: it is a hint, to be confirmed."""

from __future__ import annotations

from typing import Any, cast

from pydantic import ValidationError as ModelError

from editor_app.cloud.renderingvideo.models import COMPLETED, FAILED, Id, Reply, Text, VideoTask
from editor_app.state import parse_json

MOST_BYTES = 64 * 1024


class RenderHint(Reply):
    """What anybody may have sent: a task, and how its rendering is said to have ended."""

    task_id: Id
    status: str
    render_task_id: Text = None
    video_url: Text = None
    error: Text = None
    timestamp: Text = None


def read_webhook(raw_body: str | bytes) -> RenderHint:
    """Give what a callback says; raise ValueError, in words, for what is none of this service.

    Nothing of it may be believed, its addresses least of all, before `videos.get` tells the same.
    """
    body = raw_body.encode("utf-8", "replace") if isinstance(raw_body, str) else raw_body
    if len(body) > MOST_BYTES:
        raise ValueError(f"The callback is larger than {MOST_BYTES} bytes.")
    try:
        value: Any = parse_json(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ValueError("The callback is no object of JSON.")
    hint = _modelled(cast("dict[str, Any]", value))
    if hint is None:
        raise ValueError("The callback does not tell a task and its status.")
    if hint.status not in (COMPLETED, FAILED):
        raise ValueError("The callback tells neither of a completed nor of a failed task.")
    return hint


def confirms(task: VideoTask, hint: RenderHint) -> bool:
    """Tell whether what the service says of a task agrees with a hint."""
    return task.task_id == hint.task_id and task.status == hint.status


def _modelled(value: dict[str, Any]) -> RenderHint | None:
    try:
        return RenderHint.model_validate(value)
    except ModelError:
        return None
