"""Renders over a real socket: the status machine, what is charged, what is told, what comes out."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.receiver import receiving
from tests.sandbox.renderingvideo.samples import clip, config, lost, make, start, wait
from tests.sandbox.running import Running, payload_of, refusal_of
from tests.sandbox.test_exports import frames_of


def credits(client: httpx.Client) -> int:
    """Give the balance."""
    return payload_of(client.get("/api/v1/credits"))["credits"]


LONG = config(clip(duration=600), width=1280, height=720)


def test_a_task_goes_its_way(server: Running, tmp_path: Any) -> None:
    with server.rv_client(server.rv_key("way", credits=50)) as rv, receiving() as receiver:
        task = make(rv, config=config(width=1920, height=1080))
        render = start(rv, task["taskId"], webhook_url=receiver.url, num_workers=3)
        task_id = task["taskId"]
        assert render == {
            "taskId": task_id,
            "renderTaskId": render["renderTaskId"],
            **{"status": "rendering", "quality": "1080p", "width": 1920, "height": 1080},
            **{"cost": 1, "remainingCredits": 49, "message": "Rendering started"},
            **{name: task[name] for name in ("previewUrl", "viewerUrl")},
        }
        assert render["renderTaskId"].startswith("rt_")
        done = wait(rv, task_id)
        assert (done["status"], done["costCredits"]) == ("completed", 1)
        assert re.fullmatch(rf"{server.url}/storage/videos/\d{{4}}/\d\d/[0-9a-f]+\.mp4", done["videoUrl"])
        assert done["completedAt"] >= done["createdAt"]
        (call,) = receiver.wait_for(1)
        told = json.loads(call.body)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told.pop("timestamp"))
        assert told == {
            **{"taskId": task_id, "renderTaskId": render["renderTaskId"], "status": "completed"},
            **{"videoUrl": done["videoUrl"], "error": None},
        }
        assert not [name for name in call.headers if "signature" in name.lower()]
        again = start(rv, task_id)
        assert again == {
            **{name: value for name, value in render.items() if name != "message"},
            **{"status": "completed", "alreadyRendered": True, "videoUrl": done["videoUrl"]},
        }
        assert credits(rv) == 49
        film = tmp_path / "film.mp4"
        film.write_bytes(httpx.get(done["videoUrl"]).content)
        frames = frames_of(film)
        assert (len(frames), frames[5].shape) == (12, (1080, 1920, 3))
        assert frames[5][540, 960].tolist() == pytest.approx([255, 0, 0], abs=10)
        assert frames[5][10, 10].tolist() == pytest.approx([0, 0, 0], abs=10)
        payload_of(rv.delete(f"/api/v1/video/{task_id}"))
        assert httpx.get(done["videoUrl"]).status_code == 404
        assert len(receiver.calls) == 1


def test_a_running_task_is_not_started_again_and_can_be_deleted(server: Running) -> None:
    with server.rv_client(server.rv_key("running", credits=601)) as rv:
        task_id = make(rv, config=LONG)["taskId"]
        assert start(rv, task_id)["remainingCredits"] == 1
        again = rv.post(f"/api/v1/video/{task_id}/render")
        assert refusal_of(again) == (400, "ALREADY_RENDERING", {"taskId": task_id})
        listed = payload_of(rv.get("/api/v1/video", params={"status": "rendering"}))
        assert [task["taskId"] for task in listed["tasks"]] == [task_id]
        assert payload_of(rv.delete(f"/api/v1/video/{task_id}"))["deleted"]
        assert credits(rv) == 1
        # What was halted leaves the queue free for others.
        short = make(rv)["taskId"]
        start(rv, short)
        assert wait(rv, short)["status"] == "completed"


def test_short_credits_start_nothing_and_exact_ones_do(server: Running) -> None:
    key = server.rv_key("poor", credits=599)
    with server.rv_client(key) as rv:
        task_id = make(rv, config=LONG)["taskId"]
        answer = rv.post(f"/api/v1/video/{task_id}/render", json={})
        details = {"required": 600, "available": 599}
        assert refusal_of(answer) == (402, "INSUFFICIENT_CREDITS", details)
        assert payload_of(rv.get(f"/api/v1/video/{task_id}"))["status"] == "created"
        server.rv_key("poor", credits=600)
        assert start(rv, task_id)["remainingCredits"] == 0
        payload_of(rv.delete(f"/api/v1/video/{task_id}"))


def test_a_failed_task_tells_why_and_is_charged_again(server: Running) -> None:
    with server.rv_client(server.rv_key("failing", credits=10)) as rv, receiving() as receiver:
        task, name = lost(rv)
        task_id = task["taskId"]
        first = start(rv, task_id, webhook_url=receiver.url)
        failed = wait(rv, task_id)
        assert (failed["status"], failed["videoUrl"], failed["costCredits"]) == ("failed", None, 1)
        (call,) = receiver.wait_for(1)
        told = json.loads(call.body)
        assert (told["status"], told["videoUrl"]) == ("failed", None)
        assert f"“{name}”" in told["error"]
        second = start(rv, task_id)
        assert (first["remainingCredits"], second["remainingCredits"]) == (9, 8)
        assert first["renderTaskId"] != second["renderTaskId"]
        assert wait(rv, task_id)["status"] == "failed"
        assert len(receiver.calls) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"webhook_url": "/hook"}, "webhook_url"),
        ({"webhook_url": "ftp://x/"}, "webhook_url"),
        ({"webhook_url": 1}, "webhook_url"),
        ({"num_workers": 0}, "num_workers"),
        ({"num_workers": "5"}, "num_workers"),
        ({"num_workers": 1.5}, "num_workers"),
    ],
)
def test_wrong_orders_are_refused(server: Running, body: dict[str, Any], field: str) -> None:
    with server.rv_client(server.rv_key("orders", credits=10)) as rv:
        task_id = make(rv)["taskId"]
        answer = rv.post(f"/api/v1/video/{task_id}/render", json=body)
        assert refusal_of(answer) == (400, "INVALID_REQUEST", {"field": field})
        assert credits(rv) == 10


def test_a_receiver_is_called_once_whatever_it_says(servers: Callable[..., Running]) -> None:
    running = servers(webhook_timeout_seconds=5.0)
    with running.rv_client() as rv, receiving() as receiver:
        receiver.statuses = [500, 204]
        first, second = make(rv)["taskId"], make(rv)["taskId"]
        start(rv, first, webhook_url=receiver.url)
        wait(rv, first)
        receiver.wait_for(1)
        start(rv, second, webhook_url=receiver.url)
        receiver.wait_for(2)
        assert [json.loads(call.body)["taskId"] for call in receiver.calls] == [first, second]


def test_a_deaf_receiver_holds_nothing_up(servers: Callable[..., Running]) -> None:
    running = servers(webhook_timeout_seconds=600.0)
    with socket.create_server(("127.0.0.1", 0)) as deaf, running.rv_client() as rv:
        deaf.settimeout(60)
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        first, second = make(rv)["taskId"], make(rv)["taskId"]
        start(rv, first, webhook_url=url)
        start(rv, second)
        assert [wait(rv, task)["status"] for task in (first, second)] == ["completed", "completed"]
        called, _ = deaf.accept()
        with called:
            assert called.recv(4) == b"POST"
            running.stop()  # which asserts that it ends


def test_a_render_outlives_the_server(servers: Callable[..., Running]) -> None:
    running = servers()
    key = running.rv_key()
    with running.rv_client(key) as rv:
        task_id = make(rv, config=config(clip(duration=20)))["taskId"]
        start(rv, task_id)
    running.stop()
    again = servers()
    with again.rv_client(key) as rv:
        assert wait(rv, task_id)["status"] == "completed"
        assert credits(rv) == 1000 - 20


@pytest.mark.parametrize(
    ("width", "height", "quality"), [(2560, 1440, "2k"), (1280, 720, "720p"), (30, 60, "720p")]
)
def test_the_picture_has_the_size_of_the_config(
    server: Running, tmp_path: Any, width: int, height: int, quality: str
) -> None:
    whole = {"x": "50%", "y": "50%", "width": "100%", "height": "100%"}
    blue = clip(duration=0.1, transform=whole, style={"fill": "#0000ff"})
    with server.rv_client(server.rv_key("sizes")) as rv:
        made = make(rv, config=config(blue, width=width, height=height))
        assert made["quality"] == quality
        start(rv, made["taskId"])
        film = tmp_path / "film.mp4"
        film.write_bytes(httpx.get(wait(rv, made["taskId"])["videoUrl"]).content)
    frames = frames_of(film)
    assert (len(frames), frames[0].shape) == (3, (height, width, 3))
    assert frames[0][height // 2, width // 2].tolist() == pytest.approx([0, 0, 255], abs=10)


def test_an_indream_export_and_a_render_share_the_queue(server: Running) -> None:
    from tests.sandbox.samples import payload
    from tests.sandbox.test_exports import SETTINGS
    from tests.sandbox.test_exports import wait as wait_for_export

    with server.rv_client(server.rv_key("both")) as rv, server.client(server.key("both")) as indream:
        tasks = [make(rv)["taskId"] for _ in range(2)]
        start(rv, tasks[0])
        export = indream.post("/v1/exports", json={**payload(), **SETTINGS}).json()["data"]["taskId"]
        start(rv, tasks[1])
        assert wait_for_export(indream, export)["status"] == "COMPLETED"
        assert [wait(rv, task)["status"] for task in tasks] == ["completed", "completed"]
