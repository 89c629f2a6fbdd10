"""Permanent tasks over a real socket: made, listed, shown, deleted; every shape as it is published."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.sandbox.renderingvideo.samples import clip, config, make
from tests.sandbox.running import Running, payload_of, refusal_of


@pytest.fixture
def rv(server: Running) -> Any:
    """Give a client of an account of its own."""
    with server.rv_client(server.rv_key("tasks")) as client:
        yield client


def test_a_task_is_made_and_not_rendered(rv: httpx.Client, server: Running) -> None:
    body = {"config": config(width=1920, height=1080), "metadata": {"project_id": "p"}, "extra": 1}
    made = payload_of(rv.post("/api/v1/video", json=body))
    task_id = made["taskId"]
    assert re.fullmatch("[a-z0-9]{12}", task_id)
    assert made["videoTaskId"].startswith("vt_")
    assert made == {
        "taskId": task_id,
        "videoTaskId": made["videoTaskId"],
        "previewUrl": f"{server.url}/v/{task_id}",
        "viewerUrl": f"{server.url}/watch/{task_id}",
        "configUrl": f"{task_id}.json",
        "status": "created",
        "quality": "1080p",
        "width": 1920,
        "height": 1080,
        "duration": 0.4,
        "title": None,
        "category": "api",
        "message": "Task created successfully. Call POST /api/v1/video/:taskId/render to start rendering.",
    }
    shown = payload_of(rv.get(f"/api/v1/video/{task_id}"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", shown.pop("createdAt"))
    assert shown == {
        **{name: made[name] for name in ("taskId", "videoTaskId", "previewUrl", "viewerUrl", "configUrl")},
        **{name: made[name] for name in ("status", "quality", "width", "height", "duration", "title")},
        **{"category": "api", "metadata": {"project_id": "p"}},
        **dict.fromkeys(("videoUrl", "costCredits", "completedAt")),
    }
    assert httpx.get(f"{server.url}/{made['configUrl']}").json() == body["config"]


def test_lists_are_paged_and_filtered(server: Running) -> None:
    with server.rv_client(server.rv_key("lists")) as rv:
        made = [make(rv, title=f"n{n}", category="mine" if n % 2 else "api")["taskId"] for n in range(5)]
        for query, ids, total in (
            ({}, made[4::-2], 3),
            ({"category": "mine"}, made[3::-2], 2),
            ({"category": "all"}, made[::-1], 5),
            ({"category": "all", "limit": 2, "page": 2}, made[2:0:-1], 5),
            ({"category": "all", "limit": 2, "page": 9}, [], 5),
            ({"status": "created"}, made[4::-2], 3),
            ({"status": "completed"}, [], 0),
        ):
            listed = payload_of(rv.get("/api/v1/video", params=query))
            assert [task["taskId"] for task in listed["tasks"]] == ids
            page, limit = query.get("page", 1), query.get("limit", 20)
            assert listed["pagination"] == {"page": page, "limit": limit, "total": total}
        row = payload_of(rv.get("/api/v1/video", params={"limit": 1}))["tasks"][0]
        assert list(row) == [
            *("taskId", "videoTaskId", "width", "height", "duration", "status", "videoUrl", "costCredits"),
            *("title", "category", "createdAt", "completedAt"),
        ]
        assert row["title"] == "n4"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"limit": "101"}, "limit"),
        ({"limit": ""}, "limit"),
        ({"status": "done"}, "status"),
    ],
)
def test_wrong_queries_are_refused(rv: httpx.Client, query: dict[str, str], field: str) -> None:
    refused = refusal_of(rv.get("/api/v1/video", params=query))
    assert refused == (400, "INVALID_REQUEST", {"field": field})


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        ({}, "$.meta"),
        ({"config": config()}, "$.config"),
        ({**config(), "meta": 1}, "$.meta"),
        ({"meta": config()["meta"]}, "$.tracks"),
        ({**config(), "tracks": {}}, "$.tracks"),
        ({**config(), "tracks": []}, "$.tracks"),
        ({**config(), "tracks": [{"clips": []}]}, "$.tracks"),
        ({**config(), "tracks": [{}]}, "$.tracks[0].clips"),
        ({**config(), "video": {}}, "$.video"),
        (config(version=2), "$.meta.version"),
        (config(width=0), "$.meta.width"),
        (config(height=1.5), "$.meta.height"),
        (config(fps=True), "$.meta.fps"),
        (config(fps=25), "$.meta.fps"),
        (config(width=100_000), "$.meta.width"),
        (config(clip(start=1e7)), "$.meta"),
        (config(clip(), clip("gif")), "$.tracks[0].clips[1].type"),
        (config(clip(start=-1)), "$.tracks[0].clips[0].start"),
        (config(clip(duration=0)), "$.tracks[0].clips[0].duration"),
        (config(clip("text")), "$.tracks[0].clips[0].text"),
        (config(clip("image", src={"$ref": "none"})), "$.tracks[0].clips[0].src"),
        (config(clip("three")), "$.tracks[0].clips[0].type"),
    ],
)
def test_a_config_is_refused_with_the_fields_path(
    rv: httpx.Client, broken: dict[str, Any], path: str
) -> None:
    refused = refusal_of(rv.post("/api/v1/video", json={"config": broken}))
    assert refused == (400, "INVALID_CONFIG", {"field": path})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "INVALID_REQUEST"),
        (b"[]", "INVALID_REQUEST"),
        (b"", "INVALID_CONFIG"),
        (b'{"config": []}', "INVALID_CONFIG"),
        (b'{"config": {}, "metadata": 1}', "INVALID_REQUEST"),
    ],
)
def test_bodies_that_are_none_are_refused(rv: httpx.Client, body: bytes, code: str) -> None:
    assert refusal_of(rv.post("/api/v1/video", content=body))[:2] == (400, code)


def test_a_task_is_deleted(rv: httpx.Client) -> None:
    task = make(rv)
    gone = payload_of(rv.delete(f"/api/v1/video/{task['taskId']}"))
    assert gone == {
        **{name: task[name] for name in ("taskId", "videoTaskId")},
        **{"deleted": True, "remoteDeleted": True, "message": "Video task deleted successfully"},
    }
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/render")):
        again = rv.request(method, f"/api/v1/video/{task['taskId']}{path}")
        assert refusal_of(again) == (404, "NOT_FOUND", {})


def test_accounts_do_not_see_each_others_tasks(rv: httpx.Client, server: Running) -> None:
    task_id = make(rv)["taskId"]
    with server.rv_client(server.rv_key("other")) as other:
        for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/render")):
            answer = other.request(method, f"/api/v1/video/{task_id}{path}")
            assert refusal_of(answer)[:2] == (404, "NOT_FOUND")
    assert payload_of(rv.get(f"/api/v1/video/{task_id}"))["status"] == "created"


def test_paths_and_methods_that_are_not_there(rv: httpx.Client) -> None:
    assert refusal_of(rv.get("/api/v1/videos"))[:2] == (404, "NOT_FOUND")
    answer = rv.put("/api/v1/video")
    assert refusal_of(answer)[:2] == (405, "INVALID_REQUEST")
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))
    foreign = rv.get("/api/v1/credits", headers={"Origin": "https://example.com"})
    assert refusal_of(foreign)[:2] == (403, "SANDBOX_ORIGIN_REFUSED")


def test_capabilities_are_told(rv: httpx.Client) -> None:
    told = payload_of(rv.get("/api/v1/capabilities"))
    assert told["apiVersion"] == "v1"
    assert told["schema"]["clipTypes"] == (
        ["video", "image", "text", "rect", "circle", "polygon", "svg", "audio", "layout"]
    )
    assert told["schema"]["transitionTypes"] == ["fade", "slide", "wipe", "push", "iris"]
    assert "filter" not in told["schema"]["animationTypes"]
    assert len(told["schema"]["easingFunctions"]) == 22
    assert [
        (q["quality"], q["label"], q["shortEdge"], q["creditMultiplier"]) for q in told["render"]["qualities"]
    ] == [
        ("720p", "720p", 720, 1.0),
        ("1080p", "1080p", 1080, 1.5),
        ("2k", "2K", 1440, 2.0),
    ]
