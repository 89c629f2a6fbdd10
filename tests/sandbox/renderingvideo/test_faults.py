"""Refusals that are asked for: every code that only a service behind the service could cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from editor_app.sandbox.faults import CODES, Faults, parse_faults
from editor_app.sandbox.settings import Settings
from tests.sandbox.media import png
from tests.sandbox.renderingvideo.samples import config, make
from tests.sandbox.running import Running, data_of, payload_of, refusal_of


@contextmanager
def failing(folder: Path, faults: Faults) -> Iterator[Running]:
    """Run a server that fails so."""
    running = Running(Settings(folder, port=0, faults=faults))
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def made(start: Callable[..., Running]) -> tuple[Path, str, str, str]:
    """Give a folder with a key, a task and a preview."""
    running = start()
    key = running.rv_key()
    with running.rv_client(key) as rv:
        task_id = make(rv)["taskId"]
        temp_id = payload_of(rv.post("/api/v1/preview", json=config()))["tempId"]
    running.stop()
    return running.settings.data_dir, key, task_id, temp_id


Call = Callable[[httpx.Client], httpx.Response]


def test_the_service_behind_refuses(made: tuple[Path, str, str, str]) -> None:
    folder, key, task_id, temp_id = made
    with (
        failing(folder, parse_faults("code=REMOTE_ERROR,status=504")) as running,
        running.rv_client(key) as rv,
    ):
        refused = (504, "REMOTE_ERROR", {})
        assert refusal_of(rv.post("/api/v1/video", json={"config": config()})) == refused
        assert refusal_of(rv.post("/api/v1/preview", json=config())) == refused
        assert refusal_of(rv.get(f"/api/v1/preview/{temp_id}")) == refused
        assert refusal_of(rv.delete(f"/api/v1/preview/{temp_id}")) == refused
        assert refusal_of(rv.post(f"/api/v1/preview/{temp_id}/convert")) == refused
        assert refusal_of(rv.post(f"/api/v1/preview/{temp_id}/render")) == refused
        assert payload_of(rv.get("/api/v1/video"))["pagination"]["total"] == 1
        assert refusal_of(rv.get("/api/v1/preview/temp_none"))[:2] == (404, "NOT_FOUND")
        gone = payload_of(rv.delete(f"/api/v1/video/{task_id}"))
        assert (gone["deleted"], gone["remoteDeleted"]) == (True, False)


def test_a_render_is_not_triggered_and_costs_nothing(made: tuple[Path, str, str, str]) -> None:
    folder, key, task_id, temp_id = made
    with failing(folder, parse_faults("code=RENDER_TRIGGER_FAILED")) as running, running.rv_client(key) as rv:
        answer = rv.post(f"/api/v1/video/{task_id}/render")
        assert refusal_of(answer) == (503, "RENDER_TRIGGER_FAILED", {})
        status, code, details = refusal_of(rv.post(f"/api/v1/preview/{temp_id}/render"))
        assert (status, code) == (503, "RENDER_TRIGGER_FAILED")
        clone = payload_of(rv.get(f"/api/v1/video/{details['taskId']}"))
        assert (clone["status"], clone["costCredits"]) == ("created", None)
        assert payload_of(rv.get("/api/v1/credits"))["credits"] == 1000


def test_an_upload_fails_and_leaves_nothing(made: tuple[Path, str, str, str]) -> None:
    folder, key, _, _ = made
    with failing(folder, parse_faults("code=UPLOAD_FAILED")) as running, running.rv_client(key) as rv:
        answer = rv.post("/api/v1/upload", files={"file": ("a.png", png(), "image/png")})
        assert refusal_of(answer)[:2] == (500, "UPLOAD_FAILED")
        assert payload_of(rv.get("/api/v1/files"))["files"] == []
    assert [*(folder / "media").iterdir()] == []


@pytest.mark.parametrize(("code", "status"), [("INTERNAL_ERROR", 500), ("USER_NOT_FOUND", 401)])
def test_every_call_may_fail(made: tuple[Path, str, str, str], code: str, status: int) -> None:
    folder, key, task_id, _ = made
    calls: tuple[Call, ...] = (
        lambda rv: rv.get("/api/v1/credits"),
        lambda rv: rv.post("/api/v1/video", json={"config": config()}),
        lambda rv: rv.delete(f"/api/v1/video/{task_id}"),
        lambda rv: rv.post("/api/v1/upload", files={"file": ("a.png", png(), "image/png")}),
    )
    with failing(folder, parse_faults(f"code={code}")) as running, running.rv_client(key) as rv:
        assert [refusal_of(call(rv))[:2] for call in calls] == [(status, code)] * 4
        # The other service is not concerned.
        with running.client() as other:
            assert data_of(other.get("/v1/projects")) == []


@pytest.mark.parametrize(("status", "code"), [(429, "RATE_LIMITED"), (503, "SANDBOX_FAULT")])
def test_plain_faults_speak_this_services_words(tmp_path: Path, status: int, code: str) -> None:
    with failing(tmp_path, Faults(rate=1, status=status)) as running, running.rv_client() as rv:
        answer = rv.get("/api/v1/credits")
        assert refusal_of(answer) == (status, code, {})
        assert answer.headers["retry-after"] == "1"


def test_a_full_disk_is_told(start: Callable[..., Running], monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from editor_app.sandbox.files import Files

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    running = start()
    with running.rv_client() as rv:
        monkeypatch.setattr(Files, "keep", refuse)
        answer = rv.post("/api/v1/upload", files={"file": ("a.png", png(), "image/png")})
        assert refusal_of(answer)[:2] == (500, "UPLOAD_FAILED")
        assert "No space left" in answer.json()["error"]
    data = running.settings.data_dir
    assert [*(data / "media").iterdir(), *(data / "incoming").iterdir()] == []


def test_codes_are_named_or_refused() -> None:
    for code in CODES:
        assert parse_faults(f"code={code},status=502") == Faults(0.0, 1.0, 502, code)
    assert parse_faults("code=REMOTE_ERROR,rate=0.5").rate == 0.5
    with pytest.raises(ValueError, match="no code that can be asked for"):
        parse_faults("code=NOT_FOUND")
