"""Callbacks are hints: read strictly, believed never."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editor_app.cloud.renderingvideo import confirms, read_webhook
from editor_app.cloud.renderingvideo.models import VideoTask

BODY = {
    "taskId": "abc123def456",
    "renderTaskId": "rt_002",
    "status": "completed",
    "videoUrl": "https://storage.example/videos/abc123.mp4",
    "error": None,
    "timestamp": "2026-03-23T10:00:00.000Z",
}


def test_a_callback_is_read() -> None:
    hint = read_webhook(json.dumps(BODY | {"later": 1}).encode())
    assert (hint.task_id, hint.render_task_id, hint.status) == ("abc123def456", "rt_002", "completed")
    assert (hint.video_url, hint.error) == (BODY["videoUrl"], None)
    assert read_webhook(json.dumps(BODY | {"later": 1})) == hint


@pytest.mark.parametrize("left_out", ["renderTaskId", "videoUrl", "error", "timestamp"])
def test_what_a_failure_leaves_out_is_none(left_out: str) -> None:
    told = BODY | {"status": "failed"}
    told.pop(left_out)
    assert read_webhook(json.dumps(told).encode()).status == "failed"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no object of JSON"),
        (b"[]", "no object of JSON"),
        (b"{", "no object of JSON"),
        (b"\xff", "no object of JSON"),
        (b"{}", "does not tell a task"),
        (json.dumps(BODY | {"taskId": " "}).encode(), "does not tell a task"),
        (json.dumps(BODY | {"taskId": None}).encode(), "does not tell a task"),
        (json.dumps(BODY | {"status": 5}).encode(), "does not tell a task and its status"),
        (json.dumps(BODY | {"status": "rendering"}).encode(), "neither of a completed nor of a failed"),
        (b" " * 70_000, "larger than"),
    ],
)
def test_what_is_no_callback_is_told_in_words(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        read_webhook(body)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("task", "agrees"),
    [
        ({"taskId": "abc123def456", "status": "completed"}, True),
        ({"taskId": "abc123def456", "status": "rendering"}, False),
        ({"taskId": "another", "status": "completed"}, False),
        ({"taskId": "abc123def456"}, False),
    ],
)
def test_only_the_service_confirms(task: dict[str, Any], agrees: bool) -> None:
    hint = read_webhook(json.dumps(BODY).encode())
    assert confirms(VideoTask.model_validate(task), hint) is agrees
