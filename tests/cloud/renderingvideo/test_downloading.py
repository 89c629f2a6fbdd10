"""Videos come home: gone on with, whole, and without the key."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from editor_app.cloud.http import retrying
from editor_app.cloud.renderingvideo import AsyncRenderingVideoClient, DownloadError, NotFoundError
from editor_app.cloud.renderingvideo.errors import APIError
from tests.cloud.renderingvideo.stub import KEY
from tests.cloud.service import Behaviour, Exchange, Service, cut, raw

Client = AsyncRenderingVideoClient
T = TypeVar("T")
TASK = "GET /api/v1/video/t"
LINK = "GET /media/film.mp4"
FILM = os.urandom(300_000)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Start a service, and stop it; repetitions follow at once."""
    monkeypatch.setattr(retrying, "pause_before", lambda *_: 0)
    with Service() as running:
        yield running


def run(service: Service, job: Callable[[Client], Awaitable[T]]) -> T:
    """Let a client work on a loop of its own."""

    async def main() -> T:
        async with AsyncRenderingVideoClient(KEY, base_url=service.url) as client:
            return await job(client)

    return asyncio.run(main())


def task(service: Service, path: str | None = "/media/film.mp4", status: str = "completed") -> Behaviour:
    """Answer with a task whose video is there."""
    url = f"{service.url}{path}" if path else None
    fields = {"success": True, "taskId": "t", "status": status, "videoUrl": url}
    return raw(json.dumps(fields).encode())


async def served(exchange: Exchange) -> None:
    """Give the film, or the rest of it."""
    asked = exchange.received.headers.get("range", "")
    start = int(asked.removeprefix("bytes=").removesuffix("-") or 0)
    headers = {"etag": '"1"', "content_range": f"bytes {start}-{len(FILM) - 1}/{len(FILM)}"}
    await raw(FILM[start:], 206 if asked else 200, "video/mp4", **headers)(exchange)


def test_a_video_is_fetched_without_the_key(service: Service, tmp_path: Path) -> None:
    service.will(TASK, task(service))
    service.will(LINK, served)
    told: list[tuple[int, int | None]] = []
    target = tmp_path / "film.mp4"
    made = run(service, lambda c: c.videos.download("t", target, progress=lambda *step: told.append(step)))
    assert (made, target.read_bytes() == FILM, told[-1]) == (target, True, (len(FILM), len(FILM)))
    (link,) = service.calls(LINK)
    assert "authorization" not in link.headers
    assert KEY not in json.dumps(link.headers)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_a_download_that_broke_off_is_gone_on_with(service: Service, tmp_path: Path) -> None:
    service.will(TASK, task(service))
    service.will(LINK, cut(FILM, 100_000, content_type="video/mp4", etag='"1"'), served)
    target = tmp_path / "film.mp4"
    run(service, lambda c: c.videos.download("t", target))
    assert target.read_bytes() == FILM
    assert service.calls(LINK)[1].headers["range"].startswith("bytes=")


def test_a_link_that_has_expired_is_asked_for_anew(service: Service, tmp_path: Path) -> None:
    service.will(TASK, task(service, "/media/old.mp4"), task(service))
    service.will("GET /media/old.mp4", raw(b"", 403))
    service.will(LINK, served)
    run(service, lambda c: c.videos.download("t", tmp_path / "film.mp4"))
    assert (tmp_path / "film.mp4").read_bytes() == FILM


def test_a_link_that_stays_the_same_is_told_of(service: Service, tmp_path: Path) -> None:
    service.will(TASK, task(service), task(service))
    service.will(LINK, raw(b"", 410))
    with pytest.raises(DownloadError, match="may have expired") as caught:
        run(service, lambda c: c.videos.download("t", tmp_path / "film.mp4"))
    assert caught.value.code == "DOWNLOAD_REFUSED"
    assert len(service.calls(LINK)) == 1


@pytest.mark.parametrize("status", ["created", "rendering", "failed", "completed"])
def test_a_task_without_a_video_has_none(status: str, service: Service, tmp_path: Path) -> None:
    service.will(TASK, task(service, None, status))
    with pytest.raises(DownloadError, match=f"The task is {status}: no video"):
        run(service, lambda c: c.videos.download("t", tmp_path / "film.mp4"))
    assert not list(tmp_path.iterdir())


def test_a_task_that_is_gone_is_told_of(service: Service, tmp_path: Path) -> None:
    gone: dict[str, Any] = {"success": False, "error": "Task not found", "code": "NOT_FOUND"}
    service.will(TASK, raw(json.dumps(gone).encode(), 404))
    with pytest.raises(NotFoundError, match="Task not found"):
        run(service, lambda c: c.videos.download("t", tmp_path / "film.mp4"))


@pytest.mark.parametrize(
    "kind", ["text/html", "text/plain; charset=utf-8", "application/json", "application/xml"]
)
def test_a_page_in_the_place_of_a_video_is_refused(kind: str, service: Service, tmp_path: Path) -> None:
    service.will("GET /media/a", raw(b"Sorry", 200, kind))
    with pytest.raises(APIError, match="not the file"):
        run(service, lambda c: c.downloads.fetch(f"{service.url}/media/a", tmp_path / "a.mp4"))
    assert not (tmp_path / "a.mp4").exists()


def test_a_link_of_a_service_here_does_not_lead_out_without_tls(service: Service, tmp_path: Path) -> None:
    with pytest.raises(APIError, match="must begin with https"):
        run(service, lambda c: c.downloads.fetch("http://elsewhere.example/a.mp4", tmp_path / "a.mp4"))
