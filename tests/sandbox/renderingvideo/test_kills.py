"""SIGKILL of the server, and calls at the same moment: nothing is paid twice, nothing half done stays."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.renderingvideo.auth import make_key
from editor_app.sandbox.renderingvideo.planning import plan_config
from editor_app.sandbox.renderingvideo.records import renders, tasks, wallets
from editor_app.sandbox.times import now
from tests.sandbox.media import mp4
from tests.sandbox.renderingvideo.samples import clip, config, make, start, wait
from tests.sandbox.running import Running, payload_of, refusal_of
from tests.sandbox.test_commands import run, serving
from tests.sandbox.test_exports import frames_of


def client_of(url: str, key: str) -> httpx.Client:
    """Give a client."""
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=url, headers=headers, timeout=60, trust_env=False)


def credits(client: httpx.Client) -> int:
    """Give the balance."""
    return payload_of(client.get("/api/v1/credits"))["credits"]


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_server_renders_on_and_charges_once(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    key = run("key", "create", "--service", "renderingvideo", "--data", tmp_path).stdout.strip()
    with serving(tmp_path) as (url, process), client_of(url, key) as rv:
        task_id = make(rv, config=config(clip(duration=12), width=1280, height=720))["taskId"]
        render_id = start(rv, task_id)["renderTaskId"]
        for _ in range(dice.randrange(60)):  # so many answers later
            credits(rv)
        process.kill()
        process.wait(60)
    with serving(tmp_path) as (url, _), client_of(url, key) as rv:
        done = wait(rv, task_id)
        assert (done["status"], done["costCredits"], credits(rv)) == ("completed", 12, 988)
        again = start(rv, task_id)
        assert (again["renderTaskId"], again["alreadyRendered"]) == (render_id, True)
        film = tmp_path / "film.mp4"
        film.write_bytes(rv.get(done["videoUrl"]).content)
        assert len(frames_of(film)) == 360
        assert len([*(tmp_path / "outputs").iterdir()]) == 1


def test_a_killed_upload_leaves_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    key = run("key", "create", "--service", "renderingvideo", "--data", data).stdout.strip()
    head = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    with serving(data) as (url, process), client_of(url, key) as rv:

        def body() -> object:
            yield head + bytes(3_000_000)
            while not [*(data / "incoming").iterdir()]:
                yield bytes(1000)
            process.kill()
            process.wait(60)
            yield bytes(3_000_000)

        with pytest.raises(httpx.TransportError):
            rv.post(
                "/api/v1/upload", content=body(), headers={"Content-Type": "multipart/form-data; boundary=B"}
            )
    assert [*(data / "incoming").iterdir()] != []
    with serving(data) as (url, _), client_of(url, key) as rv:
        assert payload_of(rv.get("/api/v1/files"))["files"] == []
        assert [*(data / "incoming").iterdir(), *(data / "media").iterdir()] == []
        film = payload_of(rv.post("/api/v1/upload", files={"file": ("a.mp4", mp4(tmp_path), "video/mp4")}))
        assert film["count"] == 1


def test_of_many_triggers_one_starts_and_pays(server: Running) -> None:
    key = server.rv_key("at once", credits=1000)
    with server.rv_client(key) as rv, ThreadPoolExecutor(8) as threads:
        task_id = make(rv, config=config(clip(duration=300)))["taskId"]
        answers = [*threads.map(lambda _: rv.post(f"/api/v1/video/{task_id}/render", json={}), range(8))]
        started = [answer for answer in answers if answer.status_code == 200]
        others = [refusal_of(answer)[:2] for answer in answers if answer.status_code != 200]
        assert (len(started), others) == (1, [(400, "ALREADY_RENDERING")] * 7)
        assert credits(rv) == 700
        payload_of(rv.delete(f"/api/v1/video/{task_id}"))


def test_many_renders_do_not_overdraw(server: Running) -> None:
    with server.rv_client(server.rv_key("drawn", credits=1000)) as rv, ThreadPoolExecutor(8) as threads:
        made = [make(rv, config=config(clip(duration=300)))["taskId"] for _ in range(5)]
        answers = [*threads.map(lambda task: rv.post(f"/api/v1/video/{task}/render", json={}), made)]
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 402, 402]
        assert credits(rv) == 100
        for task in made:
            payload_of(rv.delete(f"/api/v1/video/{task}"))


def test_uploads_at_once_do_not_pass_the_quota(start: Callable[..., Running]) -> None:
    running = start(storage_bytes={"free": 2500})
    with running.rv_client() as rv, ThreadPoolExecutor(6) as threads:
        files = {"file": ("a.png", bytes(1000), "image/png")}
        answers = [*threads.map(lambda _: rv.post("/api/v1/upload", files=files), range(6))]
        assert sorted(answer.status_code for answer in answers) == [200, 200, 402, 402, 402, 402]
        assert len([*(running.settings.data_dir / "media").iterdir()]) == 2


def test_a_render_that_ends_servers_fails_at_last(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.sqlite3")
    with transaction(connection):
        make_key(connection, "k")
        account = connection.execute("SELECT id FROM accounts").fetchone()[0]
        task = tasks.insert(connection, account, plan_config(config()), tasks.About(), now())
        wallets.charge(connection, account, 1)
        render = renders.insert(connection, task, 1, "http://127.0.0.1:1/")
    for attempt in (1, 2, 3):
        taken = renders.take_next(connection)
        assert taken is not None
        assert (taken.id, taken.attempts) == (render.id, attempt)
        failed = renders.recover(connection, 3)
        assert len(failed) == (attempt == 3)
    shown = tasks.find(connection, account, task.id)
    assert shown.status == "failed"
    assert "was ended 3 times" in (shown.error or "")
    # One that was put back has not been tried, and what was said of an older attempt counts for nothing.
    second = renders.insert(connection, task, 1, None)
    taken = renders.take_next(connection)
    assert taken is not None
    renders.put_back(connection, taken)
    assert renders.complete(connection, taken, "x.mp4") is None
    again = renders.take_next(connection)
    assert again is not None
    assert (again.id, again.attempts) == (second.id, 1)
    connection.close()
