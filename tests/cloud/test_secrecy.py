"""The key is seen by its service and by nobody else."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.indream import APIError, AsyncIndreamClient, IndreamClient, ValidationError
from tests.cloud.conftest import KEY
from tests.cloud.samples import DONE, TASK_ID
from tests.cloud.service import Behaviour, Service, cut, hang, ok, problem, raw, reset
from tests.documents import document, solid

Client = AsyncIndreamClient
ROUTE = f"GET /v1/exports/{TASK_ID}"


def told(error: BaseException) -> str:
    """Give all that anybody could print of an error, the variables of its frames outside tests included."""
    full = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames = [repr(frame.locals) for frame in full.stack if "/tests/" not in frame.filename]
    assert len(frames) > 3
    assert full.__context__ is None
    printed = "".join(traceback.format_exception(error))
    pickled = pickle.dumps(error).decode("latin-1")
    return "".join([*frames, printed, repr(error), str(error), repr(vars(error)), pickled])


@pytest.mark.parametrize(
    "trouble",
    [
        problem(401, KEY, detail=f"Invalid API key {KEY}"),
        raw(f'{{"detail": ["{KEY}"], "{KEY}": "{KEY}"}}'.encode(), 422),
        raw(KEY.encode(), 500, "text/plain"),
        raw(b"", 302, location=f"https://evil.example/?{KEY}"),
        reset,
        cut(b"{" * 100, 5, content_type="application/json"),
        hang,
    ],
)
def test_no_error_tells_it(
    trouble: Behaviour, service: Service, run: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    service.will(ROUTE, *[trouble] * 3)
    with caplog.at_level(logging.DEBUG), pytest.raises(APIError) as caught:
        run(lambda c: c.exports.get(TASK_ID), timeout=0.1, max_retries=1)
    assert KEY not in told(caught.value)
    client_side = [record for record in caplog.records if not record.name.startswith("uvicorn")]
    assert client_side
    assert KEY not in "".join(f"{record.getMessage()} {record.args!r}" for record in client_side)


@pytest.mark.parametrize(
    "trouble",
    [raw(KEY.encode(), 200, "text/plain"), raw(KEY.encode(), 200), ok({"taskId": 5, KEY: KEY}), ok([KEY])],
)
def test_no_odd_success_tells_it(trouble: Behaviour, service: Service, run: Callable[..., Any]) -> None:
    service.will(ROUTE, trouble)
    with pytest.raises(APIError) as caught:
        run(lambda c: c.exports.get(TASK_ID), max_retries=0)
    printed = "".join(traceback.format_exception(caught.value))
    assert KEY not in f"{printed}{caught.value!r}{caught.value.problem!r}"


ESCAPED = "".join(f"\\u{ord(sign):04x}" for sign in KEY)


@pytest.mark.parametrize("written", [KEY, ESCAPED])
@pytest.mark.parametrize("is_right", [True, False])
def test_no_success_that_sends_it_back_tells_it(
    written: str, is_right: bool, service: Service, run: Callable[..., Any]
) -> None:
    data = DONE | {"filename": "KEY", "note": ["KEY"]} | ({} if is_right else {"progress": "KEY"})
    body = json.dumps({"data": data, "meta": {}}).replace("KEY", written).encode()
    service.will(ROUTE, raw(body))
    if is_right:
        task = run(lambda c: c.exports.get(TASK_ID))
        assert (task.filename, task.note) == ("…", ["…"])
        assert KEY not in repr(task)
        return
    with pytest.raises(APIError, match="progress does not fit") as caught:
        run(lambda c: c.exports.get(TASK_ID))
    assert KEY not in told(caught.value)


def test_a_key_that_is_a_word_changes_no_reply(service: Service, run: Callable[..., Any]) -> None:
    service.will(ROUTE, ok(DONE | {"filename": "Done"}))
    assert run(lambda c: c.exports.get(TASK_ID), key="Done").filename == "Done"


@pytest.mark.parametrize("kind", ["document", "header", "id", "closed"])
def test_no_refusal_tells_it(kind: str, service: Service, run: Callable[..., Any]) -> None:
    async def job(client: Client) -> None:
        if kind == "document":
            await client.exports.create({"editorState": {}})
        elif kind == "header":
            await client.projects.create({"editorState": document(solid("a"))}, "a\nb")
        elif kind == "id":
            await client.projects.get("..")
        else:
            await client.aclose()
            await client.projects.list()

    with pytest.raises((ValidationError, ValueError, RuntimeError)) as caught:
        run(job)
    assert KEY not in told(caught.value)


def test_neither_client_shows_it_nor_can_be_pickled(service: Service) -> None:
    async_client = AsyncIndreamClient(KEY, base_url=service.url)
    with IndreamClient(KEY, base_url=service.url) as client:
        for shown in (async_client, client):
            assert KEY not in f"{shown!r} {shown} {vars(shown)!r}"
            assert all(
                KEY not in repr(vars(part)) for part in vars(shown).values() if hasattr(part, "__dict__")
            )
            with pytest.raises(Exception, match="pickle"):
                pickle.dumps(shown)
    transport = async_client.exports._transport
    pool = transport._pool
    assert KEY not in f"{vars(transport)!r} {vars(pool)!r} {vars(pool.api)!r} {vars(pool.api.auth)!r}"
    asyncio.run(async_client.aclose())


def test_a_cancellation_does_not_tell_it(service: Service, run: Callable[..., Any]) -> None:
    service.will(ROUTE, hang)

    async def job(client: Client) -> None:
        task = asyncio.create_task(client.exports.get(TASK_ID))
        await service.until(lambda: len(service.received) == 1)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError as error:
            printed.append("".join(traceback.format_exception(error)))

    printed: list[str] = []
    run(job)
    assert KEY not in printed[0]


def test_no_file_and_no_log_of_a_download_holds_it(
    tmp_path: Path, service: Service, run: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.CRITICAL, "uvicorn")
    caplog.set_level(logging.CRITICAL, "uvicorn.access")
    service.will("GET /media/film", cut(b"x" * 100, 50, content_type="video/mp4", etag='"a"'), *[reset] * 9)
    with pytest.raises(APIError) as caught:
        run(lambda c: c.downloads.fetch(f"{service.url}/media/film?token=t0ken", tmp_path / "film.mp4"))
    assert KEY not in told(caught.value)
    assert "t0ken" not in caplog.text
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["film.mp4.part", "film.mp4.part.json"]
    for path in tmp_path.iterdir():
        assert KEY.encode() not in path.read_bytes()
        assert b"t0ken" not in path.read_bytes()
