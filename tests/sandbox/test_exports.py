"""Exports over a real socket: rendered by the real renderer, read back, cancelled, interrupted, told of."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import httpx
import pytest

from tests.documents import number, solid, track
from tests.sandbox.media import png
from tests.sandbox.receiver import Receiver, receiving
from tests.sandbox.running import VERSIONS, Running, code_of, data_of, run_sdk
from tests.sandbox.samples import document, payload
from tests.sandbox.test_projects import NOBODY

SETTINGS: dict[str, Any] = {"fps": 30, "ratio": "16:9", "scale": 1, "format": "mp4"}
LONG: dict[str, Any] = {"compositionWidth": 640, "compositionHeight": 360}


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """Give a receiver of webhooks."""
    with receiving() as found:
        yield found


def wait(client: httpx.Client, task_id: str, *statuses: str) -> Any:
    """Wait until a task has one of the statuses, by default one of the last ones."""
    wanted = statuses or ("COMPLETED", "FAILED", "CANCELED")
    for _ in range(1200):
        task = data_of(client.get(f"/v1/exports/{task_id}"))
        if task["status"] in wanted:
            return task
        time.sleep(0.1)
    raise AssertionError(task)


def long_document() -> dict[str, Any]:
    """Make a document that takes a while: every picture is another one."""
    moving = solid("a", 0, 60 * 240_000, left=number(0, (0, 0), (240_000 * 59, 500)))
    return document(seconds=60, items={"a": moving}, **LONG)


def frames_of(path: Path) -> list[Any]:
    """Read a video back."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_official_client_exports_waits_downloads_and_is_told(
    server: Running, receiver: Receiver, version: str, tmp_path: Path
) -> None:
    secret, before = server.secret(), len(receiver.calls)
    did = run_sdk(
        version, "export", server.url, server.key(), callback=receiver.url, output=str(tmp_path / "a.mp4")
    )
    frames = frames_of(tmp_path / "a.mp4")
    assert len(frames) == 12
    assert frames[5].shape == (90, 160, 3)
    red, green, blue = frames[5][45, 60]
    assert red > 200
    assert max(green, blue) < 60
    assert did["task"]["status"] == "COMPLETED"
    assert did["task"]["progress"] == 100
    assert (did["created"]["duration_seconds"], did["created"]["billed_standard_seconds"]) == (0.4, 1)
    assert did["created"]["charged_credits"] == "0.1"
    assert did["again"]["task_id"] == did["created"]["task_id"]
    assert did["listed"][0]["task_id"] == did["created"]["task_id"]
    assert did["project"] == [did["project_id"], "COMPLETED"]
    calls = receiver.wait_for(before + 2)[before:]
    told = run_sdk(version, "webhooks", "", "", secret=secret, calls=[[c.headers, c.body] for c in calls[:2]])
    assert told == [
        [True, False, "EXPORT_STARTED", "PROCESSING", did["created"]["task_id"]],
        [True, False, "EXPORT_COMPLETED", "COMPLETED", did["created"]["task_id"]],
    ]
    assert calls[0].headers["x-mine"] == "yes"


def test_the_async_official_client_exports_and_cancels(server: Running) -> None:
    did = run_sdk("1.1.0", "export_async", server.url, server.key("async"), document=long_document())
    assert did["status"] == "COMPLETED"
    assert did["canceled"] == "CANCELED"


@pytest.mark.parametrize("version", VERSIONS)
def test_every_call_of_the_async_official_client_works(server: Running, version: str, tmp_path: Path) -> None:
    (tmp_path / "hero.png").write_bytes(png())
    key = server.key(f"everything {version}")
    did = run_sdk(version, "everything_async", server.url, key, file=str(tmp_path / "hero.png"))
    assert did == {
        **{"valid": True, "names": 2, "bound": 1, "projects": 1, "status": "COMPLETED"},
        **{"shown": True, "tasks": 2},
    }


def test_a_webm_of_a_project_shows_its_own_uploads_as_they_were(server: Running, tmp_path: Path) -> None:
    with server.client(server.key("frozen")) as client:
        headers = {"x-file-name": "hero.png", "Content-Type": "image/png"}
        asset = data_of(client.post("/v1/uploads", content=png(), headers=headers), 201)
        state = document(tracks=[track("t", "i")])
        box = {name: value for name, value in solid("i", 0, 96_000).items() if name not in ("color", "shape")}
        state["items"] = {
            "i": {**box, "type": "image", "assetId": "hero", "width": number(160), "height": number(90)}
        }
        state["assets"] = {
            "hero": {
                **{"id": "hero", "type": "image", "filename": "hero.png", "size": 1, "mimeType": "image/png"},
                **{"width": 32, "height": 16, "remoteUrl": asset["fileUrl"], "remoteKey": asset["fileKey"]},
            }
        }
        body = {"editorState": state}
        project = data_of(client.post("/v1/projects", json=body), 201)["projectId"]
        order = {**SETTINGS, "format": "webm", "scale": 2, "filename": "Größe 50%.webm"}
        made = data_of(client.post(f"/v1/projects/{project}/exports", json=order), 201)
        assert code_of(client.delete(f"/v1/assets/{asset['assetId']}")) == (409, "ASSET_REFERENCED")
        data_of(client.post(f"/v1/projects/{project}/sync", json=payload()))
        task = wait(client, made["taskId"])
        assert (task["status"], task["projectId"], task["error"]) == ("COMPLETED", project, None)
        answer = httpx.get(task["outputUrl"])
        assert answer.headers["content-type"] == "video/webm"
        (tmp_path / "a.webm").write_bytes(answer.content)
        frame = frames_of(tmp_path / "a.webm")[3]
        assert frame.shape == (180, 320, 3)
        assert frame[90, 160][1] > 180
        assert frame[90, 160][0] < 80
        data_of(client.delete(f"/v1/assets/{asset['assetId']}"))


def test_media_that_are_no_uploads_fail_the_task_by_name(server: Running) -> None:
    with server.client(server.key("missing")) as client:
        state = document(tracks=[track("t", "i")])
        box = {name: value for name, value in solid("i", 0, 96_000).items() if name not in ("color", "shape")}
        state["items"] = {"i": {**box, "type": "image", "assetId": "x"}}
        remote = {"remoteUrl": "https://example.com/media/x.png", "remoteKey": "../../secret"}
        state["assets"] = {
            "x": {
                **{"id": "x", "type": "image", "filename": "lost.png", "size": 1, "mimeType": "image/png"},
                **{"width": 32, "height": 16, **remote},
            }
        }
        made = data_of(client.post("/v1/exports", json={"editorState": state, **SETTINGS}), 201)
        task = wait(client, made["taskId"])
        assert task["status"] == "FAILED"
        assert "“lost.png”" in task["error"]
        assert code_of(client.delete(f"/v1/exports/{made['taskId']}")) == (409, "TASK_NOT_CANCELABLE")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fps": 25}, "OPEN_API_REQUEST_INVALID"),
        ({"fps": "30"}, "OPEN_API_REQUEST_INVALID"),
        ({"fps": True}, "OPEN_API_REQUEST_INVALID"),
        ({"scale": 0.5}, "OPEN_API_REQUEST_INVALID"),
        ({"scale": 9}, "OPEN_API_REQUEST_INVALID"),
        ({"ratio": "16:10"}, "OPEN_API_REQUEST_INVALID"),
        ({"format": "mkv"}, "OPEN_API_REQUEST_INVALID"),
        ({"compositionWidth": 49}, "OPEN_API_REQUEST_INVALID"),
        ({"clientTaskId": "x" * 129}, "OPEN_API_REQUEST_INVALID"),
        ({"filename": ""}, "OPEN_API_REQUEST_INVALID"),
        ({"filename": "a/../b\r\nX: 1.mp4"}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackUrl": "ftp://x"}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackUrl": "http://u:p@x/"}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackUrl": "http://x/\r\ny: z"}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackHeaders": {"a\r\nb": "c"}}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackHeaders": {"a": "b\r\nc: d"}}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackHeaders": {"X-Indream-Signature": "0"}}, "OPEN_API_REQUEST_INVALID"),
        ({"callbackUrl": "http://127.0.0.1:1/"}, "WEBHOOK_SECRET_REQUIRED"),
        ({"editorState": {}}, "EDITOR_SCHEMA_INVALID"),
        ({"editorState": document(tracks=[track("t")], items={})}, "LOCAL_EMPTY_TIMELINE"),
        ({"editorState": document(tracks=[track("t", "a", "x")])}, "LOCAL_TRACK_ITEM_MISSING"),
    ],
)
def test_what_cannot_be_exported_is_refused(server: Running, change: dict[str, Any], code: str) -> None:
    with server.client(server.key("refused exports")) as client:
        answer = client.post("/v1/exports", json={**payload(), **SETTINGS, **change})
        assert code_of(answer) == (422, code)
        assert data_of(client.get("/v1/exports")) == []


def test_exports_of_nothing(client: httpx.Client) -> None:
    assert code_of(client.post(f"/v1/projects/{NOBODY}/exports", json=SETTINGS)) == (404, "PROJECT_NOT_FOUND")
    assert code_of(client.get("/v1/exports/nothing")) == (404, "EXPORT_TASK_NOT_FOUND")
    assert code_of(client.delete(f"/v1/exports/{NOBODY}")) == (404, "EXPORT_TASK_NOT_FOUND")
    assert code_of(client.get("/v1/exports?createdByApiKeyId=x"))[0] == 400


def test_only_so_many_are_active_and_cancelled_ones_make_room(server: Running) -> None:
    with server.client(server.key("crowded")) as client:
        order = {"editorState": long_document(), **SETTINGS}
        first, second = (data_of(client.post("/v1/exports", json=order), 201)["taskId"] for _ in range(2))
        third = client.post("/v1/exports", json=order)
        assert code_of(third) == (422, "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED")
        with server.client(server.key("spacious")) as other:
            elsewhere = data_of(other.post("/v1/exports", json=order), 201)["taskId"]
            assert code_of(client.get(f"/v1/exports/{elsewhere}")) == (404, "EXPORT_TASK_NOT_FOUND")
            data_of(other.delete(f"/v1/exports/{elsewhere}"))
        running = wait(client, first, "PROCESSING")
        assert running["exportPhase"] == "rendering"
        for task_id in (first, second):
            for _ in range(2):  # cancelled is cancelled
                task = data_of(client.delete(f"/v1/exports/{task_id}"))
                assert (task["status"], task["outputUrl"]) == ("CANCELED", None)
                assert task["completedAt"]
                assert "exportPhase" not in task
        small = data_of(client.post("/v1/exports", json={**payload(), **SETTINGS}), 201)["taskId"]
        assert wait(client, small)["status"] == "COMPLETED"
        assert data_of(client.get(f"/v1/exports/{first}"))["status"] == "CANCELED"


def test_tasks_that_are_cancelled_at_once_hold_nothing_up(server: Running) -> None:
    with server.client(server.key("hasty")) as client:
        order = {"editorState": long_document(), **SETTINGS}
        for _ in range(6):
            task_id = data_of(client.post("/v1/exports", json=order), 201)["taskId"]
            assert data_of(client.delete(f"/v1/exports/{task_id}"))["status"] == "CANCELED"
        small = data_of(client.post("/v1/exports", json={**payload(), **SETTINGS}), 201)["taskId"]
        assert wait(client, small)["status"] == "COMPLETED"


def test_the_same_client_task_is_one_task(server: Running) -> None:
    with server.client(server.key("twins")) as client:
        order = {**payload(), **SETTINGS, "clientTaskId": "mine"}
        first = data_of(client.post("/v1/exports", json=order), 201)
        second = data_of(client.post("/v1/exports", json=order), 201)
        assert first == second
        assert first["chargedCreditPool"] == "OPEN_API"
        for key in ({"Idempotency-Key": "j"}, {"Idempotency-Key": "k"}):
            assert data_of(client.post("/v1/exports", json=order, headers=key), 201) == first
        key = {"Idempotency-Key": "l"}
        alone = {**payload(), **SETTINGS}
        other = data_of(client.post("/v1/exports", json=alone, headers=key), 201)
        assert other["taskId"] != first["taskId"]
        assert data_of(client.post("/v1/exports", json=alone, headers=key), 201) == other
        changed = client.post("/v1/exports", json={**alone, "fps": 60}, headers=key)
        assert code_of(changed) == (409, "IDEMPOTENCY_KEY_CONFLICT")
        key = {"Idempotency-Key": "k"}
        changed = client.post("/v1/exports", json={**order, "fps": 60}, headers=key)
        assert code_of(changed) == (409, "IDEMPOTENCY_KEY_CONFLICT")
        keys = {task["createdByApiKeyId"] for task in data_of(client.get("/v1/exports"))}
        mine = data_of(client.get("/v1/exports", params={"createdByApiKeyId": keys.pop()}))
        assert len(mine) == 2
        assert data_of(client.get("/v1/exports", params={"createdByApiKeyId": NOBODY})) == []
        for task in mine:
            wait(client, task["taskId"])


@pytest.mark.parametrize("fate", ["emptied", "deleted"])
@pytest.mark.parametrize("by", ["Idempotency-Key", "clientTaskId"])
def test_a_call_is_answered_again_whatever_became_of_its_project(server: Running, by: str, fate: str) -> None:
    with server.client(server.key(f"again {by} {fate}")) as client:
        project = data_of(client.post("/v1/projects", json=payload()), 201)["projectId"]
        path, headers = f"/v1/projects/{project}", {"Idempotency-Key": "k"} if by == "Idempotency-Key" else {}
        order = SETTINGS if headers else {**SETTINGS, "clientTaskId": "mine"}
        first = data_of(client.post(f"{path}/exports", json=order, headers=headers), 201)
        if fate == "emptied":
            data_of(client.post(f"{path}/sync", json=payload(tracks=[track("t")], items={})))
            refused = (422, "LOCAL_EMPTY_TIMELINE")
        else:
            data_of(client.delete(path))
            refused = (404, "PROJECT_NOT_FOUND")
        assert data_of(client.post(f"{path}/exports", json=order, headers=headers), 201) == first
        assert code_of(client.post(f"{path}/exports", json=SETTINGS)) == refused
        wait(client, first["taskId"])


def test_a_link_expires(start: Callable[..., Running]) -> None:
    running = start(output_seconds=0.0)
    with running.client() as client:
        made = data_of(client.post("/v1/exports", json={**payload(), **SETTINGS}), 201)
        task = wait(client, made["taskId"])
        assert code_of(httpx.get(task["outputUrl"])) == (410, "OUTPUT_EXPIRED")
        assert httpx.get(f"{running.url}/outputs/x.mp4").status_code == 404


def test_an_export_survives_a_stop_of_the_server(start: Callable[..., Running]) -> None:
    running = start()
    key = running.key()
    with running.client(key) as client:
        order = {"editorState": long_document(), **SETTINGS, "scale": 0.6}
        made = data_of(client.post("/v1/exports", json=order), 201)["taskId"]
        wait(client, made, "PROCESSING")
    running.stop()
    assert list((running.settings.data_dir / "outputs").iterdir()) == []
    with start().client(key) as client:
        assert data_of(client.get(f"/v1/exports/{made}"))["status"] in ("PENDING", "PROCESSING")
        data_of(client.delete(f"/v1/exports/{made}"))


def test_a_receiver_that_refuses_is_asked_again_in_order(start: Callable[..., Running]) -> None:
    running = start(webhook_delays=(0.05, 0.05, 0.05))
    secret = running.secret()
    with receiving() as receiver, running.client() as client:
        receiver.statuses = [500, 302, 200, 503]
        order = {**payload(), **SETTINGS, "callbackUrl": receiver.url}
        made = data_of(client.post("/v1/exports", json=order), 201)["taskId"]
        wait(client, made)
        calls = receiver.wait_for(5)
        events = [json.loads(call.body)["eventType"] for call in calls]
        assert events == ["EXPORT_STARTED"] * 3 + ["EXPORT_COMPLETED"] * 2
        task = json.loads(calls[-1].body)["task"]
        assert task == data_of(client.get(f"/v1/exports/{made}"))
        assert secret not in str([call.headers for call in calls])


def test_a_receiver_that_is_not_there_holds_nothing_up(start: Callable[..., Running]) -> None:
    running = start(webhook_delays=(0.01,))
    running.secret()
    with running.client() as client:
        order = {**payload(), **SETTINGS, "callbackUrl": "http://127.0.0.1:1/"}
        made = data_of(client.post("/v1/exports", json=order), 201)["taskId"]
        assert wait(client, made)["status"] == "COMPLETED"
