"""What is sent for each call, and what is read from each answer, of either era."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from editor_app.cloud.renderingvideo import (
    APIError,
    AsyncRenderingVideoClient,
    ConfigError,
    NotFoundError,
    OutcomeUnknownError,
    ValidationError,
)
from tests.cloud.renderingvideo.stub import KEY, Stub, refused, said, sent

Client = AsyncRenderingVideoClient
Job = Callable[[Client], Awaitable[Any]]

ID = "abc123def456"
CONFIG = {"meta": {"version": "2.0.0", "width": 1920, "height": 1080, "fps": 30}, "tracks": []}
CREATED = {
    "taskId": ID,
    "videoTaskId": "vt_001",
    "previewUrl": f"https://video.example/v/{ID}",
    "viewerUrl": f"https://video.example/watch/{ID}",
    "configUrl": f"{ID}.json",
    "status": "created",
    "quality": "1080p",
    "width": 1920,
    "height": 1080,
    "duration": 10,
    "message": "Task created successfully.",
}
ROW = {
    "taskId": ID,
    "videoTaskId": "vt_001",
    "width": 1920,
    "height": 1080,
    "duration": 10,
    "status": "completed",
    "videoUrl": "https://storage.example/videos/abc123.mp4",
    "costCredits": 15,
    "createdAt": "2026-03-19T10:00:00Z",
    "completedAt": "2026-03-19T10:02:30Z",
}
DETAIL = ROW | {"configUrl": f"{ID}.json", "metadata": {"job_id": "job-1"}}
STARTED = {"taskId": ID, "renderTaskId": "rt_002", "status": "rendering", "cost": 15, "remainingCredits": 970}
FILE = {
    "id": "asset_001",
    "name": "image.png",
    "url": "https://storage.example/images/abc123.png",
    "type": "image",
    "mimeType": "image/png",
    "size": 123456,
    "createdAt": "2026-03-19T10:00:00Z",
}
PAGE = {"page": 1, "limit": 20, "total": 45}
PREVIEW = {"tempId": "temp_abc123", "previewUrl": "https://video.example/t/temp_abc123", "expiresIn": "7d"}
CAPABILITIES = {
    "apiVersion": "v1",
    "schema": {"version": "2.0.0", "clipTypes": ["text", "three"], "keyframeProperties": None},
    "render": {
        "qualitySelection": "auto",
        "qualities": [{"quality": "2k", "label": "2K", "shortEdge": 1440.0, "creditMultiplier": 2}],
    },
    "features": {"webhooks": True},
    "docs": None,
}

CALLS: list[tuple[str, Job, dict[str, Any], str, Any, dict[str, Any]]] = [
    (
        "POST /api/v1/video",
        lambda c: c.videos.create(CONFIG),
        CREATED,
        "",
        {"config": CONFIG},
        {"task_id": ID, "status": "created", "duration": 10, "width": 1920, "video_url": None},
    ),
    (
        "POST /api/v1/video",
        lambda c: c.videos.create(CONFIG, metadata={"job_id": "j"}, title="Ü", category="films"),
        CREATED,
        "",
        {"config": CONFIG, "metadata": {"job_id": "j"}, "title": "Ü", "category": "films"},
        {"quality": "1080p", "config_url": f"{ID}.json"},
    ),
    (
        "GET /api/v1/video",
        lambda c: c.videos.list(),
        {"tasks": [ROW], "pagination": PAGE},
        "page=1&limit=20",
        None,
        {"tasks.0.cost_credits": 15, "tasks.0.metadata": None, "pagination.total": 45},
    ),
    (
        "GET /api/v1/video",
        lambda c: c.videos.list(2, 100, status="completed", category="all"),
        {"tasks": []},
        "page=2&limit=100&status=completed&category=all",
        None,
        {"tasks": (), "pagination.total": None},
    ),
    (
        f"GET /api/v1/video/{ID}",
        lambda c: c.videos.get(ID),
        DETAIL,
        "",
        None,
        {"metadata": {"job_id": "job-1"}, "video_url": ROW["videoUrl"], "has_ended": True},
    ),
    (
        "DELETE /api/v1/video/a%20b%2F..",
        lambda c: c.videos.delete("a b/.."),
        {"taskId": "a b/..", "deleted": True, "remoteDeleted": False, "message": "Deleted"},
        "",
        None,
        {"task_id": "a b/..", "deleted": True, "remote_deleted": False},
    ),
    (
        f"POST /api/v1/video/{ID}/render",
        lambda c: c.videos.render(ID),
        STARTED,
        "",
        {},
        {"render_task_id": "rt_002", "already_rendered": False, "cost": 15, "remaining_credits": 970},
    ),
    (
        f"POST /api/v1/video/{ID}/render",
        lambda c: c.videos.render(ID, webhook_url="https://hook.example/a?b=1", num_workers=8),
        STARTED | {"status": "completed", "alreadyRendered": True, "videoUrl": "https://s.example/a.mp4"},
        "",
        {"webhook_url": "https://hook.example/a?b=1", "num_workers": 8},
        {"already_rendered": True, "video_url": "https://s.example/a.mp4"},
    ),
    (
        "GET /api/v1/files",
        lambda c: c.files.list(3, 5, type="audio"),
        {"files": [FILE], "pagination": PAGE},
        "page=3&limit=5&type=audio",
        None,
        {"files.0.id": "asset_001", "files.0.mime_type": "image/png", "files.0.size": 123456},
    ),
    (
        "DELETE /api/v1/files/asset_001",
        lambda c: c.files.delete("asset_001"),
        {"fileId": "asset_001", "deleted": True},
        "",
        None,
        {"file_id": "asset_001", "deleted": True},
    ),
    ("GET /api/v1/credits", lambda c: c.credits(), {"credits": 985}, "", None, {}),
    (
        "POST /api/v1/preview",
        lambda c: c.previews.create(CONFIG),
        PREVIEW,
        "",
        CONFIG,
        {"temp_id": "temp_abc123", "expires_in": "7d", "viewer_url": None},
    ),
    (
        "GET /api/v1/preview/temp_abc123",
        lambda c: c.previews.get("temp_abc123"),
        {"tempId": "temp_abc123", "config": CONFIG},
        "",
        None,
        {"config": CONFIG},
    ),
    (
        "DELETE /api/v1/preview/temp_abc123",
        lambda c: c.previews.delete("temp_abc123"),
        {"tempId": "temp_abc123", "deleted": True},
        "",
        None,
        {"deleted": True},
    ),
    (
        "POST /api/v1/preview/temp_abc123/convert",
        lambda c: c.previews.convert("temp_abc123"),
        {"tempId": "temp_abc123", "converted": True, "taskId": ID},
        "",
        {},
        {"task_id": ID, "converted": True},
    ),
    (
        "POST /api/v1/preview/temp_abc123/convert",
        lambda c: c.previews.convert("temp_abc123", category="api", metadata={"job_id": "j"}),
        {"taskId": ID},
        "",
        {"category": "api", "metadata": {"job_id": "j"}},
        {"task_id": ID, "temp_id": "temp_abc123", "converted": False},
    ),
    (
        "POST /api/v1/preview/temp_abc123/render",
        lambda c: c.previews.render("temp_abc123", num_workers=2, category="api"),
        STARTED | {"tempId": "temp_abc123", "converted": True, "convertMessage": "Cloned"},
        "",
        {"num_workers": 2, "category": "api"},
        {"task_id": ID, "convert_message": "Cloned", "cost": 15},
    ),
    (
        "GET /api/v1/capabilities",
        lambda c: c.capabilities(),
        CAPABILITIES,
        "",
        None,
        {
            "schema_support.clip_types": ("text", "three"),
            "schema_support.keyframe_properties": (),
            "render.qualities.0.short_edge": 1440,
            "features": {"webhooks": True},
            "docs": {},
        },
    ),
]


def at(value: Any, path: str) -> Any:
    """Give what stands at a path of attributes and positions."""
    for name in path.split("."):
        value = value[int(name)] if name.isdigit() else getattr(value, name)
    return value


@pytest.mark.parametrize(
    ("route", "job", "answer", "query", "body", "read"),
    CALLS,
    ids=[f"{n}-{c[0]}" for n, c in enumerate(CALLS)],
)
def test_each_call(
    route: str, job: Job, answer: Any, query: str, body: Any, read: dict[str, Any], stub: Stub
) -> None:
    stub.script = {httpx_route(route): stub.script[""]}
    stub.will(httpx_route(route), said(**answer))
    made = stub.run(job)
    (request,) = stub.received
    assert f"{request.method} {request.url.raw_path.decode().partition('?')[0]}" == route
    assert request.url.query.decode() == query
    assert sent(request) == body
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert ("content-type" in request.headers) == (body is not None)
    assert {path: at(made, path) for path in read} == read


def httpx_route(route: str) -> str:
    """Give a route with its path as httpx shows it."""
    method, path = route.split(" ", 1)
    return f"{method} {httpx.URL('https://h' + path).path}"


ERAS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"taskId": ID}, {"status": None, "width": None, "metadata": None, "title": None}),
    ({"taskId": 77}, {"task_id": "77"}),
    ({name: None for name in DETAIL} | {"taskId": ID}, {"cost_credits": None, "video_url": None}),
    ({"width": 1920.0, "height": 1080.0, "costCredits": 15.0, "duration": 10.0}, {"width": 1920}),
    ({"duration": "7.5", "width": "1920"}, {"duration": 7.5, "width": 1920}),
    ({"duration": 7.4, "costCredits": 11.5}, {"duration": 7.4, "cost_credits": 11.5}),
    ({"width": 1920.5, "duration": "long", "costCredits": True}, {"width": None, "duration": None}),
    ({"metadata": "none", "videoUrl": 5, "status": ["x"]}, {"metadata": None, "status": None}),
    ({"title": "Film", "category": "api", "someday": {"a": 1}}, {"title": "Film", "someday": {"a": 1}}),
    ({"status": "queued"}, {"status": "queued", "has_ended": False}),
    ({"status": "failed", "error": "no font"}, {"error": "no font", "has_ended": True}),
]


@pytest.mark.parametrize(("told", "read"), ERAS)
def test_replies_of_either_era_are_read(told: dict[str, Any], read: dict[str, Any], stub: Stub) -> None:
    stub.will(f"GET /api/v1/video/{ID}", said(**({"taskId": ID} | told)))
    task = stub.run(lambda c: c.videos.get(ID))
    assert {name: getattr(task, name) for name in read} == read
    assert all(type(getattr(task, name)) is type(value) for name, value in read.items())


@pytest.mark.parametrize(
    "answer", [said(), said(taskId=""), said(taskId=None), said(taskId=True), said(taskId=[1])]
)
def test_a_task_without_an_id_is_none(answer: httpx.Response, stub: Stub) -> None:
    stub.will(f"GET /api/v1/video/{ID}", answer)
    with pytest.raises(APIError, match="taskId does not fit"):
        stub.run(lambda c: c.videos.get(ID))
    stub.will("POST /api/v1/video", answer)
    with pytest.raises(OutcomeUnknownError, match="taskId does not fit"):
        stub.run(lambda c: c.videos.create(CONFIG))
    assert len(stub.calls("POST /api/v1/video")) == 1


def test_a_change_whose_reply_leaves_out_the_id_is_about_what_was_named(stub: Stub) -> None:
    stub.will(f"POST /api/v1/video/{ID}/render", said(taskId=None, status="rendering"))
    assert stub.run(lambda c: c.videos.render(ID)).task_id == ID


WRONG: list[tuple[str, type[Exception], Job]] = [
    ("config must be an object", ConfigError, lambda c: c.videos.create([])),  # type: ignore[arg-type]
    ("config must be an object", ConfigError, lambda c: c.previews.create("x")),  # type: ignore[arg-type]
    ("no JSON", ValidationError, lambda c: c.videos.create({"a": float("nan")})),
    ("no JSON", ValidationError, lambda c: c.videos.create({"a": object()})),
    ("page must", ValidationError, lambda c: c.videos.list(0)),
    ("limit must be a whole number from 1 to 100", ValidationError, lambda c: c.files.list(1, 101)),
    ("limit must", ValidationError, lambda c: c.videos.list(1, True)),
    ("type must be one of image, video, audio", ValidationError, lambda c: c.files.list(type="font")),
    ("num_workers must", ValidationError, lambda c: c.videos.render(ID, num_workers=0)),
    ("num_workers must", ValidationError, lambda c: c.videos.render(ID, num_workers=True)),
    ("webhook_url must", ValidationError, lambda c: c.videos.render(ID, webhook_url="hook.example/a")),
    ("webhook_url must", ValidationError, lambda c: c.videos.render(ID, webhook_url="ftp://hook.example")),
    ("webhook_url must", ValidationError, lambda c: c.previews.render("t", webhook_url="https://[")),
    ("id is required", ValueError, lambda c: c.videos.get("  ")),
    ("is no id", ValueError, lambda c: c.videos.delete("..")),
]


@pytest.mark.parametrize(("why", "kind", "job"), WRONG, ids=[f"{n}" for n in range(len(WRONG))])
def test_what_cannot_be_right_is_not_sent(why: str, kind: type[Exception], job: Job, stub: Stub) -> None:
    with pytest.raises(kind, match=why) as caught:
        stub.run(job)
    assert caught.value.__context__ is None
    assert not stub.received


def test_a_service_without_capabilities_has_none(stub: Stub) -> None:
    stub.will("GET /api/v1/capabilities", httpx.Response(404, text="<h1>Not here</h1>"))
    assert stub.run(lambda c: c.capabilities()) is None


async def _all_tasks(client: Client) -> list[str]:
    return [task.task_id async for task in client.videos.iterate(status="failed")]


async def _all_files(client: Client) -> list[str]:
    return [file.id async for file in client.files.iterate(type="image")]


def test_lists_are_gone_through_page_by_page(stub: Stub) -> None:
    place = {"limit": 100, "total": 101}
    stub.will(
        "GET /api/v1/video",
        said(tasks=[{"taskId": f"t{n}"} for n in range(100)], pagination=place),
        said(tasks=[{"taskId": "last"}], pagination=place),
    )
    assert stub.run(_all_tasks)[-2:] == ["t99", "last"]
    assert [str(request.url.query, "ascii") for request in stub.received] == [
        "page=1&limit=100&status=failed",
        "page=2&limit=100&status=failed",
    ]
    stub.will("GET /api/v1/files", said(files=[FILE], pagination=PAGE | {"total": 1}))
    assert stub.run(_all_files) == ["asset_001"]


def test_a_file_is_found_in_the_pages(stub: Stub) -> None:
    rows = [FILE | {"id": "another"}, FILE]
    stub.will("GET /api/v1/files", said(files=rows, pagination=PAGE | {"total": 2}))
    assert stub.run(lambda c: c.files.get("asset_001")).name == "image.png"
    with pytest.raises(NotFoundError, match="no file “gone”"):
        stub.run(lambda c: c.files.get("gone"))


def test_a_task_is_found_again_by_its_metadata(stub: Stub) -> None:
    rows = [
        {"taskId": "plain", "createdAt": "2026-03-19T12:00:00Z"},
        {"taskId": "deleted", "createdAt": "2026-03-19T11:30:00.250Z"},
        {"taskId": "told", "metadata": {"job_id": "other"}},
        {"taskId": "old", "createdAt": "2026-03-19T10:00:00Z"},
        {"taskId": "mine", "createdAt": "2026-03-19T11:00:00.000Z"},
    ]
    stub.will("GET /api/v1/video", said(tasks=rows, pagination={"page": 1, "limit": 100, "total": 5}))
    stub.will("GET /api/v1/video/plain", said(taskId="plain", metadata=None))
    stub.will("GET /api/v1/video/deleted", refused(404, "NOT_FOUND"))
    stub.will("GET /api/v1/video/mine", said(taskId="mine", metadata={"job_id": "job-1"}))
    since = datetime(2026, 3, 19, 11, 0, 0, tzinfo=UTC)
    task = stub.run(lambda c: c.videos.find_made("job_id", "job-1", since=since))
    assert task is not None
    assert task.task_id == "mine"
    assert stub.calls("GET /api/v1/video")[0].url.params["category"] == "all"
    assert stub.run(lambda c: c.videos.find_made("job_id", "none", since=since)) is None
    assert not stub.calls("GET /api/v1/video/old")


def test_a_search_that_could_not_see_everything_finds_no_nothing(stub: Stub) -> None:
    stub.will("GET /api/v1/video", said(tasks=[{"taskId": "a"}]))
    stub.will("GET /api/v1/video/a", httpx.ConnectError)
    with pytest.raises(APIError):
        stub.run(lambda c: c.videos.find_made("job_id", "job-1"))
